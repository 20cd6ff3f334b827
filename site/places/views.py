from django.http import JsonResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from places.geojson import feature_collection
from places.lists import PlaceFilter
from places.models import PlacePage

FEATURES_AT_MOST = 1000


@require_safe
def places_geojson(request):
    """The places of a list as GeoJSON, narrowed by the same parameters as the list."""
    wanted = PlaceFilter.from_query(request.GET)
    places = PlacePage.objects.visitable().filter(locale__language_code=get_language()).for_cards().located()
    found = wanted.apply(places)[:FEATURES_AT_MOST]
    return JsonResponse(feature_collection(found, request), content_type="application/geo+json")
