"""From the recurrence of RFC 5545 to the dates of an event page: a rule where ours gives the same dates, else each date.

Everything is reckoned in the series' own wall-clock time first, as the RFC asks, and told in WIB afterwards.
"""

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import islice

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.intake.reading.calendars.rrules import (
    COMPARED_YEARS,
    EXPANDED_AT_MOST,
    expand,
    expand_since,
    gives_dates,
    read_until,
)
from events.intake.reading.calendars.rule_writing import UNDERSTOOD, WEEKDAYS, read_rule
from events.intake.reading.incoming import (
    DAY,
    MIDNIGHT,
    NOTE_LENGTH,
    SESSIONS_AT_MOST,
    Change,
    Dates,
    Held,
    sessions,
    span,
)
from events.intake.reading.text import cut
from events.time.dates import WIB

LONGEST_DAYS = 366
CHANGES_AT_MOST = 60
RULES_AT_MOST = 5
EARLIEST = 1900
RRULE_LENGTH = 200


@dataclass(frozen=True)
class Moment:
    """A start in the wall-clock time of its series, and how long it lasts: None when no end is told.

    `more_days` are those after the first on which it goes on until nobody knows when. With `whole_days` its times only
    say where a day begins, in `day_zone`: it lasts that many whole days.
    """

    at: datetime
    length: timedelta | None = None
    is_date: bool = False
    zone: object = WIB
    more_days: int = 0
    whole_days: int = 0
    day_zone: object = WIB

    @property
    def instant(self):
        """Comparable across zones; a date is the start of its day in WIB."""
        return self.at.replace(tzinfo=WIB if self.is_date else self.zone).astimezone(UTC)

    @property
    def day(self):
        """The civil day by which it is named."""
        return self.held.first if self.whole_days else self.at.date()

    @property
    def held(self):
        if self.whole_days:
            first = self.instant.astimezone(self.day_zone).date()
            return Held(first, first + (self.whole_days - 1) * DAY)
        if self.is_date:
            start = self.at.date()
            return Held.from_moments(start, start + self.length if self.length else None)
        start = self.instant
        held = Held.from_moments(start, None if self.length is None else start + self.length)
        return replace(held, last=held.last + self.more_days * DAY) if self.more_days else held

    def started(self, at):
        """The same at another wall-clock time."""
        return Moment(at, self.length, self.is_date, self.zone, self.more_days, self.whole_days, self.day_zone)


@dataclass(frozen=True)
class Override:
    """One date of a series as it really is: other time, cancelled, or with something to say.

    `is_older` than the series: then the series may have lost that date since.
    """

    moment: Moment
    is_cancelled: bool = False
    note: str = ""
    and_future: bool = False
    is_older: bool = False


@dataclass
class Recurrence:
    """The parts of a recurrence set; keys of `overrides` are the instants (UTC) of the original starts."""

    start: Moment
    rules: list = field(default_factory=list)
    extra: list = field(default_factory=list)
    left_out: set = field(default_factory=set)
    left_out_days: set = field(default_factory=set)
    overrides: dict = field(default_factory=dict)

    @property
    def is_changed(self):
        return bool(self.overrides or self.left_out or self.left_out_days)

    def is_left_out(self, moment):
        return moment.instant in self.left_out or moment.day in self.left_out_days


def dates_of(series, today, tell):
    """The `Dates` of a recurrence set; `tell` is called with a sentence on everything that is lost."""
    if not (series.rules or series.extra or series.overrides):
        return _checked_span(series.start.held, tell)
    if len(series.rules) > RULES_AT_MOST:
        tell(_("Only the first %(number)s of its rules were taken.") % {"number": RULES_AT_MOST})
    rules = [rule for text in series.rules[:RULES_AT_MOST] if (rule := read_rule(text, tell))]
    if series.start.at.year < EARLIEST:
        tell(_("The series begins before %(year)s; only its first date was taken.") % {"year": EARLIEST})
        rules = []
    since, until = date(today.year, 1, 1), date(today.year + (1 if _is_endless(rules) else 10), 12, 31)
    for rule in [rule for rule in rules if not gives_dates(rule, series.start, until)]:
        tell(_("Its rule gives no date at all, so only the first date was taken. Check it at the source."))
        rules.remove(rule)
    if len(rules) == 1 and not series.extra and (found := _as_rule(series, rules[0], since, tell)):
        return found
    return _as_sessions(series, rules, since, until, _is_endless(rules), tell)


def _is_endless(rules):
    return any("COUNT" not in rule and "UNTIL" not in rule for rule in rules)


def _checked_span(held, tell):
    if held.days > LONGEST_DAYS:
        tell(_("It lasts longer than a year: check whether it is an event."))
    return span(held)


