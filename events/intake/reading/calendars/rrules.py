"""A rule of RFC 5545 (RRULE), expanded in the wall-clock time of its series."""

from datetime import UTC, date, datetime, time
from itertools import islice

from dateutil.rrule import rrulestr

from events.intake.reading.incoming import SESSIONS_AT_MOST

EXPANDED_AT_MOST = 50 * SESSIONS_AT_MOST
COMPARED_YEARS = 4
GREGORIAN_CYCLE = 400


def expand(parts, start, zone, last):
    """Starts (naive, wall-clock) of a rule up to the day `last`, in order, the first at `start`."""
    until = datetime.combine(last, time.max)
    if "UNTIL" in parts:
        until = min(until, read_until(parts["UNTIL"], zone))
    # dateutil looks for a rule's first date until the year 9999. The calendar repeats every 400 years, weekdays
    # included, so a rule without dates is found out soon when it is reckoned in the last years there are.
    shift = GREGORIAN_CYCLE * ((9998 - last.year) // GREGORIAN_CYCLE)
    rule = dateutil_rule(parts, start.replace(year=start.year + shift))
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


def dateutil_rule(parts, start):
    """The rule as dateutil has it; its end is reckoned by ourselves, as there UNTIL is a moment and never a day."""
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
