"""A month as a report names and bounds it."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


@dataclass(frozen=True, order=True)
class Month:
    """One month of the office's clock, half open: `start` belongs to it, `end` to the next."""

    year: int
    number: int

    @classmethod
    def read(cls, text, today):
        """The month of a text such as ``2027-05``; that of `today` for anything else and for what is still to come."""
        present = cls(today.year, today.month)
        found = MONTH.fullmatch(text)
        return min(cls(int(found[1]), int(found[2])), present) if found else present

    def __str__(self):
        return f"{self.year}-{self.number:02}"

    @property
    def label(self):
        """Its name in the active language, e.g. “Mei 2027”."""
        return date_format(date(self.year, self.number, 1), "F Y")

    @property
    def start(self):
        return datetime(self.year, self.number, 1, tzinfo=timezone.get_default_timezone())

    @property
    def end(self):
        return self.after.start

    @property
    def after(self):
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def before(self):
        return Month(self.year, self.number - 1) if self.number > 1 else Month(self.year - 1, 12)
