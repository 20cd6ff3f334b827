"""Writing the tables of dates and calendar entries: with the publishing, and further ahead every night."""

import hashlib
import json
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import pairwise

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone, translation
from wagtail.models import Page

from content.publishing import mark_published
from events.models import CalendarEntry, EventPage, EventRecord, Occurrence, OccurrenceDay
from events.querysets import TOMBSTONE_DAYS
from events.sharing.feeds.facts import facts
from events.sharing.ical import calendar_event, serialise
from events.sharing.tombstones import removed, with_gone_dates
from events.time.dating import expand
from places.models import PlacePage

MONTHS_BACK = 3
MONTHS_AHEAD = 18
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def window(today):
    """First and last day that are expanded: whole months, so that a file changes once a month and not each night."""
    return _month(today, -MONTHS_BACK), _month(today, MONTHS_AHEAD + 1) - timedelta(days=1)


def _month(today, ahead):
    months = today.year * 12 + today.month - 1 + ahead
    return today.replace(year=months // 12, month=months % 12 + 1, day=1)


def rebuild(keys, today=None):
    """Write the dates of the events with these translation keys anew; of an event no visitor sees, a tombstone."""
    if not keys:
        return
    today = today or timezone.localdate()
    mark_published()  # so that what is hidden by now is looked up anew
    with one_at_a_time():
        for key in keys:
            _rebuild(key, today)
    mark_published()


@contextmanager
def one_at_a_time():
    """One transaction that no other process writes occurrences beside; SQLite has one writer in any case."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(7120411)")
        yield


def rebuild_all(today=None):
    """Every event that has, or had, dates; and forget what was removed long ago."""
    today = today or timezone.localdate()
    keys = set(EventPage.objects.values_list("translation_key", flat=True))
    keys |= set(EventRecord.objects.filter(removed_at=None).values_list("uid", flat=True))
    keys |= set(Occurrence.objects.values_list("event_key", flat=True).distinct())
    rebuild(sorted(keys), today)
    forgotten = timezone.now() - timedelta(days=TOMBSTONE_DAYS)
    CalendarEntry.objects.filter(removed_at__lt=forgotten).delete()
    return len(keys)


def _rebuild(key, today):
    pages = {
        page.locale.language_code: page
        for page in EventPage.objects.for_visitors()
        .filter(translation_key=key)
        .select_related("locale", "venue", "venue__district", "organiser", "cover")
    }
    source = _source(pages)
    if source is None:
        _bury(key)
        return
    first, last = window(today)
    occurrences = occurrences_of(source, first, last, today)
    _write_occurrences(key, occurrences)
    _write_entries(source, pages, occurrences, last, today)


def _source(pages):
    """The page whose dates count: the Indonesian one, else the first that is no alias."""
    languages = sorted(pages, key=LANGUAGES.index)
    originals = [pages[language] for language in languages if not pages[language].alias_of_id]
    return originals[0] if originals else None


def occurrences_of(event, first, last, today=None):
    """The dates of an event that touch some days (see `events.time.dating.expand`) as rows, not saved."""
    venue = event.venue
    longitude, latitude = (venue and venue.point) or (None, None)
    return [
        Occurrence(
            event_key=event.translation_key,
            recurrence_id=date.recurrence_id,
            first=date.held.first,
            last=date.last_possible,
            start_time=date.held.start_time,
            end_time=date.held.end_time,
            starts_at=date.held.starts_at,
            ends_at=date.held.ends_at,
            is_eve=event.is_eve,
            status=date.status,
            certainty=date.certainty,
            one_of=[day.isoformat() for day in date.one_of],
            margin_days=date.held.margin_days,
            moved_from=date.moved_from,
            note_id=date.note_id,
            note_en=date.note_en,
            note_jv=date.note_jv,
            confirmed_by=date.confirmed_by,
            confirmed_on=date.confirmed_on,
            category=event.category,
            regency=event.regency,
            is_free=event.is_free,
            venue_key=venue and venue.translation_key,
            venue_kind=venue.kind if venue else "",
            district_id=venue and venue.district_id,
            organiser_id=event.organiser_id,
            longitude=longitude,
            latitude=latitude,
        )
        for date in expand(event, first, last, today)
    ]


def _write_occurrences(key, wanted):
    """Make the rows of one event what they should be, keeping those that already are."""
    present = {row.recurrence_id: row for row in Occurrence.objects.filter(event_key=key)}
    fields = [
        f.attname for f in Occurrence._meta.concrete_fields if f.attname not in {"id", "event_key", "recurrence_id"}
    ]
    new, changed = [], []
    for occurrence in wanted:
        row = present.pop(occurrence.recurrence_id, None)
        if row is None:
            new.append(occurrence)
        elif any(getattr(row, name) != getattr(occurrence, name) for name in fields):
            occurrence.pk = row.pk
            changed.append(occurrence)
    Occurrence.objects.filter(pk__in=[row.pk for row in present.values()]).delete()
    Occurrence.objects.bulk_create(new, 500)
    Occurrence.objects.bulk_update(changed, fields, 100)
    OccurrenceDay.objects.filter(occurrence__in=[occurrence.pk for occurrence in changed]).delete()
    OccurrenceDay.objects.bulk_create([day for occurrence in [*new, *changed] for day in days_of(occurrence)], 1000)


def days_of(occurrence):
    """One row for each civil day that an occurrence touches, or may touch."""
    end = timezone.localtime(occurrence.ends_at - timedelta(microseconds=1)).date()
    for number in range((max(end, occurrence.first) - occurrence.first).days + 1):
        yield OccurrenceDay(
            occurrence=occurrence,
            day=occurrence.first + timedelta(days=number),
            is_continuing=number > 0,
            sort_at=occurrence.ends_at if number else occurrence.starts_at,
            category=occurrence.category,
            regency=occurrence.regency,
        )
    possible = sorted(day for day in map(date.fromisoformat, occurrence.one_of) if day >= occurrence.first)
    for before, day in pairwise(possible):
        yield OccurrenceDay(
            occurrence=occurrence,
            day=day,
            is_continuing=True,
            after=before,
            sort_at=occurrence.starts_at + (day - occurrence.first),
            category=occurrence.category,
            regency=occurrence.regency,
        )


def _write_entries(source, pages, occurrences, until, today):
    """What calendars are told, in every language; SEQUENCE and the time of change move only with what they tell."""
    now = timezone.now()
    record = EventRecord.objects.filter(uid=source.translation_key).first()
    if record is None:
        record = EventRecord(uid=source.translation_key, created_at=now, changed_at=now, when_and_where="", told="")
    snapshot = {}
    for language in LANGUAGES:
        page = pages.get(language) or source
        with translation.override(language):
            event = calendar_event(page, source, occurrences)
            if event := with_gone_dates(event, record.snapshot.get(language), today):
                snapshot[language] = event | {"facts": facts(page)}
    chosen = [[occurrence.recurrence_id, occurrence.first] for occurrence in occurrences if occurrence.one_of]
    when_and_where, told = _digest([*source.when_and_where, *chosen]), _digest(snapshot)
    if record.told and (when_and_where != record.when_and_where or record.removed_at):
        record.sequence += 1
    if told != record.told or record.removed_at:
        record.changed_at = now
    record.when_and_where, record.told, record.removed_at = when_and_where, told, None
    record.snapshot, record.expanded_until = snapshot, until
    record.save()
    _save_entries(record)


def _bury(key):
    """No visitor sees the event any more: its dates go, and subscribers learn that it does not take place."""
    Occurrence.objects.filter(event_key=key).delete()
    record = EventRecord.objects.filter(uid=key, removed_at=None).first()
    if record is None:
        return
    record.removed_at = record.changed_at = timezone.now()
    record.sequence += 1
    for language, event in record.snapshot.items():
        with translation.override(language):
            record.snapshot[language] = removed(event)
    record.save()
    _save_entries(record)


def _save_entries(record):
    CalendarEntry.objects.filter(uid=record.uid).delete()
    CalendarEntry.objects.bulk_create(
        CalendarEntry(
            uid=record.uid,
            language=language,
            ics=serialise(event, record),
            changed_at=record.changed_at,
            removed_at=record.removed_at,
            category=event["category"],
            regency=event["regency"],
        )
        for language, event in record.snapshot.items()
    )


def _digest(value):
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()


# Signal receivers


def rebuild_page(instance, **kwargs):
    """An event or the place where events are held was published, unpublished or deleted."""
    page = instance.specific_deferred if isinstance(instance, Page) else instance
    if isinstance(page, EventPage):
        rebuild([page.translation_key])
    elif isinstance(page, PlacePage):
        rebuild(_keys(EventPage.objects.filter(venue__translation_key=page.translation_key)))


def rebuild_withdrawn(instance, **kwargs):
    """A page was unpublished: nothing below it is public any more, in no language."""
    if not instance.is_leaf():
        mark_published()  # what is hidden is asked anew
        below = Page.objects.filter(path__startswith=instance.path).values("translation_key")
        touched = Q(translation_key__in=below) | Q(venue__translation_key__in=below)
        rebuild(_keys(EventPage.objects.filter(touched)))


def rebuild_restored(instance, **kwargs):
    """A page was published: what it had hidden below it is public again."""
    if not instance.is_leaf():
        mark_published()  # what is hidden is asked anew
        below = Page.objects.filter(path__startswith=instance.path).values("translation_key")
        rebuild(_keys(EventRecord.objects.exclude(removed_at=None).filter(uid__in=below), "uid"))


def rebuild_warned(keys, **kwargs):
    """The state of these places (translation_keys) has changed: what is told of the events held there, too."""
    rebuild(_keys(EventPage.objects.filter(venue__translation_key__in=keys)))


def note_events_held(instance, **kwargs):
    """Before a place is deleted: which events name it, for they will not when it is gone."""
    held = EventPage.objects.filter(venue__translation_key=instance.translation_key)
    instance.events_held = _keys(held)


def rebuild_events_held(instance, **kwargs):
    """A place was deleted: its name leaves what is told of the events."""
    rebuild(instance.events_held)


def _keys(events, name="translation_key"):
    return sorted(set(events.values_list(name, flat=True)))


def rebuild_alias(instance, created, **kwargs):
    """An alias came to be, which publishes nothing: feeds in its language lead to it from now on."""
    if created and instance.alias_of_id:
        rebuild([instance.translation_key])


def rebuild_islamic(**kwargs):
    """The first day of an Islamic month was announced, corrected or taken back."""
    mark_published()  # what is announced is asked anew
    rebuild(_keys(EventPage.objects.filter(timing=EventPage.Timing.ISLAMIC)))


def rebuild_below(instance, **kwargs):
    """A part of the tree was moved: it may have become private, or public."""
    mark_published()  # what is private is asked anew
    moved = EventPage.objects.filter(path__startswith=instance.path)
    rebuild(_keys(moved))


def rebuild_everything(**kwargs):
    """A part of the tree was made private, or public again."""
    mark_published()  # what is private is asked anew
    rebuild_all()
