"""Frames in partners' pages: complete, framed by anybody, kept by any proxy."""

import gzip
import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import EventIndexPage, EventPage, Occurrence
from places.models import PlacePage
from tests.events.published import again, publish

pytestmark = pytest.mark.django_db


LIST = "/embed/v1/events/"


@pytest.fixture
def index():
    return EventIndexPage.objects.get(locale__language_code="id")


@pytest.fixture
def soon():
    return timezone.localdate() + timedelta(days=3)


def html_of(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def items(html):
    """The text of each event of a frame."""
    rows = re.findall(r'<(?:li|article) class="we__item.*?</(?:li|article)>', html, re.S)
    return [re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", row)) for row in rows]


def addresses(html):
    return [unescape(address) for address in re.findall(r'href="([^"]+)"', html)]


def card(event, **parameters):
    query = "&".join(f"{name}={value}" for name, value in parameters.items())
    return f"/embed/v1/event/{event.uid}/?{query}"


# Headers


@pytest.mark.parametrize("path", [LIST, f"{LIST}?lang=en&cat=rite", f"{LIST}?lang=jv", "card", "/embed/v1/event/x/"])
def test_any_page_may_frame_it_and_any_proxy_may_keep_it(client, path):
    path = f"/embed/v1/event/{Occurrence.objects.first().event_key}/" if path == "card" else path
    response = client.get(path, headers={"cookie": "sessionid=abc; csrftoken=def", "accept-language": "en"})
    headers = response.headers
    assert "X-Frame-Options" not in headers
    assert "frame-ancestors *" in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert headers["Cache-Control"].startswith("public")
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["X-Robots-Tag"] == "noindex, follow"
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert not response.cookies
    assert response.content == client.get(path).content


@pytest.mark.parametrize("method", ["get", "head"])
def test_who_has_it_already_is_told_so(client, method):
    first = client.get(LIST)
    by_tag = getattr(client, method)(LIST, headers={"if-none-match": first.headers["ETag"]})
    by_date = getattr(client, method)(LIST, headers={"if-modified-since": first.headers["Last-Modified"]})
    assert by_tag.status_code == by_date.status_code == 304


def test_only_the_parameters_it_knows_make_another_frame(client):
    assert client.get(f"{LIST}?utm_source=a&fbclid=b").content == client.get(LIST).content


# The document


@pytest.mark.parametrize("language", ["id", "en", "jv"])
def test_it_is_complete_without_javascript_in_every_language(client, language):
    html = html_of(client, f"{LIST}?lang={language}&limit=3")
    assert f'<html lang="{language}">' in html
    assert len(items(html)) == 3
    assert all(re.search(r"\b20\d\d\b", item) for item in items(html))
    assert html.count("<h1") == 1
    assert '<base target="_parent" />' in html
    assert "application/ld+json" not in html
    scripts = re.findall(r"<script[^>]*>(.*?)</script>", html, re.S)
    assert scripts == [""]
    assert not re.search(r"\bstyle=|<style|\bon[a-z]+=", html)
    section = "events" if language == "en" else "acara"
    assert f'<link rel="canonical" href="{settings.PUBLIC_URL}/{language}/{section}/" />' in html
    # Everything it loads comes from the host that it came from.
    assert not re.search(r'(?:src|href)="https?:(?!//[^"]*(?:/oembed/|/acara/|/events/))', html)


def test_a_language_nobody_knows_is_told_and_answered_in_indonesian(client):
    html = html_of(client, f"{LIST}?lang=xx")
    assert '<html lang="id">' in html
    assert "<p data-problem hidden>" in html


def test_what_happened_to_a_date_stands_there_in_words(client, index, soon):
    span = {"timing": "span", "starts_on": soon, "certainty": "confirmed", "confirmed_by": "Panitia"}
    publish(index, title="Pesta Batal", status="cancelled", status_note="Karena hujan.", **span)
    publish(index, title="Pesta Tunda", status="postponed", **span)
    publish(index, title="Pesta Penuh", status="full", **span)
    publish(index, title="Pesta Kira", **span | {"certainty": "estimated", "confirmed_by": ""})
    publish(index, title="Pesta Pasti", **span)
    rows = items(html_of(client, f"{LIST}?lang=en"))
    found = {re.search(r"Pesta (\w+)", row)[1]: row for row in rows if "Pesta" in row}
    assert "Cancelled" in found["Batal"]
    assert "Karena hujan." in found["Batal"]
    assert "Postponed" in found["Tunda"]
    assert "Fully booked" in found["Penuh"]
    assert "Estimated" in found["Kira"]
    assert not re.search("Cancelled|Postponed|Estimated|booked", found["Pasti"])


def test_moving_and_cancelling_show_at_once_in_the_list_and_in_the_card(client, index, soon):
    event = publish(index, title="Pesta Desa", timing="span", starts_on=soon)
    assert "Pesta Desa" in html_of(client, LIST)
    later = soon + timedelta(days=4)
    again(event, starts_on=later, status="rescheduled", status_note="Pindah ke hari Minggu.")
    for path in (f"{LIST}?lang=en", card(event, lang="en")):
        row = next(item for item in items(html_of(client, path)) if "Pesta Desa" in item)
        assert f"{later:%-d %B %Y}" in row
        assert "Date changed" in row
        assert "Pindah ke hari Minggu." in row
    again(event, status="cancelled")
    for path in (f"{LIST}?lang=en", card(event, lang="en")):
        html = html_of(client, path)
        assert "Cancelled" in next(item for item in items(html) if "Pesta Desa" in item)
        assert "we__item--cancelled" in html
    event.unpublish()
    assert "Pesta Desa" not in html_of(client, LIST)
    assert client.get(card(event)).status_code == 404


def test_one_cancelled_date_of_a_series_stands_beside_those_that_take_place(client, index, soon):
    change = {
        "original_on": soon + timedelta(days=7),
        "status": "cancelled",
        "note_id": "Libur.",
        "note_en": "Holiday.",
    }
    event = publish(index, title="Pasar", timing="civil", rrule="FREQ=WEEKLY;COUNT=3", starts_on=soon, changes=[change])
    rows = [item for item in items(html_of(client, f"{LIST}?lang=en&limit=50")) if "Pasar" in item]
    assert ["Cancelled" in row for row in rows] == [False, True, False]
    assert "Holiday." in rows[1]
    off = items(html_of(client, card(event, lang="en", date=f"{change['original_on']:%Y%m%d}")))
    assert "Cancelled" in off[0]
    following = items(html_of(client, card(event, lang="en")))
    assert "Cancelled" not in following[0]


def test_the_evening_before_is_said_as_an_evening_and_as_an_eve(client, index):
    event = EventPage.objects.get(slug="labuhan-ageng-sembukan", locale__language_code="id")
    row = items(html_of(client, card(event, lang="en") + "&show-weton"))[0]
    assert "Saturday evening, 5 June 2027" in row
    assert "Eve of 1 Sura 1961" in row
    assert "1 Sura" not in items(html_of(client, card(event, lang="en")))[0].split("Beach")[0]


def test_a_warning_about_the_place_stands_with_its_events(client, index, soon):
    place = PlacePage.objects.filter(locale__language_code="id").first().specific
    place.safety_state, place.safety_reason = "closed", "Jalan putus karena longsor."
    place.save_revision().publish()
    event = publish(index, title="Pesta", timing="span", starts_on=soon, venue=place)
    assert "Jalan putus karena longsor." in items(html_of(client, card(event)))[0]
    assert "Jalan putus karena longsor." in html_of(client, LIST)


def test_the_time_is_that_of_wonogiri(client, index, soon):
    publish(index, title="Pesta", timing="span", starts_on=soon, start_time="19:00", end_time="22:00")
    row = next(item for item in items(html_of(client, LIST)) if "Pesta" in item)
    assert "19.00–22.00 WIB" in row


def test_nothing_on_is_said(client):
    html = html_of(client, f"{LIST}?month=2030-01&lang=en")
    assert "we__empty" in html
    assert not items(html)


def test_turning_pages_shows_each_date_once(client):
    path, seen = f"{LIST}?limit=7&heading=Acara", []
    for _page in range(20):
        html = html_of(client, path)
        seen += [address for address in addresses(html) if "date=" in address]
        following = re.search(r'href="([^"]+)" target="_self" rel="next"', html)
        if not following:
            break
        path = unescape(following[1])
        assert "heading=Acara" in path
    assert len(seen) == len(set(seen)) > 20


def test_visitors_choose_by_links_that_keep_the_rest(client):
    asked = client.get(f"{LIST}?filters=1&regency=wonogiri&theme=dark&cat=rite&limit=4")
    html = asked.content.decode()
    links = dict(re.findall(r'<a href="([^"]*)" target="_self"( aria-current="true")?>', html))
    choices = {unescape(address): bool(is_chosen) for address, is_chosen in links.items()}
    kept = "filters=1&lang=id&limit=4&regency=wonogiri&theme=dark"
    assert choices[f"/embed/v1/events/?cat=rite&{kept}"]
    assert not choices[f"/embed/v1/events/?cat=rite&{kept}&when=weekend"]
    assert not choices[f"/embed/v1/events/?{kept}"]
    assert "<form" not in html
    assert "form-action 'none'" in asked.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("district=Atlantis", "kecamatan “Atlantis”"),
        ("cat=zzz", "“cat”"),
        ("month=2027-13", "Bulannya"),
        ("org=%3C", "“org”"),
        ("org=kelurahan-atlantis", "penyelenggara “kelurahan-atlantis”"),
        ("place=pantai-atlantis", "tempat “pantai-atlantis”"),
        ("geosite=d6160574-d216-41b3-978b-000000000000", "tempat “d6160574-d216-41b3-978b-000000000000”"),
    ],
)
def test_a_filter_of_which_nothing_is_understood_finds_nothing_and_visitors_are_not_bothered(client, query, told):
    html = html_of(client, f"{LIST}?{query}")
    assert 'class="we__item' not in html
    assert told in "".join(re.findall("<p data-problem hidden>(.*?)</p>", html))
    assert client.get(f"/feeds/v1/events.json?{query}").json()["items"] == []


