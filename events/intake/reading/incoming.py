"""What another office tells about an event, in the terms of our event pages, and what of it could not be taken."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from events.time.dates import WIB

DAY = timedelta(days=1)
MIDNIGHT = time()
TITLE_LENGTH = 255
SESSIONS_AT_MOST = 400
PLACE_LENGTH = 200
NOTE_LENGTH = 250
UID_LENGTH = 255


@dataclass(frozen=True)
class Problem:
    """A sentence on what was not taken as it stood; `item` names the event, `line` counts from 1 where known."""

    item: str
    message: str
    line: int | None = None


@dataclass(frozen=True)
class Session:
    """One of several dates, in WIB."""

    held_on: date
    start_time: time | None = None
    end_time: time | None = None


@dataclass(frozen=True)
class Change:
    """What became of one date of a series."""

    original_on: date
    status: str = "scheduled"
    moved_to_on: date | None = None
    start_time: time | None = None
    end_time: time | None = None
    note: str = ""


@dataclass(frozen=True)
class Dates:
    """The dates of an event as its page stores them (see `EventPage`): civil days and times in WIB."""

    timing: str = "announced"
    starts_on: date | None = None
    ends_on: date | None = None
    start_time: time | None = None
    end_time: time | None = None
    days: int = 1
    rrule: str = ""
    repeats_until: date | None = None
    sessions: tuple = ()
    changes: tuple = ()
    is_eve: bool = False

    @property
    def last(self):
        """The last civil day it may take place on, or None while that is open."""
        if self.timing == "civil":
            return self.repeats_until and self.repeats_until + (self.days - 1) * DAY
        if self.timing == "sessions":
            return max(session.held_on for session in self.sessions)
        return self.ends_on or self.starts_on


@dataclass(frozen=True)
class IncomingEvent:
    """One event of another office. `body` is safe HTML, every other text is plain; `uid` is theirs and lasting."""

    uid: str
    title: str
    summary: str = ""
    body: str = ""
    url: str = ""
    dates: Dates = Dates()
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    status: str = "scheduled"
    certainty: str = "estimated"
    categories: tuple = ()
    image: str = ""
    organiser: str = ""
    is_free: bool | None = None
    price_idr: int | None = None
    modified: datetime | None = None
    line: int | None = None


@dataclass
class Reading:
    """What a document holds: `found` entries, of which each is an item, or a change of one, or named in a problem.

    It is whole when nothing in it was cut off: only then an event that is missing is really missing. How many were
    cut off by our limits is told in one problem.
    """

    format: str
    found: int = 0
    items: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    is_whole: bool = True

    def cut_off(self, number, total):
        """Tell that only the first `number` of `total` events are read."""
        self.is_whole = False
        told = _("Only the first %(number)s of %(total)s events were read: the rest is too much at once.")
        self.problems.append(Problem("", told % {"number": number, "total": total}))

    def first(self, entries, limits):
        """The entries that the Limits let in; what is cut off is told."""
        if len(entries) > limits.events:
            self.cut_off(limits.events, len(entries))
        return entries[: limits.events]


class Unreadable(Exception):
    """The document is none that we read. The message is a sentence for an editor."""


@dataclass(frozen=True)
class Held:
    """One date: civil days in WIB, both included, and times or None. An end at midnight belongs to the day before."""

    first: date
    last: date
    start_time: time | None = None
    end_time: time | None = None

    @classmethod
    def from_moments(cls, start, end):
        """From two dates (end exclusive) or two aware datetimes; `end` may be None when it is not announced."""
        if not isinstance(start, datetime):
            return cls(start, max(start, end - DAY) if end else start)
        start = start.astimezone(WIB)
        first, start_time = start.date(), _minute(start)
        if end is None or end <= start:
            return cls(first, first, start_time)
        end = end.astimezone(WIB)
        if end.time() == MIDNIGHT:
            return cls(first, max(first, end.date() - DAY), start_time, MIDNIGHT)
        return cls(first, end.date(), start_time, _minute(end))

    @property
    def days(self):
        return (self.last - self.first).days + 1


def _minute(moment):
    return moment.time().replace(second=0, microsecond=0)


def span(held):
    """The dates of an event that takes place once."""
    last = None if held.last == held.first else held.last
    return Dates("span", held.first, last, held.start_time, held.end_time)


def sessions(dates, tell):
    """The dates of an event on several days, each a `Held`; `tell` is called with a sentence on what is lost.

    A date of several days becomes one session for each of them.
    """
    found = {}
    for held in dates:
        end_time = held.end_time
        if held.days > 1 and held.days <= 2 and held.start_time and end_time and end_time < held.start_time:
            tell(_("An end after midnight of one of several dates was left out."))
            found[held.first, held.start_time] = Session(held.first, held.start_time)
            continue
        if held.days > 1:
            tell(_("Each day of a date of several days became a session of its own."))
        for number in range(min(held.days, 366)):
            start_time = held.start_time if number == 0 else None
            kept_end = end_time if held.days == 1 else None
            day = held.first + number * DAY
            found[day, start_time] = Session(day, start_time, kept_end)
    ordered = sorted(found.values(), key=lambda session: (session.held_on, session.start_time or MIDNIGHT))
    if len(ordered) > SESSIONS_AT_MOST:
        tell(_("Only the first %(number)s dates were taken.") % {"number": SESSIONS_AT_MOST})
        ordered = ordered[:SESSIONS_AT_MOST]
    if len(ordered) == 1:
        only = ordered[0]
        return Dates("span", only.held_on, None, only.start_time, only.end_time)
    return Dates("sessions", starts_on=ordered[0].held_on, sessions=tuple(ordered))


def point(latitude, longitude):
    """(latitude, longitude) as floats, or (None, None) when that is no point on earth."""
    try:
        latitude, longitude = (float(str(told).replace(",", ".")) for told in (latitude, longitude))
    except (TypeError, ValueError):
        return None, None
    if abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0, 0):
        return latitude, longitude
    return None, None
