"""A program that keeps a copy of our places learns what was published anew and what is gone."""

import pytest
from wagtail.models import PageViewRestriction

from geopark.models import GeositePage
from places.changes import note_all
from places.models import PlacePage, PlaceRecord
from tests.clock import NOW
from tourism.models import ItineraryStop

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


def test_what_becomes_of_a_place_is_told(ask, page_at):
    place = page_at("id", "pantai-nampu")
    uid = str(place.translation_key)
    since = NOW.isoformat().replace("+", "%2B")

    def told():
        """What became of the place since then, and where to read it."""
        found = ask(f"changes/?of=places&since={since}")["results"]
        return [(record["change"], record["place"]) for record in found if record["uid"] == uid]

    place.save_revision().publish()
    ((change, address),) = told()
    assert change == "changed"
    assert ask(address.partition("/api/v1/")[2])["results"][0]["title"] == "Pantai Nampu"
    page_at("en", "nampu-beach").save_revision().publish()
    assert told() == [("changed", address)]

    restriction = PageViewRestriction.objects.create(page=place.get_parent(), restriction_type="login")
    assert told() == [("removed", None)]
    restriction.delete()
    assert told() == [("changed", address)]
    place.unpublish()
    for translation in place.get_translations():
        translation.unpublish()
    assert told() == [("removed", None)]
    place.save_revision().publish()
    assert told() == [("changed", address)]
    parent = place.get_parent().specific
    parent.unpublish()
    assert told() == [("removed", None)]
    parent.save_revision().publish()
    assert told() == [("changed", address)]
    ItineraryStop.objects.filter(place__translation_key=uid).delete()  # they protect it
    for page in [*place.get_translations(), place]:
        page.delete()
    assert told() == [("removed", None)]
    assert all(record["event"] for record in ask(f"changes/?since={since}")["results"]), "of events alone, as ever"


def test_every_public_place_is_told_once(walk, queries, ask):
    told = walk("changes/?of=places&limit=40")
    public = set(map(str, PlacePage.objects.for_visitors().values_list("translation_key", flat=True)))
    assert sorted(record["uid"] for record in told) == sorted(public)
    assert {record["change"] for record in told} == {"created"}
    geosites = set(map(str, GeositePage.objects.for_visitors().values_list("translation_key", flat=True)))
    assert {record["uid"] for record in walk("changes/?of=geosites&limit=40")} == geosites
    with queries() as asked:
        ask("changes/?of=geosites&limit=7")
    assert len(asked) == 1


def test_places_of_before_there_were_records_are_noted_by_night(walk):
    PlaceRecord.objects.all().delete()
    note_all()
    before = walk("changes/?of=places&limit=100")
    assert len(before) == PlaceRecord.objects.count() > 40
    note_all()
    assert walk("changes/?of=places&limit=100") == before
