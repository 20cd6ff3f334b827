"""The maps of places: drawn ones with their pins and labels, and what the one with tiles needs."""

from math import hypot

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from places.districts import Regency, ashore, district_areas
from places.geography.cells import STEP
from places.geography.maps import MAPS
from places.models import Safety

register = template.Library()

DISTRICTS_ON_THE_LIST_MAP = {"Girimarto", "Kismantoro", "Karangtengah", "Eromoko", "Paranggupito"}
REGENCIES_ON_THE_GEOPARK_MAP = {
    Regency.GUNUNGKIDUL: (322, 172),
    Regency.WONOGIRI: (452, 120),
    Regency.PACITAN: (618, 336),
}
LABEL_CLEARANCE = 26


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
    # What comes last lies on top: no other pin hides a closed place.
    shown = sorted((place for place in located if drawing.shows(place.point)), key=is_closed)
    pins = [pin(drawing, place, radius=14) for place in shown]
    return {
        **described(drawing, drawing.frame),
        "is_small": False,
        "pins": pins,
        "labels": clear_of(list_labels(drawing), pins),
        "missing": len(places) - len(shown),
        "has_approximate": any(place.is_approximate and not place.is_protected for place in shown),
        "has_protected": any(place.is_protected for place in shown),
        "has_warnings": any(warns(place) for place in shown),
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
        "has_approximate": place.is_approximate and not place.is_protected,
        "has_protected": place.is_protected,
        "has_warnings": warns(place),
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
    x, y = drawing.place(ashore(*place.point))
    # The inside of the triangle lies lower, and there is less of it.
    is_triangle = place.safety == Safety.CAUTION
    side, middle = (radius * 1.05, y + radius * 0.3) if is_triangle else (radius * 1.24, y)
    return {
        "x": x,
        "y": y,
        "radius": radius,
        "ring": radius + 3.5,
        "square": {
            "left": round(x - 1.8 * radius, 1),
            "top": round(y - 1.8 * radius, 1),
            "side": round(3.6 * radius, 1),
        },
        "icon": place.icon_name,
        "side": round(side, 1),
        "left": round(x - side / 2, 1),
        "top": round(middle - side / 2, 1),
        "place": place,
    }


def is_closed(place):
    return place.safety == Safety.CLOSED


def warns(place):
    return place.safety in {Safety.CAUTION, Safety.CLOSED}


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
def cell_step():
    """The edge of the cells of protected places, in hundred-thousandths of a degree; for scripts."""
    return STEP


@register.simple_tag
def map_tiles():
    """Address and attribution of the tiles that the operator chose; empty by default."""
    return {"url": settings.MAP_TILES_URL, "attribution": settings.MAP_TILES_ATTRIBUTION}


@register.simple_tag
def geojson_address(wanted=None, geosites_only=False):
    """Address of the GeoJSON of a list, with the query of the list."""
    query = wanted.query(**({"geosite": "1"} if geosites_only else {})) if wanted else ""
    return reverse("places_geojson") + query