# Rules


def _told(day):
    return date_format(day, "j F Y")


def _as_rule(series, parts, since, tell):
    """The dates as one rule of ours with changes of single dates, or None when that would not be the same dates."""
    start, held = series.start, series.start.held
    kept = _kept_parts(parts, held.first - start.at.date())
    if kept is None or held.days > LONGEST_DAYS:
        return None
    rrule = ";".join(f"{name}={value}" for name, value in kept.items())
    compared_until = date(max(since.year, held.first.year) + COMPARED_YEARS, 12, 31)
    # In a zone that keeps its distance to WIB a rule that says the same gives the same.
    is_plain = set(parts) - set(kept) <= {"UNTIL", "INTERVAL", "WKST"} and held.first == start.at.date()
    is_plain = is_plain and (start.is_date or _keeps_distance(start.zone, start.at.year, compared_until.year))
    if is_plain and "UNTIL" not in parts and not series.is_changed:
        theirs = islice(expand(parts, start.at, start.zone, compared_until), 2)
    else:
        theirs = expand_since(parts, start.at, start.zone, since, compared_until)
    theirs = [start.started(at) for at in theirs]
    if len(theirs) < 2 or theirs[0] != start or len(rrule) > RRULE_LENGTH:
        return None
    last = None
    if "UNTIL" in parts:
        until = read_until(parts["UNTIL"], start.zone).date()
        last = until if until > compared_until else theirs[-1].held.first
    if not is_plain:
        ours = expand_since(kept, datetime.combine(held.first, MIDNIGHT), WIB, since, compared_until)
        ours = {at.date() for at in ours if last is None or at.date() <= last}
        if not _are_same([moment.held for moment in theirs], held, ours, since, compared_until):
            return None
    changes = _changes(series, theirs, since, tell)
    if changes is None:
        return None
    return Dates(
        "civil",
        starts_on=held.first,
        start_time=held.start_time,
        end_time=held.end_time,
        days=held.days,
        rrule=rrule,
        repeats_until=last,
        changes=changes,
    )


@lru_cache(maxsize=200)
def _keeps_distance(zone, first_year, last_year):
    """Whether a zone is as far from WIB in all these years."""
    days = [
        (year, month, day) for year in range(first_year, last_year + 1) for month in range(1, 13) for day in (1, 15)
    ]
    return len({datetime(*day, tzinfo=zone).utcoffset() for day in days}) == 1


def _are_same(helds, held, ours, since, until):
    """Whether theirs all look like `held` and fall on our days; at both ends a day more or less is the zone's doing."""
    begins, ends = date(since.year - 1, 1, 3), until - 2 * DAY
    days = [other.first for other in helds]
    has_one_shape = all(_shape(other) == _shape(held) for other in helds)
    return (
        has_one_shape and len(set(days)) == len(days) and _between(days, begins, ends) == _between(ours, begins, ends)
    )


def _shape(held):
    return held.start_time, held.end_time, held.days


def _between(days, first, last):
    return {day for day in days if first <= day <= last}


def _kept_parts(parts, shift):
    """The parts as our rules tell them; weekdays follow when the day is another one in WIB. None when they cannot."""
    kept = {name: parts[name] for name in UNDERSTOOD if name in parts}
    if kept.get("INTERVAL") == "1":
        del kept["INTERVAL"]
    if kept.get("WKST") == "MO" or (kept["FREQ"] != "WEEKLY" and "BYWEEKNO" not in kept):
        kept.pop("WKST", None)
    if shift and any(name in kept for name in ["BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"]):
        return None
    if shift and "BYDAY" in kept:
        days = kept["BYDAY"].split(",")
        if not all(day in WEEKDAYS for day in days):
            return None
        kept["BYDAY"] = ",".join(WEEKDAYS[(WEEKDAYS.index(day) + shift.days) % 7] for day in days)
    return kept


def _changes(series, theirs, since, tell):
    """What became of single dates of a rule; None when the rule cannot tell it, or says little beside it."""
    if any(override.and_future for override in series.overrides.values()):
        return None
    if not series.is_changed:
        return ()
    by_instant = {moment.instant: moment for moment in theirs}
    changes, of_the_past = {}, 0
    for instant, override in series.overrides.items():
        moment = by_instant.get(instant)
        if max(instant.astimezone(WIB).date(), override.moment.held.first) < since:
            of_the_past += 1
        elif moment is None and override.is_older:
            continue
        elif moment is None:
            return None
        elif change := _change(moment.held, override, tell):
            changes[moment.held.first] = change
    for instant, moment in by_instant.items():
        if instant in series.overrides or not series.is_left_out(moment):
            continue
        if moment.held.first < since:
            of_the_past += 1
        else:
            changes[moment.held.first] = Change(moment.held.first, "cancelled")
            tell(_("Dates that the source takes out of the rule are shown as cancelled."))
    if len(changes) > CHANGES_AT_MOST:
        return None
    if of_the_past:
        tell(_("Changes of past dates were left out: %(number)s.") % {"number": of_the_past})
    return tuple(changes[day] for day in sorted(changes))


