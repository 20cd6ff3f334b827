"""How the API answers: what it does not understand, what may be kept, what it costs."""

import json
import uuid
from datetime import UTC, date, datetime, time, timedelta
from unittest import mock

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content.publishing import mark_published
from events.models import EventPage
from events.occurrences import rebuild
from geopark.models import GeositePage
from places.models import PlacePage
from portal.api.operations import LISTS
from portal.measuring.sample_pages import add_pages
from tests.portal.api.pages import event_of
from tourism.models import DestinationPage

NOON = datetime(2027, 6, 3, 5, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.sql]


# What is not understood


def problem_of(response, status):
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert not response.cookies
    problem = response.json()
    assert problem["status"] == status
    assert problem["type"] == "about:blank"
    assert problem["title"]
    assert problem["detail"]
    return problem


def test_every_parameter_that_cannot_be_read_is_named_at_once(client):
    query = "when=soon&cat=rite&cat=war&limit=0.5&from=2027-02-30&near=here&fields=title,colour&after=x&lang=nl&utm=1"
    problem = problem_of(client.get(f"/api/v1/occurrences/?{query}"), 400)
    named = [error["parameter"] for error in problem["errors"]]
    assert sorted(named) == ["after", "cat", "fields", "from", "lang", "limit", "near", "when"]
    assert all(error["detail"] for error in problem["errors"])


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("events/?after=MjAyNzA2MDUuMC4xODExMTQ5MjAwLjEy", "after"),
        ("events/?month=2027-13", "month"),
        ("events/00000000-0000-0000-0000-000000000000/?fields=x", "fields"),
        ("places/?kind=castle", "kind"),
        ("places/?facility=pool", "facility"),
        ("places/?regency=atlantis", "regency"),
        ("places/?bbox=1,2,3", "bbox"),
        ("geosites/?limit=101", "limit"),
        ("geosites/?radius=51", "radius"),
        ("organisations/?after=a/b", "after"),
        ("organisations/?strict=yes", "strict"),
        ("changes/?since=yesterday", "since"),
        ("changes/?since=2027-06-05T19:00:00", "since"),
        ("changes/?since=0001-01-01T00:00:00%2B07:00", "since"),
        ("changes/?after=MjAyNzA2MDU", "after"),
        ("changes/?after=%00", "after"),
    ],
)
def test_what_cannot_be_read_is_refused(client, path, parameter):
    problem = problem_of(client.get(f"/api/v1/{path}"), 400)
    assert [error["parameter"] for error in problem["errors"]] == [parameter]


def test_problems_are_told_in_the_language_asked_for(client):
    answers = {
        client.get(f"/api/v1/events/?when=x&lang={language}").json()["errors"][0]["detail"] for language in ("id", "en")
    }
    assert len(answers) == 2


def test_unknown_parameters_are_passed_over_unless_strict(client):
    path = "/api/v1/events/?limit=3&utm_source=mail"
    assert client.get(path).status_code == 200
    assert client.get("/api/v1/events/?limit=3&strict=1").status_code == 200
    problem = problem_of(client.get(f"{path}&strict=1&kind=beach"), 400)
    assert [error["parameter"] for error in problem["errors"]] == ["kind", "utm_source"]
    assert "no-store" in client.get("/api/v1/events/?limit=3&strict=1").headers["Cache-Control"]


def test_empty_parameters_are_as_good_as_none(ask):
    assert ask("events/?cat=&when=&near=&limit=&after=&fields=&strict=")["results"] == ask("events/")["results"]


# HTTP


@pytest.mark.parametrize("path", ["", "openapi.json", *(f"{name}/?limit=3" for name in LISTS)])
def test_answers_may_be_kept_and_read_from_anywhere(client, path):
    address = f"/api/v1/{path}"
    response = client.get(address, headers={"cookie": "sessionid=abc; csrftoken=x", "accept": "text/calendar"})
    assert response.status_code == 200
    headers = response.headers
    assert headers["Content-Type"].startswith("application/json")
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in headers
    assert {"ETag", "Link"} <= set(headers["Access-Control-Expose-Headers"].split(", "))
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["Content-Language"] == "id"
    assert headers["Cache-Control"].startswith("public, max-age=300")
    assert not response.cookies
    head = client.head(address)
    assert head.status_code == 200
    assert not head.content
    assert head.headers["ETag"] == headers["ETag"]
    for ask in (client.get, client.head):
        for known in ({"if-none-match": headers["ETag"]}, {"if-modified-since": headers["Last-Modified"]}):
            again = ask(address, headers=known)
            assert again.status_code == 304
            assert not again.content
            assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(address).content == response.content


