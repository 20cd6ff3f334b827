"""What pages show of places: drawn maps, facts, distances, data for search engines."""

from itertools import groupby
from math import hypot

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from content.publishing import until_published
from places.districts import Regency, district_areas
from places.kinds import PlaceKind
from places.maps import MAPS
from places.models import Facility, OpeningHours, PlacePage, Safety

register = template.Library()

DISTRICTS_ON_THE_LIST_MAP = {"Girimarto", "Kismantoro", "Karangtengah", "Eromoko", "Paranggupito"}
REGENCIES_ON_THE_GEOPARK_MAP = {
    Regency.GUNUNGKIDUL: (322, 172),
    Regency.WONOGIRI: (452, 120),
    Regency.PACITAN: (618, 336),
}
LABEL_CLEARANCE = 26
SCHEMA_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@register.simple_tag
def drawn_map(places, name=""):
    """What components/map.html draws of a list of places: the drawing, pins that link, labels.

    Without a `name` it is Wonogiri when every located place fits it, else the geopark. `missing` counts the
    places that have no point or lie outside the drawing.
    """
    places = list(places)
    located = [place for place in places if place.point]
    if name not in MAPS:
        name = "wonogiri" if all(MAPS["wonogiri"].shows(place.point) for place in located) else "geopark"
    drawing = MAPS[name]
    shown = [place for place in located if drawing.shows(place.point)]
    pins = [pin(drawing, place, radius=14) for place in shown]
    return {
        **described(drawing, drawing.frame),
        "is_small": False,
        "pins": pins,
        "labels": clear_of(list_labels(drawing), pins),
        "missing": len(places) - len(shown),
        "has_approximate": any(place.is_approximate for place in shown),
    }


@register.simple_tag
def small_map(place):
    """The drawn surroundings of one place for components/map.html; None where no drawing shows it."""
    if not place.point:
        return None
    names = ["wonogiri", "geopark"] if place.regency == Regency.WONOGIRI else ["geopark", "wonogiri"]
    drawing = next((MAPS[name] for name in names if MAPS[name].shows(place.point)), None)
    if drawing is None:
        return None
    view = drawing.view_around(place.point)
    pins = [pin(drawing, place, radius=11)]
    return {
        **described(drawing, view),
        "is_small": True,
        "place": place,
        "pins": pins,
        "labels": apart([label for label in clear_of(district_labels(drawing), pins) if fits(label, view)]),
        "missing": 0,
        "has_approximate": place.is_approximate,
    }


def described(drawing, view):
    return {
        "name": drawing.name,
        "href": f"{static(f'img/map-{drawing.name}.svg')}#{drawing.name}",
        "width": drawing.width,
        "height": drawing.height,
        "view_box": " ".join(str(number) for number in view),
        "is_geopark": drawing.name == "geopark",
    }


def pin(drawing, place, radius):
    x, y = drawing.place(place.point)
    side = round(radius * 1.24, 1)
    return {
        "x": x,
        "y": y,
        "radius": radius,
        "ring": radius + 3.5,
        "icon": place.icon_name,
        "side": side,
        "left": round(x - side / 2, 1),
        "top": round(y - side / 2, 1),
        "place": place,
    }


def list_labels(drawing):
    if drawing.name == "geopark":
        regencies = [
            {"text": Regency(regency).label, "x": x, "y": y, "css": "map__label map__label--area"}
            for regency, (x, y) in REGENCIES_ON_THE_GEOPARK_MAP.items()
        ]
        return [*regencies, sea_label(drawing)]
    return [
        label for label in district_labels(drawing) if label["text"] in DISTRICTS_ON_THE_LIST_MAP or label["is_sea"]
    ]


def district_labels(drawing):
    """The name of every district of the drawing, and of the sea."""
    labels = [
        {"text": area.name, "x": x, "y": y, "css": "map__label", "is_sea": False}
        for area in district_areas()
        for x, y in [drawing.place(area.label)]
    ]
    return [*labels, sea_label(drawing)]


def sea_label(drawing):
    x, y = drawing.sea_label
    return {"text": _("Indian Ocean"), "x": x, "y": y, "css": "map__label map__label--sea", "is_sea": True}


def clear_of(labels, pins):
    """The labels that no pin would cover."""
    return [
        label
        for label in labels
        if label.get("is_sea")
        or all(hypot((label["x"] - pin["x"]) * 0.6, label["y"] - 5 - pin["y"]) > LABEL_CLEARANCE for pin in pins)
    ]


