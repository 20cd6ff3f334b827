"""A month of the civil calendar with its Javanese days, to be paged through. Weeks begin on Ahad, as the wuku do."""

import re
from calendar import SUNDAY, Calendar
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import zip_longest

from events.time.aksara import MONTH_NAMES, month_and_year, phrase
from events.time.dates import JavaneseDay, month_after
from events.time.javanese_calendar import MANGSA, VALID_TO, mangsa

# The months in which kurup Asapon begins and ends: there is no Javanese date before and after.
EARLIEST, LATEST = date(1936, 3, 1), VALID_TO.replace(day=1)
# The page's address below the list of events; Javanese has its address from Indonesian, as other pages do.
WORDS = {"en": "calendar"}
WORD = "kalender"
SHOWN_IN_A_CELL = 3


class OutsideCalendar(ValueError):
    """A month of which no Javanese dates are known."""


@dataclass(frozen=True)
class CalendarMonth:
    """A civil month by its `first` day, from March 1936 to August 2052."""

    first: date

    def __post_init__(self):
        if not EARLIEST <= self.first <= LATEST:
            raise OutsideCalendar(self.first)

    @classmethod
    def of(cls, day):
        """The month of a day. Raises OutsideCalendar."""
        return cls(day.replace(day=1))

    @classmethod
    def parse(cls, text):
        """The month written ``2027-06``. Raises OutsideCalendar, or ValueError for what is no month."""
        if not re.fullmatch(r"\d{4}-\d{2}", text, re.ASCII):
            raise ValueError(text)
        return cls(date.fromisoformat(f"{text}-01"))

    def __str__(self):
        return f"{self.first:%Y-%m}"

    @property
    def last(self):
        return month_after(self.first) - timedelta(days=1)

    @property
    def previous(self):
        """The month before, None at the beginning of the calendar."""
        return None if self.first == EARLIEST else CalendarMonth.of(self.first - timedelta(days=1))

    @property
    def next(self):
        """The month after, None at the end of the calendar."""
        return None if self.first == LATEST else CalendarMonth(month_after(self.first))

    @cached_property
    def weeks(self):
        """Whole weeks of civil dates, with some of the months before and after."""
        return Calendar(SUNDAY).monthdatescalendar(self.first.year, self.first.month)

    @property
    def days(self):
        """The JavaneseDays of the month itself."""
        return [JavaneseDay.of(self.first + timedelta(days=number)) for number in range(self.last.day)]

    @cached_property
    def javanese_months(self):
        """The Javanese months that it touches, each as the JavaneseDate of its first day here."""
        months = {}
        for day in self.days:
            if day.date:
                months.setdefault((day.date.year, day.date.month), day.date)
        return list(months.values())

    @property
    def javanese_names(self):
        """The names of these months, the year only where it ends: ``["Sapar", "Mulud 1961 Wawu"]``."""
        return [
            f"{javanese.month_name} {javanese.year} {javanese.year_name}" if with_year else javanese.month_name
            for javanese, with_year in self._with_year()
        ]

    @property
    def aksara(self):
        """The same in Javanese letters."""
        return phrase(
            [
                month_and_year(javanese) if with_year else MONTH_NAMES[javanese.month_name]
                for javanese, with_year in self._with_year()
            ]
        )

    def _with_year(self):
        months = self.javanese_months
        for this, after in zip_longest(months, months[1:]):
            yield this, after is None or after.year != this.year

    @property
    def mangsa(self):
        """``[(name, civil date on which it begins, None for the first), ...]`` of the seasons it touches."""
        seasons = {}
        for day in self.days:
            seasons.setdefault(MANGSA[mangsa(day.civil) - 1], None if day.civil == self.first else day.civil)
        return list(seasons.items())

    def address_below(self, language):
        """The address of its page below the list of events, e.g. ``kalender/2027-06/``."""
        return f"{word_in(language)}/{self}/"


@dataclass
class MonthDay:
    """A day as the calendar shows it. `entries` are the first of its `total` events."""

    day: JavaneseDay
    is_inside: bool
    is_today: bool
    names_month: bool
    entries: list = field(default_factory=list)
    total: int = 0
    listed: list = field(default_factory=list)
    href: str = ""

    @property
    def civil(self):
        return self.day.civil

    @property
    def is_new_month(self):
        return bool(self.day.date and self.day.date.day == 1)

    @property
    def is_new_year(self):
        return self.is_new_month and self.day.date.month == 1

    @property
    def eve(self):
        """The civil date on whose evening the Javanese day begins."""
        return self.civil - timedelta(days=1)

    @property
    def is_sunday(self):
        return self.civil.weekday() == 6

    @property
    def in_cell(self):
        return self.entries[:SHOWN_IN_A_CELL]

    @property
    def not_in_cell(self):
        return self.total - len(self.in_cell)

    @property
    def not_listed(self):
        return self.total - len(self.entries)

    @property
    def is_listed(self):
        """Whether the list of the month's events has something under this day."""
        return self.is_inside and bool(self.listed or self.not_listed)


def weeks_with_events(month, events, today, neighbours=("", "")):
    """The weeks of a CalendarMonth as lists of MonthDays; `events` is as `EventPage.objects.by_day` gives it.

    An event is listed once, on the first of its days within the month. `href` leads to where the events of a day
    are listed; `neighbours` are the addresses of the months before and after, for their days in these weeks.
    """
    weeks, listed_on = [], {}
    for week in month.weeks:
        weeks.append([])
        for civil in week:
            entries, total = events.get(civil, ([], 0))
            day = JavaneseDay.of(civil)
            shown = MonthDay(
                day,
                is_inside=civil.month == month.first.month,
                is_today=civil == today,
                names_month=bool(day.date and day.date.day == 1) or civil == month.weeks[0][0],
                entries=entries,
                total=total,
            )
            if shown.is_inside:
                shown.listed = [entry for entry in entries if entry.row.occurrence.pk not in listed_on]
                listed_on |= {entry.row.occurrence.pk: civil for entry in shown.listed}
                if shown.is_listed:
                    shown.href = f"#d{civil.day}"
                elif entries:
                    shown.href = f"#d{listed_on[entries[0].row.occurrence.pk].day}"
            elif address := neighbours[civil > month.last]:
                # There it is listed on the first of its days within that month.
                first = max(entries[0].row.dates.first, civil.replace(day=1)) if entries else None
                shown.href = f"{address}#d{first.day}" if first else address
            weeks[-1].append(shown)
    return weeks


def word_in(language):
    return WORDS.get(language, WORD)
