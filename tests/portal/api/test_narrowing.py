"""What a partner's program asks of any list: certain records, words, what is new, and how many there are."""

from datetime import timedelta

import pytest

from facts.models import Fact
from portal.api.operations import LISTS
from tests.clock import NOW
from tests.events.published import publish
from tests.portal.api.pages import event_of

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


@pytest.mark.parametrize("name", [name for name in LISTS if name != "changes"])
def test_a_list_says_how_long_it_is_on_every_page(ask, walk, name):
    first = ask(f"{name}/?limit=2")
    assert first["total"] == len(walk(f"{name}/?limit=100")) > 2
    assert ask(first["next"].partition("/api/v1/")[2])["total"] == first["total"]


def test_the_total_is_of_what_was_asked_for(ask, walk):
    for query in ("cat=rite", "when=past", "series=next", "regency=wonogiri&free=1"):
        assert ask(f"occurrences/?{query}&limit=1")["total"] == len(walk(f"occurrences/?{query}&limit=100")), query


@pytest.mark.parametrize("name", ["events", "places", "geosites", "itineraries", "articles"])
def test_certain_records_are_given_by_their_identities(ask, walk, name):
    uids = [record["uid"] for record in walk(f"{name}/?limit=100")][:2]
    found = ask(f"{name}/?uid={uids[0]}&uid={uids[1]}")
    assert [record["uid"] for record in found["results"]] == uids
    assert found["total"] == 2
    refused = ask(f"{name}/?uid=nampu", 400)
    assert refused["errors"] == [
        {
            "parameter": "uid",
            "detail": "“uid” adalah tanda pengenal sebuah catatan, seperti tertulis di kolom “uid”-nya.",
        }
    ]


def test_words_are_searched_as_on_the_site(ask):
    titles = [record["title"] for record in ask("places/?q=nampu")["results"]]
    assert "Pantai Nampu" in titles
    assert "Pantai Nampu" in [record["title"] for record in ask("places/?q=NAMPU&kind=beach")["results"]]
    assert [record["title"] for record in ask("articles/?lang=en&q=wonogiren&topic=batik")["results"]] == [
        "Wonogiren batik and its cracks"
    ]
    assert ask("events/?q=zzzzz")["total"] == 0


@pytest.mark.parametrize(("name", "slug"), [("places", "pantai-nampu"), ("articles", "batik-wonogiren")])
def test_what_was_published_since_a_moment(ask, page_at, name, slug):
    moment = (NOW - timedelta(minutes=1)).isoformat().replace("+", "%2B")
    assert ask(f"{name}/?updated_since={moment}")["total"] == 0
    page = page_at("id", slug)
    page.save_revision().publish()
    for language in ("id", "en", "jv"):
        found = ask(f"{name}/?lang={language}&updated_since={moment}")["results"]
        assert [record["uid"] for record in found] == [str(page.translation_key)]
    assert ask(f"{name}/?updated_since=kemarin", 400)["errors"][0]["parameter"] == "updated_since"


def test_events_changed_since_a_moment(ask, page_at):
    moment = (NOW - timedelta(minutes=1)).isoformat().replace("+", "%2B")
    event = event_of(page_at("id", "acara"))
    assert [record["uid"] for record in ask(f"events/?updated_since={moment}")["results"]] == [str(event.uid)]


def test_an_organiser_that_is_not_there_is_an_error_and_not_an_empty_list(ask):
    for path in ("events/?org=dinas-pariwisata", "occurrences/?not_org=dinas-pariwisata"):
        errors = ask(path, 400)["errors"]
        assert "dinas-pariwisata" in errors[0]["detail"] and "/api/v1/organisations/" in errors[0]["detail"]


def test_an_itinerary_names_its_places_and_an_article_its_topic(ask, walk):
    places = {record["uid"] for record in walk("places/?limit=100")}
    itineraries = ask("itineraries/?days=2")["results"]
    assert itineraries
    for itinerary in itineraries:
        assert itinerary["length_days"] == 2
        assert {stop["place"] for stop in itinerary["stops"]} <= places
        assert [stop["day"] for stop in itinerary["stops"]] == sorted(stop["day"] for stop in itinerary["stops"])
    assert {record["topic"] for record in ask("articles/?topic=batik&topic=food")["results"]} == {"batik", "food"}


