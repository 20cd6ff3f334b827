"""Search finds what is there, in the language of the page, and nothing that is hidden."""

import pytest
from django.core.cache import cache
from wagtail.models import PageViewRestriction

from portal.measuring.searching import measure_search
from portal.models import ArticlePage
from portal.search.finding import find, load
from portal.search.words import similar_words

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


def test_when_no_page_has_all_the_words_pages_with_any_of_them_are_shown_as_such(client):
    results = find("nampu zzzzzz", "id")
    assert results.is_partial
    assert client.get("/id/search/?q=nampu+zzzzzz").context["is_partial"]


@pytest.mark.parametrize(
    ("wrong", "language", "right"), [("nanpu", "id", "nampu"), ("sembukam", "id", "sembukan"), ("beech", "en", "beach")]
)
def test_a_misspelt_word_is_answered_with_the_likest_one(client, wrong, language, right):
    assert similar_words(wrong, language) == right
    response = client.get(f"/{language}/search/?q={wrong}")
    if not response.context["total"]:
        assert f"q={right}" in response.content.decode()


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
