"""When a notice holds: from a moment to another, or in the same months of every year. No model, no clock."""

from datetime import datetime

from django.utils import timezone


def periods(starts_at, ends_at, months, now):
    """``[(start, end), ...]`` around `now`, in order, half-open; `end` may be None.

    `months` is ``(first, last)``, both included, of every year between `starts_at` and `ends_at`; or None.
    """
    if not months:
        return [(starts_at, ends_at)] if ends_at is None or starts_at < ends_at else []
    found = []
    for year in range(timezone.localtime(now).year - 2, timezone.localtime(now).year + 2):
        first, end = season(*months, year)
        first, end = max(first, starts_at), min(end, ends_at or end)
        if first < end:
            found.append((first, end))
    return found


def season(first_month, last_month, year):
    """``(start, end)`` of the months that begin in `year`, in the time of Wonogiri; October to April ends a year later."""
    zone = timezone.get_default_timezone()
    end_year = year + (last_month < first_month) + (last_month == 12)
    return datetime(year, first_month, 1, tzinfo=zone), datetime(end_year, last_month % 12 + 1, 1, tzinfo=zone)


def period_at(found, now):
    """The period that holds `now`, or None."""
    return next((period for period in found if period[0] <= now and (period[1] is None or now < period[1])), None)


def last_end(found, now):
    """When the last period that is over ended, or None."""
    return max((end for _start, end in found if end and end <= now), default=None)


def next_turn(found, now):
    """The next moment at which one begins or ends, or None."""
    return min((moment for period in found for moment in period if moment and moment > now), default=None)