def test_former_codes_of_languages_and_regions_are_understood(client):
    for given, language in [("in", "id"), ("jw", "jv"), ("en-GB", "en")]:
        html = html_of(client, f"{LIST}?lang={given}")
        assert f'<html lang="{language}">' in html and "data-problem" not in html
        feed = client.get(f"/feeds/v1/events.json?lang={given}").json()
        assert feed["language"] == language and "problems" not in feed["_wonogiri"]


def test_a_credit_is_in_the_language_asked_for(client):
    for language, word in [("id", "Ilustrasi"), ("en", "Illustration")]:
        items = client.get(f"/feeds/v1/events.json?lang={language}&limit=3").json()["items"]
        assert {item["_event"]["image_credit"] for item in items if "image" in item} == {word}


@pytest.mark.parametrize(
    ("asked", "target"),
    [("_blank", "_blank"), ("_top", "_top"), ("evil", "_parent"), ("_self", "_parent"), ("", "_parent")],
)
def test_links_open_where_the_partner_wants(client, asked, target):
    html = html_of(client, f"{LIST}?target={asked}&limit=1&lang=en")
    assert f'<base target="{target}" />' in html
    assert ("(new tab)" in html) == (target == "_blank")
    assert (html.count('rel="noopener"') > 1) == (target == "_blank")  # to ask is always in the top window


