"""A feed costs the same at any size."""

import gzip
import sys
import time as clock
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content.publishing import mark_published
from events.asking.query import EventQuery
from events.models import CalendarEntry, EventPage, Occurrence
from events.occurrences import rebuild
from events.sharing.ical import feed_calendar
from portal.measuring.sample_pages import add_pages
from tests.events.sharing.feeds.following import (
    FORMATS,
    address,
    get,
    soon,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

# Which places visitors may see: found out once after a publishing, when somebody names one.
PLACES_KNOWN = 4


@pytest.mark.parametrize("query", ["", "?lang=en&cat=rite&when=month&near=-8.2,110.9&place=pantai-sembukan"])
def test_a_feed_asks_twice_at_any_size_and_cold_or_warm(client, index, query):
    def asked(extension, **headers):
        cache.clear()
        mark_published()
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address(extension, query), headers=headers)
        sql = [entry["sql"] for entry in captured]
        assert len(sql) <= 2 + ("place=" in query) * PLACES_KNOWN, "\n".join([extension, *sql])
        return response

    few = {}
    for extension in FORMATS:
        few[extension] = asked(extension)
        assert asked(extension, **{"if-none-match": few[extension].headers["ETag"]}).status_code == 304, extension
    pages = add_pages(index, EventPage, 300, starts_on=soon, summary="Ringkasan", category="rite")
    rebuild([page.translation_key for page in pages])
    for extension in FORMATS:
        many = asked(extension)
        assert query or many.content != few[extension].content, extension
        with CaptureQueriesContext(connection) as captured:
            client.get(address(extension, query), headers={"if-none-match": many.headers["ETag"]})
        assert len(captured) == 0, extension


def test_feeds_are_within_their_budget_of_queries_without_any_cache(uncached_client):
    for extension in FORMATS:
        uncached_client.get(address(extension))
        with CaptureQueriesContext(connection) as captured:
            uncached_client.get(address(extension))
        assert len(captured) <= 2, extension


@pytest.fixture
def ten_thousand(db):
    """Calendar entries and dates of 10,000 single events, as publishing writes them."""
    entry = CalendarEntry.objects.filter(language="id", removed_at=None).first()
    now = timezone.now()
    new = []
    for number in range(10_000):
        uid = uuid4()
        start = datetime.combine(soon(number * 7 % 500), time(12), UTC)
        new.append(
            (
                CalendarEntry(
                    uid=uid,
                    language="id",
                    ics=entry.ics.replace(str(entry.uid), str(uid)).replace("20270605", f"{start:%Y%m%d}"),
                    changed_at=now,
                    category="rite",
                    regency="wonogiri",
                ),
                Occurrence(
                    event_key=uid,
                    recurrence_id=f"{start:%Y%m%d}",
                    first=start.date(),
                    last=start.date(),
                    starts_at=start,
                    ends_at=start + timedelta(hours=5),
                    status="scheduled",
                    certainty="estimated",
                    category="rite",
                    regency="wonogiri",
                ),
            )
        )
    CalendarEntry.objects.bulk_create([entry for entry, _occurrence in new], 500)
    Occurrence.objects.bulk_create([occurrence for _entry, occurrence in new], 500)


def test_the_calendar_of_ten_thousand_events_takes_half_a_second(ten_thousand, capsys):
    query = EventQuery.from_parameters(QueryDict(), timezone.localdate())
    feed_calendar(query, timezone.now())
    began = clock.process_time()
    body = feed_calendar(query, timezone.now())
    built = clock.process_time() - began
    packed = gzip.compress(body, 6, mtime=0)
    seconds = clock.process_time() - began
    with capsys.disabled():
        sys.stdout.write(
            f"\n10,000 events as iCalendar: {built:.2f} s to build, {seconds:.2f} s with gzip, "
            f"{len(body) / 1e6:.1f} MB, {len(packed) / 1e3:.0f} kB packed\n"
        )
    assert body.count(b"BEGIN:VEVENT") >= 10_000
    assert seconds <= 0.5


def test_a_long_calendar_is_kept_packed_and_served_to_everybody(client, ten_thousand):
    packed = get(client, "ics", **{"accept-encoding": "gzip"})
    plain = get(client, "ics")
    assert gzip.decompress(packed.content) == plain.content
    with CaptureQueriesContext(connection) as captured:
        get(client, "ics")
    assert len(captured) == 0
