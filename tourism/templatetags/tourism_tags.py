"""What other pages show of itineraries, and the drawn map of a route."""

from math import hypot

from django import template
from django.conf import settings
from django.utils.translation import get_language

from content.publishing import until_published
from places.geography.maps import MAPS
from places.geography.structured import structured_geo
from places.models import Safety
from places.templatetags.map_tags import clear_of, district_labels, fits, list_labels
from tourism.models import ItineraryPage

register = template.Library()

SCHEMA = "https://schema.org"
ITINERARIES_THROUGH_PLACE = 3
PIN_UNITS = 25
PIN_WINDOW = 270
MARGIN = 45
SMALLEST_WINDOW = 220
LABEL_SCALE = 0.72
LETTER_UNITS = 8
LINE_UNITS = 18


@register.simple_tag
def itineraries_through(place):
    """Itineraries that stop at a place, in the language of its page."""
    return _itineraries_through(place.translation_key, place.locale_id)


@until_published
def _itineraries_through(translation_key, locale_id):
    found = ItineraryPage.objects.in_language(locale_id).through(translation_key)
    return list(found.for_cards().order_by("length_days", "path")[:ITINERARIES_THROUGH_PLACE])


@register.simple_tag
def itinerary_card_page(chosen):
    """The itinerary of the active language that translates the chosen page, or None."""
    if not chosen:
        return None
    found = ItineraryPage.objects.for_cards().filter(locale__language_code=get_language())
    return found.filter(translation_key=chosen.translation_key).first()


@register.simple_tag
def route_map(itinerary):
    """The drawn map of an itinerary, or None when no stop has a point.

    ``{"map": DrawnMap, "file": its static path, "pins": [{"number", "x", "y", "state"}], "labels", "label_scale",
    "route": path data, "window", "missing"}`` in the drawing's units; the window shows all pins and some land around them, `missing` counts the stops that have no pin.
    """
    stops = [stop for stop in itinerary.all_stops if stop.page.point]
    if not stops:
        return None
    drawn = MAPS["wonogiri"]
    if not all(drawn.shows(stop.page.point) for stop in stops):
        drawn = MAPS["geopark"]
    stops = [stop for stop in stops if drawn.shows(stop.page.point)]
    if not stops:
        return None
    places = [drawn.place(stop.page.point) for stop in stops]
    view = window(drawn, places)
    spots = apart(places, PIN_UNITS * view["scale"])
    pins = [
        {"number": stop.number, "x": x, "y": y, "state": stop.page.safety}
        for stop, (x, y) in zip(stops, spots, strict=True)
    ]
    frame = (view["x"], view["y"], view["size"], view["size"])
    labels = list_labels(drawn) if drawn.name == "geopark" else district_labels(drawn)
    labels = [{"is_sea": False} | label for label in labels]
    return {
        "map": drawn,
        "file": f"img/map-{drawn.name}.svg",
        "pins": pins,
        "labels": thinned(
            [label for label in clear_of(labels, pins) if fits(label, frame)], view["scale"] * LABEL_SCALE
        ),
        "label_scale": round(view["scale"] * LABEL_SCALE, 2),
        "route": "M" + "L".join(f"{pin['x']} {pin['y']}" for pin in pins),
        "window": view,
        "missing": len(itinerary.all_stops) - len(stops),
        "has_warnings": any(pin["state"] in {Safety.CAUTION, Safety.CLOSED} for pin in pins),
    }


@register.simple_tag
def structured_trip(itinerary):
    """A schema.org TouristTrip as a dict, its stops in order."""
    data = {
        "@context": SCHEMA,
        "@type": "TouristTrip",
        "name": itinerary.title,
        "description": itinerary.summary,
        "url": settings.PUBLIC_URL + itinerary.get_url(),
        "itinerary": {
            "@type": "ItemList",
            "numberOfItems": len(itinerary.all_stops),
            "itemListElement": [
                {"@type": "ListItem", "position": stop.number, "item": structured_stop(stop.page)}
                for stop in itinerary.all_stops
            ],
        },
    }
    if itinerary.cover and itinerary.cover.largest_jpeg:
        data["image"] = settings.PUBLIC_URL + settings.MEDIA_URL + itinerary.cover.largest_jpeg
    return data


def structured_stop(place):
    stop = {"@type": "TouristAttraction", "name": place.title, "url": settings.PUBLIC_URL + place.get_url()}
    if geo := structured_geo(place):
        stop["geo"] = geo
    return stop


def apart(places, width):
    """Pins of a `width`, each that would cover an earlier one moved off it in the direction in which it lies."""
    shown = []
    for x, y in places:
        moved_x, moved_y = x, y
        for number, (other_x, other_y) in enumerate(shown):
            if hypot(moved_x - other_x, moved_y - other_y) < width:
                east, south = x - places[number][0], y - places[number][1]
                length = hypot(east, south)
                east, south = (east / length, south / length) if length else (1, 0)
                moved_x, moved_y = other_x + east * width, other_y + south * width
        shown.append((round(moved_x, 1), round(moved_y, 1)))
    return shown


def thinned(labels, scale):
    """Labels in order, without those that would run into an earlier one when drawn at `scale`."""
    kept = []
    for label in labels:
        if all(
            abs(label["y"] - other["y"]) > LINE_UNITS * scale
            or abs(label["x"] - other["x"]) > (len(label["text"]) + len(other["text"])) / 2 * LETTER_UNITS * scale
            for other in kept
        ):
            kept.append(label)
    return kept


def window(drawn, places):
    """``{"x", "y", "size", "scale"}`` of a square of the drawing that holds all places; `scale` keeps pins legible."""
    lefts, tops = [x for x, _y in places], [y for _x, y in places]
    size = max(max(lefts) - min(lefts), max(tops) - min(tops)) + 2 * MARGIN
    size = round(min(max(size, SMALLEST_WINDOW), drawn.width))
    x = (max(lefts) + min(lefts) - size) / 2
    y = (max(tops) + min(tops) - size) / 2
    return {
        "x": round(clamped(x, drawn.width - size)),
        "y": round(clamped(y, drawn.height - size)),
        "size": size,
        "scale": round(size / PIN_WINDOW, 2),
    }


def clamped(start, room):
    """`start` so that the window stays inside the drawing; centred where the window is the larger one."""
    return min(max(start, 0), room) if room > 0 else room / 2
