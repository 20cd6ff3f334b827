"""Places as GeoJSON (RFC 7946): WGS 84, longitude first, at most five decimals; protected ones as their cell."""

from django.conf import settings


def feature_collection(places, request=None):
    """A FeatureCollection of places, in the language of the places; the geometry of one without a point is null."""
    return {"type": "FeatureCollection", "features": [feature(place, request) for place in places]}


def feature(place, request=None):
    """One place as a Feature with what a map shows: name, kind, icon, state, address of its page."""
    now = place.safety_now
    return {
        "type": "Feature",
        "id": str(place.translation_key),
        "geometry": geometry_of(place),
        "properties": {
            "name": place.title,
            "kind": str(place.kind_label),
            "icon": place.icon_name,
            "area": str(place.area_label),
            "safety": str(now.state),
            "safety_label": now.label,
            "approximate": place.is_approximate,
            "protected": place.is_protected,
            "url": settings.PUBLIC_URL + place.get_url(request),
        },
    }


def geometry_of(located):
    """The geometry of what has a `point` and a `cell`, or neither: the cell's polygon, else the point, else None."""
    if located.cell:
        return {"type": "Polygon", "coordinates": [[list(corner) for corner in located.cell.ring]]}
    return located.point and {"type": "Point", "coordinates": [round(number, 5) for number in located.point]}
