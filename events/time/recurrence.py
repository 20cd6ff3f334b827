"""The dates of a rule, civil (RFC 5545), Javanese or Islamic, computed without a database.

Every date here is the civil date on which something takes place: for an eve ("malam 1 Sura") the date of
that evening, one day before the Javanese day that gives the rule its name.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr

from events.time import islamic_calendar as islamic
from events.time import javanese_calendar as jawa

DAY = timedelta(days=1)
FREQUENCIES = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
# A windu is eight years; a rule of one year in the windu has its nearest date within half of that.
NEAREST_WITHIN = timedelta(days=8 * 366)


class BadRule(ValueError):
    """The text is no RRULE of RFC 5545 with a frequency of days or more."""


@dataclass(frozen=True)
class CivilRule:
    """An RRULE counted from `starts_on`; `rrule` is its value, e.g. ``FREQ=WEEKLY;BYDAY=SA``."""

    rrule: str
    starts_on: date

    def between(self, first, last):
        if last < self.starts_on:
            return []
        start = datetime.combine(self.starts_on, time())
        found = parse_rrule(self.rrule, start).between(
            datetime.combine(first, time()), datetime.combine(last, time()), inc=True
        )
        return [moment.date() for moment in found]

    def around(self, day):
        """Dates the rule gives when it is not bound to its start, to offer the nearest right one."""
        loose = ";".join(part for part in self.rrule.split(";") if not part.startswith(("INTERVAL", "COUNT", "UNTIL")))
        return CivilRule(loose, day - timedelta(days=800)).between(day - NEAREST_WITHIN, day + NEAREST_WITHIN)


@dataclass(frozen=True)
class WetonRule:
    """Every 35 days on each of `wetons`, e.g. ``("Jumat Kliwon",)``."""

    wetons: tuple
    is_eve: bool = False

    def between(self, first, last):
        shift = DAY if self.is_eve else timedelta()
        found = {day for weton in self.wetons for day in jawa.weton_dates(first + shift, last + shift, weton)}
        return sorted(day - shift for day in found)


@dataclass(frozen=True)
class JavaneseDateRule:
    """A day of the Javanese year, e.g. 1 Sura; with `year_names` only in those years of the windu.

    The day 30 of a month that has 29 in some years falls out in those years.
    """

    month: int
    day: int
    year_names: tuple = ()
    is_eve: bool = False

    def between(self, first, last):
        found = []
        for year in _javanese_years(first, last):
            if self.year_names and jawa.JavaneseDate(year, 1, 1).year_name not in self.year_names:
                continue
            try:
                found.append(jawa.to_civil(jawa.JavaneseDate(year, self.month, self.day)))
            except jawa.OutOfRange:
                continue
        return _within(found, first, last, self.is_eve)


@dataclass(frozen=True)
class IslamicDateRule:
    """A day of the Islamic year as the government sets it, e.g. 1 Muharram.

    `announced` is ``{(year, month): first day}``; a month that is not in it is estimated (`basis` says so). The day
    30 of a month that has 29 in some years falls out in those years.
    """

    month: int
    day: int
    announced: dict
    is_eve: bool = False

    def between(self, first, last):
        years = islamic.years_touching(first - 2 * DAY, last + 2 * DAY)
        found = [
            islamic.month_start(year, self.month, self.announced) + (self.day - 1) * DAY
            for year in years
            if self.day <= islamic.month_days(year, self.month, self.announced)
        ]
        return _within(found, first, last, self.is_eve)

    def basis(self, day):
        """``(date by the estimate, whether the month is announced)`` of a date that the rule gives."""
        start = day - self._shift
        years = islamic.years_touching(start, start)
        year = next(year for year in years if islamic.month_start(year, self.month, self.announced) == start)
        return self._estimate(year), (year, self.month) in self.announced

    def year_of(self, estimate):
        """The Islamic year of a date by the estimate; the nearest where the rule was changed since the date was kept."""
        years = islamic.years_touching(estimate - 200 * DAY, estimate + 200 * DAY)
        return min(years, key=lambda year: abs(self._estimate(year) - estimate))

    def _estimate(self, year):
        return islamic.estimate(year, self.month) + self._shift

    @property
    def _shift(self):
        """From the first day of the month to the date."""
        return (self.day - (2 if self.is_eve else 1)) * DAY


@dataclass(frozen=True)
class WetonInMonthRule:
    """The day of a Javanese month that has one of `wetons`: one date a year for each, or none."""

    wetons: tuple
    month: int
    is_eve: bool = False

    def between(self, first, last):
        found = []
        for year in _javanese_years(first, last):
            try:
                found += [day for weton in self.wetons for day in jawa.weton_in_month(year, self.month, weton)]
            except jawa.OutOfRange:
                continue
        return _within(found, first, last, self.is_eve)

    def year_of(self, day):
        """The Javanese year of a date that the rule gives."""
        return jawa.from_civil(day + DAY if self.is_eve else day).year

    def years_without(self, first, last):
        """The Javanese years of a span of civil days in which the rule gives no date."""
        years = _javanese_years(first, last)
        return [
            year for year in years if not any(jawa.weton_in_month(year, self.month, weton) for weton in self.wetons)
        ]


@dataclass(frozen=True)
class WetonInMangsaRule:
    """The first day of a pranata mangsa that has one of `wetons`: one date a year for each, or none.

    With `every` also the second in the same mangsa: of two days nobody but the villagers knows which it will be.
    """

    wetons: tuple
    mangsa: int
    is_eve: bool = False
    every: bool = False

    def between(self, first, last):
        found = []
        for year in range(first.year - 1, last.year + 2):
            begins, ends = jawa.mangsa_span(year, self.mangsa)
            found += [
                day
                for weton in self.wetons
                for day in jawa.weton_dates(begins, ends, weton)[: None if self.every else 1]
            ]
        return _within(found, first, last, self.is_eve)

    def year_of(self, day):
        """The civil year in which the mangsa of a date that the rule gives begins."""
        named = day + DAY if self.is_eve else day
        return next(year for year in (named.year, named.year - 1) if jawa.mangsa_span(year, self.mangsa)[0] <= named)


def _javanese_years(first, last):
    return jawa.years_touching(first - 2 * DAY, last + 2 * DAY)


def _within(days, first, last, is_eve):
    shift = DAY if is_eve else timedelta()
    return sorted({day - shift for day in days if first <= day - shift <= last})


def nearest(rule, day):
    """The date of a rule that lies nearest to `day`, or None: what to offer instead of a start that does not fit."""
    found = (
        rule.around(day)
        if isinstance(rule, CivilRule)
        else rule.between(max(day - NEAREST_WITHIN, jawa.EPOCH), min(day + NEAREST_WITHIN, jawa.VALID_TO))
    )
    return min(found, key=lambda candidate: abs(candidate - day), default=None)


def check_rrule(text):
    """Raise BadRule when an RRULE value cannot be read."""
    parse_rrule(text, datetime.combine(date(2027, 1, 1), time()))


def parse_rrule(text, start):
    """The dateutil rule of an RRULE value counted from `start` (naive). Raises BadRule."""
    try:
        parts = dict(part.split("=", 1) for part in text.upper().split(";"))
        if parts.get("FREQ") not in FREQUENCIES or any(name.startswith(("BYHOUR", "BYMIN", "BYSEC")) for name in parts):
            raise BadRule(text)
        if "UNTIL" in parts:
            parts["UNTIL"] = parts["UNTIL"][:8] + "T235959"
        if not 1 <= int(parts.get("INTERVAL", 1)) <= 1000:
            raise BadRule(text)
        return rrulestr("RRULE:" + ";".join(f"{name}={value}" for name, value in parts.items()), dtstart=start)
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise BadRule(text) from error