def _change(held, override, tell):
    note = cut(override.note, NOTE_LENGTH)
    if override.is_cancelled:
        return Change(held.first, "cancelled", note=note)
    now = override.moment.held
    if now.days != held.days:
        tell(
            _("The changed date %(day)s lasts another number of days; its length was left out.")
            % {"day": _told(held.first)}
        )
    if (held.start_time is None) != (now.start_time is None) and now.start_time is None:
        tell(_("The changed date %(day)s has no time any more; its usual time stays.") % {"day": _told(held.first)})
    change = Change(
        held.first,
        moved_to_on=now.first if now.first != held.first else None,
        start_time=now.start_time if now.start_time != held.start_time else None,
        end_time=now.end_time if now.end_time != held.end_time else None,
        note=note,
    )
    return None if change == Change(held.first) else change


# Single dates


def _as_sessions(series, rules, since, until, is_endless, tell):
    """Each date by itself: those of this year and later, an endless series until the end of next year."""
    found, is_cut = _all_moments(series, rules, until)
    ordered = sorted(found.values(), key=lambda moment: moment.instant)
    lasting = sorted(instant for instant, override in series.overrides.items() if override.and_future)
    placed = [(moment, _now(series, moment, lasting).held) for moment in ordered]
    kept = [pair for pair in placed if pair[1].last >= since] or placed[-1:]
    if past := len(placed) - len(kept):
        tell(_("Dates before %(year)s were left out: %(number)s.") % {"year": since.year, "number": past})
    if len(kept) > SESSIONS_AT_MOST:
        tell(_("Only the first %(number)s dates were taken.") % {"number": SESSIONS_AT_MOST})
        kept = kept[:SESSIONS_AT_MOST]
    elif is_endless:
        tell(
            _("The rule cannot be told as one of ours; its dates until %(day)s were taken one by one.")
            % {"day": _told(until)}
        )
    elif is_cut:
        tell(_("Dates after %(day)s were left out.") % {"day": _told(until)})
    dates = [held for _moment, held in kept]
    days = [held.first for held in dates]
    changes = {}
    for moment, held in kept:
        override = series.overrides.get(moment.instant)
        if override is None or not (override.is_cancelled or override.note):
            continue
        if days.count(held.first) > 1:
            told = {"day": _told(held.first)}
            tell(_("On %(day)s there are several dates; what changed on one of them was left out.") % told)
            continue
        status = "cancelled" if override.is_cancelled else "scheduled"
        changes[held.first] = Change(held.first, status, note=cut(override.note, NOTE_LENGTH))
    if not dates:
        tell(_("The series gives no date at all."))
        return Dates()
    result = _checked_span(dates[0], tell) if len(dates) == 1 else sessions(dates, tell)
    return replace(result, changes=tuple(changes[day] for day in sorted(changes)))


def _all_moments(series, rules, until):
    """{instant: Moment} of the recurrence set, and whether dates after `until` were cut off."""
    start = series.start
    found, is_cut = {}, False
    moments = [start]
    for parts in rules:
        expanded = islice(expand(parts, start.at, start.zone, until), EXPANDED_AT_MOST)
        moments += [start.started(at) for at in expanded]
        is_cut |= "UNTIL" in parts and read_until(parts["UNTIL"], start.zone).date() > until
    for moment in [*moments, *series.extra]:
        if not series.is_left_out(moment):
            found[moment.instant] = moment
    for instant, override in series.overrides.items():
        if not override.is_older:
            found.setdefault(instant, override.moment)
    return found, is_cut


def _now(series, moment, lasting):
    """Where a date was moved to, by its own change or by one that holds on from an earlier date (`lasting`, sorted)."""
    if override := series.overrides.get(moment.instant):
        return override.moment
    number = bisect_right(lasting, moment.instant)
    if not number:
        return moment
    origin = lasting[number - 1]
    change = series.overrides[origin].moment
    return replace(moment, at=moment.at + (change.at - _original(series, origin)), length=change.length)


def _original(series, instant):
    zone = WIB if series.start.is_date else series.start.zone
    return instant.astimezone(zone).replace(tzinfo=None)
