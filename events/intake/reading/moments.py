"""Days and hours as feeds and JSON write them: ISO 8601, RFC 822, in Indonesian or English words, as numbers."""

import math
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone

from django.utils.translation import gettext as _

from events.intake.reading.calendars import values
from events.intake.reading.calendars.zones import zone_named
from events.intake.reading.day_names import MONTHS, WEEKDAYS
from events.intake.reading.incoming import DAY, MIDNIGHT, Held
from events.intake.reading.text import cut, plain
from events.time.dates import WIB

LONGEST = 120
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
DAY_NAME = re.compile(
    rf"^(?:hari\s+)?(?P<weekday>{WEEKDAY})\.?(?![\w'])(?P<until>\s*(?:-|dan|&|s\.?d\.?)\s*(?:{WEEKDAY})(?![\w']))?"
    r"(?:\s+(?:legi|pa?hing|pon|wage|kliwon))?\s*,?\s*",
    re.IGNORECASE,
)
TIME = (
    r"(?P<at>(?:pukul|pkl|jam|at|@)\.?\s*)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"|(?=\s*[ap]\.?m)|(?(at)|(?!)))(?:\s*(?P<half>[ap])\.?m\.?)?"
    r"(?:\s*(?P<zone>Z|(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d{2})?)?|\+\d{2}:?\d{2}|(?<=[\s\d])-\d{4}|(?P<west>-\d{2}:\d{2})|WIB|WITA|WIT|[A-Z]{2,4}T)"
    r"(?:\s*[\[(][\w/ +:-]+[\])])?)?"
)
DATES = [
    r"(?P<year>\d{4})(?P<between>[-/.])(?P<month>\d{1,2})(?P=between)(?P<day>\d{1,2})",
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s.-]*(?P<word>{MONTH})\.?(?:[\s,-]*(?P<year>\d{{4}})|\s+(?P<short>\d{{2}})(?![:.\d]))?",
    rf"(?P<word>{MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{{4}}))?",
    r"(?P<day>\d{1,2})(?P<between>[-/.])(?P<month>\d{1,2})(?P=between)(?:(?P<year>\d{4})|(?P<short>\d{2}))",
    r"(?P<day>\d{1,2})",
]
PARTS = [
    *(
        re.compile(rf"(?:tanggal\s+|tgl\.?\s+)?{day}(?:(?:\s*,?\s+|T|\s*[|@]\s*){TIME})?", re.IGNORECASE)
        for day in DATES
    ),
    re.compile(TIME, re.IGNORECASE),
]
BETWEEN = re.compile(
    r"\s*(?:-+|\bs\s?[./]\s?d\b\.?(?:\s*(?=\d|\w))|\bsampai(?:\s+dengan)?\b|\bhingga\b|\buntil\b|\bto\b|/"
    r"|(?P<two>\bdan\b|\band\b|&))\s*",
    re.IGNORECASE,
)
BEFORE_HOUR = re.compile(r"\s*[;|(]\s*(?=(?:pukul|pkl|jam)?\.?\s*\d)", re.IGNORECASE)
OPEN_END = re.compile(r"(?:selesai|rampung|end|finish|\?)\.?(?:\s*(?:WIB|WITA|WIT))?", re.IGNORECASE)
MILLISECONDS = 100_000_000_000


@dataclass(frozen=True)
class Told:
    """What a text says: a day or an aware datetime, where it names one the end (of days the last), and what is doubtful."""

    start: date | datetime
    end: date | datetime | None = None
    doubt: str = ""


@dataclass(frozen=True)
class _Part:
    day: int | None = None
    month: int | None = None
    year: int | None = None
    at: time | None = None
    zone: object = None
    doubt: str = ""

    @property
    def has_date(self):
        return None not in (self.day, self.month, self.year)


def read_told(text, zone=WIB):
    """The Told of a text or of a number of (milli)seconds since 1970; None when it names no day. `zone` where it names none."""
    if isinstance(text, int | float) and not isinstance(text, bool):
        return _since_1970(text)
    text = " ".join(str(text or "").replace("–", "-").replace("—", "-").replace("−", "-").split()).strip(" ,.")
    text = BEFORE_HOUR.sub(", ", text)
    text = text if "(" in text else text.rstrip(")")
    if not text or len(text) > LONGEST:
        return None
    try:
        if re.fullmatch(r"\d{10}|\d{13}", text):
            return _since_1970(int(text))
        if " " not in text and (stamp := values.read_moment(text)):
            moment, own = stamp
            return Told(moment.replace(tzinfo=own or zone) if isinstance(moment, datetime) else moment)
        if (whole := _part(text)) and whole.has_date:
            return Told(_moment(whole, zone), doubt=whole.doubt)
        for sign in BETWEEN.finditer(text):
            found = _from_to(text[: sign.start()], text[sign.end() :], zone)
            if found and not (sign["two"] and found.end != found.start + DAY):  # of two days only neighbours are a span
                return found
    except (ValueError, OverflowError):
        return None
    return None


def read_start_and_end(start, end, zone=WIB):
    """The Told of each, or None; an end that is only an hour lies on the day of the start."""
    started, ended = read_told(start, zone), read_told(end, zone)
    if started and not ended and isinstance(start, str) and isinstance(end, str):
        ended = read_told(f"{start} - {end}", zone)
        ended = ended and Told(ended.end)
    return started, ended


def read_moment(text, zone=WIB):
    """The day or aware datetime that a text begins with, or None."""
    told = read_told(text, zone)
    return told and told.start


