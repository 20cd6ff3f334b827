"""Make static/geo/base.geojson, the ground of the interactive map, from the boundary files."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from places.geography.geometry import polygons_of

# (file, layer, decimals): four decimals are 11 m, three are 110 m. Neighbours keep a common border when rounded.
SOURCES = [
    ("land.geojson", "land", 3),
    ("kabupaten.geojson", "regency", 3),
    ("kecamatan_geopark.geojson", "district", 4),
    ("lakes.geojson", "water", 4),
]
TARGET = settings.BASE_DIR / "static/geo/base.geojson"


class Command(BaseCommand):
    help = "Build static/geo/base.geojson from a folder that holds " + ", ".join(name for name, *_ in SOURCES)

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, folder, **options):
        features = [
            {
                "type": "Feature",
                "properties": {"layer": layer, **names(feature["properties"])},
                "geometry": {"type": "MultiPolygon", "coordinates": rounded(feature["geometry"], decimals)},
            }
            for file, layer, decimals in SOURCES
            for feature in json.loads((folder / file).read_text())["features"]
            if feature["properties"].get("level") != "reservoir"
        ]
        collection = {"type": "FeatureCollection", "features": features}
        TARGET.write_text(json.dumps(collection, ensure_ascii=False, separators=(",", ":")))
        self.stdout.write(f"{TARGET}: {len(features)} areas, {TARGET.stat().st_size} bytes")


def names(properties):
    """What a label needs: the name, where it stands, and whether the area belongs to the geopark."""
    kept = {name: properties[name] for name in ("name", "label") if properties.get(name)}
    return kept | ({"geopark": True} if properties.get("geopark") else {})


def rounded(geometry, decimals):
    """The polygons of `geometry` on a grid of `decimals`; repeated points and rings that vanish are left out."""
    polygons = []
    for polygon in polygons_of(geometry):
        rings = [ring for ring in (rounded_ring(ring, decimals) for ring in polygon) if len(ring) > 3]
        if rings:
            polygons.append(rings)
    return polygons


def rounded_ring(ring, decimals):
    points = []
    for lon, lat in ring:
        point = [round(lon, decimals), round(lat, decimals)]
        if not points or points[-1] != point:
            points.append(point)
    return points
