"""The list of events: what a visitor asked for, and the sections it is shown in."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from events.querysets import weekend_of

LISTED_AT_MOST = 100
MONTHS_AHEAD = 8


@dataclass
class EventFilter:
    """What a visitor asked for. Anything not understood is left out and told in `notes`."""

    today: date
    when: str = ""
    month: date | None = None
    category: str = ""
    regency: str = ""
    first: date | None = None
    last: date | None = None
    notes: list = field(default_factory=list)

    @classmethod
    def from_query(cls, query, today, categories, regencies):
        """Read a QueryDict; never raises, whatever it holds."""
        self = cls(today)
        self.when = self._one(query.get("when", ""), {"today", "weekend"}, _("time"))
        self.category = self._one(query.get("category", ""), categories, _("category"))
        self.regency = self._one(query.get("regency", ""), {*regencies, "neighbours"}, _("regency"))
        self.month = self._month(query.get("month", ""))
        self.first = self._date(query.get("from", ""))
        self.last = self._date(query.get("to", ""))
        if self.first and self.last and self.last < self.first:
            self.notes.append(_("The last day lies before the first, so they were exchanged."))
            self.first, self.last = self.last, self.first
        return self

    def _one(self, value, known, name):
        if not value or value in known:
            return value
        self.notes.append(_("We do not know this %(name)s, so it was left out.") % {"name": name})
        return ""

    def _month(self, value):
        if not value:
            return None
        if re.fullmatch(r"(19|20)\d\d-(0[1-9]|1[0-2])", value, re.ASCII):
            return date.fromisoformat(f"{value}-01")
        self.notes.append(_("We could not read the month; write it as 2027-06."))
        return None

    def _date(self, value):
        if not value:
            return None
        try:
            parsed = date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII) else None
        except ValueError:
            parsed = None
        if not parsed or not 1900 <= parsed.year <= 2100:
            self.notes.append(_("We could not read the date; write it as 2027-06-05."))
            return None
        return parsed

    @property
    def span(self):
        """The days asked for, ``(first, last)``, or None for all that is coming."""
        if self.when == "today":
            return self.today, self.today
        if self.when == "weekend":
            return weekend_of(self.today)
        if self.month:
            return self.month, month_end(self.month)
        if self.first or self.last:
            return self.first or self.today, self.last or date(2100, 12, 31)
        return None

    @property
    def is_active(self):
        return bool(self.span or self.category or self.regency)

    def apply(self, events):
        """Narrow an EventQuerySet by everything but time."""
        if self.category:
            events = events.filter(category=self.category)
        if self.regency == "neighbours":
            events = events.exclude(regency="wonogiri")
        elif self.regency:
            events = events.filter(regency=self.regency)
        return events

    def query(self, **changes):
        """This filter as a query string, with some parameters changed; empty ones left out."""
        values = {
            "when": self.when,
            "month": f"{self.month:%Y-%m}" if self.month else "",
            "category": self.category,
            "regency": self.regency,
            "from": self.first.isoformat() if self.first else "",
            "to": self.last.isoformat() if self.last else "",
        } | changes
        text = urlencode({name: value for name, value in values.items() if value})
        return f"?{text}" if text else ""

    def at_time(self, **time):
        """The query string for another time, other filters kept."""
        return self.query(**({"when": "", "month": "", "from": "", "to": ""} | time))


def month_end(first):
    """The last day of the month that begins on `first`."""
    following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)


def months_from(today, number):
    """The first days of `number` months, beginning with this one."""
    month = today.replace(day=1)
    for _month in range(number):
        yield month
        month = month_end(month) + timedelta(days=1)


def sections(coming, today):
    """Coming events as a visitor looks for them: today, this weekend, then ``[(month, events), ...]``."""
    weekend = weekend_of(today)
    running = [event for event in coming if event.starts_on <= today]
    at_weekend = [event for event in coming if today < event.starts_on <= weekend[1] and event.last_on >= weekend[0]]
    later = [event for event in coming if event not in running and event not in at_weekend]
    months = [(month, list(rows)) for month, rows in groupby(later, key=lambda event: event.starts_on.replace(day=1))]
    return {"today_events": running, "weekend_events": at_weekend, "months": months, "weekend": weekend}