def test_publishing_and_midnight_renew_the_validators(client, index):
    path = "/api/v1/occurrences/?when=today"
    with time_machine.travel(NOON, tick=False):
        first = client.get(path)
        event_of(index, starts_on=date(2027, 6, 3), end_time=time(23), start_time=time(20))
        second = client.get(path)
        assert second.headers["ETag"] != first.headers["ETag"]
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        known = {"if-modified-since": second.headers["Last-Modified"]}
        third = client.get(path, headers=known)
    assert third.status_code == 200
    assert third.headers["ETag"] != second.headers["ETag"]


def test_a_browser_may_ask_first(client):
    response = client.options("/api/v1/events/", headers={"origin": "https://hotel.example"})
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response.headers["Access-Control-Max-Age"] == "86400"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "QUERY"])
@pytest.mark.parametrize("path", ["", "events/", "openapi.json", "nowhere/"])
def test_nothing_can_be_written(method, path):
    client = Client(enforce_csrf_checks=True)
    response = client.generic(method, f"/api/v1/{path}", b"{}", content_type="application/json")
    problem_of(response, 405)
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "path", ["/api/", "/api/v1/nowhere/", "/api/v2/events/", "/api/v1/events/7/", f"/api/v1/events/{uuid.UUID(int=0)}/"]
)
def test_an_address_that_is_not_there_is_said_so(client, path):
    problem_of(client.get(path), 404)
    assert client.head(path).status_code == 404


def test_a_missing_last_slash_is_added(client):
    response = client.get("/api/v1/events?lang=en&limit=2")
    assert response.status_code == 301
    assert response.headers["Location"] == "/api/v1/events/?lang=en&limit=2"
    problem_of(client.get("/api/v1/nowhere"), 404)


def test_a_broken_answer_is_a_problem_too_and_kept_by_nobody(client, caplog):
    with mock.patch("portal.api.selections.events_by_key", side_effect=RuntimeError("broken")):
        response = client.get("/api/v1/occurrences/")
    problem = problem_of(response, 500)
    assert "broken" not in json.dumps(problem)
    assert response.headers["Cache-Control"] == "no-store"
    assert "broken" in caplog.text
    assert client.get("/api/v1/occurrences/").status_code == 200


# Weight


def queries(client, path):
    for _ in range(2):
        assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in captured]


@pytest.mark.parametrize(
    ("at_most", "model", "slug", "values"),
    [
        ({"events": 4, "occurrences": 4, "changes": 1}, EventPage, "acara", {}),
        ({"places": 3}, DestinationPage, "destinasi", {"kind": "beach", "lat": "-8.1", "lon": "110.9"}),
        ({"geosites": 3}, GeositePage, "geopark", {"kind": "cave", "lat": "-8.1", "lon": "111.1"}),
    ],
)
def test_three_hundred_records_cost_as_many_queries_as_three(uncached_client, page_at, at_most, model, slug, values):
    few = {name: queries(uncached_client, f"/api/v1/{name}/?limit=3") for name in at_most}
    assert all(len(few[name]) <= at_most[name] for name in at_most), few
    if model is EventPage:
        venues = list(PlacePage.objects.filter(locale__language_code="id")[:30])
        values = {"starts_on": timezone.localdate() + timedelta(days=3), "venue": lambda i: venues[i % 30]}
    pages = add_pages(page_at("id", slug), model, 300, summary="Ringkasan", **values)
    if model is EventPage:
        rebuild([page.translation_key for page in pages])
    cache.clear()
    mark_published()
    for name in at_most:
        many = queries(uncached_client, f"/api/v1/{name}/?limit=100")
        # The first three may have no venue to look up.
        assert len(many) <= at_most[name], "\n".join([name, *many])


def test_one_event_costs_three_queries_and_the_organisations_two(uncached_client, page_at):
    uid = page_at("id", "labuhan-ageng-sembukan").uid
    assert len(queries(uncached_client, f"/api/v1/events/{uid}/")) <= 3
    assert len(queries(uncached_client, "/api/v1/organisations/")) == 2


def test_a_kept_answer_costs_no_query(client, django_assert_num_queries):
    client.get("/api/v1/events/?limit=3")
    with django_assert_num_queries(0):
        client.get("/api/v1/events/?utm_source=x&limit=3")
