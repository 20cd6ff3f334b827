"""What any program may do with a feed, how long it is kept, and who finds it."""

import re
from datetime import UTC, date, datetime, time
from unittest import mock
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from wagtail.models import PageViewRestriction

from content.publishing import mark_published
from events.models import EventPage
from tests.events.published import publish
from tests.events.sharing.feeds.following import CONTENT_TYPES, FORMATS, address, get, soon

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


# HTTP


@pytest.mark.parametrize("extension", FORMATS)
def test_any_program_may_read_a_feed_and_no_page_may_frame_it(client, extension):
    response = get(client, extension, accept="application/x-nonsense, */*;q=0.1", origin="https://hotel.example")
    headers = response.headers
    assert headers["Content-Type"] == CONTENT_TYPES[extension]
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in headers
    for name in ("ETag", "Link", "Last-Modified", "Retry-After"):
        assert name in headers["Access-Control-Expose-Headers"]
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["Content-Language"] == "id"
    assert headers["Content-Disposition"].startswith("inline")
    for part in ("public", "max-age=300", "s-maxage=10", "stale-if-error=86400"):
        assert part in headers["Cache-Control"]
    assert not response.cookies
    assert (headers.get("X-Robots-Tag") == "noindex") == (extension == "ics")
    assert get(client, extension, **{"accept-language": "en", "cookie": "_ga=1"}).content == response.content


@pytest.mark.parametrize("extension", FORMATS)
def test_a_browser_may_ask_first(client, extension):
    response = client.options(address(extension), headers={"origin": "https://hotel.example"})
    assert response.status_code == 204
    assert not response.content
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Access-Control-Max-Age"] == "86400"
    assert "GET" in response.headers["Access-Control-Allow-Methods"]
    assert client.post(address(extension)).status_code in {403, 405}


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("method", ["get", "head"])
def test_what_a_program_has_already_costs_304(client, extension, method):
    ask = getattr(client, method)
    first = ask(address(extension))
    assert first.status_code == 200
    assert bool(first.content) == (method == "get")
    assert int(first.headers["Content-Length"]) > 100
    for headers in (
        {"if-none-match": first.headers["ETag"]},
        {"if-none-match": f'"another", W/{first.headers["ETag"]}'},
        {"if-modified-since": first.headers["Last-Modified"]},
    ):
        known = ask(address(extension), headers=headers)
        assert known.status_code == 304, headers
        assert not known.content
        assert known.headers["ETag"] == first.headers["ETag"]
        assert known.headers["Access-Control-Allow-Origin"] == "*"
    for headers in (
        {"if-none-match": '"another"'},
        {"if-none-match": '"another"', "if-modified-since": first.headers["Last-Modified"]},
        {"if-modified-since": "Thu, 01 Jan 2026 00:00:00 GMT"},
        {"if-modified-since": "nonsense"},
    ):
        assert ask(address(extension), headers=headers).status_code == 200, headers


@pytest.mark.parametrize("extension", FORMATS)
def test_a_feed_is_the_same_to_the_byte_until_something_is_published(client, index, extension):
    first = get(client, extension)
    cache.clear()
    mark_published()
    assert get(client, extension).headers["ETag"] == first.headers["ETag"]
    publish(index, title="Yang baru", starts_on=soon(1), venue=EventPage.objects.exclude(venue=None).first().venue)
    changed = client.get(address(extension), headers={"if-none-match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert "Yang baru" in changed.content.decode()


@pytest.mark.parametrize("extension", ["json", "csv", "geojson", "rss", "atom"])
def test_the_list_of_today_changes_at_midnight_in_wonogiri(client, index, extension):
    place = EventPage.objects.exclude(venue=None).first().venue
    publish(index, title="Malam terakhir", starts_on=date(2027, 6, 2), venue=place)
    publish(index, title="Pagi pertama", starts_on=date(2027, 6, 3), venue=place)
    with time_machine.travel(datetime(2027, 6, 2, 16, 59, 50, tzinfo=UTC), tick=False):
        evening = get(client, extension, "?when=today")
        assert "Malam terakhir" in evening.content.decode()
        assert "Pagi pertama" not in evening.content.decode()
    with time_machine.travel(datetime(2027, 6, 2, 17, 0, 10, tzinfo=UTC), tick=False):
        for headers in (
            {"if-none-match": evening.headers["ETag"]},
            {"if-modified-since": evening.headers["Last-Modified"]},
        ):
            morning = client.get(address(extension, "?when=today"), headers=headers)
            assert morning.status_code == 200
            assert "Pagi pertama" in morning.content.decode()
            assert "Malam terakhir" not in morning.content.decode()


def test_a_date_that_ended_is_told_to_be_over_the_same_day(client, index):
    event = publish(index, starts_on=date(2027, 6, 2), start_time=time(8), end_time=time(10))
    mark_published()

    def is_over(hour, **headers):
        cache.clear()
        with time_machine.travel(datetime(2027, 6, 2, hour - 7, 30, tzinfo=UTC), tick=False):
            response = client.get(address("json", "?when=today"), headers=headers)
        told = next(item for item in response.json()["items"] if str(event.uid) in item["id"])
        return told["_event"]["is_over"], response

    early, response = is_over(9)
    late, later = is_over(11, **{"if-modified-since": response.headers["Last-Modified"]})
    assert (early, late, later.status_code) == (False, True, 200)


def test_an_unknown_format_or_event_is_not_found(client):
    assert client.get("/feeds/v1/events.xlsx").status_code == 404
    assert client.get(f"/feeds/v1/events/{uuid4()}.ics").status_code == 404


# Who finds a feed


def test_a_list_page_names_every_feed_with_its_filters(client):
    html = client.get("/en/events/?cat=rite&when=weekend&utm_source=x").content.decode()
    links = dict(re.findall(r'<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)"', html))
    for extension, content_type in CONTENT_TYPES.items():
        found = links[content_type.split(";")[0]]
        assert found.endswith(f"/feeds/v1/events.{extension}?cat=rite&amp;lang=en&amp;when=weekend")
    assert "?" not in re.search(r'href="([^"]*events\.rss[^"]*)"', client.get("/id/acara/").content.decode())[1]


def test_a_private_translation_is_told_in_the_language_that_is_public(client, page_at):
    with mock.patch("content.files.photos.PHOTO_WIDTHS", [400]):
        english = page_at("en", "labuhan-ageng-at-sembukan-beach")
    uid = str(english.translation_key)
    PageViewRestriction.objects.create(page=english, restriction_type="login")
    for extension in FORMATS:
        text = get(client, extension, "?lang=en").content.decode().replace("\r\n ", "")
        assert english.title not in text
        assert uid in text


def test_a_client_without_javascript_libraries_reads_a_feed_from_null_origin():
    response = Client().get(address("json"), headers={"origin": "null"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
