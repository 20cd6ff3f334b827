"""The Islamic calendar as Indonesia's government sets it: announced first days of months, else an estimate.

Nobody can reckon the official calendar: each year's holidays are set by decree. Where none is known, Umm al-Qura
(the library hijridate) comes within a day of it, see `tests/events/time/test_islamic_calendar.py`.
"""

from datetime import date

from hijridate import Gregorian, Hijri

MONTHS = [
    "Muharram",
    "Safar",
    "Rabiulawal",
    "Rabiulakhir",
    "Jumadilawal",
    "Jumadilakhir",
    "Rajab",
    "Syakban",
    "Ramadan",
    "Syawal",
    "Zulkaidah",
    "Zulhijah",
]
# What Umm al-Qura covers, in whole years.
FIRST_YEAR, LAST_YEAR = 1343, 1499
VALID_FROM, VALID_TO = date(1924, 8, 1), date(2076, 11, 26)
MARGIN_DAYS = 1


def estimate(year, month):
    """The civil first day of an Islamic month by Umm al-Qura, within MARGIN_DAYS of the government's."""
    return date(*Hijri(year, month, 1).to_gregorian().datetuple())


def month_start(year, month, announced):
    """The civil first day of an Islamic month; `announced` is ``{(year, month): first day}``."""
    return announced.get((year, month)) or estimate(year, month)


def month_days(year, month, announced):
    """Number of days of an Islamic month, 29 or 30."""
    following = (year, month + 1) if month < 12 else (year + 1, 1)
    return (month_start(*following, announced) - month_start(year, month, announced)).days


def years_touching(first, last):
    """The range of Islamic years with a day from `first` to `last`, and their neighbours; empty outside Umm al-Qura."""
    first, last = max(first, VALID_FROM), min(last, VALID_TO)
    if first > last:
        return range(0)
    earliest, latest = (Gregorian(*day.timetuple()[:3]).to_hijri().year for day in (first, last))
    return range(max(earliest - 1, FIRST_YEAR), min(latest + 1, LAST_YEAR) + 1)
