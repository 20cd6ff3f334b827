"""District and regency come from the boundaries, not from typing."""

import pytest

from places.districts import Regency, area_at, district_areas, province_of, regency_areas
from places.geography.geometry import in_polygons
from places.models import District, PlacePage


def test_the_three_regencies_have_their_districts():
    numbers = {}
    for area in district_areas():
        numbers[area.regency] = numbers.get(area.regency, 0) + 1
    assert numbers == {"wonogiri": 25, "gunungkidul": 18, "pacitan": 12}
    assert all(area.regency in Regency.values for area in [*district_areas(), *regency_areas()])


@pytest.mark.parametrize(
    ("lon", "lat", "district"),
    [
        (110.926, -7.8139, "Wonogiri"),  # the town
        (110.6039, -7.9655, "Wonosari"),
        (111.1017, -8.2063, "Pacitan"),
        (110.7958, -8.0622, "Pracimantoro"),
    ],
)
def test_a_town_lies_in_its_district(lon, lat, district):
    assert area_at(lon, lat, district_areas()).name == district


@pytest.mark.parametrize(
    ("lon", "lat", "district"),
    [
        (110.836, -8.2035, "Paranggupito"),  # Klotok
        (110.88737, -8.21118, "Paranggupito"),  # Pringjono
        (110.912, -8.218, "Donorojo"),  # Buyutan
    ],
)
def test_a_beach_drawn_just_seaward_belongs_to_the_district_behind_it(lon, lat, district):
    assert not any(in_polygons((lon, lat), area.polygons) for area in district_areas())
    assert area_at(lon, lat, district_areas()).name == district


@pytest.mark.parametrize(("lon", "lat"), [(110.9, -8.5), (112.75, -7.25), (0, 0)])
def test_a_point_far_out_has_no_district(lon, lat):
    assert area_at(lon, lat, district_areas()) is None


@pytest.mark.django_db
def test_moving_a_point_moves_the_place_into_another_district(page_at):
    page = page_at("id", "pantai-nampu")
    assert page.district.name == "Paranggupito"
    page.lon, page.lat = "111.1017", "-8.2063"
    page.save()
    assert page.district.name == "Pacitan"
    assert page.regency == "pacitan"


@pytest.mark.django_db
def test_a_place_without_a_point_keeps_the_regency_that_an_editor_chose(page_at):
    page = page_at("id", "pantai-nampu")
    page.lon = page.lat = None
    page.regency = "wonogiri"
    page.save()
    assert page.district is None
    assert page.regency == "wonogiri"


@pytest.mark.django_db
def test_every_place_in_the_geopark_regencies_has_a_district_of_that_regency():
    assert District.objects.count() == 55
    for place in PlacePage.objects.exclude(district=None).select_related("district"):
        assert place.district.regency == place.regency


@pytest.mark.parametrize(
    ("regency", "province"),
    [
        ("wonogiri", "Jawa Tengah"),
        ("surakarta", "Jawa Tengah"),
        ("pacitan", "Jawa Timur"),
        ("gunungkidul", "Daerah Istimewa Yogyakarta"),
        ("diy", "Daerah Istimewa Yogyakarta"),
    ],
)
def test_a_regency_lies_in_its_province(regency, province):
    assert province_of(regency) == province
