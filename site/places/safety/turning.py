"""A notice was saved, begins or ends: everything that tells of the places it covers is told, in one transaction."""

from django.conf import settings
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


def schedule_page(instance, **kwargs):
    """The page of a place was published: have what it says itself announced when that runs out (signal receiver)."""
    from places.tasks import turn_place

    until = instance.safety_valid_until if isinstance(instance, PlacePage) and not instance.alias_of_id else None
    if until and until > timezone.now() and instance.locale.language_code == settings.LANGUAGE_CODE:
        turn_place.using(run_after=until).enqueue(str(instance.translation_key))


def schedule(notice):
    """Have a worker announce its next beginning or end, at that very moment."""
    from places.tasks import turn_notice

    if moment := notice.next_turn(timezone.now()):
        turn_notice.using(run_after=moment).enqueue(notice.pk)
