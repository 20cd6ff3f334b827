"""While the database is away visitors read the pages that are kept, and else a sentence in their language."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test import Client

from content.publishing import mark_published
from events.models import EventPage
from portal.keeping import outage
from portal.models import ArticlePage
from tests import clock

pytestmark = pytest.mark.django_db

ARTICLE, EVENT = "/id/budaya/batik-wonogiren/", "/id/acara/ceprotan/"


@pytest.fixture
def client(db):
    yield Client(raise_request_exception=False)
    outage.breaker.answered()


@contextmanager
def no_database():
    def gone(*args):
        raise OperationalError("the server closed the connection unexpectedly")

    with connection.execute_wrapper(gone):
        yield


def test_a_page_visited_today_is_shown_long_past_its_freshness(client):
    known = client.get(ARTICLE)
    mark_published()
    with time_machine.travel(clock.NOW + timedelta(hours=20)), no_database():
        shown = client.get(ARTICLE)
        assert client.get(ARTICLE, headers={"if-none-match": known.headers["ETag"]}).status_code == 304
    assert shown.status_code == 200
    assert shown.content == known.content
    # A proxy asks again soon.
    assert shown.headers["Cache-Control"] == "public, max-age=0, s-maxage=10"


@pytest.mark.parametrize(
    ("path", "language", "words"),
    [
        (ARTICLE, "id", "Sebentar lagi kembali"),
        ("/en/events/", "en", "Back in a moment"),
        ("/jv/", "jv", "Sekedhap malih wangsul"),
        ("/id/search/?q=pantai", "id", "Sebentar lagi kembali"),
    ],
)
def test_a_page_that_is_not_kept_says_so_in_the_visitors_language(client, path, language, words):
    with no_database():
        response = client.get(path)
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) <= 60
    assert response.headers["Cache-Control"] == "no-store"
    html = response.content.decode()
    assert f'<html lang="{language}">' in html
    assert words in html
    assert client.get(path).status_code == 200


def test_what_was_taken_from_visitors_does_not_come_back(client):
    client.get(ARTICLE)
    client.get(EVENT)
    ArticlePage.objects.get(slug="batik-wonogiren", locale__language_code="id").unpublish()
    with no_database():
        assert client.get(ARTICLE).status_code == 503
        assert client.get(EVENT).status_code == 503


def test_what_an_editor_has_corrected_is_not_shown_as_it_was(client):
    for path in (EVENT, "/id/acara/", "/id/acara/?when=weekend", "/id/", "/feeds/v1/events.json", ARTICLE):
        client.get(path)
    EventPage.objects.get(slug="ceprotan", locale__language_code="id").save_revision().publish()
    with no_database():
        for path in (EVENT, "/id/acara/", "/id/acara/?when=weekend", "/id/", "/feeds/v1/events.json"):
            assert client.get(path).status_code == 503, path
        assert client.get(ARTICLE).status_code == 200


def test_the_api_says_when_to_ask_again(client):
    client.get("/api/v1/places/")
    with time_machine.travel(clock.NOW + timedelta(hours=1)), no_database():
        response = client.get("/api/v1/places/")
    assert response.status_code == 503
    assert response.headers["Content-Type"] == "application/problem+json"
    assert int(response.headers["Retry-After"]) <= 60


def test_a_database_that_is_gone_is_left_alone_for_some_seconds(client):
    client.get(ARTICLE)
    mark_published()
    outage.breaker.failed()
    assert client.get(ARTICLE).status_code == 200
    assert client.get(EVENT).status_code == 503
    outage.breaker.answered()
    assert client.get(EVENT).status_code == 200
