"""“My trip”: a page whose contents the browser keeps. The server never learns what is in a trip."""

from django.conf import settings
from django.http import HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from content.sharing import public_feed
from places.geography.geojson import feature_collection
from places.geography.maps import MAPS
from places.geography.roads import EACH_KM, START, STEP
from places.models import PlacePage

# The last part of the page's address. It stands here and not in the catalogues: an address must not change.
WORDS = {"id": "perjalanan", "en": "trip", "jv": "lelampahan"}
ANY_WORD = "|".join(WORDS.values())
# Whoever looks at a trip wants to know now what is closed.
CACHE_CONTROL = "public, max-age=10, s-maxage=10, stale-if-error=86400"


def trip_address(language=None):
    """The page's address in a language, the active one when none is given."""
    language = language or get_language()
    return f"/{language}/{WORDS.get(language, WORDS['id'])}/"


@require_safe
def trip(request, word):
    """The page of a trip, the same for everybody; `js/trip.js` fills it."""
    if word != WORDS[get_language()]:
        return HttpResponsePermanentRedirect(trip_address())
    context = {
        "addresses": {code: trip_address(code) for code, _name in settings.LANGUAGES},
        "places": f"{trip_address()}places.geojson",
        "maps": MAPS.values(),
        "road": {"start": START, "each_km": EACH_KM, "step": STEP},
        "words": words(),
    }
    return render(request, "trips/trip.html", context)


@csrf_exempt
@public_feed
def trip_places(request, word):
    """What the page of a trip shows of each place, also of those without a point: GeoJSON."""
    places = PlacePage.objects.filter(locale__language_code=get_language()).for_cards()
    return JsonResponse(
        feature_collection(places, request),
        content_type="application/geo+json",
        headers={"Cache-Control": CACHE_CONTROL},
    )


def words():
    """What `js/trip.js` says, in the active language; it fills the braces."""
    return {
        "title": _("My trip"),
        "sum": _("Days: {days} · Places: {places} · {km} km in straight lines"),
        "sum_of_day": _("Places: {places} · {km} km in straight lines, about {time} on the road"),
        "empty_day": _("Nothing on this day yet: move a place here with its arrows."),
        "day": _("Day {n}"),
        "minutes": _("{n} min"),
        "hours": _("{n} h"),
        "leg": _("{km} km in a straight line, about {time} by road (estimate)"),
        "walk": _("{km} km in a straight line"),
        "about": _("About {text}"),
        "up": _("Move up: {name}"),
        "down": _("Move down: {name}"),
        "grip": _("Hold and drag: {name}"),
        "remove": _("Take out: {name}"),
        "moved": _("{name} is now number {n}."),
        "moved_day": _("{name} is now on day {n}."),
        "removed": _("{name} is taken out."),
        "undone": _("It is back."),
        "day_added": _("A day more: move places to it with their arrows."),
        "copied": _("The link is copied."),
        "closed": _("{name}: {label}"),
        "other_day": _("{name} takes place on another day: {day}."),
        "too_far": _("Day {n}: about {time} on the road is too much for one day."),
        "gone": _("No longer on this site"),
        "gone_trouble": _("One of the places is no longer on this site: take it out, or ask us."),
        "needs_date": _("Choose the first day, then the calendar knows the dates."),
        "no_signal": _(
            "Without signal only the order can be shown. What you saved is kept; open this page again later."
        ),
    }
