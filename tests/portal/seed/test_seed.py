"""The seed content: complete, true to its sources, never in the way of an editor."""

import csv
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django.utils.html import strip_tags
from wagtail.models import Locale, Page

from events.models import EventPage
from events.time.dating import next_spans
from geopark.models import GeositePage
from places.models import PlacePage
from portal.models import ArticlePage
from portal.seed.loading import SeedLoader
from tourism.models import ItineraryPage

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

SEED = Path(__file__).resolve().parents[3] / "site" / "portal" / "seed" / "data"
FLAGSHIPS = [
    "waduk-gajah-mungkur",
    "museum-karst-indonesia",
    "pantai-sembukan",
    "pantai-nampu",
    "kahyangan-dlepih",
    "air-terjun-girimanik",
    "soko-langit",
    "kampung-wayang-kepuhsari",
    "sentra-batik-tirtomoyo",
    "museum-wayang-indonesia",
    "puncak-joglo",
    "lembah-kering-giritontro",
    # geosites of the three regencies
    "gua-sodong",
    "gua-tembus",
    "gunung-api-purba-nglanggeran",
    "kalisuci",
    "luweng-jomblang",
    "gua-gong",
    "song-terus",
    "pantai-klayar",
]


def rows(name):
    with (SEED / name).open(newline="") as file:
        return list(csv.DictReader(file))


def words(page):
    """Number of words that a visitor reads in the body of a page."""
    text = " ".join(block.value.source for block in page.body if block.block_type == "text")
    return len(re.findall(r"[\w’'-]+", unescape(strip_tags(text.replace("<", " <")))))


def test_there_are_33_geosites_in_each_language():
    by_regency = {}
    for site in GeositePage.objects.filter(locale__language_code="id").live():
        by_regency[site.regency] = by_regency.get(site.regency, 0) + 1
    assert by_regency == {"gunungkidul": 13, "wonogiri": 7, "pacitan": 13}
    for language in ("en", "jv"):
        assert GeositePage.objects.filter(locale__language_code=language).live().count() == 33


@pytest.mark.parametrize("name", ["destinations.csv", "geosites.csv", "events.csv"])
def test_every_row_is_a_page_in_indonesian_and_english(name):
    pages = {page.slug: page for page in Page.objects.filter(locale__language_code="id").live()}
    for row in rows(name):
        page = pages[row["slug"]]
        assert page.title == row["name_id"]
        english = Page.objects.get(translation_key=page.translation_key, locale__language_code="en")
        assert english.live
        assert english.alias_of_id is None
        assert english.title == row["name_en"]


def test_a_place_that_stands_in_both_source_files_is_one_page():
    double = [
        "museum-karst-indonesia",
        "pantai-sembukan",
        "gunung-api-purba-nglanggeran",
        "gua-pindul",
        "kalisuci",
        "luweng-jomblang",
        "pantai-siung-wediombo",
        "pantai-baron-kukup-krakal",
        "lembah-kering-giritontro",
    ]
    slugs = [row["slug"] for name in ("destinations.csv", "geosites.csv") for row in rows(name)]
    assert len(slugs) == len(set(slugs))
    for slug in double:
        assert slugs.count(slug) == 1
    titles = list(PlacePage.objects.filter(locale__language_code="id").values_list("title", flat=True))
    assert len(titles) == len(set(titles))


def test_loading_again_changes_nothing(django_assert_max_num_queries):
    before = set(Page.objects.values_list("pk", "latest_revision_id", "last_published_at"))
    assert not SeedLoader(say=lambda line: None).load()
    assert set(Page.objects.values_list("pk", "latest_revision_id", "last_published_at")) == before


def test_what_an_editor_changed_or_deleted_in_a_text_survives_the_next_loading():
    page = PlacePage.objects.get(slug="pantai-nampu", locale__language_code="id").specific
    page.summary = "Ringkasan yang ditulis penyunting."
    page.body = []
    page.save_revision().publish()
    SeedLoader(say=lambda line: None).load()
    page = PlacePage.objects.get(pk=page.pk)
    assert page.summary == "Ringkasan yang ditulis penyunting."
    assert not page.body


