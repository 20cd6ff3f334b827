"""The dates of all events as rows, so that no list expands a rule or reads an event it does not show.

They are written by `events.occurrences` when a page is published and hold for every language.
"""

from datetime import date, datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language

from events.asking.lists import OccurrenceLists
from events.querysets import CalendarEntryQuerySet, OccurrenceDayQuerySet
from events.time.dates import EventDates
from places.safety.known import warnings_at
from places.safety.state import Spot


class Occurrence(models.Model):
    """One date of an event: civil days with both ends included, moments half-open, all in Asia/Jakarta.

    `recurrence_id` is what RFC 5545 calls so: the original start, ``20270605`` or ``20270605T190000``, which
    stays when the date is moved; `last` is the last day on which it may take place. `one_of` holds the days (ISO 8601) of which only one is the
    day, else nothing. `margin_days`: an estimate may be so many days off, 0 where nobody knows. An end that is not announced is the end of the last day.
    """

    event_key = models.UUIDField()
    recurrence_id = models.CharField(max_length=15)
    first = models.DateField()
    last = models.DateField()
    start_time = models.TimeField(null=True)
    end_time = models.TimeField(null=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_eve = models.BooleanField(default=False)
    status = models.CharField(max_length=12)
    certainty = models.CharField(max_length=10)
    one_of = models.JSONField(default=list)
    margin_days = models.PositiveSmallIntegerField(default=0)
    moved_from = models.DateField(null=True)
    note_id = models.CharField(max_length=250, blank=True)
    note_en = models.CharField(max_length=250, blank=True)
    note_jv = models.CharField(max_length=250, blank=True)
    confirmed_by = models.CharField(max_length=120, blank=True)
    confirmed_on = models.DateField(null=True)
    category = models.CharField(max_length=14)
    regency = models.CharField(max_length=20)
    is_free = models.BooleanField(null=True)
    venue_key = models.UUIDField(null=True)
    venue_kind = models.CharField(max_length=20, blank=True, default="")
    district = models.ForeignKey("places.District", null=True, on_delete=models.SET_NULL, related_name="+")
    organiser = models.ForeignKey("accounts.Organisation", null=True, on_delete=models.SET_NULL, related_name="+")
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)

    objects = OccurrenceLists.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event_key", "recurrence_id"], name="occurrence_identity")]
        indexes = [
            models.Index(fields=["event_key", "starts_at"], name="occurrence_of_event"),
            models.Index(fields=["last"], name="occurrence_last"),
        ]

    def __str__(self):
        return f"{self.event_key} {self.recurrence_id}"

    @property
    def named_on(self):
        """The civil day of the `recurrence_id`."""
        return datetime.fromisoformat(self.recurrence_id).date()

    @property
    def is_over(self):
        return self.ends_at <= timezone.now()

    @property
    def is_all_day(self):
        return self.start_time is None

    @cached_property
    def dates(self):
        """What to print about the date."""
        one_of = tuple(date.fromisoformat(day) for day in self.one_of)
        last = timezone.localdate(self.ends_at - timedelta(microseconds=1)) if one_of else self.last
        return EventDates(self.first, last, self.start_time, self.end_time, self.is_eve, self.margin_days, one_of)

    @property
    def warning(self):
        """The notice (InForce) of the venue that holds now and when this date begins, or None; no query."""
        now = timezone.now()
        if self.venue_key is None or self.ends_at <= now:
            return None
        spot = Spot(self.venue_key, self.venue_kind, self.district_id)
        touching = (one for one in warnings_at(spot, now) if not one.ends_at or one.ends_at > self.starts_at)
        return next(touching, None)

    @property
    def note(self):
        """What changed on this date, in the active language, else Indonesian."""
        return getattr(self, f"note_{get_language()}", "") or self.note_id


class OccurrenceDay(models.Model):
    """One civil day that an occurrence touches, with what lists of days filter and sort by.

    `sort_at` is the start on its first day and the end on the days on which it goes on. `after` is the day of it
    before this one where that is not yesterday: of a date that is one of several days.
    """

    occurrence = models.ForeignKey(Occurrence, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    is_continuing = models.BooleanField(default=False)
    after = models.DateField(null=True)
    sort_at = models.DateTimeField()
    category = models.CharField(max_length=14)
    regency = models.CharField(max_length=20)

    objects = OccurrenceDayQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["day", "is_continuing", "sort_at", "occurrence"], name="day_of_all"),
            models.Index(fields=["category", "day", "is_continuing", "sort_at", "occurrence"], name="day_of_category"),
            models.Index(fields=["regency", "day", "is_continuing", "sort_at", "occurrence"], name="day_of_regency"),
        ]

    def __str__(self):
        return f"{self.day} {self.occurrence_id}"


class EventRecord(models.Model):
    """What subscribers have been told of an event: kept after its page is gone, so that they learn of that too."""

    uid = models.UUIDField(primary_key=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(db_index=True)
    sequence = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, db_index=True)
    when_and_where = models.CharField(
        max_length=64, help_text="Digest of time, place and status: SEQUENCE rises with it."
    )
    told = models.CharField(max_length=64, help_text="Digest of everything told: `changed_at` moves with it.")
    snapshot = models.JSONField(default=dict, help_text="The calendar event in each language, as last told.")
    expanded_until = models.DateField(null=True)

    def __str__(self):
        return str(self.uid)


class CalendarEntry(models.Model):
    """An event's VEVENTs in one language, ready for any calendar file."""

    uid = models.UUIDField()
    language = models.CharField(max_length=8)
    ics = models.TextField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    category = models.CharField(max_length=14)
    regency = models.CharField(max_length=20)

    objects = CalendarEntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["uid", "language"], name="calendar_entry_identity")]
        indexes = [models.Index(fields=["language", "removed_at"], name="calendar_entry_language")]

    def __str__(self):
        return f"{self.uid} {self.language}"
