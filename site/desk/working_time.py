"""How long somebody has waited while the desk was at work. No database."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

DAY = timedelta(days=1)
EVERY_DAY = frozenset(range(7))
# Looking back for working time ends here, should every day be a day off.
LOOKED_BACK = timedelta(days=400)
DATE = re.compile(r"(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2})[-/. ](?P<year>\d{4})\b|(?P<iso>\d{4}-\d\d-\d\d)\b")


class UnreadableDay(ValueError):
    """A line that begins with no day of a calendar; `line` is the line."""

    def __init__(self, line):
        super().__init__(line)
        self.line = line


def read_days(text):
    """The dates with which the lines of a text begin: 17-8-2027, 17/8/2027 or 2027-08-17. Raises UnreadableDay."""
    days = set()
    for line in filter(None, map(str.strip, text.splitlines())):
        try:
            found = DATE.match(line).groupdict()
            day = found["iso"].split("-") if found["iso"] else (found["year"], found["month"], found["day"])
            days.add(date(*map(int, day)))
        except (AttributeError, ValueError) as error:
            raise UnreadableDay(line) from error
    return days


def days_between(first, last):
    """The weekdays (Monday is 0) from one to another, also over Sunday; all of them when either is None."""
    if first is None or last is None:
        return EVERY_DAY
    return frozenset((first + number) % 7 for number in range((last - first) % 7 + 1))


@dataclass(frozen=True)
class WorkingTime:
    """The hours of a desk: from `opens` to `closes` on some weekdays; whole days when either is None."""

    opens: time | None = None
    closes: time | None = None
    weekdays: frozenset = EVERY_DAY
    days_off: frozenset = frozenset()

    def is_workday(self, day):
        return day.weekday() in self.weekdays and day not in self.days_off

    def elapsed(self, begin, end):
        """The working time between two aware moments, as a timedelta."""
        total, day, last = timedelta(0), timezone.localdate(begin), timezone.localdate(end)
        while day <= last:
            opens, closes = self._spell(day)
            total += max(min(closes, end) - max(opens, begin), timedelta(0))
            day += DAY
        return total

    def back(self, now, worked):
        """The latest moment from which on so much working time has passed until `now`."""
        day = timezone.localdate(now)
        for _number in range(LOOKED_BACK.days):
            opens, closes = self._spell(day)
            spell = max(min(closes, now) - opens, timedelta(0))
            if spell >= worked:
                return min(closes, now) - worked
            worked -= spell
            day -= DAY
        return now - LOOKED_BACK

    def _spell(self, day):
        """When work begins and ends on a day; at once on one without work."""
        begin, end = _at(day, time.min), _at(day + DAY, time.min)
        if not self.is_workday(day):
            return begin, begin
        if self.opens is None or self.closes is None:
            return begin, end
        return _at(day, self.opens), _at(day, self.closes)


def _at(day, moment):
    return datetime.combine(day, moment, timezone.get_default_timezone())
