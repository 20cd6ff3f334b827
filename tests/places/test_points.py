"""Where the seeded places stand: in the district that is said, on land, or told to be only somewhere near."""

import pytest

from places.districts import area_at, district_areas, is_near_district
from places.models import PlacePage

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


def located():
    return PlacePage.objects.filter(locale__language_code="id").located().select_related("district", "stated_district")


def test_every_point_lies_in_its_district_or_says_that_it_shows_only_the_surroundings():
    wrong = []
    for place in located():
        stated = place.stated_district
        if stated is None or place.is_rough:
            continue
        found = area_at(*place.exact_point, district_areas())
        if found is None or found.code != stated.code:
            wrong.append(place.slug)
    assert wrong == []


def test_no_place_of_the_geopark_stands_in_the_sea():
    geopark = {"gunungkidul", "wonogiri", "pacitan"}
    assert [
        p.slug for p in located() if p.regency in geopark and area_at(*p.exact_point, district_areas()) is None
    ] == []


def test_a_rough_point_is_at_least_near_the_district_that_is_said():
    rough = [place for place in located() if place.is_rough]
    assert rough
    assert [
        p.slug for p in rough if p.stated_district and not is_near_district(*p.exact_point, p.stated_district.code)
    ] == []


def test_nobody_is_sent_to_a_rough_point(client):
    rough = next(place for place in located() if place.is_rough)
    page = client.get(rough.url).text
    assert "google.com/maps" not in page
    assert f"Tanyakan jalan dari {rough.area_label}" in page
    assert "GeoCoordinates" not in page
    assert "Di sekitar" not in page


def test_no_distance_is_told_to_a_rough_point():
    museum = located().get(slug="museum-karst-indonesia")
    near = PlacePage.objects.in_language(museum.locale_id).for_cards().near(museum.point, limit=100)
    assert near
    assert not any(place.is_rough for place in near)
