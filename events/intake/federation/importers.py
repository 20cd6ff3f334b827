"""Bringing other offices' events in: as drafts, matched with what is here, and never over what an editor wrote.

First a plan is made by reading only; a dry run ends there. Applying it writes each event by itself, so that one that
fails leaves the others alone. Between the two an editor may save: each page is read again, locked, before it is
written. Doing it again changes nothing.
"""

import hashlib
import logging
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.intake.drafts import add_draft
from events.intake.federation.matching import Matcher
from events.intake.federation.page_values import (
    FIELDS,
    comparable,
    page_value,
    set_page_value,
    source_values,
    venues_by_name,
)
from events.intake.reading.incoming import UID_LENGTH, IncomingEvent
from events.intake.reading.limits import Limits
from events.models import EventPage, FederatedEvent
from jobs.declaring import tell_progress

log = logging.getLogger(__name__)

NEW_AT_MOST = 300
NEW, CHANGED, UNCHANGED, SKIPPED, FAILED = "new", "changed", "unchanged", "skipped", "failed"
LEFT_ALONE = "left_alone"  # somebody else has the page in hand; the next pull looks again


@dataclass
class Step:
    """What happens with one event of a source; `notes` say why, in sentences."""

    item: IncomingEvent
    action: str
    record: FederatedEvent | None = None
    page: EventPage | None = None
    values: dict = field(default_factory=dict)
    changes: dict = field(default_factory=dict)
    kept: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    waits: bool = False


@dataclass
class Plan:
    """Everything that an import would do."""

    source: object
    reading: object
    steps: list = field(default_factory=list)
    missing: list = field(default_factory=list)
    problems: list = field(default_factory=list)

    @property
    def is_clean(self):
        """Whether nothing is left over that the next pull must look at even if the source has not changed."""
        return not self.is_partial and not any(step.action in {FAILED, LEFT_ALONE} for step in self.steps)

    @property
    def is_partial(self):
        """Whether new events wait, because there were too many at once."""
        return any(step.waits for step in self.steps)

    def report(self):
        """The plan, or what became of it, as JSON that the admin shows and the source keeps."""
        by_item = {}
        for problem in self.problems:
            by_item.setdefault((problem.line, problem.item), []).append(problem.message)
        rows = []
        for step in self.steps:
            notes = [*step.notes, *by_item.pop((step.item.line, step.item.title), [])]
            if step.action == UNCHANGED and not notes and not step.kept:
                continue
            rows.append(
                {
                    "line": step.item.line,
                    "title": step.item.title,
                    "action": step.action,
                    "page": step.page.pk if step.page else None,
                    "fields": list(step.changes) if step.action == CHANGED else [],
                    "kept": step.kept,
                    "notes": notes,
                }
            )
        rows += [
            {"line": line, "title": title, "action": SKIPPED, "notes": messages}
            for (line, title), messages in by_item.items()
            if title
        ]
        rows.sort(key=lambda row: row["line"] or 0)
        return {
            "format": self.reading.format,
            "found": self.reading.found,
            "counts": dict(Counter(step.action for step in self.steps)),
            "rows": rows,
            "missing": self.missing,
            "general": [message for (_line, title), messages in by_item.items() if not title for message in messages],
            "is_whole": self.reading.is_whole,
        }


def make_plan(source, reading, today=None, new_at_most=None, limits=None):
    """The Plan of an import, without writing anything."""
    return _Planner(
        source, reading, today or timezone.localdate(), new_at_most or NEW_AT_MOST, limits or Limits()
    ).plan()


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
            step.notes.append(_("It could not be written: %(reason)s.") % {"reason": str(error)[:200].rstrip(".")})
        tell_progress(number, len(plan.steps))
    missing = [told["record"] for told in plan.missing]
    FederatedEvent.objects.filter(pk__in=missing, missing_since=None).update(missing_since=now)


