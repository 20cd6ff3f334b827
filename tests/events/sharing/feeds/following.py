"""Feeds as a program elsewhere reads them."""

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import feedparser
from django.utils import timezone

FORMATS = ["ics", "rss", "atom", "json", "geojson", "csv"]
CONTENT_TYPES = {
    "ics": "text/calendar; charset=utf-8; method=PUBLISH",
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json",
    "geojson": "application/geo+json",
    "csv": "text/csv; charset=utf-8; header=present",
}
SCHEMA = json.loads((Path(__file__).resolve().parents[4] / "docs" / "events-feed.schema.json").read_text())


def address(extension, query=""):
    return f"/feeds/v1/events.{extension}{query}"


def get(client, extension, query="", **headers):
    response = client.get(address(extension, query), headers=headers)
    assert response.status_code == 200
    return response


def rows(client, query=""):
    text = get(client, "csv", query).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def entries(client, extension, query=""):
    parsed = feedparser.parse(get(client, extension, query).content)
    assert parsed.bozo == 0, parsed.get("bozo_exception")
    return parsed.entries


def items(client, query=""):
    return get(client, "json", query).json()["items"]


def soon(number):
    return timezone.localdate() + timedelta(days=number % 60)
