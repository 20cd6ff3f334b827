"""What another office tells about an event, in the terms of our event pages, and what of it could not be taken."""

import html
import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import nh3
from django.utils.translation import gettext as _

from events.time.dates import WIB

DAY = timedelta(days=1)
MIDNIGHT = time()
TITLE_LENGTH = 255
SUMMARY_LENGTH = 255
TEXT_LENGTH = 50_000
LABEL_LENGTH = 5_000
SESSIONS_AT_MOST = 400
PLACE_LENGTH = 200
NOTE_LENGTH = 250
UID_LENGTH = 255
ADDRESS_LENGTH = 500

TEXT_TAGS = {"p", "br", "b", "strong", "i", "em", "ul", "ol", "li", "h2", "h3", "a"}
TEXT_ATTRIBUTES = {"a": {"href"}}
TEXT_SCHEMES = {"http", "https", "mailto", "tel"}
BLOCK_END = re.compile(r"<br\s*/?>|</(?:p|div|li|ul|ol|h[1-6]|tr|table|blockquote)\s*>", re.IGNORECASE)
LOOKS_LIKE_HTML = re.compile(
    r"</?(?:p|br|div|span|a|b|i|script|style|img|iframe|svg|strong|em|ul|ol|li|h[1-6]|table|html)\b[^<>]*>",
    re.IGNORECASE,
)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
WEB_ADDRESS = re.compile(
    r"https?://[^\s/?#<>\"'\x00-\x1f\x7f\ud800-\udfff]+(?:[/?#][^\s<>\"'\x00-\x1f\x7f\ud800-\udfff]*)?", re.IGNORECASE
)
SENTENCE_END = re.compile(r"[.!?…]\s")


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


# Texts


def plain(text, length=None):
    """One line of plain text from text or HTML; cut at `length`."""
    text = str(text or "")
    text = " ".join(plain_lines(text if length is None else text[:LABEL_LENGTH]).split())
    return text if length is None else cut(text, length)


def plain_lines(text):
    """Plain text with its lines, from text or HTML."""
    text = CONTROLS.sub("", str(text or ""))
    if LOOKS_LIKE_HTML.search(text):
        text = nh3.clean(BLOCK_END.sub(lambda end: end.group() + "\n", text), tags=set())
        text = html.unescape(text)
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def safe_html(text):
    """Text or HTML of somebody else as HTML that may stand in our page: paragraphs, lists, links, nothing else."""
    text = CONTROLS.sub("", str(text or ""))
    if LOOKS_LIKE_HTML.search(text):
        return nh3.clean(
            text, tags=TEXT_TAGS, attributes=TEXT_ATTRIBUTES, url_schemes=TEXT_SCHEMES, link_rel=None
        ).strip()
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]
    return "".join(f"<p>{html.escape(part, quote=False).replace(chr(10), '<br/>')}</p>" for part in paragraphs)


def summary_and_body(text, tell, summary=""):
    """What stands on cards (`summary` where the source has one), and the whole text when it says more than that."""
    text, summary = str(text or ""), str(summary or "")
    if max(len(text), len(summary)) > TEXT_LENGTH:
        tell(_("The text is longer than %(number)s letters and was cut.") % {"number": TEXT_LENGTH})
        text, summary = text[:TEXT_LENGTH], summary[:TEXT_LENGTH]
    told = plain(text)
    short = plain(summary) or told
    if len(short) > SUMMARY_LENGTH:
        ends = [end.start() + 1 for end in SENTENCE_END.finditer(short[: SUMMARY_LENGTH + 1]) if end.start() > 60]
        short = short[: ends[-1]] if ends else cut(short, SUMMARY_LENGTH)
    has_links = re.search(r"<a\s", text, re.IGNORECASE)
    return short, safe_html(text) if told != short or has_links else ""


def cut(text, length):
    """The text, ended with … at a word's end when it is longer than `length`."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def web_address(text):
    """An http(s) address, or nothing."""
    text = str(text or "").strip()
    return text if WEB_ADDRESS.fullmatch(text) and len(text) <= ADDRESS_LENGTH else ""


def point(latitude, longitude):
    """(latitude, longitude) as floats, or (None, None) when that is no point on earth."""
    try:
        latitude, longitude = float(latitude), float(longitude)
    except (TypeError, ValueError):
        return None, None
    if abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0, 0):
        return latitude, longitude
    return None, None
