"""The dates that an EventQuery asks for, each with its event in the language asked for.

Lists are methods of querysets, which know their own model: `EventPage.objects.find(query, now)`.
"""

import copy
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone

from events.asking.query import LIMIT_AT_MOST, EventQuery, encode_cursor
from events.querysets import EventQuerySet, OccurrenceQuerySet
from events.time.dates import weekend_of

SOURCE = settings.LANGUAGE_CODE
EVENTS_OF_A_DAY = 5
OCCURRENCE_NAMES = ["organiser", "district"]


@dataclass(frozen=True)
class Found:
    """`rows` are events, each with the `occurrence` it stands for; `next_after` is the cursor of what follows."""

    query: EventQuery
    rows: list
    next_after: str

    @property
    def is_cut(self):
        return bool(self.next_after)


class DayEntry(NamedTuple):
    """An event in a day: its row, and whether it began on a day before."""

    row: models.Model
    is_continuing: bool


class OccurrenceLists(OccurrenceQuerySet):
    """Lists of bare dates, for those who need no pages."""

    @property
    def _days(self):
        return self.model._meta.get_field("days").related_model.objects

    def find(self, query, now, with_names=False):
        """The dates of an EventQuery in order and the cursor of what follows, with one query.

        `with_names` brings the organiser and the district of each along.
        """
        related = [f"occurrence__{name}" for name in OCCURRENCE_NAMES] if with_names else []
        days = list(self._asked_for(query, now).select_related("occurrence", *related)[: query.limit + 1])
        shown = days[: query.limit]
        next_after = ""
        if len(days) > query.limit:
            last = shown[-1]
            next_after = encode_cursor((last.day, last.is_continuing, last.sort_at, last.occurrence_id))
        return [day.occurrence for day in shown], next_after

    def number_of(self, query, now):
        """How many dates an EventQuery finds, wherever its cursor stands."""
        return self._asked_for(replace(query, after=None), now).count()

    def _asked_for(self, query, now):
        days = self._days.of_query(query)
        if query.is_past:
            days = days.begun_before(query.end, query.first)
            return days.earlier_than(query.after) if query.after else days
        days = days.overlapping(query.first, query.end)
        if query.series == "next":
            days = days.next_of_series(now)
        return (days.after(query.after) if query.after else days).in_order()

    def find_changed(self, query):
        """One date of each event that an EventQuery lets through, of those published last; in no order, one query."""
        return list(self.published_last(query).select_related(*OCCURRENCE_NAMES))

    def by_day(self, first, last, each_day):
        """``{day: ([(occurrence, is_continuing), ...], total)}`` of a span, both ends included; one query.

        At most `each_day` of a day, those that begin on it first.
        """
        touching = self._days.touching(first, last + timedelta(days=1)).at_most_each_day(each_day)
        by_day = {}
        for day in touching.select_related("occurrence").in_order():
            entries, _total = by_day.get(day.day, ([], 0))
            entries.append((day.occurrence, day.is_continuing))
            by_day[day.day] = entries, day.on_day
        return by_day


class EventLists(EventQuerySet):
    """Lists of dates with the words of their events."""

    def find(self, query, now):
        """What an EventQuery asks for as Found, with two queries at any size: the dates, then their events."""
        occurrences, next_after = _dates().find(query, now)
        return Found(query, self.as_rows(occurrences, query.language), next_after)

    def as_rows(self, occurrences, language):
        """Each occurrence as its event in a language, else in Indonesian (`is_fallback`); one query.

        An event that no visitor may read is left out.
        """
        keys = {occurrence.event_key for occurrence in occurrences}
        pages = {}
        if keys:
            found = self.for_rows().filter(translation_key__in=keys, locale__language_code__in={language, SOURCE})
            for page in sorted(found, key=lambda page: page.locale.language_code == language):
                pages[page.translation_key] = page
        rows = []
        for occurrence in occurrences:
            if page := pages.get(occurrence.event_key):
                row = copy.copy(page)
                row.occurrence = occurrence
                row.is_fallback = page.locale.language_code != language or page.alias_of_id is not None
                rows.append(row)
        return rows

    def by_day(self, first, last, language, each_day=EVENTS_OF_A_DAY):
        """``{day: ([DayEntry, ...], total)}`` of a span, both ends included, with two queries at any size.

        At most `each_day` rows of a day, those that begin on it first; an event of several days has one row.
        """
        days = _dates().by_day(first, last, each_day)
        occurrences = {date.pk: date for entries, _total in days.values() for date, _is_continuing in entries}
        rows = {row.occurrence.pk: row for row in self.as_rows(occurrences.values(), language)}
        return {
            day: (
                [DayEntry(rows[date.pk], is_continuing) for date, is_continuing in entries if date.pk in rows],
                total,
            )
            for day, (entries, total) in days.items()
        }

    def next_of_each(self, language, limit, now, **wanted):
        """The next date of each event, the nearest first; `wanted` are fields of EventQuery."""
        query = EventQuery(timezone.localdate(now), language=language, series="next", limit=limit, **wanted)
        return self.find(query, now).rows

    def next_after(self, query, now):
        """The first date after the days an EventQuery asks for, and after today, that its other filters let through."""
        day = max(query.last or query.today, query.today) + timedelta(days=1)
        later = replace(query, when="", month=None, asked_from=day, asked_to=None, limit=1, after=None)
        return next(iter(self.find(later, now).rows), None)

    def announced_for(self, query, at=None):
        """Events whose date is announced each year, by their usual month; a month asked for leaves only its own.

        `at` is the translation_key of a place where they are held.
        """
        events = self.filter(locale__language_code=query.language).for_rows().announced()
        if query.categories:
            events = events.filter(category__in=query.categories)
        if query.regencies:
            events = events.filter(regency__in=query.regencies)
        if query.month:
            events = events.filter(usual_month=query.month.month)
        if at:
            events = events.at(at)
        rows = list(events[:LIMIT_AT_MOST])
        for row in rows:
            row.occurrences = []
        return rows


def _dates():
    # Dates hold for all languages of an event, so no relation leads to them from a page.
    return apps.get_model("events.Occurrence").objects


def sections(rows, today):
    """Coming rows as a visitor looks for them: today, this weekend, then ``[(month, rows), ...]``."""
    weekend = weekend_of(today)
    running, at_weekend, later = [], [], []
    for row in rows:
        dates = row.dates
        if dates.first <= today:
            running.append(row)
        elif dates.first <= weekend[1] and dates.last >= weekend[0]:
            at_weekend.append(row)
        else:
            later.append(row)
    months = [(month, list(group)) for month, group in groupby(later, key=lambda row: row.dates.first.replace(day=1))]
    return {"today_events": running, "weekend_events": at_weekend, "months": months, "weekend": weekend}
