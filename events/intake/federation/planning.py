"""What an import would do, found by reading only: which incoming event is which of ours, and what the source changed."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.intake.federation.assignment import best_assignment
from events.intake.federation.identities import stored_uid
from events.intake.federation.matching import Matcher, as_pages, has_several_dates, pages_here
from events.intake.federation.ours import OurEvents
from events.intake.federation.page_values import FIELDS, comparable, page_value, source_values, venues_by_name
from events.intake.reading.incoming import IncomingEvent
from events.intake.reading.limits import Limits
from events.models import EventPage, FederatedEvent

NEW_AT_MOST = 300
NEW, CHANGED, UNCHANGED, SKIPPED, FAILED = "new", "changed", "unchanged", "skipped", "failed"
LEFT_ALONE = "left_alone"  # somebody else has the page in hand; the next pull looks again
SHARPNESS = 40  # one pair that is exactly the same weighs more than two that are nearly so


@dataclass
class Step:
    """What happens with one event of a source; `notes` say why, in sentences. Of `page` only a few fields are read."""

    item: IncomingEvent
    action: str
    record: FederatedEvent | None = None
    page: EventPage | None = None
    values: dict = field(default_factory=dict)
    changes: dict = field(default_factory=dict)
    kept: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    waits: bool = False
    is_declined: bool = False


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


class _Planner:
    def __init__(self, source, reading, today, new_at_most, limits):
        self.source = source
        self.reading = reading
        self.today = today
        self.new_at_most = new_at_most
        self.limits = limits
        self.result = Plan(source, reading, problems=list(reading.problems))
        self.records = {record.source_uid: record for record in _records(source)}
        self.here = {stored_uid(item.uid) for item in reading.items}
        self.taken = {record.event_id for uid, record in self.records.items() if uid in self.here}
        # By page, the records whose identity the source gave up: their events may come back under a new one.
        self.given_up = {r.event_id: r for uid, r in self.records.items() if uid not in self.here and r.event_id}
        self.ours = OurEvents([item for item in reading.items if stored_uid(item.uid) not in self.records])
        self.venues = venues_by_name()
        self.new = self.drafts_read = 0

    def plan(self):
        steps = [self.known(item) for item in self.reading.items]
        strangers = [(number, self.reading.items[number]) for number, step in enumerate(steps) if step is None]
        for number, step in self.recognised(strangers):
            steps[number] = step
        self.result.steps = steps
        self.find_missing()
        return self.result

    def known(self, item):
        """The Step of an item that needs no comparison with what is here, or None."""
        record = self.records.get(stored_uid(item.uid))
        if record and record.event_id is None:
            return Step(item, SKIPPED, record, notes=[_("An editor deleted it here; it does not come back.")])
        if record:
            return self.comparison(Step(item, UNCHANGED, record, record.event, self.values(item)))
        if (title := self.ours.title(item)) is not None:
            note = _("It is our own event “%(title)s”, come back through this source; nothing is taken.")
            return Step(item, SKIPPED, notes=[note % {"title": title or item.title}])
        if item.dates.last and item.dates.last < self.today:
            day = {"day": date_format(item.dates.last, "j F Y")}
            return Step(item, SKIPPED, notes=[_("It was over on %(day)s; past events are not taken.") % day])
        return None

    def values(self, item):
        return source_values(item, self.source, self.venues)

    def recognised(self, strangers):
        """(number, Step) of items that have no record: compared with all that is here, each page given away once."""
        if not strangers:
            return
        matcher, declined = Matcher(pages_here(), self.today), Matcher(_declined(self.today), self.today)
        twins = {}
        for number, item in strangers:
            if twins and self.limits.are_spent:
                break
            twins[number] = matcher.twins(item, self.taken)
        given = self.given_away(twins)
        for number, item in strangers:
            if number not in twins:
                yield number, self.waiting(item)
            elif number in given:
                yield number, self.same(item, given[number])
            elif note := _declined_note(item, declined):
                yield number, Step(item, SKIPPED, values=self.values(item), notes=[note], is_declined=True)
            else:
                left = (twin for twin in twins[number] if twin.page.pk not in self.taken)
                yield number, self.stranger(item, next(left, None))

    def given_away(self, twins):
        """{number: page}: the assignment in which all together are most alike; the dates of a series may share its page."""
        sure = {number: [twin for twin in found if twin.is_sure] for number, found in twins.items()}
        pages = {twin.page.pk: twin.page for found in sure.values() for twin in found}
        weights = {
            (number, twin.page.pk): twin.score**SHARPNESS
            for number, found in sure.items()
            for twin in found
            if twin.page.pk not in self.taken
        }
        given = {number: pages[pk] for number, pk in best_assignment(weights).items()}
        self.taken |= {page.pk for page in given.values()}
        for number, found in sure.items():
            series = (twin.page for twin in found if has_several_dates(twin.page))
            if number not in given and (page := next(series, None)):
                given[number] = page
        return given

    def same(self, item, page):
        note = _("It was recognised as “%(title)s”, which is here already.") % {"title": page.title}
        renamed = self.given_up.pop(page.pk, None)
        return self.comparison(Step(item, UNCHANGED, renamed, page, self.values(item), notes=[note]))

    def waiting(self, item):
        note = _("There are too many new events at once; the next pull takes it.")
        return Step(item, SKIPPED, notes=[note], waits=True)

    def stranger(self, item, twin):
        if self.new >= self.new_at_most:
            return self.waiting(item)
        self.new += 1
        step = Step(item, NEW, values=self.values(item))
        if twin:
            told = {"title": twin.page.title, "percent": round(100 * twin.score)}
            step.notes.append(_("It resembles “%(title)s” (%(percent)s %%). Check whether they are the same.") % told)
        return step

    def comparison(self, step):
        """Find what the source changed since the last time, and what of that an editor has in hand."""
        record, seen = step.record, step.record.seen if step.record else {}
        if record and self.is_over(step.item.dates.last) and self.is_over(record.last_day):
            step.values = seen  # nobody needs a correction of what is over
            return step
        differing = [name for name in FIELDS if name not in seen or step.values[name] != seen[name]]
        theirs = {name: comparable(name, step.values[name], self.today) for name in differing}
        known = {name: comparable(name, seen[name], self.today) for name in differing if name in seen}
        told_anew = [name for name in differing if (theirs[name] != known[name] if name in known else theirs[name])]
        if not told_anew:
            return step
        if self.drafts_read and self.limits.are_spent:
            note = _("There are too many changes at once; the next pull takes it.")
            return Step(step.item, SKIPPED, step.record, notes=[note], waits=True)
        self.drafts_read += 1
        page = step.page.get_latest_revision_as_object()
        is_one_of_several = has_several_dates(page) and _is_one_date(step.values) and _is_one_date(seen)
        for name in told_anew:
            ours = comparable(name, page_value(page, name), self.today)
            if ours == theirs[name]:
                continue
            # What a source says of one date does not hold for the whole series.
            is_free = (ours == known[name] if name in known else not ours) and not (
                is_one_of_several and name in {"dates", "status"}
            )
            if is_free:
                step.changes[name] = step.values[name]
            else:
                step.kept.append(name)
        if step.changes and (reason := in_hand(page)):
            step.action = LEFT_ALONE
            step.notes.append(reason)
        elif step.changes:
            step.action = CHANGED
        return step

    def is_over(self, day):
        return bool(day) and day < self.today

    def find_missing(self):
        """What the source told once and no longer does; reported, never deleted. A partial answer proves nothing.

        Nor does a partial plan: what waits may be the same event under a new identity.
        """
        if not (self.reading.is_whole and self.reading.items) or self.result.is_partial:
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


def _records(source):
    told = [field.attname for field in FederatedEvent._meta.concrete_fields]
    page = [f"event__{name}" for name in ["title", "content_type", "latest_revision", "timing"]]
    return source.events.select_related("event").only(*told, *page)


def _declined(today):
    """What editors deleted of any source and is still to come, as pages to compare with."""
    found = FederatedEvent.objects.filter(event=None, seen__has_key="dates").exclude(last_day__lt=today)
    return as_pages(found, today)


def _declined_note(item, declined):
    twin = next((twin for twin in declined.twins(item) if twin.is_sure), None)
    return twin and _("An editor deleted the same event here (“%(title)s”); it does not come back.") % {
        "title": twin.page.title
    }


def _is_one_date(values):
    return values.get("dates", {}).get("timing", "span") in {"span", "announced"}


def in_hand(page):
    """Why nobody but its holder may write to a page now, as a sentence, or nothing."""
    if page.current_workflow_state:
        return _("Left alone: it is in moderation. The next pull after that takes the change.")
    if page.get_lock():
        return _("Left alone: it is locked. The next pull after it is unlocked takes the change.")
    return ""
