"""The Javanese calendar of Sultan Agung, kurup Asapon: 24 March 1936 to 25 August 2052.

A day here is named by its civil date; in Java it begins at the sunset before, so "malam 1 Sura" is the
evening before the civil date of 1 Sura. Checked against the dated sources in `tests/events/`.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

PASARAN = ["Legi", "Pahing", "Pon", "Wage", "Kliwon"]
DINA = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Ahad"]
YEARS = ["Alip", "Ehe", "Jimawal", "Je", "Dal", "Be", "Wawu", "Jimakir"]
MONTHS = [
    "Sura",
    "Sapar",
    "Mulud",
    "Bakda Mulud",
    "Jumadilawal",
    "Jumadilakir",
    "Rejeb",
    "Ruwah",
    "Pasa",
    "Sawal",
    "Sela",
    "Besar",
]
YEAR_DAYS = [354, 355, 354, 354, 355, 354, 354, 355]  # Alip to Jimakir
WINDU_DAYS = sum(YEAR_DAYS)

EPOCH, EPOCH_YEAR = date(1936, 3, 24), 1867  # 1 Sura Alip 1867, Selasa Pon
VALID_TO = date(2052, 8, 25)

_YEAR_STARTS = [0, *accumulate(YEAR_DAYS)]


class OutOfRange(ValueError):
    """The date lies outside kurup Asapon, where this reckoning does not hold."""


@dataclass(frozen=True)
class JavaneseDate:
    """A Javanese day: `month` 1 to 12, `day` 1 to 30, `year` in the Javanese era."""

    year: int
    month: int
    day: int

    @property
    def month_name(self):
        return MONTHS[self.month - 1]

    @property
    def year_name(self):
        """The year's name in its windu, e.g. Dal."""
        return YEARS[_in_windu(self.year)]

    def __str__(self):
        return f"{self.day} {self.month_name} {self.year} {self.year_name}"


def pasaran(day):
    """The name of the day in the five-day week."""
    return PASARAN[day.toordinal() % 5]


def dina(day):
    """The name of the day in the seven-day week, as Javanese use it with the pasaran (Ahad, not Minggu)."""
    return DINA[day.weekday()]


def weton(day):
    """Day of the week and pasaran together, e.g. "Jumat Kliwon"."""
    return f"{dina(day)} {pasaran(day)}"


def from_civil(day):
    """The JavaneseDate of a civil date. Raises OutOfRange outside kurup Asapon."""
    if not EPOCH <= day <= VALID_TO:
        raise OutOfRange(day)
    windu, rest = divmod((day - EPOCH).days, WINDU_DAYS)
    position = bisect_right(_YEAR_STARTS, rest) - 1
    year = EPOCH_YEAR + windu * 8 + position
    rest -= _YEAR_STARTS[position]
    month = 1
    while rest >= month_days(year, month):
        rest -= month_days(year, month)
        month += 1
    return JavaneseDate(year, month, rest + 1)


def to_civil(javanese):
    """The civil date of a JavaneseDate. Raises OutOfRange outside kurup Asapon or for a day the month lacks."""
    year, month, day = javanese.year, javanese.month, javanese.day
    if not (1 <= month <= 12 and 1 <= day <= month_days(year, month)):
        raise OutOfRange(javanese)
    civil = new_year(year) + timedelta(days=sum(month_days(year, m) for m in range(1, month)) + day - 1)
    if not EPOCH <= civil <= VALID_TO:
        raise OutOfRange(javanese)
    return civil


def new_year(year):
    """The civil date of 1 Sura of a Javanese year."""
    windu, position = divmod(year - EPOCH_YEAR, 8)
    return EPOCH + timedelta(days=windu * WINDU_DAYS + _YEAR_STARTS[position])


def month_days(year, month):
    """Number of days of a month: 30 and 29 in turn, Besar 30 in a long year."""
    long_besar = month == 12 and YEAR_DAYS[_in_windu(year)] == 355
    return 30 if month % 2 or long_besar else 29


def _in_windu(year):
    return (year - EPOCH_YEAR) % 8
