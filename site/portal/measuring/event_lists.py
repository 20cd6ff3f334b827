"""Many dates at once, for measuring how lists behave when the calendar has grown. Nothing a visitor reads."""

import random
import statistics
import time
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.asking.month import CalendarMonth
from events.asking.query import EventQuery
from events.models import CalendarEntry, Category, EventPage, EventRecord, Occurrence, OccurrenceDay
from events.occurrences import days_of
from events.sharing.ical import feed_calendar, serialise
from events.time.dates import WIB, weekend_of

INDEXES = ("day_of_all", "day_of_category", "day_of_regency", "occurrence_of_event", "occurrence_last")
DAYS_BACK, DAYS_AHEAD = 90, 548
ON_THE_WEEKEND = 50
LONG_SHARE = 0.05
RUNS = 21
WANTED = Category.RITE


def fill(events, number, today):
    """Write `number` dates of `events` (any pages) over 21 months; as many stand on this weekend at every size.

    So a list of the weekend shows equally many rows, and only what it has to pass over grows.
    """
    OccurrenceDay.objects.all().delete()
    Occurrence.objects.all().delete()
    chance = random.Random(1)  # noqa: S311 (the same rows each time)
    saturday, sunday = weekend_of(today)
    other_days = [
        day
        for day in (today + timedelta(days=n) for n in range(-DAYS_BACK, DAYS_AHEAD))
        if not saturday - timedelta(days=100) <= day <= sunday
    ]
    categories = [category for category in Category.values if category != WANTED]
    rows = []
    for position in range(number):
        event = events[position % len(events)]
        here = position < ON_THE_WEEKEND
        first = saturday if here else chance.choice(other_days)
        category = WANTED if here or chance.random() < 0.1 else chance.choice(categories)
        length = chance.randint(3, 90) if not here and chance.random() < LONG_SHARE else 1
        starts_at = datetime(first.year, first.month, first.day, chance.randint(6, 20), tzinfo=WIB)
        rows.append(
            Occurrence(
                event_key=event.translation_key,
                recurrence_id=f"{position:015d}",
                first=first,
                last=first + timedelta(days=length - 1),
                start_time=starts_at.time(),
                starts_at=starts_at,
                ends_at=datetime.combine(first + timedelta(days=length), datetime.min.time(), WIB),
                status="scheduled",
                certainty="confirmed",
                category=category,
                regency=chance.choice(["wonogiri", "pacitan", "gunungkidul"]),
            )
        )
    Occurrence.objects.bulk_create(rows, 1000)
    days = [day for row in rows for day in days_of(row)]
    OccurrenceDay.objects.bulk_create(days, 2000)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE events_occurrence, events_occurrenceday, wagtailcore_page, events_eventpage")
    return len(days)


def listings(today, now, language="id"):
    """The lists that are measured, by name: functions that give their rows."""
    first = (today.replace(day=1) + timedelta(days=62)).replace(day=1)
    queries = {
        "weekend in a category": EventQuery(today, language=language, when="weekend", categories=(WANTED.value,)),
        "today": EventQuery(today, language=language, when="today", limit=20),
        "next 20 dates": EventQuery(today, language=language, limit=20),
        "next 20 events": EventQuery(today, language=language, limit=20, series="next"),
        "a month": EventQuery(today, language=language, month=first, limit=100),
        "a regency": EventQuery(today, language=language, regencies=("pacitan",), limit=20),
    }
    lists = {name: partial(_rows, query, now) for name, query in queries.items()}
    return lists | {"calendar of a month": partial(_cells, CalendarMonth(first), language)}


def _rows(query, now):
    return EventPage.objects.find(query, now).rows


def _cells(month, language):
    events = EventPage.objects.by_day(month.weeks[0][0], month.weeks[-1][-1], language)
    return [entry for entries, _total in events.values() for entry in entries]


def measure(listing):
    """Median ms, number of queries, rows and the plan's lines of one listing."""
    listing()
    with CaptureQueriesContext(connection) as captured:
        rows = len(listing())
    times = []
    for _run in range(RUNS):
        begin = time.perf_counter()
        listing()
        times.append((time.perf_counter() - begin) * 1000)
    return {
        "ms": round(statistics.median(times), 2),
        "queries": len(captured),
        "rows": rows,
        "indexes": indexes_used(captured[0]["sql"]),
    }


def indexes_used(sql):
    """Which of the indexes made for lists the plan of a SELECT uses."""
    prefix = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.execute(prefix + sql)
        plan = " ".join(str(column) for row in cursor.fetchall() for column in row)
    return [name for name in INDEXES if name in plan]


def fill_calendar(number, now):
    """Write calendar entries of `number` single events, as publishing would."""
    CalendarEntry.objects.all().delete()
    example = EventRecord.objects.exclude(snapshot={}).first()
    text = example.snapshot["id"]
    entries, rows = [], []
    for position in range(number):
        uid = uuid4()
        day = now.date() + timedelta(days=position % DAYS_AHEAD)
        told = text | {"title": f"Acara {position}", "start": f"{day:%Y%m%d}", "end": ""}
        record = EventRecord(uid=uid, created_at=now, changed_at=now)
        entries.append(
            CalendarEntry(
                uid=uid, language="id", ics=serialise(told, record), changed_at=now, category="rite", regency="diy"
            )
        )
        rows.append(
            Occurrence(
                event_key=uid,
                recurrence_id=f"{day:%Y%m%d}",
                first=day,
                last=day,
                starts_at=now,
                ends_at=now + timedelta(days=1),
                status="scheduled",
                certainty="confirmed",
                category="rite",
                regency="diy",
            )
        )
    CalendarEntry.objects.bulk_create(entries, 500)
    Occurrence.objects.bulk_create(rows, 1000)


def measure_calendar(today, now):
    """CPU seconds, queries and bytes of the calendar file of everything."""
    query = EventQuery(today)
    feed_calendar(query, now)
    begin = time.process_time()
    with CaptureQueriesContext(connection) as captured:
        body = feed_calendar(query, now)
    return {"cpu_s": round(time.process_time() - begin, 3), "queries": len(captured), "bytes": len(body)}
