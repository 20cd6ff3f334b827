"""The main pages, without the page cache, beside an empty Django view."""

from unittest import mock

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.measuring.server import Server

# CPU of wagtail/bakerydemo's like page ÷ CPU of an empty Django view, both under gunicorn on one machine.
# We take at most half of it. For its search only the wall time of a single client is known.
EMPTY_VIEW_MS = 0.34
PAGES = [
    ("home", "/id/", 50.3),
    ("destinations", "/id/destinasi/", 38.5),
    ("destination", "/id/destinasi/pantai-nampu/", 27.8),
    ("geopark", "/id/geopark/", 38.5),
    ("geosite", "/id/geopark/gua-sodong/", 27.8),
    ("events", "/id/acara/", 38.5),
    ("event", "/id/acara/labuhan-ageng-sembukan/", 27.8),
    ("itinerary", "/id/itinerari/tiga-hari-tiga-kabupaten/", 27.8),
    ("article", "/id/budaya/batik-wonogiren/", 27.8),
    ("search", "/id/search/?q=pantai", 57.0),
]


def measure_pages(rounds):
    """``{name: row}`` of the empty view and every page: time, CPU, bytes, queries, and the bar it must keep."""
    with Server("portal.measuring.wsgi:empty") as server:
        empty = server.measure("/", rounds * 10)
    rows = {"empty view": empty | {"queries": 0, "ratio": 1.0, "bar": None}}
    with Server("portal.measuring.wsgi:site") as server:
        for name, path, peer_ms in PAGES:
            row = server.measure(path, rounds)
            row["queries"] = queries(path)
            row["ratio"] = round(row["cpu_ms"] / empty["cpu_ms"], 1)
            row["bar"] = round(peer_ms / EMPTY_VIEW_MS / 2, 1)
            rows[name] = row
    return rows


def queries(path):
    """Number of queries of a warm page that is not in the cache."""
    with mock.patch("portal.keeping.pages.page_key", return_value=None):
        client = Client(headers={"host": "127.0.0.1"})
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
    return len(captured)
