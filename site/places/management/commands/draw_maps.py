"""Draw static/img/map-*.svg, the maps that need no script, from the boundary files."""

import itertools
import json
from math import hypot
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from places.districts import GEODATA
from places.geography.geometry import polygons_of
from places.geography.maps import MAPS
from places.geography.outlines import Simplifier, cut_to, joined

# How far a line of the drawing may lie from the true one, in the drawing's units of some 130 m. Pins stand at the
# water's edge, nobody looks so closely at a border between two areas.
COAST_TOLERANCE = 0.3
BORDER_TOLERANCE = 1.2
NEXT_TO = 3  # units; nearer than this to another regency is no coast
SMALLEST_ISLAND = 1.5  # units across
LARGEST_SLIVER = 12
# Coordinates are written in fifths of a unit, so that they are whole numbers.
FINENESS = 5
MARGIN = 20
CREDIT = "<!-- Boundaries: BPS/OCHA COD-AB 2020 (CC BY 3.0 IGO), simplified; drawn by manage.py draw_maps -->"


class Command(BaseCommand):
    help = "Draw static/img/map-wonogiri.svg and map-geopark.svg from the boundary files of places/geodata."

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "static/img")

    def handle(self, folder, **options):
        districts, regencies = features("kecamatan_geopark_detail"), features("kabupaten")
        for drawing in MAPS.values():
            file = folder / f"map-{drawing.name}.svg"
            file.write_text(svg(drawing, districts, regencies))
            self.stdout.write(f"{file}: {file.stat().st_size} bytes")


def features(name):
    """``[(properties, rings)]`` of a boundary file; the points as tuples."""
    collection = json.loads((GEODATA / f"{name}.geojson").read_text())
    return [
        (
            feature["properties"],
            [[tuple(point) for point in ring] for polygon in polygons_of(feature["geometry"]) for ring in polygon],
        )
        for feature in collection["features"]
    ]


def svg(drawing, districts, regencies):
    """The whole drawing as a symbol, for `<use>`."""
    size = f"{drawing.width * FINENESS} {drawing.height * FINENESS}"
    return "\n".join(
        [
            '<svg xmlns="http://www.w3.org/2000/svg">',
            CREDIT,
            f'<symbol id="{drawing.name}" viewBox="0 0 {size}">',
            *Pen(drawing, districts, regencies).layers(),
            "</symbol>",
            "</svg>",
            "",
        ]
    )


class Pen:
    """Draws areas on one drawing, each border simplified once for all that share it."""

    def __init__(self, drawing, districts, regencies):
        self.drawing = drawing
        self.districts = [(known, [self.on_paper(ring) for ring in rings]) for known, rings in districts]
        self.regencies = [(known, [self.on_paper(ring) for ring in rings]) for known, rings in regencies]
        self.taken = {
            cell(point)
            for known, rings in self.regencies
            if not known["geopark"]
            for ring in rings
            for side in itertools.pairwise(ring)
            for point in along(*side)
        }
        self.fine, self.coarse = (
            Simplifier([ring for _known, rings in areas for ring in rings], self.tolerance)
            for areas in (self.districts, self.regencies)
        )

    def tolerance(self, stretch, is_shared):
        """The coast is where no other area is: neither in the same file nor among the neighbours."""
        column, row = cell(stretch[len(stretch) // 2])
        around = itertools.product((column - 1, column, column + 1), (row - 1, row, row + 1))
        is_coast = not is_shared and self.taken.isdisjoint(around)
        return COAST_TOLERANCE if is_coast else BORDER_TOLERANCE

    def on_paper(self, ring):
        left, top = self.drawing.lon, self.drawing.lat
        across, down = self.drawing.x_per_degree, self.drawing.y_per_degree
        return [((lon - left) * across, (top - lat) * down) for lon, lat in ring]

    def layers(self):
        """The paths from the ground up."""
        around = [self.path(rings, self.coarse) for known, rings in self.regencies if not known["geopark"]]
        water = "".join(self.path(rings) for known, rings in self.districts if known["level"] == "reservoir")
        outlines = {name: self.path(self.outline(name)) for name in ("Wonogiri", "Gunungkidul", "Pacitan")}
        if self.drawing.name == "geopark":
            yield drawn("".join(around), "map-land-far", "map-line-far", 0.8)
            for outline in outlines.values():
                yield drawn(outline, "map-geo", "map-line", 1.2)
        else:
            inside = outlines.pop("Wonogiri")
            yield drawn("".join([*around, *outlines.values()]), "map-land-far", "map-line-far", 0.8)
            yield drawn("".join(self.path(rings) for _known, rings in self.of("Wonogiri")), "map-land", "map-line", 0.8)
            yield drawn(inside, None, "map-edge", 1.8)
        yield drawn(water, "map-water", None, 0)

    def of(self, regency):
        return [
            (known, rings)
            for known, rings in self.districts
            if known["kabupaten"] == regency and known["level"] == "kecamatan"
        ]

    def outline(self, regency):
        """The rings around a regency, without the slivers where its reservoir and districts do not quite meet."""
        rings = joined([rings for known, rings in self.districts if known["kabupaten"] == regency])
        return [ring for ring in rings if is_wider_than(LARGEST_SLIVER, ring)]

    def path(self, rings, simplifier=None):
        """The commands that draw `rings` as far as they lie on the paper or beside its edge."""
        frame = (-MARGIN, -MARGIN, self.drawing.width + MARGIN, self.drawing.height + MARGIN)
        cut = (cut_to((simplifier or self.fine).simplified(ring), *frame) for ring in rings)
        return "".join(commands(ring) for ring in cut if ring and is_wider_than(SMALLEST_ISLAND, ring))


def cell(point):
    return tuple(round(value / NEXT_TO) for value in point)


def along(start, end):
    """Points on a line, close enough that none of the cells it crosses is missed."""
    steps = int(hypot(end[0] - start[0], end[1] - start[1])) + 1
    return [tuple(a + (b - a) * step / steps for a, b in zip(start, end, strict=True)) for step in range(steps + 1)]


def is_wider_than(limit, ring):
    return all(max(values) - min(values) > limit for values in zip(*ring, strict=True))


def commands(ring):
    """A closed path in whole fifths, relative after its first point."""
    points = [(round(x * FINENESS), round(y * FINENESS)) for x, y in ring[:-1]]
    steps = [(x - before_x, y - before_y) for (before_x, before_y), (x, y) in itertools.pairwise(points)]
    numbers = [number for step in steps if any(step) for number in step]
    line = "".join(f"{number}" if number < 0 or not index else f" {number}" for index, number in enumerate(numbers))
    return f"M{points[0][0]} {points[0][1]}l{line}z"


def drawn(path, fill, stroke, width):
    look = f'fill="var(--{fill})"' if fill else 'fill="none"'
    if stroke:
        look += f' stroke="var(--{stroke})" stroke-width="{width * FINENESS:g}" stroke-linejoin="round"'
    return f'<path {look} d="{path}"/>'
