"""Who has waited too long, in working hours of the desk."""

from datetime import timedelta

from desk.models import DeskSettings

LATE_AFTER_HOURS = 24
LATE_AFTER, SOON_LATE_AFTER = timedelta(hours=LATE_AFTER_HOURS), timedelta(hours=4)


def late_since(now):
    """The moment such that whoever has waited from then on is late."""
    return DeskSettings.load().working_time.back(now, LATE_AFTER)
