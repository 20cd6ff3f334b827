"""Bringing the table of events back in: first a plan that shows what would change, then line by line.

Nothing is written while planning. A line with a problem is left alone and the others go on; a line is written in a
transaction of its own. What an editor changed meanwhile shows as old → new before it is overwritten.
"""

import json
import logging
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from content.spreadsheets.cells import Problem
from content.spreadsheets.reading import read_rows
from events.intake.drafts import NoIndex, add_draft, event_index
from events.intake.spreadsheets import namesakes
from events.intake.spreadsheets.columns import (
    BY_FIELD,
    BY_HEADING,
    KEY,
    KNOWN_HEADINGS,
    SLUG,
    TITLE,
    VERSION,
    Known,
    headings_of,
)
from events.intake.spreadsheets.days import NotUnderstood, folded
from events.intake.spreadsheets.exporting import newest, source_events
from events.intake.spreadsheets.spreading import FIRST, START, order_in, spread
from events.models import EventPage
from events.time.dating import date_problems

log = logging.getLogger(__name__)

CREATED, CHANGED, UNCHANGED, PROBLEM = "created", "changed", "unchanged", "problem"
LONGEST_SHOWN = 300
KEPT_BY_WAGTAIL = ["path", "depth", "url_path", "latest_revision", "content_type", "owner"]


@dataclass
class Line:
    """What one line of the file does. `changes` are (heading, old, new) as texts, `notes` what an editor should know."""

    number: int
    title: str
    outcome: str = UNCHANGED
    changes: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    page_id: int | None = None

    def as_json(self):
        """The same in values that JSON has; ``Line(**…)`` of it shows the same."""
        return json.loads(json.dumps(asdict(self), default=str))


def counted(lines):
    """``{outcome: number of lines}``."""
    return {
        outcome: sum(line.outcome == outcome for line in lines) for outcome in (CREATED, CHANGED, UNCHANGED, PROBLEM)
    }


def _begin(row, known):
    """The Line of a row, and its cells by the heading in small letters, each with its own value."""
    cells = {folded(heading): text for heading, text in row.values.items()}
    own, problems, guessed = spread(row, known)
    cells |= own
    line = Line(row.line, cells.get(TITLE, "")[:LONGEST_SHOWN])
    line.problems += problems
    line.notes += [_in_column(note) for note in guessed]
    return line, cells


def _in_column(note):
    return f"{note.column}: {note.message}" if note.column else note.message