def ends_of(label):
    """Where a label starts and ends across, estimated from its letters."""
    start = label["x"] if label["is_sea"] else label["x"] - len(label["text"]) * 3.8
    return start, start + len(label["text"]) * (9.5 if label["is_sea"] else 7.6)


def fits(label, view):
    """Whether a label stands wholly in the view."""
    left, top, width, height = view
    start, end = ends_of(label)
    return start >= left + 4 and end <= left + width - 4 and top + 14 <= label["y"] <= top + height - 6


def apart(labels):
    """The labels that do not run into one before them."""
    kept = []
    for label in labels:
        start, end = ends_of(label)
        if all(
            abs(label["y"] - other["y"]) > 15 or end + 4 < ends_of(other)[0] or ends_of(other)[1] + 4 < start
            for other in kept
        ):
            kept.append(label)
    return kept


@register.simple_tag
def opening_hours(place):
    """The week of a place, or None when no hours are recorded.

    ``{"days": [{"name", "spells": [(opens, closes)], "is_today"}], "today": [spells], "is_open_now"}``
    """
    rows = place.opening_rows
    if not rows:
        return None
    now = timezone.localtime()
    spells = {
        weekday: [(row.opens, row.closes) for row in group] for weekday, group in groupby(rows, lambda row: row.weekday)
    }
    return {
        "days": [
            {"name": WEEKDAYS[weekday], "spells": spells.get(weekday, []), "is_today": weekday == now.weekday()}
            for weekday in OpeningHours.Weekday.values
        ],
        "today": spells.get(now.weekday(), []),
        "is_open_now": any(row.holds(now) for row in rows),
    }


@register.simple_tag
def care_of(page):
    """How well a page is looked after: "late", "checked" or "never"."""
    if page.review_by and page.review_by < timezone.localdate():
        return "late"
    return "checked" if page.checked_on else "never"


@register.simple_tag
def places_near(place):
    """The nearest other places to visit, each with `distance_km`."""
    return _places_near(place.pk, place.point, place.locale_id)


@until_published
def _places_near(pk, point, locale_id):
    others = PlacePage.objects.in_language(locale_id).exclude(pk=pk)
    return others.for_cards().visitable().near(point) if point else []


@register.filter
def coordinates(place):
    """Latitude and longitude of a place with the decimal sign of the active language, e.g. "−8,21035, 110,90207"."""
    lon, lat = place.point
    return ", ".join(number_format(number, 5, use_l10n=True).replace("-", "−") for number in (lat, lon))


@register.filter
def plain_coordinates(place):
    """Latitude and longitude as programs read them, e.g. "-8.21035,110.90207"."""
    lon, lat = place.point
    return f"{lat:.5f},{lon:.5f}"


@register.filter
def point_note(place):
    """How sure the point is and where it comes from; a source that begins with the same word is not told twice."""
    confidence, source = place.get_coordinate_confidence_display(), place.coordinate_source.rstrip(".")
    if source.lower().startswith(confidence.lower()):
        return f"{source}."
    return f"{confidence}. {source}." if source else f"{confidence}."


@register.filter
def whereabouts(place):
    """Hamlet and village, then district and regency.

    An address that names a district is complete in itself: an approximate point may lie across the border.
    """
    known = place.address.lower()
    parts = [part for part in place.area_label.split(", ") if part and part.lower() not in known]
    if not place.address:
        return ", ".join(parts)
    return (
        place.address
        if any(area.name.lower() in known for area in district_areas())
        else ", ".join([place.address, *parts])
    )


@register.filter
def rupiah(amount):
    """An amount of rupiah with the thousands marked as the active language does, e.g. "10.000"."""
    return number_format(amount, use_l10n=True, force_grouping=True)


@register.filter
def kilometres(km):
    """A distance with one decimal below 10 km, none above."""
    return number_format(km, 1 if km < 10 else 0)


@register.filter
def latitude(place):
    return f"{place.point[1]:.5f}"


@register.filter
def longitude(place):
    return f"{place.point[0]:.5f}"