@pytest.mark.parametrize("slug", FLAGSHIPS)
def test_a_flagship_has_real_text_in_both_languages_and_says_where_it_comes_from(slug):
    page = PlacePage.objects.get(slug=slug, locale__language_code="id").specific
    english = page.get_translation(Locale.objects.get(language_code="en"))
    assert 200 <= words(page) <= 420
    assert 200 <= words(english) <= 420
    assert page.sources.strip()


def test_places_keep_where_their_coordinates_come_from():
    places = PlacePage.objects.filter(locale__language_code="id")
    located = places.filter(lat__isnull=False)
    # Of these no source gives a point that lies where they are.
    assert set(places.filter(lat=None).values_list("slug", flat=True)) == {
        "gua-putri-kencono",
        "plinteng-semar",
        "pusat-informasi-wonogiri",
        "soko-gunung",
        "tic-patuk",
    }
    assert not located.filter(coordinate_source="")
    assert not located.filter(district=None, regency__in=["wonogiri", "gunungkidul", "pacitan"])


def test_an_event_without_a_date_in_the_sources_has_none():
    for row in rows("events.csv"):
        event = EventPage.objects.get(slug=row["slug"], locale__language_code="id")
        assert (event.starts_on.isoformat() if event.starts_on else "") == row["starts_on"]
        if row["timing"] == "announced":
            assert event.starts_on is None
            assert event.dates is None
            assert event.usual_text


def test_a_computed_date_is_marked_estimated():
    for row in rows("events.csv"):
        if row["certainty"] == "estimated":
            event = EventPage.objects.get(slug=row["slug"], locale__language_code="id")
            assert event.is_estimated


def test_every_event_has_its_true_rule_and_the_dates_that_were_computed_by_hand():
    computed = {
        "labuhan-ageng-sembukan": "2027-06-05",
        "sedekah-bumi-kahyangan": "2027-06-21",
        "labuhan-ageng-dlepih": "2027-12-29",
        "malam-kliwonan-gunung-giri": "2026-12-03",
        "susuk-wangan": "2027-05-08",
        "hari-jadi-wonogiri": "2027-05-19",
        "gebyar-gajah-mungkur": "2027-03-09",
        "rasulan-nglanggeran": "2027-05-23",
        "ngalangi-nglambor": "2027-05-17",
        "ceprotan": "2027-05-03",
        "tetaken": "2027-06-20",
        "mubeng-beteng": "2027-06-05",
        "sekaten": "2027-08-08",
        "garebeg-mulud": "2027-08-15",
        "garebeg-sawal": "2027-03-10",
        "garebeg-besar": "2027-05-17",
        "labuhan-parangkusumo": "2027-01-09",
        "kirab-malam-1-sura-surakarta": "2027-06-05",
    }
    rows_with_rules = {row["slug"] for row in rows("events.csv") if row["timing"] != "announced"}
    assert rows_with_rules == set(computed)
    for slug, day in computed.items():
        event = EventPage.objects.get(slug=slug, locale__language_code="id")
        dates = next_spans(event, date(2026, 11, 24), 1)
        assert str(dates[0].first) == day, slug


def test_three_itineraries_lead_through_known_places_day_by_day():
    itineraries = ItineraryPage.objects.filter(locale__language_code="id").live()
    assert sorted(itineraries.values_list("length_days", flat=True)) == [1, 2, 3]
    for itinerary in itineraries:
        assert len(itinerary.programme) == itinerary.length_days
        assert len(itinerary.all_stops) == itinerary.stops.count()


def test_home_sections_and_culture_are_written_in_javanese_too():
    javanese = Page.objects.live().filter(locale__language_code="jv", alias_of=None, depth__gt=1)
    assert javanese.filter(depth=2).count() == 1
    assert javanese.filter(depth=3).count() >= 6
    assert ArticlePage.objects.filter(pk__in=javanese.values("pk")).count() >= 6


def test_every_picture_that_a_page_shows_has_words_and_a_credit():
    for page in Page.objects.live().filter(locale__language_code="id", depth__gt=1).specific():
        assert not list(page.publishing_problems()), page


def test_nothing_links_to_a_page_that_does_not_exist():
    pks = set(Page.objects.values_list("pk", flat=True))
    for page in Page.objects.live().filter(depth__gt=1).specific():
        for block in getattr(page, "body", []):
            if block.block_type == "text":
                links = re.findall(r'<a [^>]*linktype="page"[^>]*>', block.value.source)
                assert {int(re.search(r'id="(\d+)"', link)[1]) for link in links} <= pks, page
