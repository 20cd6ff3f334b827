"""The Javanese calendar of Sultan Agung, kurup Asapon: 24 March 1936 to 25 August 2052.

A day here is named by its civil date; in Java it begins at the sunset before, so "malam 1 Sura" is the
evening before the civil date of 1 Sura. Checked against the dated sources in `tests/events/time/`.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, product

PASARAN = ["Legi", "Pahing", "Pon", "Wage", "Kliwon"]
DINA = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Ahad"]
DINA_IN_JAVANESE = ["Senèn", "Selasa", "Rebo", "Kemis", "Jemuwah", "Setu", "Ahad"]
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
WINDU = ["Kuntara", "Sengara", "Sancaya", "Adi"]

WETON_DAYS = 35
WETONS = [f"{of_seven} {of_five}" for of_seven, of_five in product(DINA, PASARAN)]

# The wuku, weeks of the 210-day cycle; each begins on Ahad.
WUKU = [
    "Sinta",
    "Landep",
    "Wukir",
    "Kurantil",
    "Tolu",
    "Gumbreg",
    "Warigalit",
    "Warigagung",
    "Julungwangi",
    "Sungsang",
    "Galungan",
    "Kuningan",
    "Langkir",
    "Mandasiya",
    "Julungpujut",
    "Pahang",
    "Kuruwelut",
    "Marakeh",
    "Tambir",
    "Medangkungan",
    "Maktal",
    "Wuye",
    "Manahil",
    "Prangbakat",
    "Bala",
    "Wugu",
    "Wayang",
    "Kulawu",
    "Dukut",
    "Watugunung",
]

# The pranata mangsa, the twelve seasons of the farmer's solar year, with the civil month and day each begins on.
_MANGSA_STARTS = [
    ("Kasa", 6, 22),
    ("Karo", 8, 2),
    ("Katelu", 8, 25),
    ("Kapat", 9, 18),
    ("Kalima", 10, 13),
    ("Kanem", 11, 9),
    ("Kapitu", 12, 22),
    ("Kawolu", 2, 3),
    ("Kasanga", 3, 1),
    ("Kasadasa", 3, 26),
    ("Desta", 4, 19),
    ("Sadha", 5, 12),
]
MANGSA = [name for name, _month, _day in _MANGSA_STARTS]

EPOCH, EPOCH_YEAR = date(1936, 3, 24), 1867  # 1 Sura Alip 1867, Selasa Pon
VALID_TO = date(2052, 8, 25)
LAST_YEAR = 1986  # a Jimakir that ends on VALID_TO, a day early, as every kurup does

_YEAR_STARTS = [0, *accumulate(YEAR_DAYS)]
_WINDU_FIRST_YEAR = 1555  # Alip of the first windu Kuntara of the era
_A_SINTA_AHAD = date(2021, 8, 29)  # the first day of a wuku Sinta


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

    @property
    def windu_name(self):
        """The name of the eight years the year belongs to, e.g. Sancaya."""
        return windu(self.year)

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
    windus, rest = divmod((day - EPOCH).days, WINDU_DAYS)
    position = bisect_right(_YEAR_STARTS, rest) - 1
    year = EPOCH_YEAR + windus * 8 + position
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
    windus, position = divmod(year - EPOCH_YEAR, 8)
    return EPOCH + timedelta(days=windus * WINDU_DAYS + _YEAR_STARTS[position])


def month_days(year, month):
    """Number of days of a month: 30 and 29 in turn, Besar 30 in a long year but the last, which gives up a day."""
    long_besar = month == 12 and YEAR_DAYS[_in_windu(year)] == 355 and year != LAST_YEAR
    return 30 if month % 2 or long_besar else 29


def month_span(year, month):
    """The civil (first, last) day of a Javanese month. Raises OutOfRange outside kurup Asapon."""
    first = to_civil(JavaneseDate(year, month, 1))
    return first, first + timedelta(days=month_days(year, month) - 1)


def years_touching(first, last):
    """The range of Javanese years with a day from `first` to `last` (both included); empty outside kurup Asapon."""
    first, last = max(first, EPOCH), min(last, VALID_TO)
    if first > last:
        return range(0)
    return range(from_civil(first).year, from_civil(last).year + 1)


def windu(year):
    """The name of the windu, eight years, that a Javanese year belongs to; four follow each other in turn."""
    return WINDU[(year - _WINDU_FIRST_YEAR) // 8 % 4]


def next_weton(day, wanted):
    """The first civil date of a weton on or after `day`."""
    return day + timedelta(days=(_WETON_POSITION[wanted] - day.toordinal()) % WETON_DAYS)


def weton_dates(first, last, wanted):
    """The civil dates of a weton from `first` to `last`, both included, in order."""
    start = next_weton(first, wanted).toordinal()
    return [date.fromordinal(number) for number in range(start, last.toordinal() + 1, WETON_DAYS)]


def weton_in_month(year, month, wanted):
    """The civil date of a weton in a Javanese month as a list of one, or none: 35 days do not fit in a month."""
    return weton_dates(*month_span(year, month), wanted)


def wuku(day):
    """The name of the wuku, the week of the 210-day cycle that a civil date lies in."""
    return WUKU[(day - _A_SINTA_AHAD).days // 7 % 30]


def mangsa(day):
    """The number, 1 Kasa to 12 Sadha, of the season a civil date lies in."""
    # Kapitu runs over the turn of the civil year, so it is also what is left when none has begun yet.
    begun = [
        ((month, first), number)
        for number, (_name, month, first) in enumerate(_MANGSA_STARTS, 1)
        if (month, first) <= (day.month, day.day)
    ]
    return max(begun)[1] if begun else 7


def mangsa_span(civil_year, number):
    """The civil (first, last) day of season `number`, 1 Kasa to 12 Sadha, that begins in `civil_year`.

    Kapitu ends in the year after; Kawolu ends with February, on the 28th or the 29th.
    """
    _name, month, day = _MANGSA_STARTS[number - 1]
    first = date(civil_year, month, day)
    _name, next_month, next_day = _MANGSA_STARTS[number % 12]
    ends_in = civil_year + ((next_month, next_day) < (month, day))
    return first, date(ends_in, next_month, next_day) - timedelta(days=1)


def _in_windu(year):
    return (year - EPOCH_YEAR) % 8


# A weton's place in the 35 days, as the remainder of its proleptic ordinal.
_WETON_POSITION = {weton(date.fromordinal(number)): number % WETON_DAYS for number in range(1, WETON_DAYS + 1)}