@register.simple_tag
def directions(place):
    """Links ``(name, address)`` that open a place in map services, in the order most visitors use them."""
    if not place.point:
        return []
    lat, lon = latitude(place), longitude(place)
    return [
        (_("Directions in Google Maps"), f"https://www.google.com/maps/dir/?api=1&destination={lat},{lon}"),
        ("OpenStreetMap", f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=15/{lat}/{lon}"),
        (_("Map app of this device"), f"geo:{lat},{lon}?{urlencode({'q': f'{lat},{lon}({place.title})'})}"),
    ]


@register.simple_tag
def wanted_filters(wanted, starting_points=()):
    """The filters in force as ``(name, query without it)``, so that each can be taken away."""
    found = []
    if wanted.q:
        found.append((f"“{wanted.q}”", wanted.query(q="")))
    for group in wanted.groups:
        found.append((group.label, wanted.query(kind=[str(other) for other in wanted.groups if other != group])))
    if wanted.regency:
        found.append((Regency(wanted.regency).label, wanted.query(regency="")))
    if wanted.district:
        found.append((wanted.district, wanted.query(district="")))
    for facility in wanted.facilities:
        found.append(
            (facility.label, wanted.query(facility=[str(other) for other in wanted.facilities if other != facility]))
        )
    if wanted.geosites_only:
        found.append((_("Geosites only"), wanted.query(geosite="")))
    if wanted.near:
        name = dict(starting_points).get(wanted.near, _("the chosen point"))
        without = wanted.query(near="", sort="" if wanted.sort == "distance" else wanted.sort)
        found.append((_("Distances from %(place)s") % {"place": name}, without))
    return found


@register.simple_tag
def map_tiles():
    """Address and attribution of the tiles that the operator chose; empty by default."""
    return {"url": settings.MAP_TILES_URL, "attribution": settings.MAP_TILES_ATTRIBUTION}


@register.simple_tag
def geojson_address(wanted=None, geosites_only=False):
    """Address of the GeoJSON of a list, with the query of the list."""
    query = wanted.query(**({"geosite": "1"} if geosites_only else {})) if wanted else ""
    return reverse("places_geojson") + query


@register.simple_tag
def place_data(place):
    """A place as schema.org data: only what is known; an illustration is not passed off as its photograph."""
    is_desk = place.kind == PlaceKind.INFORMATION
    data = {
        "@context": "https://schema.org",
        "@type": "TouristInformationCenter" if is_desk else "TouristAttraction",
        "@id": absolute(place.url),
        "url": absolute(place.url),
        "name": place.title,
        "description": place.summary,
        "address": {
            "@type": "PostalAddress",
            "addressCountry": "ID",
            "addressRegion": place.get_regency_display(),
            "addressLocality": place.district.name if place.district else "",
            "streetAddress": place.address,
        },
    }
    if place.point:
        data["geo"] = {"@type": "GeoCoordinates", "latitude": latitude(place), "longitude": longitude(place)}
    if not place.alias_of_id:
        data["inLanguage"] = place.locale.language_code
    if place.cover and not place.cover.is_illustration:
        files = place.cover.picture_sources.get("jpeg") or [[0, place.cover.file.name]]
        data["image"] = absolute(settings.MEDIA_URL + files[-1][1])
    if place.is_free is not None:
        data["isAccessibleForFree"] = place.is_free
    if place.contact_phone:
        data["telephone"] = place.contact_phone
    if place.contact_url:
        data["sameAs"] = place.contact_url
    if place.safety == Safety.CLOSED:
        data["publicAccess"] = False
    amenities = [facility.label for facility in Facility if getattr(place, facility.field)]
    if amenities:
        data["amenityFeature"] = [
            {"@type": "LocationFeatureSpecification", "name": str(name), "value": True} for name in amenities
        ]
    hours = [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"https://schema.org/{SCHEMA_WEEKDAYS[row.weekday]}",
            "opens": row.opens.strftime("%H:%M"),
            "closes": row.closes.strftime("%H:%M"),
        }
        for row in place.opening_rows
    ]
    if hours:
        data["openingHoursSpecification"] = hours
    data["address"] = {name: value for name, value in data["address"].items() if value}
    return data


@register.simple_tag
def list_data(page, results, kind=""):
    """A page of a list as schema.org data: an ItemList, or a destination of type `kind` with its attractions."""
    first = results.start_index() if hasattr(results, "start_index") else 1
    data = {
        "@context": "https://schema.org",
        "@type": kind or "ItemList",
        "name": page.title,
        "description": page.summary,
        "url": absolute(page.url),
    }
    if kind:
        data["includesAttraction"] = [
            {"@type": "TouristAttraction", "name": place.title, "url": absolute(place.url)} for place in results
        ]
    else:
        data["itemListElement"] = [
            {"@type": "ListItem", "position": position, "url": absolute(place.url), "name": place.title}
            for position, place in enumerate(results, first)
        ]
    return data


def absolute(path):
    return settings.PUBLIC_URL + path if path and path.startswith("/") else path
