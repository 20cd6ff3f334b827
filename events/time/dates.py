"""What to print about the date of an event: the civil day, the Javanese day, the evening before."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language

from events.time import javanese_calendar as jawa
from events.time.aksara import in_aksara, span_in_aksara

WIB = ZoneInfo("Asia/Jakarta")
EVENING = time(18)
MIDNIGHT = time()


@dataclass(frozen=True)
class EventDates:
    """A span of civil days in Wonogiri, both ends included; times None when not announced.

    `margin_days` is by how many days an estimate may be off, 0 where nobody knows. `one_of` are the first days of
    which only one is the day, `first` among them, while nobody knows which; else empty.
    """

    first: date
    last: date
    start_time: time | None = None
    end_time: time | None = None
    is_eve: bool = False
    margin_days: int = 0
    one_of: tuple = ()

    @property
    def each(self):
        """These days alone, or each of those of which one is the day."""
        length = self.last - self.first
        return [replace(self, first=day, last=day + length, one_of=()) for day in self.one_of] or [self]

    @property
    def is_span(self):
        return self.last > self.first

    @property
    def in_one_month(self):
        return (self.first.year, self.first.month) == (self.last.year, self.last.month)

    @property
    def is_this_year(self):
        return self.last.year == timezone.localdate().year

    @property
    def is_evening(self):
        """Whether a visitor should think of the evening: the evening before, or a start after sunset."""
        return self.is_eve or bool(self.start_time and self.start_time >= EVENING)

    @property
    def javanese_day(self):
        """The civil date whose Javanese day this is: the next one for an evening before."""
        return self.first + timedelta(days=1) if self.is_eve else self.first

    @property
    def aksara(self):
        """The Javanese day or days in Javanese letters; "" for days in a row outside kurup Asapon."""
        if self.is_span:
            return span_in_aksara(self.first, self.last)
        return in_aksara(self.javanese_day, self.is_eve)

    @property
    def day_after(self):
        """The civil date after the Javanese day."""
        return self.javanese_day + timedelta(days=1)

    @property
    def starts_at(self):
        """Aware start, or None when the time is not announced."""
        return datetime.combine(self.first, self.start_time, WIB) if self.start_time else None

    @property
    def ends_at(self):
        """Aware end, or None when the time is not announced; midnight ends the last day."""
        if self.end_time is None:
            return None
        day = self.last + timedelta(days=1) if self.end_time == MIDNIGHT else self.last
        return datetime.combine(day, self.end_time, WIB)


@dataclass(frozen=True)
class JavaneseDay:
    """A civil date with its names in the Javanese calendar; `date` is None outside kurup Asapon."""

    civil: date
    weton: str
    pasaran: str
    date: jawa.JavaneseDate | None

    @classmethod
    def of(cls, civil):
        try:
            javanese = jawa.from_civil(civil)
        except jawa.OutOfRange:
            javanese = None
        return cls(civil, jawa.weton(civil), jawa.pasaran(civil), javanese)

    @property
    def weton_name(self):
        """The weton as a reader of the active language says it."""
        return weton_name(self.weton)

    @property
    def aksara(self):
        return in_aksara(self.civil)

    @property
    def icon(self):
        return f"pasaran-{self.pasaran.lower()}"


def weton_name(weton):
    """A weton such as “Jumat Kliwon” as a reader of the active language says it: Jemuwah Kliwon in Javanese."""
    of_seven, of_five = weton.split()
    if get_language() == "jv":
        of_seven = jawa.DINA_IN_JAVANESE[jawa.DINA.index(of_seven)]
    return f"{of_seven} {of_five}"


def weekend_of(today):
    """Saturday and Sunday of this week; on a Sunday, that same weekend."""
    saturday = today + timedelta(days=5 - today.weekday())
    return saturday, saturday + timedelta(days=1)


def month_after(day):
    """The first day of the month after that of `day`."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