class _Planner:
    def __init__(self, source, reading, today, new_at_most, limits):
        self.source = source
        self.reading = reading
        self.today = today
        self.new_at_most = new_at_most
        self.result = Plan(source, reading, problems=list(reading.problems))
        self.records = {record.source_uid: record for record in source.events.select_related("event")}
        self.here = {stored_uid(item.uid) for item in reading.items}
        self.taken = {record.event_id for uid, record in self.records.items() if uid in self.here}
        self.matcher = Matcher()
        self.venues = venues_by_name()
        self.new = 0
        self.limits = limits

    def plan(self):
        for item in self.reading.items:
            self.result.steps.append(self.step(item))
        self.find_missing()
        return self.result

    def step(self, item):
        values = source_values(item, self.source, self.venues)
        record = self.records.get(stored_uid(item.uid))
        if record and record.event_id is None:
            return Step(item, SKIPPED, record, notes=[_("An editor deleted it here; it does not come back.")])
        if record:
            return self.comparison(Step(item, UNCHANGED, record, record.event, values))
        if item.dates.last and item.dates.last < self.today:
            day = {"day": date_format(item.dates.last, "j F Y")}
            return Step(item, SKIPPED, notes=[_("It was over on %(day)s; past events are not taken.") % day])
        if self.new >= self.new_at_most or (self.new and self.limits.are_spent):
            note = _("There are too many new events at once; the next pull takes it.")
            return Step(item, SKIPPED, notes=[note], waits=True)
        twin = self.matcher.twin(item, self.taken)
        if twin.is_sure:
            self.taken.add(twin.page.pk)
            note = _("It was recognised as “%(title)s”, which is here already.") % {"title": twin.page.title}
            renamed = next((r for r in self.records.values() if r.event_id == twin.page.pk), None)
            return self.comparison(Step(item, UNCHANGED, renamed, twin.page, values, notes=[note]))
        self.new += 1
        step = Step(item, NEW, values=values)
        if twin.page:
            told = {"title": twin.page.title, "percent": round(100 * twin.score)}
            step.notes.append(_("It resembles “%(title)s” (%(percent)s %%). Check whether they are the same.") % told)
        return step

    def comparison(self, step):
        """Find what the source changed since the last time, and what of that an editor has in hand."""
        seen = step.record.seen if step.record else {}
        if step.record and step.item.dates.last and step.item.dates.last < self.today:
            step.values = seen  # nobody needs a correction of what is over
            return step
        theirs = {name: comparable(name, value, self.today) for name, value in step.values.items()}
        known = {name: comparable(name, value, self.today) for name, value in seen.items()}
        told_anew = [name for name in FIELDS if (theirs[name] != known[name] if name in known else theirs[name])]
        if not told_anew:
            return step
        step.page = step.page.get_latest_revision_as_object()
        for name in told_anew:
            ours = comparable(name, page_value(step.page, name), self.today)
            if ours == theirs[name]:
                continue
            if ours == known[name] if name in known else not ours:
                step.changes[name] = step.values[name]
            else:
                step.kept.append(name)
        if step.changes and (reason := _in_hand(step.page)):
            step.action = LEFT_ALONE
            step.notes.append(reason)
        elif step.changes:
            step.action = CHANGED
        return step

    def find_missing(self):
        """What the source told once and no longer does; reported, never deleted. A partial answer proves nothing."""
        if not (self.reading.is_whole and self.reading.items):
            return
        recognised = {step.record.pk for step in self.result.steps if step.record}
        for uid, record in self.records.items():
            is_over = record.last_day and record.last_day < self.today
            if uid in self.here or record.pk in recognised or record.event_id is None or is_over:
                continue
            since = timezone.localtime(record.missing_since).date() if record.missing_since else self.today
            self.result.missing.append(
                {"title": record.event.title, "page": record.event_id, "since": since.isoformat(), "record": record.pk}
            )


def stored_uid(uid):
    """The identity as it is stored: one that is too long by its digest."""
    return uid if len(uid) <= UID_LENGTH else "sha256:" + hashlib.sha256(uid.encode()).hexdigest()


def _apply(step, source, user, now):
    if step.action == CHANGED and (reason := _taken_in_hand(step.page)):
        step.action = LEFT_ALONE
        step.notes.append(reason)
    if step.action in {SKIPPED, LEFT_ALONE}:
        return
    if step.action == NEW:
        step.page = _new_page(step, source, user)
    elif step.action == CHANGED:
        for name, value in step.changes.items():
            set_page_value(step.page, name, value, timezone.localdate(now))
        step.page.save_revision(user=user, clean=False, log_action=True)
    item = step.item
    record = step.record or FederatedEvent(source=source, first_seen_at=now)
    told = {
        "source_uid": stored_uid(item.uid),
        "event_id": step.page.pk,
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


def _in_hand(page):
    """Why nobody but its holder may write to a page now, as a sentence, or nothing."""
    if page.current_workflow_state:
        return _("Left alone: it is in moderation. The next pull after that takes the change.")
    if page.get_lock():
        return _("Left alone: it is locked. The next pull after it is unlocked takes the change.")
    return ""


def _taken_in_hand(planned):
    """Why a page must not be written as planned, as a sentence, or nothing; until the transaction ends it stays so."""
    page = EventPage.objects.select_for_update().filter(pk=planned.pk).first()
    if page is None or page.latest_revision_id != planned.latest_revision_id:
        return _("Left alone: changed meanwhile. The next pull compares it anew.")
    return _in_hand(page)


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
