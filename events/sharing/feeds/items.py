"""One date of an event as every feed tells it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from events.choices import EVENT_REGENCIES
from events.models import Category, EventPage, EventRecord, Occurrence
from events.sharing.feeds.facts import UNKNOWN
from events.sharing.ical import WITHIN_A_DAY, headline, in_one_line
from events.time.dates import JavaneseDay
from places.geography.cells import cell_of

OFF = {EventPage.Status.CANCELLED, EventPage.Status.POSTPONED}


@dataclass(frozen=True)
class FeedItem:
    """A date and what its event's record tells of it; words are in the active language."""

    occurrence: Occurrence
    told: dict
    created_at: datetime
    changed_at: datetime
    now: datetime

    @property
    def uid(self):
        return str(self.occurrence.event_key)

    @property
    def id(self):
        return f"{self.uid}/{self.occurrence.recurrence_id}"

    @cached_property
    def facts(self):
        return UNKNOWN | self.told.get("facts", {})

    @property
    def title(self):
        return self.told["title"]

    @property
    def headline(self):
        """The title, with what a reader must see first: cancelled, postponed, estimated."""
        return headline(self.title, self.occurrence.status, self.is_estimated)

    @property
    def url(self):
        date = f"?date={self.occurrence.recurrence_id}" if self.facts["is_series"] else ""
        return self.told["url"] + date

    @property
    def language(self):
        """The language of title and summary."""
        return self.told["language"]

    @property
    def is_fallback(self):
        return self.language != get_language()

    @property
    def is_estimated(self):
        return self.occurrence.certainty == EventPage.Certainty.ESTIMATED

    @property
    def is_off(self):
        return self.occurrence.status in OFF

    @property
    def is_over(self):
        return self.occurrence.ends_at <= self.now

    @property
    def dates(self):
        return self.occurrence.dates

    @property
    def start(self):
        """ISO 8601: a date, or where the time is known a moment with +07:00."""
        return (self.dates.starts_at or self.dates.first).isoformat()

    @property
    def end(self):
        """The same kind as `start`, the first day or moment after the event; None where no end is announced."""
        if self.occurrence.is_all_day:
            return (self.dates.last + timedelta(days=1)).isoformat()
        return (
            self.occurrence.ends_at.astimezone(self.dates.starts_at.tzinfo).isoformat() if self.dates.end_time else None
        )

    @cached_property
    def date_text(self):
        return date_text(self.dates)

    @cached_property
    def time_text(self):
        return time_text(self.dates)

    @cached_property
    def javanese(self):
        return JavaneseDay.of(self.dates.javanese_day)

    @property
    def javanese_date(self):
        return str(self.javanese.date or "")

    @property
    def category(self):
        return Category(self.occurrence.category)

    @property
    def regency(self):
        return str(dict(EVENT_REGENCIES).get(self.occurrence.regency, self.occurrence.regency))

    @property
    def district(self):
        return self.occurrence.district.name if self.occurrence.district else None

    @property
    def organiser(self):
        """The organiser's name in the active language, or None."""
        organisation = self.occurrence.organiser
        if organisation is None:
            return None
        return (get_language() == "en" and organisation.name_en) or organisation.name

    @property
    def point(self):
        """``(longitude, latitude)``, at most five decimals, or None; of a protected place the centre of its `cell`."""
        if self.occurrence.longitude is None or self.occurrence.latitude is None:
            return None
        return round(self.occurrence.longitude, 5), round(self.occurrence.latitude, 5)

    @property
    def cell(self):
        """The Cell in which the event takes place where the place is a protected one, else None."""
        return cell_of(self.point) if self.point and self.facts["place_is_protected"] else None

    @property
    def notice(self):
        """What changed and what to beware of, or ""."""
        change = self.occurrence.note or self.facts["status_note"]
        safety = self.facts["safety"]
        # What ends before the event begins is no concern of its.
        since = max(self.now, self.occurrence.starts_at)
        is_warned = safety and not (safety["until"] and datetime.fromisoformat(safety["until"]) <= since)
        return " ".join(part for part in [change, is_warned and safety["reason"]] if part)

    @property
    def paragraphs(self):
        """Everything in words, for readers that know no events."""
        yield ", ".join(part for part in [self.date_text, self.time_text] if part)
        for dates in self.dates.each:
            yield _javanese_text(dates)
        yield in_one_line(self.told["location"], self.regency)
        yield self.facts["summary"]
        if self.notice:
            yield self.notice
        if self.is_estimated and not self.is_off:
            yield _("This date is an estimate. Look at the page again before you travel.")
            if self.occurrence.margin_days:
                yield str(WITHIN_A_DAY)


def _javanese_text(dates):
    day = JavaneseDay.of(dates.javanese_day)
    name = ", ".join(part for part in [day.weton_name, str(day.date or "")] if part)
    return _("Eve of %(name)s") % {"name": name} if dates.is_eve else name


def items_of(occurrences, language, now):
    """FeedItems of occurrences, in their order; one query."""
    keys = {occurrence.event_key for occurrence in occurrences}
    records = EventRecord.objects.filter(uid__in=keys, removed_at=None)
    told = records.values_list("uid", f"snapshot__{language}", "created_at", "changed_at")
    known = {uid: rest for uid, *rest in told if rest[0]}
    return [
        FeedItem(occurrence, *known[occurrence.event_key], now)
        for occurrence in occurrences
        if occurrence.event_key in known
    ]


def date_text(dates):
    """The civil date in words of the active language, e.g. "Sabtu malam, 5 Juni 2027" or "8–15 Agustus 2027"."""
    if dates.one_of:
        return _possible_days_text(dates)
    if dates.margin_days:
        margin = ngettext("± %(days)s day", "± %(days)s days", dates.margin_days) % {"days": dates.margin_days}
        return f"{_days_text(dates)} ({margin})"
    return _days_text(dates)


def _possible_days_text(dates):
    """E.g. “9 Mei atau 24 Mei 2027 (belum pasti)”; the year with each only where they differ."""
    *earlier, last = dates.one_of
    is_one_year = dates.one_of[0].year == last.year
    named = ", ".join(date_format(day, "j F" if is_one_year else "j F Y") for day in earlier)
    return _("%(dates)s or %(last)s (not certain yet)") % {"dates": named, "last": date_format(last, "j F Y")}


def _days_text(dates):
    first, last = dates.first, dates.last
    if not dates.is_span:
        weekday, date = date_format(first, "l"), date_format(first, "j F Y")
        if dates.is_evening:
            return _("%(weekday)s evening, %(date)s") % {"weekday": weekday, "date": date}
        return f"{weekday}, {date}"
    if dates.in_one_month:
        return f"{first.day}–{date_format(last, 'j F Y')}"
    if first.year == last.year:
        return f"{date_format(first, 'j F')} – {date_format(last, 'j F Y')}"
    return f"{date_format(first, 'j F Y')} – {date_format(last, 'j F Y')}"


def time_text(dates):
    """The time as the clock in Wonogiri shows it, e.g. "19.00–22.30 WIB", or ""."""
    if not dates.start_time:
        return ""
    times = [dates.start_time, *([dates.end_time] if dates.end_time is not None else [])]
    return "–".join(time_format(time, "TIME_FORMAT") for time in times) + " WIB"