def held_between(started, ended, tell, last_is_named):
    """The Held from one Told to another or None; `last_is_named`: an end that is a day is the last, not the one after.

    A day beside an hour keeps the hour of the start. From midnight to 23:59 or midnight are whole days. `tell` is
    called with a sentence on what is doubtful or left out.
    """
    start, end = started.start, ended.end or ended.start if ended else started.end
    last_is_named = last_is_named or not ended
    for told in [started, ended]:
        if told and told.doubt:
            tell(told.doubt)
    if end is not None and _day(end) < _day(start):
        tell(_("It ends before it starts; the end was left out."))
        end = None
    if isinstance(start, datetime) and isinstance(end, datetime):
        return _between_hours(start, end, tell)
    if end is not None and not isinstance(start, datetime):
        is_after = not last_is_named and not isinstance(end, datetime)
        return Held.from_moments(start, end) if is_after else Held(start, _day(end))
    if end is None:
        return Held.from_moments(start, None)
    start = start.astimezone(WIB)
    return Held(start.date(), max(start.date(), end if last_is_named else end - DAY), _minute(start))


def _between_hours(start, end, tell):
    first, last = start.astimezone(WIB), end.astimezone(WIB)
    if _minute(first) == MIDNIGHT and _minute(last) == time(23, 59):
        return Held(first.date(), last.date())
    if _minute(first) == _minute(last) == MIDNIGHT:
        return Held.from_moments(first.date(), last.date())
    if end < start:
        tell(_("It ends before it starts; the end was left out."))
    return Held.from_moments(start, end)


def _minute(moment):
    return moment.time().replace(second=0, microsecond=0)


def _day(moment):
    return moment.astimezone(WIB).date() if isinstance(moment, datetime) else moment


def _since_1970(number):
    if not math.isfinite(number) or not 0 < number < MILLISECONDS * 100:
        return None
    seconds = number / 1000 if number >= MILLISECONDS else number
    if seconds < DAY.total_seconds() * 366:  # a number that is no moment, like a year
        return None
    try:
        return Told(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _from_to(left, right, zone):
    one, other = _part(left), _part(right)
    if one and one.has_date and OPEN_END.fullmatch(right):
        return Told(_moment(one, zone), doubt=one.doubt)
    if not one or not other or (one.day is None and one.at is None):
        return None
    if other.day is None:  # 12 Juni 2027 19.00-21.00
        other = replace(other, day=one.day, month=one.month, year=one.year)
    one = replace(one, month=one.month or other.month, year=one.year or other.year, zone=one.zone or other.zone)
    if not (one.has_date and other.has_date) or (one.at is None and other.at is not None and one.day == other.day):
        return None
    start, end = _moment(one, zone), _moment(replace(other, zone=other.zone or one.zone), zone)
    if isinstance(start, datetime) and isinstance(end, datetime) and end < start:
        end += DAY
    elif isinstance(start, datetime) == isinstance(end, datetime) and end < start:
        return None
    return Told(start, end, one.doubt or other.doubt)


def _part(text):
    """The _Part that a text is, or None."""
    weekday = None
    if named := DAY_NAME.match(text):
        weekday = None if named["until"] else WEEKDAYS[named["weekday"].lower()]
        text = text[named.end() :]
    for pattern in PARTS:
        if (found := pattern.fullmatch(text)) and not _is_span_of_hours(found):
            return _read_part(found.groupdict(), weekday, text)
    return None


def _is_span_of_hours(found):
    """08:00-12:00 names two hours, not one and its distance to UTC; 2027-06-12T08:00:00-07:00 names one."""
    named = found.groupdict()
    return bool(named.get("west")) and not (named["second"] or "T" in found.string)


def _read_part(named, weekday, text):
    day, month = (int(named[name]) if named.get(name) else None for name in ["day", "month"])
    year = int(named["year"]) if named.get("year") else None
    doubt = ""
    if named.get("short"):
        year = 2000 + int(named["short"])
    if named.get("word"):
        month = MONTHS[named["word"].lower()]
    elif day and month and not re.match(r"\D*\d{4}", text):
        if month > 12 >= day:
            day, month = month, day
        elif day != month and day <= 12:
            doubt = _("Its date “%(text)s” was read with the day first. Check it.") % {"text": plain(text, 40)}
    if year is not None and not 1900 <= year <= 9000:
        raise ValueError
    if weekday is not None and None not in (day, month, year) and date(year, month, day).weekday() != weekday:
        doubt = _("The day of the week does not fit its date “%(text)s”. Check it.") % {"text": plain(text, 40)}
    return _Part(day, month, year, _time(named), _zone(named.get("zone")), doubt)


def _time(named):
    if not named.get("hour"):
        return None
    hour = int(named["hour"])
    if named["half"]:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + (12 if named["half"].lower() == "p" else 0)
    return time(hour, int(named["minute"] or 0), min(int(named["second"] or 0), 59))


def _zone(name):
    if not name:
        return None
    if name[0] not in "+-":
        return zone_named(name)
    length = timedelta(hours=int(name[1:3]), minutes=int(name[-2:]))
    return timezone(-length if name[0] == "-" else length) if length < timedelta(hours=24) else None


def _moment(part, zone):
    day = date(part.year, part.month, part.day)
    return day if part.at is None else datetime.combine(day, part.at, part.zone or zone)


def unreadable(text):
    """The sentence on a date that cannot be read."""
    if not (text := cut(plain(text), 40)):
        return _("Its date cannot be read and was left out.")
    return _("Its date “%(text)s” cannot be read and was left out.") % {"text": text}
