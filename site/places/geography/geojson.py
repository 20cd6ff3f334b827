"""Places as GeoJSON (RFC 7946): WGS 84, longitude first, at most five decimals."""

from django.conf import settings


def feature_collection(places, request=None):
    """A FeatureCollection of located places, in the language of the places."""
    return {"type": "FeatureCollection", "features": [feature(place, request) for place in places]}


def feature(place, request=None):
    """One place as a Feature with what a map shows: name, kind, icon, state, address of its page."""
    now = place.safety_now
    return {
        "type": "Feature",
        "id": str(place.translation_key),
        "geometry": {"type": "Point", "coordinates": [round(number, 5) for number in place.point]},
        "properties": {
            "name": place.title,
            "kind": str(place.kind_label),
            "icon": place.icon_name,
            "area": str(place.area_label),
            "safety": str(now.state),
            "safety_label": now.label,
            "approximate": place.is_approximate,
            "url": settings.PUBLIC_URL + place.get_url(request),
        },
    }
