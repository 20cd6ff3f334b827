"""What to print about the date of an event: the civil day, the Javanese day, the evening before."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from events import javanese_calendar as jawa

WIB = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True)
class EventDates:
    """A span of civil days in Wonogiri, both ends included; times None when not announced."""

    first: date
    last: date
    start_time: time | None = None
    end_time: time | None = None
    is_eve: bool = False

    @property
    def is_span(self):
        return self.last > self.first

    @property
    def javanese_day(self):
        """The civil date whose Javanese day this is: the next one for an evening before."""
        return self.first + timedelta(days=1) if self.is_eve else self.first

    @property
    def starts_at(self):
        """Aware start, or None when the time is not announced."""
        return datetime.combine(self.first, self.start_time, WIB) if self.start_time else None

    @property
    def ends_at(self):
        """Aware end, or None when the time is not announced."""
        return datetime.combine(self.last, self.end_time, WIB) if self.end_time else None


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
    def icon(self):
        return f"pasaran-{self.pasaran.lower()}"
