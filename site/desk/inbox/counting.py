"""How many questions wait: every page of the admin shows it, so it is kept for a minute."""

from django.core.cache import cache
from django.utils import timezone

from desk.lateness import late_since
from desk.models import Question

KEPT_S = 60
KEY, LATE_KEY = "desk_waiting", "desk_late"


def number_waiting():
    return cache.get_or_set(KEY, Question.objects.new().count, KEPT_S) or 0


def number_late():
    """How many visitors have waited for more than the working hours of `desk.lateness`."""
    return cache.get_or_set(LATE_KEY, lambda: Question.objects.late(late_since(timezone.now())).count(), KEPT_S) or 0


def count_anew():
    """Something has been done: the next page counts again."""
    cache.delete_many([KEY, LATE_KEY])
