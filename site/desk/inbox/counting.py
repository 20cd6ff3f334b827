"""How many questions wait: every page of the admin shows it, so it is kept for a minute."""

from django.core.cache import cache

from desk.models import Question

KEPT_S = 60
KEY = "desk_waiting"


def number_waiting():
    return cache.get_or_set(KEY, Question.objects.new().count, KEPT_S) or 0


def count_anew():
    """Something has been done: the next page counts again."""
    cache.delete(KEY)
