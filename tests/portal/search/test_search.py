"""Search finds what is there, in the language of the page, and nothing that is hidden."""

import csv
from datetime import date
from pathlib import Path
from unittest import mock

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from portal.measuring.searching import measure_search
from portal.models import ArticlePage
from portal.search.filters import span_of
from portal.search.finding import find, load
from portal.search.models import FruitlessSearch, SearchSynonym
from portal.search.ranking import ranked
from portal.search.words import likest

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


def titles(text, language="id"):
    return [page.title for page in load(find(text, language).hits)]


@pytest.mark.parametrize(
    ("text", "language", "first"),
    [
        ("nampu", "id", "Pantai Nampu"),
        ("Pantai Nampu", "id", "Pantai Nampu"),
        ("PANTAI NAMPU!!", "id", "Pantai Nampu"),
        ("nampu", "en", "Nampu Beach"),
        ("gua sodong", "id", "Gua Sodong"),
        ("goa sodong", "id", "Gua Sodong"),
        ("sodong cave", "en", "Sodong Cave"),
        ("museum kars", "id", "Museum Karst Indonesia"),
        ("museum karst", "id", "Museum Karst Indonesia"),
        ("labuhan ageng sembukan", "id", "Labuhan Ageng Pantai Sembukan"),
    ],
)
def test_a_page_is_found_by_the_words_of_its_name(text, language, first):
    assert titles(text, language)[0] == first


def test_a_page_is_found_by_a_word_of_its_text_and_by_the_beginning_of_a_word():
    assert "Waduk Gajah Mungkur" in titles("waduk")
    assert "Pantai Nampu" in titles("namp")
    assert "Pantai Nampu" in titles("paranggupito")


def test_results_are_in_the_language_of_the_page():
    for language in ("id", "en", "jv"):
        for page in load(find("wonogiri", language).hits):
            assert page.locale.language_code == language
    assert not titles("nampu beach golden", "id")[:1] or "Pantai Nampu" in titles("nampu beach golden", "id")


def test_visitors_questions_have_their_page_among_the_first_three():
    """Sixty questions as people put them, in three languages; “pages” are all that answer one."""
    source = dict(Page.objects.filter(locale__language_code="id").values_list("translation_key", "slug"))
    keys = dict(Page.objects.values_list("pk", "translation_key"))
    with (Path(__file__).parent / "questions.csv").open(newline="", encoding="utf-8") as file:
        questions = list(csv.DictReader(file))
    missed = []
    for row in questions:
        first = [source.get(keys[pk]) for pk, _kind in find(row["question"], row["language"]).hits[:3]]
        if not set(first) & set(row["pages"].split()):
            missed.append((row["question"], first))
    assert len(questions) >= 60
    assert len(missed) <= len(questions) - 57, missed


def test_a_whole_word_is_not_taken_for_the_beginning_of_another():
    assert "Kali Baksoka" not in titles("bakso")
    assert titles("baksok")[0] == "Kali Baksoka"


def test_an_english_word_finds_the_page_of_the_visitors_language():
    assert titles("cave", "id")
    assert all(page.locale.language_code == "id" for page in load(find("cave", "id").hits))
    assert "Pantai Nampu" in titles("beach paranggupito", "id")


def test_words_that_mean_the_same_are_editable():
    assert "Gua Sodong" not in titles("rongga")
    SearchSynonym.objects.create(words="rongga, sodong")
    assert titles("rongga")[0] == "Gua Sodong"


@pytest.mark.parametrize(
    ("today", "days", "span"),
    [
        (date(2026, 11, 27), "weekend", (date(2026, 11, 28), date(2026, 11, 29))),
        (date(2026, 11, 29), "weekend", (date(2026, 11, 29), date(2026, 11, 29))),
        (date(2026, 11, 27), "week", (date(2026, 11, 27), date(2026, 11, 29))),
        (date(2026, 12, 5), "month", (date(2026, 12, 5), date(2026, 12, 31))),
        (date(2026, 12, 31), "tomorrow", (date(2027, 1, 1), date(2027, 1, 1))),
    ],
)
def test_words_for_days_are_spans(today, days, span):
    assert span_of(days, today) == span


def test_a_condition_narrows_and_is_shown_as_such(client):
    response = client.get("/id/search/?q=pantai+paranggupito")
    assert [label for label, _without in response.context["conditions"]] == ["Paranggupito"]
    assert {page.district.name for page in response.context["found"] if hasattr(page, "district")} == {"Paranggupito"}
    assert 'href="?q=pantai"' in response.text
    free = find("museum gratis", "id")
    assert [condition.mark for condition in free.conditions] == ["xfree"]
    assert "Museum Wayang Indonesia" in [page.title for page in load(free.hits)]


def test_a_condition_that_nothing_fulfils_is_read_as_a_word(client):
    assert find("batik kursi roda", "id").conditions == []


