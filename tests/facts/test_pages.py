"""What pages say of their facts: with year and source, and what is not known in one line."""

import csv
import io
import re
from html import unescape

import pytest
from django.utils.html import strip_tags

from events.models import EventPage
from facts.models import Fact, FactSettings
from places.lists import facilities_offered
from places.models import PlacePage
from tests.portal.seed.test_seed import SEED
from tourism.models import DestinationIndexPage

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


def fact_rows():
    for path in sorted((SEED / "facts").glob("*.csv")):
        yield from csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))


def places(**wanted):
    return PlacePage.objects.filter(locale__language_code="id", **wanted).live().visitable()


def told(page, client):
    """The words of a page, as its visitor reads them."""
    return " ".join(unescape(strip_tags(client.get(page.url).text)).split())


def test_every_fact_stands_on_its_page_with_its_year_and_publisher(client):
    by_page = {}
    for row in fact_rows():
        by_page.setdefault(row["code"], []).append(row)
    found = [model.objects.filter(locale__language_code="id", slug__in=by_page) for model in (PlacePage, EventPage)]
    pages = {page.slug: page for pages in found for page in pages}
    assert set(by_page) == set(pages)
    for slug in sorted(by_page)[::6]:
        text = told(pages[slug], client)
        for row in by_page[slug]:
            year = row["as_of"] if row["as_of"][0].isdigit() else "tanpa tahun"
            assert f"{row['publisher']}, {year}" in text
            assert row["value"] in text or row["field"] in {"walk_minutes", "past_date"}
    assert Fact.objects.count() == sum(map(len, by_page.values()))


def test_most_places_say_how_to_get_there_and_what_it_costs():
    def share(kind):
        with_fact = set(Fact.objects.filter(kind=kind).values_list("page", flat=True))
        return sum(place.pk in with_fact for place in ours) / len(ours)

    ours = list(places(regency="wonogiri"))
    assert share("access_vehicle") >= 0.8
    assert share("entry_fee") >= 0.5


def test_every_beach_cave_and_viewpoint_says_its_danger_in_its_own_words():
    risky = list(places(kind__in=["beach", "cave", "viewpoint", "waterfall", "paragliding"]))
    assert [place.slug for place in risky if not place.hazards and not place.facts.filter(kind="hazard")] == []
    assert [place.slug for place in risky if place.safety_label == place.safety.label] == []


def test_a_filter_that_is_offered_finds_at_least_three_places():
    index = DestinationIndexPage.objects.get(locale__language_code="id")
    offered = facilities_offered(index)
    assert offered
    for facility in offered:
        assert index.places().in_language(index.locale_id).with_facilities([facility]).count() >= 3


def test_what_nobody_knows_is_one_line_and_no_row(client):
    for place in places().order_by("path")[::7]:
        page = client.get(place.url).text
        assert page.count("Belum diketahui:") <= 1
        tables = re.findall(r"<dl.*?</dl>", page, re.DOTALL)
        assert tables
        assert not [table for table in tables if "Tanyakan ke pusat informasi" in table]


def test_an_old_price_says_so_until_the_settings_say_otherwise(client):
    nampu = places(slug="pantai-nampu").get()
    assert "terakhir diketahui 2015 (Soloraya.com): tanyakan sebelum berangkat" in told(nampu, client)
    FactSettings.objects.create(fee_months=240)
    assert "Rp2.000/orang (2015, Soloraya.com)" in told(nampu, client)


def test_a_fact_that_nobody_translated_says_in_which_language_it_is(client):
    nampu = places(slug="pantai-nampu").get()
    Fact.objects.create(page=nampu, kind="toilet", value="Ada, di pintu masuk", as_of="2026", publisher="Kunjungan")
    english = nampu.get_translations().get(locale__language_code="en")
    assert '<span lang="id">Ada, di pintu masuk</span>' in client.get(english.url).text
