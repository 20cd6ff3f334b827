import re

from django.http import JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from content.sharing import public_feed
from places.geography.geojson import feature_collection
from places.lists import PlaceFilter
from places.models import PlacePage

FEATURES_AT_MOST = 1000
BOX = re.compile(r"(-?\d{1,3}(?:\.\d{1,8})?),(-?\d{1,2}(?:\.\d{1,8})?)," * 2, re.ASCII)


# Nobody can misuse what only reads; other sites may ask with any method and are told so.
@csrf_exempt
@public_feed
def places_geojson(request):
    """The places of a list as GeoJSON, narrowed by the same parameters as the list and by `bbox`; for maps anywhere."""
    wanted = PlaceFilter.from_query(request.GET)
    places = PlacePage.objects.visitable().filter(locale__language_code=get_language()).for_cards().located()
    if text := request.GET.get("bbox"):
        box = read_box(text)
        if not box:
            sentence = _(
                "“bbox” must be west, south, east and north in degrees, e.g. 110.4,-8.4,111.3,-7.6; "
                "west comes before east, so no box crosses the 180th meridian."
            )
            return JsonResponse({"detail": sentence}, status=400, json_dumps_params={"ensure_ascii": False})
        places = places.in_box(*box)
    found = wanted.apply(places)[:FEATURES_AT_MOST]
    return JsonResponse(
        feature_collection(found, request) | {"problems": wanted.notes},
        content_type="application/geo+json",
        headers={"Cross-Origin-Resource-Policy": "cross-origin"},
    )


def read_box(text):
    """``(west, south, east, north)`` in degrees, or None when this is no box."""
    match = BOX.fullmatch(f"{text},")
    if not match:
        return None
    west, south, east, north = map(float, match.groups())
    return (west, south, east, north) if -180 <= west < east <= 180 and -90 <= south < north <= 90 else None