def test_the_heading_is_text_and_may_be_left_out_for_the_eye(client):
    html = html_of(client, f"{LIST}?heading=%3Cscript%3Ealert(1)%3C/script%3E%00" + "x" * 200)
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html
    without = html_of(client, f"{LIST}?heading=&lang=en")
    assert '<h1 class="we__unseen">Events in Wonogiri</h1>' in without
    assert "we__head" not in without


def test_light_or_dark_and_accent_need_no_inline_style(client):
    html = html_of(client, f"{LIST}?theme=dark&accent=f0c419")
    assert 'id="we" data-theme="dark"' in html
    style = client.get(next(path for path in addresses(html) if "/accents/" in path))
    assert style.headers["Content-Type"].startswith("text/css")
    assert "immutable" in style.headers["Cache-Control"]
    assert "--we-accent:#8e740f" in style.content.decode()
    assert "/accents/" not in html_of(client, f"{LIST}?accent=sogan")
    assert client.get("/embed/v1/accents/zzzzzz.css").status_code == 404


NONSENSE = [
    "lang=" + "x" * 500,
    "limit=-1&limit=abc",
    "limit=0",
    "limit=1e9",
    "from=2027-99-99&to=x",
    "after=%00%ff",
    "after=" + "A" * 79,
    "near=999,999&radius=-5",
    "bbox=1,2,3",
    "place=%00&district=%27%22%3C",
    "cat=none&cat=&cat=rite",
    "month=0000-00",
    "accent=%23&theme=neon&target=%00",
    "accent=own&colour=red",
    "show-weton=0&show-image=no&filters=false",
    "heading=%F0%9F%92%A9%00%EF%BF%BE",
    "date=%00&date=99999999",
    "when=yesterday&sort=random&status=x&series=y",
    "=&&;;%",
]


