"""How much one address may ask for by program, and what it is told of that."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

FEED = "/feeds/v1/events.json?limit={}"
POLICY = '"address";q=3;w=300'


@pytest.fixture
def ask(settings):
    """``ask(path, address)`` from any address, where three answers are made for each in five minutes."""
    settings.RATE_LIMIT = 3

    def get(path, address="203.0.113.7", **headers):
        return Client().get(path, REMOTE_ADDR=address, headers=headers)

    return get


@pytest.mark.sql
def test_an_address_that_asks_for_too_much_is_told_to_wait_and_nobody_else_is(ask):
    answers = [ask(FEED.format(number)) for number in range(1, 6)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    left = [answer.headers["RateLimit"].split(";t=") for answer in answers]
    assert [rest for rest, _seconds in left] == [f'"address";r={number}' for number in (2, 1, 0, 0, 0)]
    refused = answers[-1]
    assert refused.headers["RateLimit-Policy"] == POLICY
    assert refused.headers["Retry-After"] == left[-1][1]
    assert 0 < int(refused.headers["Retry-After"]) <= 300
    assert refused.headers["Cache-Control"] == "no-store"
    assert {"RateLimit", "Retry-After"} <= set(refused.headers["Access-Control-Expose-Headers"].split(", "))
    assert ask(FEED.format(9), "203.0.113.8").status_code == 200


@pytest.mark.parametrize(
    ("path", "kind", "sentence"),
    [
        (
            "/api/v1/events/?lang=en&limit={}",
            "application/problem+json",
            "Too much was asked for from your connection.",
        ),
        (
            "/id/places.geojson?district={}",
            "application/problem+json",
            "Terlalu banyak yang diminta dari sambungan Anda.",
        ),
        ("/feeds/v1/events.rss?lang=jv&limit={}", "text/plain; charset=utf-8", "Saking sambungan panjenengan"),
        ("/oembed/?lang=id&maxwidth={}", "text/plain; charset=utf-8", "Terlalu banyak yang diminta"),
    ],
)
def test_the_refusal_speaks_the_language_of_the_address(ask, queries, path, kind, sentence):
    for number in range(1, 4):
        ask(path.format(number))
    with queries() as asked:
        refused = ask(path.format(4))
    assert (refused.status_code, refused.headers["Content-Type"], len(asked)) == (429, kind, 0)
    told = refused.json()["detail"] if "json" in kind else refused.content.decode()
    assert told.startswith(sentence)
    assert "5" in told


def test_what_is_kept_uses_nothing_up_and_tells_nobody_what_another_has_left(ask):
    first = ask(FEED.format(1))
    for _time in range(5):
        again = ask(FEED.format(1), "198.51.100.20")
        assert (again.status_code, again.content) == (200, first.content)
        assert "RateLimit" not in again.headers
        assert again.headers["RateLimit-Policy"] == POLICY
    assert ask(FEED.format(1), if_none_match=first.headers["ETag"]).status_code == 304
    assert ask(FEED.format(2)).headers["RateLimit"].startswith('"address";r=1;')


def test_a_household_counts_as_one_address_of_ipv6(ask):
    for number in range(1, 4):
        ask(FEED.format(number), f"2001:db8:1:2::{number}")
    assert ask(FEED.format(4), "2001:db8:1:2:ffff::1").status_code == 429
    assert ask(FEED.format(4), "2001:db8:1:3::1").status_code == 200


def test_pages_and_frames_for_readers_are_not_counted(ask):
    for number in range(1, 6):
        for path in (f"/en/events/?limit={number}", f"/embed/v1/events/?limit={number}"):
            answer = ask(path)
            assert answer.status_code == 200
            assert "RateLimit-Policy" not in answer.headers
