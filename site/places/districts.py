"""Which district and regency a point lies in: read from the boundary files, never typed."""

import json
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from math import inf
from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _

from places.geography.geometry import box_around, distance_to_polygons_km, in_polygons, nearest_on_polygons, polygons_of

GEODATA = Path(__file__).parent / "geodata"
# Beaches are drawn a little seaward of the simplified coast line; further out is not this district.
NEAREST_WITHIN_KM = 0.5
# How far an approximate point may be off.
APPROXIMATE_WITHIN_KM = 5


class Regency(models.TextChoices):
    """The regencies and towns of the map, by the name visitors use."""

    WONOGIRI = "wonogiri", "Wonogiri"
    GUNUNGKIDUL = "gunungkidul", "Gunungkidul"
    PACITAN = "pacitan", "Pacitan"
    YOGYAKARTA = "yogyakarta", _("Yogyakarta City")
    SLEMAN = "sleman", "Sleman"
    BANTUL = "bantul", "Bantul"
    KULON_PROGO = "kulon-progo", "Kulon Progo"
    SURAKARTA = "surakarta", "Surakarta"
    SUKOHARJO = "sukoharjo", "Sukoharjo"
    KARANGANYAR = "karanganyar", "Karanganyar"
    KLATEN = "klaten", "Klaten"
    PONOROGO = "ponorogo", "Ponorogo"
    TRENGGALEK = "trenggalek", "Trenggalek"
    SRAGEN = "sragen", "Sragen"
    BOYOLALI = "boyolali", "Boyolali"
    MAGELANG = "magelang", "Magelang"
    PURWOREJO = "purworejo", "Purworejo"
    TULUNGAGUNG = "tulungagung", "Tulungagung"
    MADIUN = "madiun", "Madiun"
    MAGETAN = "magetan", "Magetan"
    NGAWI = "ngawi", "Ngawi"


GEOPARK_REGENCIES = [Regency.GUNUNGKIDUL, Regency.WONOGIRI, Regency.PACITAN]
DIY = "Daerah Istimewa Yogyakarta"
EAST_JAVA_REGENCIES = [
    Regency.PACITAN,
    Regency.PONOROGO,
    Regency.TRENGGALEK,
    Regency.TULUNGAGUNG,
    Regency.MADIUN,
    Regency.MAGETAN,
    Regency.NGAWI,
]
DIY_REGENCIES = [Regency.YOGYAKARTA, Regency.SLEMAN, Regency.BANTUL, Regency.GUNUNGKIDUL, Regency.KULON_PROGO]


def province_of(regency):
    """The official name of the province of a regency's code; ``diy``, all of Yogyakarta, is one itself."""
    if regency == "diy" or regency in DIY_REGENCIES:
        return DIY
    return "Jawa Timur" if regency in EAST_JAVA_REGENCIES else "Jawa Tengah"


def locality(district, regency_name):
    """Where a place is below its province, as schema.org's addressLocality: ``Pracimantoro, Wonogiri``."""
    return f"{district.name}, {regency_name}" if district else str(regency_name)


@dataclass(frozen=True)
class Area:
    """One district or regency: its name and code (Kemendagri), its polygons, and where its name stands."""

    code: str
    name: str
    regency: str
    polygons: list
    label: tuple

    @cached_property
    def box(self):
        """``(lon_min, lat_min, lon_max, lat_max)`` of all its points."""
        lons, lats = zip(*(point for rings in self.polygons for point in rings[0]), strict=True)
        return min(lons), min(lats), max(lons), max(lats)

    def is_near(self, box):
        """Whether its own box touches another one."""
        return self.box[0] <= box[2] and box[0] <= self.box[2] and self.box[1] <= box[3] and box[1] <= self.box[3]


@cache
def district_areas():
    """The 55 districts of the three geopark regencies, at about 20 m detail."""
    features = json.loads((GEODATA / "kecamatan_geopark_detail.geojson").read_text())["features"]
    return [
        Area(
            code=feature["properties"]["kemendagri_code"],
            name=feature["properties"]["name"],
            regency=_regency_slug(feature["properties"]["kabupaten"]),
            polygons=polygons_of(feature["geometry"]),
            label=tuple(feature["properties"]["label"]),
        )
        for feature in features
        if feature["properties"]["level"] == "kecamatan"
    ]


@cache
def known_districts():
    """``{name in lower case: name}`` of those districts."""
    return {area.name.lower(): area.name for area in district_areas()}


@cache
def regency_areas():
    """The 23 regencies and towns around, simplified."""
    features = json.loads((GEODATA / "kabupaten.geojson").read_text())["features"]
    return [
        Area(
            code=feature["properties"]["kemendagri_code"],
            name=feature["properties"]["name"],
            regency=_regency_slug(feature["properties"]["name"]),
            polygons=polygons_of(feature["geometry"]),
            label=tuple(feature["properties"]["label"]),
        )
        for feature in features
    ]


def area_at(lon, lat, areas):
    """The area that holds the point, else the nearest within 500 m, else None."""
    point = (lon, lat)
    around = box_around(point, NEAREST_WITHIN_KM)
    near = [area for area in areas if area.is_near(around)]
    for area in near:
        if in_polygons(point, area.polygons):
            return area
    distances = ((distance_to_polygons_km(point, area.polygons), area) for area in near)
    distance, nearest = min(distances, key=lambda found: found[0], default=(inf, None))
    return nearest if distance <= NEAREST_WITHIN_KM else None


@lru_cache(maxsize=5000)
def ashore(lon, lat):
    """The point itself, or the nearest one on land where it lies at most 500 m off: how a beach stands on a drawing."""
    point = (lon, lat)
    around = box_around(point, NEAREST_WITHIN_KM)
    regencies = [area for area in regency_areas() if area.regency not in GEOPARK_REGENCIES]
    near = [area for area in [*district_areas(), *regencies] if area.is_near(around)]
    if any(in_polygons(point, area.polygons) for area in near):
        return point
    found = min((nearest_on_polygons(point, area.polygons) for area in near), default=(inf, point))
    return found[1] if found[0] <= NEAREST_WITHIN_KM else point


def is_near_district(lon, lat, code):
    """Whether the point lies in the district with this Kemendagri code, or within 5 km of it."""
    area = next(area for area in district_areas() if area.code == code)
    point = (lon, lat)
    return in_polygons(point, area.polygons) or distance_to_polygons_km(point, area.polygons) <= APPROXIMATE_WITHIN_KM


def _regency_slug(name):
    return name.lower().replace(" ", "-")