def test_a_search_in_vain_is_counted_by_its_words_and_day_alone(client):
    client.get("/id/search/?q=wwwwwwww")
    old = FruitlessSearch.objects.create(text="xxxxxxxx", language="id", day=date(2020, 1, 1))
    FruitlessSearch.objects.count_one("Wwwwwwww", "id")
    counted = FruitlessSearch.objects.get(text="wwwwwwww", language="id")
    assert (counted.text, counted.language, counted.number) == ("wwwwwwww", "id", 2)
    FruitlessSearch.objects.count_one("yyyyyyyy", "id")
    assert not FruitlessSearch.objects.filter(pk=old.pk).exists()


def test_a_search_is_answered_also_when_nothing_can_be_counted(client):
    with mock.patch("django.db.models.query.QuerySet.get_or_create", side_effect=OperationalError("read only")):
        assert client.get("/id/search/?q=vvvvvvvv").status_code == 200


def test_rare_words_and_names_count_most():
    documents = {
        1: {"title": "gua gong", "keywords": "gua", "summary": ""},
        2: {"title": "pantai", "keywords": "", "summary": "gua dekat pantai"},
        3: {"title": "catatan", "keywords": "", "summary": ""},
    }
    found = [(0, 1), (0, 2), (1, 1), (1, 3)]
    assert ranked([["gua"], ["gong"]], found, documents, 100)[0] == (1, 2)
    assert [page for page, _held in ranked([["gua"]], [(0, 1), (0, 2)], documents, 100)] == [1, 2]


def test_a_search_of_eight_words_takes_at_most_eight_queries():
    find("pantai", "id")
    with CaptureQueriesContext(connection) as queries:
        find("pantai gua museum wayang batik nanpu zzzzz gratis", "id")
    assert len(queries) <= 8


def test_when_no_page_has_all_the_words_pages_with_any_of_them_are_shown_as_such(client):
    results = find("nampu zzzzzz", "id")
    assert results.is_partial
    assert client.get("/id/search/?q=nampu+zzzzzz").context["is_partial"]


@pytest.mark.parametrize(
    ("wrong", "language", "right"), [("nanpu", "id", "nampu"), ("sembukam", "id", "sembukan"), ("beech", "en", "beach")]
)
def test_a_misspelt_word_is_answered_with_the_likest_one(client, wrong, language, right):
    assert likest(wrong, language) == right
    response = client.get(f"/{language}/search/?q={wrong}")
    assert response.context["corrected"] == [(wrong, right)]
    assert response.context["total"]


def test_an_empty_result_suggests_something(client):
    response = client.get("/id/search/?q=qqqqqqqq")
    html = response.content.decode()
    assert response.context["total"] == 0
    main = html[html.index("<main") : html.index("</main>")]
    assert main.count("<a ") >= 2


def test_hits_are_counted_by_kind_and_narrowed(client):
    response = client.get("/id/search/?q=pantai")
    kinds = {slug: number for slug, _label, number, _query in response.context["kinds"]}
    assert kinds["place"] > 3
    assert sum(kinds.values()) <= response.context["all_count"]
    narrowed = client.get("/id/search/?q=pantai&type=place")
    assert narrowed.context["total"] == kinds["place"]


def test_a_hidden_page_is_never_found(page_at, client):
    page = page_at("id", "pantai-nampu")
    assert page.title in titles("nampu")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    cache.clear()
    assert page.title not in titles("nampu")
    assert page.summary not in client.get("/id/search/?q=nampu").content.decode()


def test_an_unpublished_page_is_never_found(page_at):
    page = page_at("id", "pantai-nampu")
    page.unpublish()
    assert page.title not in titles("nampu")


def test_a_draft_is_never_found(page_at):
    page = page_at("id", "pantai-nampu")
    page.title = "Rahasiatertentu"
    page.save_revision()
    assert not titles("rahasiatertentu")


def test_a_newly_published_page_is_found(page_at):
    parent = page_at("id", "budaya")
    article = ArticlePage(
        title="Reog Kelaswara", slug="reog-kelaswara", summary="Tari.", topic="arts", locale=parent.locale
    )
    parent.add_child(instance=article)
    article.save_revision().publish()
    assert titles("kelaswara") == ["Reog Kelaswara"]


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "'",
        "*",
        "a*b",
        "NEAR(a b)",
        "title:x",
        "-x",
        "(",
        "AND",
        "OR NOT",
        "langidlang",
        "a" * 500,
        "%",
        "_",
        "\\",
        "ꦗꦮ",
        "😀",
        ":* & |",
        "!!",
    ],
)
def test_signs_of_the_query_language_are_only_text(client, text):
    find(text, "id")
    assert client.get("/id/search/", {"q": text}).status_code == 200


def test_a_common_word_costs_hardly_more_among_eight_thousand_pages_than_among_a_thousand(db):
    few, many = measure_search(1_000), measure_search(8_000)
    # Ranked row by row it would be eight times as much.
    assert sum(many.values()) <= 4 * sum(few.values()), (few, many)
