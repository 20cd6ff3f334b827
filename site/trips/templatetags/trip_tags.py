"""The buttons that save something to “my trip”."""

from django import template

from places.models import PlacePage
from trips import views

register = template.Library()


@register.simple_tag
def trip_address():
    """The page “my trip” in the active language."""
    return views.trip_address()


@register.filter
def trip_code(thing):
    """What a trip calls a place: the first eight digits of its key, the same in every language; "" of what is no place."""
    return thing.translation_key.hex[:8] if isinstance(thing, PlacePage) else ""


@register.filter
def event_trip_code(event):
    """What a trip calls one date of an event: its key and the day, e.g. ``…c0ffee.20270605``; "" without a date."""
    if not event.dates:
        return ""
    return f"{event.translation_key.hex}.{event.dates.first:%Y%m%d}"


@register.filter
def trip_codes(itinerary):
    """The stops of an itinerary day by day, as the address of a shared trip has them: ``a1b2c3d4-99887766_5544aabb``."""
    days = [[trip_code(stop.page) for stop in stops if stop.page] for _day, stops in itinerary.programme]
    return "_".join("-".join(codes) for codes in days if codes)
