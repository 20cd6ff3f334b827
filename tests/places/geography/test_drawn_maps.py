"""The drawn maps: every place on land stands on drawn land."""

import gzip
import itertools
import re

import pytest
from django.conf import settings

from places.districts import ashore
from places.geography.geometry import in_polygons
from places.geography.maps import MAPS
from places.geography.outlines import distance_to_line
from places.management.commands.draw_maps import FINENESS
from places.models import PlacePage

pytestmark = pytest.mark.django_db


def drawn_land(name):
    """``[(ring, half the width of its line)]`` of every land of a drawing, in its units."""
    text = (settings.BASE_DIR / f"static/img/map-{name}.svg").read_text()
    for look, path in re.findall(r'<path ([^>]*) d="([^"]*)"', text):
        if "land" not in look and "map-geo" not in look:
            continue
        width = float(re.search(r'stroke-width="([\d.]+)"', look)[1])
        for ring in re.findall(r"M[^M]+", path):
            numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
            steps = list(zip(numbers[::2], numbers[1::2], strict=True))
            points = list(itertools.accumulate(steps, lambda at, step: (at[0] + step[0], at[1] + step[1])))
            yield [(x / FINENESS, y / FINENESS) for x, y in [*points, points[0]]], width / 2 / FINENESS


@pytest.mark.parametrize("drawing", MAPS.values(), ids=MAPS)
def test_no_pin_of_the_seed_stands_in_the_drawn_sea(drawing):
    lands = list(drawn_land(drawing.name))
    in_the_sea = []
    for place in PlacePage.objects.filter(locale__language_code="id").located():
        point = drawing.place(ashore(*place.point))
        if not drawing.shows(place.point) or in_polygons(point, [[ring] for ring, _half in lands]):
            continue
        if not any(distance_to_line(point, *side) <= half for ring, half in lands for side in itertools.pairwise(ring)):
            in_the_sea.append(place.slug)
    assert in_the_sea == []


def test_a_point_off_the_coast_is_drawn_at_the_waters_edge_and_one_far_out_where_it_is():
    beach, far_out = (110.912, -8.218), (110.9, -8.6)
    lon, lat = ashore(*beach)
    assert lat > beach[1] and abs(lat - beach[1]) < 0.005 and abs(lon - beach[0]) < 0.005
    assert ashore(*far_out) == far_out
    assert ashore(110.92, -7.81) == (110.92, -7.81)


def test_both_drawings_together_stay_light():
    files = [settings.BASE_DIR / f"static/img/map-{name}.svg" for name in MAPS]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= 23_000
