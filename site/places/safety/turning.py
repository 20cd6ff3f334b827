"""A notice was saved, begins or ends: everything that tells of the places it covers is told, in one transaction."""

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from content.publishing import mark_published
from places.models.place import PlacePage

# Sent with `keys`, the translation_keys of places whose state has changed.
states_changed = Signal()


def covered_by(notice):
    """The places that a notice is about, in all languages, hidden ones too."""
    return PlacePage.objects.filter(notice.condition)


def touched_by(notice):
    """The translation_keys of the places that a notice has told of until now; none of a draft, none before it begins."""
    now = timezone.now()
    if not notice.period_at(now) and not notice.last_end(now):
        return set()
    return set(covered_by(notice).values_list("translation_key", flat=True))


def announce(keys):
    """Tell every output that the state of these places may be another one now."""
    from places.changes import note

    mark_published()
    with transaction.atomic():
        if keys:
            note(sorted(keys), published=keys)
        states_changed.send(sender=None, keys=keys)


def schedule(notice):
    """Have a worker announce its next beginning or end, at that very moment."""
    from places.tasks import turn_notice

    if moment := notice.next_turn(timezone.now()):
        turn_notice.using(run_after=moment).enqueue(notice.pk)