def test_facets_say_what_a_filter_would_find(ask, walk):
    facets = ask("facets/?regency=wonogiri&lang=en")
    dates = walk("occurrences/?regency=wonogiri&limit=100")
    for parameter, value_of in (
        ("cat", lambda date: date["category"]),
        ("district", lambda date: date["place"]["district"]),
        ("org", lambda date: date["organiser"] and date["organiser"]["slug"]),
    ):
        for facet in facets[parameter]:
            uids = {date["uid"] for date in dates if value_of(date) == facet["value"]}
            assert facet["events"] == len(uids) > 0, (parameter, facet)
    assert [facet["value"] for facet in facets["regency"]] == ["wonogiri"]
    months = [facet["value"] for facet in facets["month"]]
    assert months == sorted(months)
    assert ("Rite" in str(facets["cat"])) and ask("facets/?cat=nonsense", 400)["errors"]


@pytest.mark.parametrize(
    "path",
    ["events/", "events/{}/", "occurrences/?series=next", "places/", "geosites/", "itineraries/", "articles/"],
)
def test_one_answer_tells_what_a_page_is_called_in_every_language(ask, page_at, path):
    path = path.format(page_at("id", "labuhan-ageng-sembukan").translation_key)
    sign = "&" if "?" in path else "?"

    def records(language):
        answer = ask(f"{path}{sign}lang={language}")
        return answer.get("results", [answer])

    english = {record.get("id", record["uid"]): record for record in records("en") if not record["lang_fallback"]}
    assert english and all(record["translations"] is None for record in english.values())
    for record in records("*"):
        told = record["translations"]
        assert told[record["lang"]]["title"] == record["title"]
        if same := english.get(record.get("id", record["uid"])):
            assert (told["en"]["title"], told["en"]["summary"]) == (same["title"], same["summary"])
            assert same["url"].startswith(told["en"]["url"])


def test_every_language_costs_one_query_more(ask, queries):
    ask("places/?limit=99&lang=*")
    with queries() as one:
        ask("places/?limit=100")
    with queries() as all_languages:
        ask("places/?limit=100&lang=*")
    assert len(all_languages) == len(one) + 1


def test_an_unpublished_translation_is_in_no_answer(ask, page_at):
    article = page_at("id", "batik-wonogiren")
    address = f"articles/?uid={article.translation_key}&lang=*"
    assert ask(address)["results"][0]["translations"]["en"]["title"] == "Wonogiren batik and its cracks"
    article.get_translations().get(locale__language_code="en").unpublish()
    assert "en" not in ask(address)["results"][0]["translations"]


def test_places_and_events_are_chosen_by_how_far_a_wheelchair_gets(ask, page_at):
    place = page_at("id", "pantai-sembukan")
    others = ask("places/?wheelchair=partly")["total"]
    Fact.objects.create(
        page=place,
        kind="wheelchair",
        value="Sebagian terjangkau kursi roda",
        as_of="2026",
        publisher="Kunjungan petugas",
    )
    assert ask("places/?wheelchair=partly&lang=en")["total"] == others + 1
    titles = {record["place"]["name"] for record in ask("events/?wheelchair=partly&wheelchair=yes")["results"]}
    assert "Pantai Sembukan, Paranggupito" in titles
    assert ask("places/?wheelchair=maybe", 400)["errors"][0]["parameter"] == "wheelchair"


def test_where_tickets_are_sold_is_told(ask, client, index):
    event = publish(index, ticket_url="https://tiket.example/reog", price_idr=15000, certainty="confirmed")
    assert ask(f"events/{event.translation_key}/")["ticket_url"] == "https://tiket.example/reog"
    page = client.get(event.url).content.decode()
    assert '<a href="https://tiket.example/reog" rel="noopener">Tiket dan pemesanan</a>' in page
    assert '"url":"https://tiket.example/reog"' in page