class Import:
    """One file: `lines` once it is planned, and `unknown` headings that nobody reads. Raises UnreadableFile."""

    def __init__(self, file, user, publish=False, done=(), order=None, tell=None):
        """`done` are the numbers of lines that an earlier step has written: they are not planned again.

        `order` is the Order of day and month that the editor chose, None where the file shows it. `tell` is called with
        how many lines are planned, of how many.
        """
        self.user = user
        self.publish = publish
        self.rows = list(read_rows(file, KNOWN_HEADINGS))
        self.columns, self.unknown = headings_of(self.rows)
        self.known = Known(order or order_in(self.rows))
        self.index = event_index()
        self.may_publish = bool(self.index and self.index.permissions_for_user(user).can_publish_subpage())
        self.pages = {}  # line number → the page as it would be saved
        self._find_events()
        self.lines = []
        begun = [_begin(row, self.known) for row in self.rows]
        self._tell_namesakes_apart([cells for _line, cells in begun])
        for number, (row, (line, cells)) in enumerate(zip(self.rows, begun, strict=True), 1):
            event = self._existing(line, cells)
            if row.line not in done:
                self.lines.append(self._plan(row, line, cells, event))
            if tell:
                tell(number, len(self.rows))

    def _find_events(self):
        self.by_key, self.by_slug = {}, {}
        for event in source_events() if self.rows else []:
            self.by_key[event.translation_key] = self.by_slug[event.slug] = event
        self.drafts = {}  # primary key → the event as its editor sees it
        self.taken = {}  # translation_key or new slug → line number

    def _tell_namesakes_apart(self, lines):
        """Give the cells of lines that name their event by its title alone the slug that follows."""
        groups, named = defaultdict(list), set()
        for cells in lines:
            if cells.get(KEY) or cells.get(SLUG):
                named |= {cells.get(KEY), cells.get(SLUG)}
            elif slug := slugify(cells.get(TITLE, "")):
                groups[slug].append(cells)
        there = defaultdict(dict)
        for slug, event in self.by_slug.items():
            if (base := namesakes.base_of(slug)) in groups:
                is_named = {slug, str(event.translation_key)} & named
                there[base][slug] = None if is_named else _moment(self._newest(event))
        for base, group in groups.items():
            moments = [(cells.get(FIRST, ""), cells.get(START, "")) for cells in group]
            for cells, slug in zip(group, namesakes.slugs_of(base, moments, there[base]), strict=True):
                cells[SLUG] = slug

    # Planning

    def _plan(self, row, line, cells, event):
        if row.extra:
            self._trouble(
                line, "", _("There are cells beyond the headings: %(text)s") % {"text": ", ".join(row.extra)[:80]}
            )
        if any(problem.column == KEY for problem in line.problems):
            return self._finished(line)
        event = self._newest(event) if event else None
        page = event or self._new_page(line, cells)
        line.title = line.title or page.title
        line.page_id = page.pk
        self._take(line, page, cells, is_new=event is None)
        if event is not None and line.changes:
            self._check_hands(line, event, cells)
        if line.changes or event is None:
            self._check(line, page)
        line.outcome = CREATED if event is None else CHANGED if line.changes else UNCHANGED
        self.pages[line.number] = page
        return self._finished(line)

    def _existing(self, line, cells):
        """The event of a line: by its key, else by its slug, which may follow from the title; None for a new one."""
        key, slug = cells.get(KEY, ""), cells.get(SLUG, "")
        event = None
        if key:
            try:
                event = self.by_key.get(UUID(key))
            except ValueError:
                self._trouble(line, KEY, _("This is not the key of an event. Leave it empty for a new one."))
                return None
            if event is None:
                self._trouble(
                    line, KEY, _("There is no event with this key (any more). Empty the cell to make a new one.")
                )
                return None
        event = event or self.by_slug.get(slug)
        identity = event.translation_key if event else slug
        if identity in self.taken and identity:
            self._trouble(
                line,
                "",
                _("Line %(number)d is about the same event. Keep one of them.") % {"number": self.taken[identity]},
            )
        self.taken.setdefault(identity, line.number)
        return event

    def _newest(self, event):
        if event.pk not in self.drafts:
            self.drafts[event.pk] = newest(event)
        return self.drafts[event.pk]

    def _new_page(self, line, cells):
        page = EventPage(live=False, locale=self.index.locale if self.index else None)
        page.title = cells.get(TITLE, "")
        page.slug = slugify(cells.get(SLUG, "") or page.title)
        if self.index is None:
            self._trouble(line, "", _("There is no list of events to put it into."))
        return page

    def _take(self, line, page, cells, is_new):
        """Read every cell and put what differs into the page."""
        flawed = self._told(line)
        for heading, text in cells.items():
            column = BY_HEADING.get(heading)
            if column is None or column.heading in flawed or (column.field == "slug" and not text):
                continue
            try:
                value = column.read(text, self.known)
            except NotUnderstood as error:
                self._trouble(line, column.heading, str(error))
                continue
            old, new = column.kind.to_text(column.value(page)), column.kind.to_text(value)
            if old != new:
                column.put(page, value)
                line.changes.append((column.heading, "" if is_new else old, new))

    def _check_hands(self, line, event, cells):
        """Whether somebody else has this page in hand, or had it since the file was made."""
        if not event.permissions_for_user(self.user).can_edit():
            self._trouble(line, "", _("You may not edit this event."))
        lock = event.get_lock()
        if lock and lock.for_user(self.user):
            self._trouble(line, "", _("The page is locked: somebody works on it, or it is being checked."))
        version, latest = cells.get(VERSION, ""), event.latest_revision
        if version.isdecimal() and latest and str(latest.pk) != version:
            told = {"date": date_format(localtime(latest.created_at), "j F Y H:i"), "name": latest.user or "–"}
            line.notes.append(
                _("The page was edited after this file was made (%(date)s, %(name)s). Check that old → new is meant.")
                % told
            )
        if self.publish and event.has_unpublished_changes:
            line.notes.append(_("Somebody's draft is not published yet; this line is saved as a draft only."))

    def _check(self, line, page):
        """What the models say to the page as it would be saved."""
        if page.pk is None and page.slug in self.by_slug:
            self._trouble(line, SLUG, _("Another event has this address already."))
        unread = [column.field for column in self.columns.values() if column.heading in self._told(line)]
        try:
            page.full_clean(exclude=[*KEPT_BY_WAGTAIL, *unread], validate_constraints=False)
        except ValidationError as error:
            self._refused(line, error)
        if unread:
            return
        problems = page.publishing_problems() if self._publishes(page) else date_problems(page)
        for name, message in problems:
            self._trouble(line, _heading(name), message)

    def _refused(self, line, error):
        """What a model said to its fields, each in its column."""
        for name, messages in ValidationError(error.update_error_dict({})).message_dict.items():
            for message in messages:
                self._trouble(line, _heading(name), message)

    def _publishes(self, page):
        """Whether a changed or new page goes out at once: asked for, allowed, and nobody's draft goes out with it."""
        return self.publish and self.may_publish and not (page.pk and page.has_unpublished_changes)

    @staticmethod
    def _told(line):
        """The headings whose cells have a problem already."""
        return {problem.column for problem in line.problems}

    @staticmethod
    def _trouble(line, heading, message):
        problem = Problem(line.number, heading, str(message))
        if problem not in line.problems:
            line.problems.append(problem)

    @staticmethod
    def _finished(line):
        if line.problems:
            line.outcome = PROBLEM
        return line

    @property
    def asks_order(self):
        """Whether the editor must say first if day or month stands first in this file."""
        return self.known.order.may_be_chosen

    @property
    def counts(self):
        return counted(self.lines)

    # Writing

    def apply(self, line):
        """Write one planned line; what fails becomes a problem of this line."""
        if line.outcome not in {CREATED, CHANGED}:
            return
        page = self.pages[line.number]
        publishes = self._publishes(page)
        try:
            with transaction.atomic():
                if line.outcome == CREATED:
                    add_draft(page, self.user)
                    revision = page.latest_revision
                else:
                    revision = page.save_revision(user=self.user, log_action=True, clean=False)
                if publishes:
                    revision.publish(user=self.user)
        except Exception as error:  # one line that fails must not keep the others out
            log.exception("A line of a table could not be written")
            self._say_why(line, error)
            line.outcome = PROBLEM
        else:
            line.page_id = page.pk

    def _say_why(self, line, error):
        """Why a line could not be written: our own words, never those of a library or a database."""
        if isinstance(error, ValidationError):
            self._refused(line, error)
        elif isinstance(error, NoIndex):
            self._trouble(line, "", error)
        else:
            self._trouble(
                line,
                "",
                _(
                    "It could not be written. Upload the file once more; if that does not help, tell whoever looks after"
                    " this site."
                ),
            )


def _moment(event):
    """Day and hour as the table's cells have them."""
    return BY_FIELD["starts_on"].kind.to_text(event.starts_on), BY_FIELD["start_time"].kind.to_text(event.start_time)


def _heading(name):
    """The heading of a field's column, "" for a field that has none."""
    return BY_FIELD[name].heading if name in BY_FIELD else ""
