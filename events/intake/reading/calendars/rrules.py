"""A rule of RFC 5545 (RRULE): read, and expanded in the wall-clock time of its series."""

from datetime import UTC, date, datetime, time
from itertools import islice

from dateutil.rrule import rrulestr
from django.utils.translation import gettext as _

from events.intake.reading.incoming import SESSIONS_AT_MOST
from events.intake.reading.text import cut
from events.time.dates import WIB
from events.time.recurrence import FREQUENCIES

EXPANDED_AT_MOST = 50 * SESSIONS_AT_MOST
COMPARED_YEARS = 4
INTERVAL_AT_MOST = 1000
RULE_LENGTH_AT_MOST = 500
# What our rules understand; BYHOUR and the like are compared away when they only repeat the start.
UNDERSTOOD = [
    "FREQ",
    "INTERVAL",
    "COUNT",
    "BYMONTH",
    "BYMONTHDAY",
    "BYYEARDAY",
    "BYWEEKNO",
    "BYDAY",
    "BYSETPOS",
    "WKST",
]
GREGORIAN_CYCLE = 400


def read_rule(text, tell):
    """The parts of an RRULE, or None when it is none that we expand."""
    if len(text) > RULE_LENGTH_AT_MOST:
        tell(_("The rule “%(rule)s” cannot be read and was left out.") % {"rule": cut(text, 80)})
        return None
    parts = {}
    for part in str(text).upper().split(";"):
        name, _sign, value = part.strip().partition("=")
        if name and value:
            parts[name.strip()] = value.replace(" ", "")
    interval, count = parts.get("INTERVAL", "1"), parts.get("COUNT", "1")
    numbers_are_sound = all(text.isascii() and text.isdecimal() and int(text[:9]) for text in (interval, count))
    if not numbers_are_sound or int(interval) > INTERVAL_AT_MOST:
        tell(_("The rule “%(rule)s” cannot be read and was left out.") % {"rule": text})
        return None
    if parts.get("FREQ") not in FREQUENCIES:
        tell(_("The rule “%(rule)s” was left out: it does not go by days, weeks, months or years.") % {"rule": text})
        return None
    if unknown := set(parts) - {*UNDERSTOOD, "UNTIL", "BYHOUR", "BYMINUTE", "BYSECOND"}:
        tell(
            _("The rule “%(rule)s” was left out: %(parts)s is not understood.")
            % {"rule": text, "parts": ", ".join(sorted(unknown))}
        )
        return None
    try:
        _dateutil_rule(parts, datetime.combine(date(2027, 1, 1), time()))
        read_until(parts.get("UNTIL", "20270101"), WIB)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        tell(_("The rule “%(rule)s” cannot be read and was left out.") % {"rule": text})
        return None
    return parts


def expand(parts, start, zone, last):
    """Starts (naive, wall-clock) of a rule up to the day `last`, in order, the first at `start`."""
    until = datetime.combine(last, time.max)
    if "UNTIL" in parts:
        until = min(until, read_until(parts["UNTIL"], zone))
    # dateutil looks for a rule's first date until the year 9999. The calendar repeats every 400 years, weekdays
    # included, so a rule without dates is found out soon when it is reckoned in the last years there are.
    shift = GREGORIAN_CYCLE * ((9998 - last.year) // GREGORIAN_CYCLE)
    rule = _dateutil_rule(parts, start.replace(year=start.year + shift))
    for moment in rule:
        if moment.year - shift > last.year:
            return
        moment = moment.replace(year=moment.year - shift)
        if moment > until:
            return
        yield moment


def gives_dates(parts, start, until):
    """Whether a rule has any date: asked once, as finding out that it has none takes a walk through centuries."""
    last = date(min(max(until.year, start.at.year) + COMPARED_YEARS, 9998), 12, 31)
    return any(True for _start in expand(parts, start.at, start.zone, last))


def _dateutil_rule(parts, start):
    """Its end is reckoned by ourselves, as dateutil takes UNTIL as a moment and not as a day."""
    told = ";".join(f"{name}={value}" for name, value in parts.items() if name != "UNTIL")
    return rrulestr(f"RRULE:{told}", dtstart=start)


def read_until(text, zone):
    """UNTIL as wall-clock time; a date means the whole day."""
    if "T" not in text:
        return datetime.combine(date.fromisoformat(text[:8]), time.max)
    moment = datetime.fromisoformat(text.rstrip("Z")[:15])
    return moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None) if text.endswith("Z") else moment


def expand_since(parts, start, zone, since, last):
    """The first start, those from the year before `since` on, and the last one."""
    wanted, latest = [], None
    for at in islice(expand(parts, start, zone, last), EXPANDED_AT_MOST):
        latest = at
        if not wanted or at.year >= since.year - 1:
            wanted.append(at)
    if wanted and latest != wanted[-1]:
        wanted.append(latest)
    return wanted
