"""Bringing other offices' events in: as drafts, matched with what is here, and never over what an editor wrote.

First a plan is made by reading only (`planning`); a dry run ends there. Applying it writes each event by itself, so
that one that fails leaves the others alone. Between the two an editor may save: each page is read again, locked,
before it is written. Doing it again changes nothing.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.intake.drafts import add_draft
from events.intake.federation.identities import stored_uid
from events.intake.federation.page_values import FIELDS, field_label, set_page_value
from events.intake.federation.planning import CHANGED, FAILED, LEFT_ALONE, NEW, SKIPPED, in_hand, make_plan
from events.models import EventPage, FederatedEvent
from jobs.declaring import tell_progress

log = logging.getLogger(__name__)


def import_events(source, reading, user=None, now=None, new_at_most=None):
    """Bring the events of a Reading in; returns the applied Plan."""
    now = now or timezone.now()
    plan = make_plan(source, reading, timezone.localdate(now), new_at_most)
    apply_plan(plan, user, now)
    return plan


def apply_plan(plan, user=None, now=None):
    """Write what a plan says, each event in a transaction of its own."""
    now = now or timezone.now()
    for number, step in enumerate(plan.steps, 1):
        try:
            with transaction.atomic():
                _apply(step, plan.source, user, now)
        except Exception as error:  # one event that fails must not keep the others out
            log.exception("An event of a source could not be written")
            step.action = FAILED
            step.notes.append(_why(error))
        tell_progress(number, len(plan.steps))
    missing = [told["record"] for told in plan.missing]
    FederatedEvent.objects.filter(pk__in=missing, missing_since=None).update(missing_since=now)


def _why(error):
    """Why an event could not be written: our own words, never those of a library or a database."""
    if isinstance(error, ValidationError):
        told = ValidationError(error.update_error_dict({})).message_dict
        reasons = [
            " ".join(messages) if name == NON_FIELD_ERRORS else f"{field_label(name)}: {' '.join(messages)}"
            for name, messages in told.items()
        ]
        return _("It could not be written: %(reason)s.") % {"reason": " ".join(reasons)[:200].rstrip(".")}
    return _("It could not be written; tell whoever looks after this site. The next pull tries it again.")


def _apply(step, source, user, now):
    if step.action == CHANGED and (reason := _taken_in_hand(step.page)):
        step.action = LEFT_ALONE
        step.notes.append(reason)
    if step.action == LEFT_ALONE or (step.action == SKIPPED and not step.is_declined):
        return
    if step.action == NEW:
        step.page = _new_page(step, source, user)
    elif step.action == CHANGED:
        draft = step.page.get_latest_revision_as_object()
        for name, value in step.changes.items():
            set_page_value(draft, name, value, timezone.localdate(now))
        draft.save_revision(user=user, clean=False, log_action=True)
    item = step.item
    record = step.record or FederatedEvent(source=source, first_seen_at=now)
    told = {
        "source_uid": stored_uid(item.uid),
        "event_id": step.page.pk if step.page else None,
        "title": item.title,
        "seen": step.values,
        "origin": _origin(item),
        "last_day": item.dates.last,
        "missing_since": None,
    }
    is_same = step.record and all(getattr(record, name) == value for name, value in told.items())
    if is_same and now - record.seen_at < timedelta(hours=1):
        return
    for name, value in told.items():
        setattr(record, name, value)
    record.seen_at = now
    record.save()


def _taken_in_hand(planned):
    """Why a page must not be written as planned, as a sentence, or nothing; until the transaction ends it stays so."""
    page = EventPage.objects.select_for_update().filter(pk=planned.pk).first()
    if page is None or page.latest_revision_id != planned.latest_revision_id:
        return _("Left alone: changed meanwhile. The next pull compares it anew.")
    return in_hand(page)


def _new_page(step, source, user):
    """A draft under the list of events, with its places in the other languages."""
    notes = [*step.notes]
    if source.language != settings.LANGUAGE_CODE:
        told = {"language": source.get_language_display()}
        notes.append(_("The source writes in another language (%(language)s): translate it before you publish.") % told)
    page = EventPage(
        regency=source.regency,
        organiser=source.organisation,
        sources=f"{source.name}: {step.item.url or source.url}".rstrip(": "),
        editor_note="\n".join(notes),
    )
    today = timezone.localdate()
    for name in FIELDS:
        set_page_value(page, name, step.values[name], today)
    return add_draft(page, user)


def _origin(item):
    """What a page has no field for, kept for the editor."""
    told = {
        "url": item.url,
        "image": item.image,
        "organiser": item.organiser,
        "categories": list(item.categories),
        "latitude": item.latitude,
        "longitude": item.longitude,
        "modified": item.modified.isoformat() if item.modified else None,
    }
    return {name: value for name, value in told.items() if value not in (None, "", [])}
