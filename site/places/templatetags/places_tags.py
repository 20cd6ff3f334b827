"""What pages show of places: hours, distances, coordinates, directions, the filters of their lists."""

from itertools import groupby

from django import template
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from content.publishing import until_published
from places.districts import Regency, district_areas
from places.models import OpeningHours, PlacePage

register = template.Library()


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
    """The nearest other places to visit, each with its `distance`; none where nobody knows the point well enough."""
    return [] if place.is_rough else _places_near(place.pk, place.point, place.is_protected, place.locale_id)


@until_published
def _places_near(pk, point, is_about, locale_id):
    others = PlacePage.objects.in_language(locale_id).exclude(pk=pk)
    return others.for_cards().visitable().near(point, is_about=is_about) if point else []


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
def cell_edges(place):
    """West, south, east and north of a protected place's cell as programs read them, e.g. "110.925,-8.199,110.934,-8.19"."""
    return ",".join(map(str, place.cell.box))


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
def latitude(place):
    return f"{place.point[1]:.5f}"


@register.filter
def longitude(place):
    return f"{place.point[0]:.5f}"


@register.simple_tag
def directions(place):
    """Links ``(name, address)`` that open a place in map services, in the order most visitors use them; none where nobody is sent."""
    if not place.leads_there:
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
        found.append((dict(Regency.choices).get(wanted.regency, wanted.regency), wanted.query(regency="")))
    if wanted.district:
        found.append((wanted.district, wanted.query(district="")))
    for facility in wanted.facilities:
        found.append(
            (facility.label, wanted.query(facility=[str(other) for other in wanted.facilities if other != facility]))
        )
    for parameter, known in [("kind", wanted.groups), ("facility", wanted.facilities)]:
        if parameter in wanted.unknown:
            found.append((wanted.unknown[parameter], wanted.query(**{parameter: list(map(str, known))})))
    if wanted.geosites_only:
        found.append((_("Geosites only"), wanted.query(geosite="")))
    if wanted.near:
        name = dict(starting_points).get(wanted.near, _("the chosen point"))
        without = wanted.query(near="", sort="" if wanted.sort == "distance" else wanted.sort)
        found.append((_("Distances from %(place)s") % {"place": name}, without))
    return found
