"""The grid of protected places, and what a text must not tell of them."""

from itertools import pairwise

import pytest

from places.geography.cells import Cell, cell_of
from places.geography.distances import Distance
from places.geography.geometry import haversine_km
from places.models.telling import tells

POINT = (110.87643, -8.19567)


def test_every_point_of_a_cell_is_published_as_the_same_cell():
    cell = cell_of(POINT)
    assert cell.box == (110.871, -8.199, 110.88, -8.19)
    assert cell.centre == (110.8755, -8.1945)
    assert {cell_of(point) for point in [(110.871, -8.199), (110.87999, -8.19001), cell.centre]} == {cell}
    assert cell_of((110.88, -8.199)) == Cell(cell.column + 1, cell.row)


def test_a_cell_is_about_a_kilometre_wide_and_its_ring_runs_against_the_clock():
    west, south, east, north = cell_of(POINT).box
    assert haversine_km((west, south), (east, south)) == pytest.approx(1, abs=0.02)
    assert haversine_km((west, south), (west, north)) == pytest.approx(1, abs=0.02)
    ring = cell_of(POINT).ring
    assert ring[0] == ring[-1]
    assert sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in pairwise(ring)) < 0


@pytest.mark.parametrize(
    ("km", "is_about", "text"),
    [(3.44, False, "3.4 km"), (3.44, True, "about 3 km"), (0.3, True, "less than 1 km"), (12.6, False, "13 km")],
)
def test_a_distance_to_a_cell_is_told_in_whole_kilometres(english, km, is_about, text):
    assert str(Distance(km, is_about)) == text


@pytest.mark.parametrize(
    "text",
    [
        "Titik -8.19567, 110.87643",
        "https://www.google.com/maps/@-8.1957,110.8764,17z",
        "8,1957° LS dan 110,8764° BT",
        "8° 11' 44.4\" S, 110° 52' 35.1\" E",
        "8°11,74′ LS 110°52,59′ BT",
    ],
)
def test_a_text_that_tells_the_point_is_known(text):
    assert tells(text, POINT)


@pytest.mark.parametrize(
    "text", ["", "Dalamnya 1.112 m, di Kalak.", "-8.1945, 110.8255", "Jalan 8 km, lalu 110 anak tangga"]
)
def test_any_other_text_is_left_alone(text):
    assert not tells(text, POINT)
