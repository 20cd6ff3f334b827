"""A Redis that hangs costs one short wait and is used again as soon as it answers."""

import time
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

from django.core.cache import cache

from content.publishing import mark_published

ROUND_TRIPS_AT_MOST = 6
# Each wait for a frozen Redis takes 0.2 s: what asks again and again takes a minute here.
SOON_S = 10


def wait_until(condition):
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_frozen_redis_is_asked_once_by_all_threads_together_and_again_when_it_is_back(own_redis, pool):
    cache.set("known", "yes")
    own_redis.freeze()
    began = time.monotonic()
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda number: cache.get(f"key {number}"), range(1200)))
    cache.set_many({"one": 1, "two": 2})
    assert time.monotonic() - began < SOON_S
    assert set(answers) == {None}

    own_redis.go_on()
    pool.breaker.pause = 0.1
    pool.breaker.failed()
    wait_until(lambda: cache.get("known") == "yes")


def test_a_page_is_there_within_moments_while_redis_hangs(own_redis, pool, client):
    client.get("/id/destinasi/pantai-nampu/")
    own_redis.freeze()
    began = time.monotonic()
    for path in ("/id/destinasi/pantai-nampu/", "/id/acara/", "/en/"):
        assert client.get(path).status_code == 200
    assert time.monotonic() - began < SOON_S


def test_a_redis_that_was_stopped_breaks_no_page(own_redis, pool, client):
    own_redis.stop()
    assert client.get("/id/").status_code == 200


def test_a_page_asks_redis_a_handful_of_times(own_redis, client, monkeypatch):
    monkeypatch.setattr("content.publishing.LOOK_AGAIN_SECONDS", 3600)  # or a slow machine asks more often
    for path in ("/id/", "/id/destinasi/", "/id/destinasi/pantai-nampu/", "/id/acara/", "/id/budaya/batik-wonogiren/"):
        client.get(path)
        mark_published()
        before = own_redis.commands()
        client.get(path)
        assert own_redis.commands() - before - 1 <= ROUND_TRIPS_AT_MOST, path


def test_an_address_is_counted_by_one_question_and_by_none_while_redis_hangs(own_redis, pool, client, settings):
    settings.RATE_LIMIT = 0
    for number in (1, 9, 10):  # what a process asks only once it has asked by then
        client.get(f"/feeds/v1/events.json?limit={number}")
    settings.RATE_LIMIT = 2
    client.get("/feeds/v1/events.json?limit=11")
    with mock.patch.object(pool, "ask", wraps=pool.ask) as asked:
        told = client.get("/feeds/v1/events.json?limit=2")
        counted = asked.call_count
        settings.RATE_LIMIT = 0
        client.get("/feeds/v1/events.json?limit=3")
        assert counted == asked.call_count - counted + 1
    assert told.headers["RateLimit"].startswith('"address";r=0;')
    settings.RATE_LIMIT = 2
    assert client.get("/feeds/v1/events.json?limit=4").status_code == 429
    own_redis.freeze()
    began = time.monotonic()
    for number in range(5, 9):
        answer = client.get(f"/feeds/v1/events.json?limit={number}")
        assert (answer.status_code, "RateLimit" in answer.headers) == (200, False)
    assert time.monotonic() - began < SOON_S
