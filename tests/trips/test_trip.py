"""The page of a trip is the same for everybody; what it reads of places is whole and up to date."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from places.models import Notice, PlacePage
from tests.clock import NOW
from tourism.models import ItineraryPage
from trips.templatetags.trip_tags import trip_code, trip_codes


@pytest.mark.parametrize("path", ["/id/perjalanan/", "/en/trip/", "/jv/lelampahan/"])
def test_the_page_stands_in_each_language_without_cookie(client, db, path):
    response = client.get(path)
    assert response.status_code == 200
    assert not response.cookies and "Cookie" not in response.get("Vary", "")
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{path}" />' in response.content.decode()


def test_a_word_of_another_language_leads_to_ones_own(client, db):
    assert client.get("/en/perjalanan/").headers["Location"] == "/en/trip/"


@pytest.mark.sql
def test_every_place_is_there_also_one_without_a_point(client, page_at, django_assert_max_num_queries):
    client.get("/id/perjalanan/places.geojson")
    with django_assert_max_num_queries(4):
        before = client.get("/id/perjalanan/places.geojson?fresh").json()
    keys = {feature["id"] for feature in before["features"]}
    public = PlacePage.objects.for_visitors().filter(locale__language_code="id")
    assert keys == {str(key) for key in public.values_list("translation_key", flat=True)}
    assert any(feature["geometry"] is None for feature in before["features"])
    moments = {"starts_at": NOW - timedelta(hours=1), "ends_at": NOW + timedelta(days=2)}
    Notice.objects.create(scope="kind", kind="cave", level="closed", event="cave-flood", source="bpbd", **moments)
    cave = page_at("id", "gua-sodong")
    after = client.get("/id/perjalanan/places.geojson").json()["features"]
    states = {feature["id"]: feature["properties"]["safety"] for feature in after}
    assert states[str(cave.translation_key)] == "closed"


def test_codes_are_the_same_in_every_language_and_no_two_places_share_one(page_at):
    cave, same = page_at("id", "gua-sodong"), page_at("en", "sodong-cave")
    assert trip_code(cave) == trip_code(same) == cave.translation_key.hex[:8]
    assert trip_code("an article") == ""
    public = PlacePage.objects.filter(locale__language_code="id")
    codes = [trip_code(place) for place in public]
    assert len(codes) == len(set(codes))
    with override("id"):
        itinerary = ItineraryPage.objects.filter(locale__language_code="id").first()
        assert sum(map(len, (day.split("-") for day in trip_codes(itinerary).split("_")))) == len(itinerary.all_stops)
