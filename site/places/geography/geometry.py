"""Distances and containment on the WGS 84 sphere, without a geometry library.

A point is ``(lon, lat)`` in degrees, a ring a list of points, as in GeoJSON.
"""

import itertools
from math import asin, cos, hypot, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088
KM_PER_DEGREE = EARTH_RADIUS_KM * radians(1)


def haversine_km(a, b):
    """Great-circle distance between two points, in km; sphere of radius 6371.0088 km (IUGG mean), error < 0.6 %."""
    (lon_a, lat_a), (lon_b, lat_b) = ((radians(x), radians(y)) for x, y in (a, b))
    h = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1, sqrt(h)))


def in_ring(point, ring):
    """Whether `point` lies inside a closed ring (even-odd rule)."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def in_polygons(point, polygons):
    """Whether `point` lies in any of `polygons`, each a list of rings: the outer one, then holes."""
    return any(in_ring(point, rings[0]) and not any(in_ring(point, hole) for hole in rings[1:]) for rings in polygons)


def distance_to_polygons_km(point, polygons):
    """Shortest distance from `point` to the outer rings of `polygons`, in km; flat approximation, good below 50 km."""
    return nearest_on_polygons(point, polygons)[0]


def nearest_on_polygons(point, polygons):
    """``(km, point)`` of what is nearest to `point` on the outer rings; flat approximation, good below 50 km."""
    lon, lat = point
    scale = cos(radians(lat))

    def to_km(p):
        return (p[0] - lon) * scale * KM_PER_DEGREE, (p[1] - lat) * KM_PER_DEGREE

    shortest, nearest = float("inf"), (0, 0)
    for rings in polygons:
        ring = [to_km(p) for p in rings[0]]
        for (x1, y1), (x2, y2) in itertools.pairwise(ring):
            dx, dy = x2 - x1, y2 - y1
            length = dx * dx + dy * dy
            t = max(0, min(1, -(x1 * dx + y1 * dy) / length)) if length else 0
            x, y = x1 + t * dx, y1 + t * dy
            distance = hypot(x, y)
            if distance < shortest:
                shortest, nearest = distance, (x, y)
    return shortest, (lon + nearest[0] / scale / KM_PER_DEGREE, lat + nearest[1] / KM_PER_DEGREE)


def polygons_of(geometry):
    """The polygons of a GeoJSON Polygon or MultiPolygon, as lists of rings."""
    return [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]


def box_around(point, km):
    """``(lon_min, lat_min, lon_max, lat_max)`` of the box that holds everything within `km` of `point`."""
    lon, lat = point
    dlat = km / KM_PER_DEGREE
    dlon = dlat / max(0.1, cos(radians(lat)))
    return lon - dlon, lat - dlat, lon + dlon, lat + dlat


def simplified(ring, at_most):
    """A closed ring with no more than `at_most` points: those that lie closest to the line between others go first."""
    tolerance, kept = 0.0002, ring
    while len(kept) > at_most:
        middle = max(range(len(ring)), key=lambda number: hypot(*_between(ring[0], ring[number])))
        kept = _thinned(ring[: middle + 1], tolerance)[:-1] + _thinned(ring[middle:], tolerance)
        tolerance *= 1.5
    return kept


def _thinned(line, tolerance):
    """A line without the points that lie within `tolerance` (degrees) of it (Ramer, Douglas and Peucker)."""
    kept, spans = {0, len(line) - 1}, [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        (x1, y1), (dx, dy) = line[first], _between(line[first], line[last])
        length = hypot(dx, dy)
        offs = [
            (abs(dx * (y1 - y) - dy * (x1 - x)) / length if length else hypot(x - x1, y - y1), number)
            for number, (x, y) in enumerate(line[first + 1 : last], first + 1)
        ]
        off, furthest = max(offs, default=(0, 0))
        if off > tolerance:
            kept.add(furthest)
            spans += [(first, furthest), (furthest, last)]
    return [line[number] for number in sorted(kept)]


def _between(a, b):
    return b[0] - a[0], b[1] - a[1]
