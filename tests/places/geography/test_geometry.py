"""Distances and containment, against values worked out by hand or published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.geography.geometry import (
    box_around,
    distance_to_polygons_km,
    haversine_km,
    in_polygons,
    in_ring,
    polygons_of,
)

SQUARE = [(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]
HOLE = [(4, 4), (6, 4), (6, 6), (4, 6), (4, 4)]
points = st.tuples(st.floats(95, 141), st.floats(-11, 6))


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        ((0, 0), (1, 0), 111.195),
        ((0, 0), (0, 1), 111.195),
        ((0, 0), (180, 0), 20015.11),
        ((110, -8), (110, -8), 0),
        ((110.3647, -7.8014), (110.8317, -7.5561), 58.24),  # Yogyakarta to Surakarta
        ((106.8272, -6.1751), (110.3647, -7.8014), 430.1),  # Jakarta to Yogyakarta
    ],
)
def test_distances_agree_with_known_ones(a, b, km):
    assert haversine_km(a, b) == pytest.approx(km, rel=0.002, abs=0.01)


@given(points, points)
def test_there_and_back_is_the_same_way(a, b):
    assert haversine_km(a, b) == pytest.approx(haversine_km(b, a))


@pytest.mark.parametrize(
    ("point", "inside"), [((5, 5), True), ((0.1, 9.9), True), ((11, 5), False), ((-1, -1), False), ((5, 10.1), False)]
)
def test_a_point_is_in_a_square_or_not(point, inside):
    assert in_ring(point, SQUARE) is inside


def test_a_hole_does_not_belong_to_its_polygon():
    assert in_polygons((2, 2), [[SQUARE, HOLE]])
    assert not in_polygons((5, 5), [[SQUARE, HOLE]])


def test_the_distance_to_a_polygon_is_measured_to_its_edge():
    assert distance_to_polygons_km((11, 0.5), [[SQUARE]]) == pytest.approx(111.19, rel=0.001)
    assert distance_to_polygons_km((10, 5), [[SQUARE]]) == pytest.approx(0, abs=1e-9)


@given(points, st.floats(0.1, 100))
def test_a_box_holds_everything_within_its_distance(point, km):
    west, south, east, north = box_around(point, km)
    for corner in [(west, point[1]), (east, point[1]), (point[0], south), (point[0], north)]:
        assert haversine_km(point, corner) >= km * 0.999


def test_both_geojson_shapes_give_polygons():
    assert polygons_of({"type": "Polygon", "coordinates": [SQUARE]}) == [[SQUARE]]
    assert polygons_of({"type": "MultiPolygon", "coordinates": [[SQUARE]]}) == [[SQUARE]]
