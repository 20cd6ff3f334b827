"""What a process keeps for itself stays small, whatever visitors ask for."""

from datetime import timedelta

import time_machine
from django.core.cache.backends.locmem import _caches
from django.template import Context, Template

from content.templatetags import content_tags
from portal.keeping.answers import keep
from portal.keeping.memory import BoundedMemoryCache
from tests.clock import NOW


def bounded(number):
    cache = BoundedMemoryCache("bounded", {"OPTIONS": {"MAX_ENTRIES": 1000, "MAX_BYTES": number}})
    cache.clear()
    return cache


def test_the_memory_cache_holds_no_more_than_its_bytes_and_drops_what_was_not_used_longest():
    cache = bounded(100_000)
    for number in range(50):
        cache.set(f"page{number}", bytes(5_000))
        assert cache.get("page0")
        assert sum(map(len, _caches["bounded"].values())) <= 100_000
    assert cache.get("page49")
    assert cache.get("page1") is None
    assert len(_caches["bounded"]) > 15


def test_what_is_larger_than_the_cache_is_not_kept():
    cache = bounded(100_000)
    cache.set("huge", bytes(200_000))
    assert cache.get("huge") is None


def test_a_kept_answer_holds_its_page_once(client):
    kept = keep(client.get("/id/"))
    assert kept["body"] is None
    assert client.get("/id/", headers={"accept-encoding": "gzip"}).content == kept["gzip"]
    assert client.get("/id/").content.decode().startswith("<!doctype html>")


def test_kept_components_keep_no_page_and_none_of_an_earlier_time(page_at):
    place = page_at("id", "pantai-nampu")
    source = '{% load content_tags %}{% component "components/card.html" item=place %}'
    for slot in range(3):
        with time_machine.travel(NOW + timedelta(seconds=slot * content_tags.KEPT_SECONDS)):
            first = Template(source).render(Context({"place": place}))
            assert Template(source).render(Context({"place": place})) == first
        (key,) = content_tags._components().rendered
        assert place not in key
