"""Where a place is, for schema.org."""

from django.utils.translation import gettext as _


def structured_geo(place):
    """What stands in `geo`: the point of a place, of a protected one the box of its cell, of a rough one nothing (None)."""
    if place.cell and not place.is_rough:
        west, south, east, north = place.cell.box
        said = _("A protected place: it lies somewhere in this square of about 1 km.")
        return {"@type": "GeoShape", "box": f"{south} {west} {north} {east}", "description": said}
    if not place.leads_there:
        return None
    lon, lat = place.point
    return {"@type": "GeoCoordinates", "latitude": round(lat, 5), "longitude": round(lon, 5)}