@pytest.mark.parametrize("query", NONSENSE)
def test_no_nonsense_breaks_a_partners_page(client, query):
    for path in (LIST, f"/embed/v1/event/{Occurrence.objects.first().event_key}/"):
        response = client.get(f"{path}?{query}")
        assert response.status_code == 200, (path, query)
        assert "frame-ancestors *" in response.headers["Content-Security-Policy"]


# One event


@pytest.mark.parametrize("uid", ["x", "d6160574-d216-41b3-978b-000000000000", "%00", "D6160574", "1" * 300])
def test_an_event_that_is_not_there_says_so_in_the_frame_and_leads_on(client, uid):
    response = client.get(f"/embed/v1/event/{uid}/?lang=en")
    html = response.content.decode()
    assert response.status_code == 404
    assert "X-Frame-Options" not in response.headers
    assert "not listed any more" in html
    assert "/en/events/" in html


def test_an_event_without_a_date_says_when_it_usually_is(client):
    event = EventPage.objects.filter(timing="announced", locale__language_code="en", alias_of=None).first()
    html = html_of(client, card(event, lang="en"))
    assert event.title in unescape(html)
    assert event.usual_text in unescape(html)
    assert "Estimated" not in html


def test_an_event_without_translation_is_shown_in_indonesian_and_marked_so(client, index, soon):
    event = publish(index, title="Bersih Desa", timing="span", starts_on=soon)
    html = html_of(client, card(event, lang="en"))
    assert '<h1 class="we__name" lang="id">' in html


def test_the_foot_leads_to_the_information_centre_about_the_one_event_that_is_shown(client, index, soon):
    def asks(html):
        return re.search(r'<a href="(/[^"]*)" target="_top" rel="noopener">([^<]*)</a>', html).groups()

    event = publish(index, title="Bersih Desa Tanya", timing="span", starts_on=soon)
    assert asks(html_of(client, card(event))) == (f"/id/tanya/?about={event.url}", "Tanyakan ke pusat informasi")
    assert asks(html_of(client, f"{LIST}?limit=3&lang=en")) == ("/en/ask/", "Ask the information centre")
    alone = asks(html_of(client, f"{LIST}?limit=1&lang=en"))[0]
    assert alone.startswith("/en/ask/?about=/") and client.get(alone).context["about"]


# Cost


def event_queries(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return [query["sql"] for query in captured if "events_" in query["sql"]]


def test_a_frame_takes_two_queries_for_events_at_any_length(uncached_client, index, soon):
    few = event_queries(uncached_client, f"{LIST}?limit=3")
    for number in range(30):
        publish(index, timing="span", starts_on=soon + timedelta(days=number))
    many = event_queries(uncached_client, f"{LIST}?limit=100&cat=festival&show-weton&show-image&filters")
    assert len(few) == len(many) == 2
    event = EventPage.objects.get(slug="labuhan-ageng-sembukan", locale__language_code="id")
    assert len(event_queries(uncached_client, card(event))) == 2


def test_twenty_events_weigh_little(client):
    html = html_of(client, f"{LIST}?limit=20&show-weton&show-image&lang=jv")
    assert len(gzip.compress(html.encode())) < 8_000


def test_the_first_day_of_a_year_is_no_special_day(client, index):
    publish(index, title="Tahun Baru", timing="span", starts_on=date(2028, 1, 1), ends_on=date(2028, 1, 2))
    assert "1–2" in html_of(client, f"{LIST}?month=2028-01")
