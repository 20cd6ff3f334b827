"""Noting when a place became public, was published anew, or is not public any more."""

from django.utils import timezone

from content.publishing import mark_published
from places.models import PlacePage, PlaceRecord


def note(keys, published=()):
    """Bring the records of these translation keys up to date; of those in `published` something may be new."""
    mark_published()  # so that what is hidden by now is looked up anew
    now = timezone.now()
    rows = PlacePage.objects.for_visitors().filter(translation_key__in=keys)
    public = dict(rows.values_list("translation_key", "content_type__model"))
    known = PlaceRecord.objects.in_bulk(keys)
    for key in keys:
        record = known.get(key) or PlaceRecord(uid=key, created_at=now, removed_at=now)
        is_new = key in public and (record.removed_at or key in published)
        is_gone = key not in public and not record.removed_at
        if is_new or is_gone:
            record.kind = public.get(key, record.kind)
            record.changed_at, record.removed_at = now, now if is_gone else None
            record.save()


def note_all():
    """Bring every record up to date, also of places that were published before there were records."""
    known = PlaceRecord.objects.filter(removed_at=None).values_list("uid", flat=True)
    note(list({*known, *PlacePage.objects.values_list("translation_key", flat=True)}))


# Signal receivers


def note_published(instance, **kwargs):
    """A page was published: what is below it may be public again."""
    note(_keys_below(instance), published={instance.translation_key})


def note_below(instance, **kwargs):
    """A part of the tree was unpublished or moved."""
    note(_keys_below(instance))


def note_deleted(instance, **kwargs):
    note([instance.translation_key])


def note_restricted(**kwargs):
    """A part of the tree was made private, or public again."""
    note_all()


def _keys_below(page):
    below = PlacePage.objects.filter(path__startswith=page.path)
    return list(below.values_list("translation_key", flat=True).distinct())
