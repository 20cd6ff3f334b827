"""A table of facts brought in: planned line by line, shown, then written; the same file twice changes nothing.

A row finds the fact of the same page, kind, source and date. Where a source tells several things of one kind, they are
told apart by their values. What an editor changed after a table brought it stays: the row is left alone and says so.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from content.publishing import mark_published
from content.spreadsheets.reading import read_rows
from facts.models import Fact, FactKind
from facts.reading import read
from facts.signals import facts_changed
from facts.spreadsheets.columns import CHANGEABLE, COLUMNS, FIELD_OF, IDENTITY, NEEDED

UNDATED = "tanpa"  # “tanpa tahun”: so that nobody forgets a date by leaving the cell empty
NEW, CHANGED, UNCHANGED, LEFT_ALONE, PROBLEM = "new", "changed", "unchanged", "left_alone", "problem"


@dataclass
class Line:
    """One row and what becomes of it: `changes` are ``(heading, old, new)``, `problems` ``(heading, sentence)``."""

    number: int
    values: dict
    outcome: str = PROBLEM
    fact: Fact | None = None
    page: Page | None = None
    changes: list = field(default_factory=list)
    problems: list = field(default_factory=list)

    @property
    def label(self):
        """What the editor knows the row by."""
        kind = self.values.get("kind", "")
        return f"{self.page or self.values.get('code', '')}: {dict(FactKind.choices).get(kind, kind)}"


class FactImport:
    """The plan of a file: `lines` by row, `unknown` headings that nobody reads. Raises UnreadableFile."""

    def __init__(self, file):
        rows = list(read_rows(file, set(FIELD_OF)))
        headings = {heading: FIELD_OF.get(heading.casefold()) for row in rows for heading in row.values}
        self.unknown = sorted(heading for heading, name in headings.items() if name is None)
        self.lines = [self._line(row, headings) for row in rows]
        self._find_pages()
        groups = defaultdict(list)
        for line in self.lines:
            if not line.problems:
                groups[(line.page.pk, *(line.values.get(name, "") for name in IDENTITY))].append(line)
        known = self._known_facts()
        for identity, lines in groups.items():
            _settle(lines, known[identity])

    @property
    def counts(self):
        """``{outcome: number of lines}``."""
        return Counter(line.outcome for line in self.lines)

    @transaction.atomic
    def apply(self):
        """Write the new and the changed lines."""
        new = [line for line in self.lines if line.outcome == NEW]
        changed = [line for line in self.lines if line.outcome == CHANGED]
        for line in new + changed:
            line.fact.reading = read(line.fact.kind, line.fact.value)
            line.fact.imported = _values(line.fact)
        Fact.objects.bulk_create([line.fact for line in new], batch_size=200)
        fields = [*CHANGEABLE, "reading", "imported"]
        Fact.objects.bulk_update([line.fact for line in changed], fields, batch_size=100)
        if new or changed:
            mark_published()
            facts_changed.send(Fact, keys={line.page.translation_key for line in new + changed})

    @staticmethod
    def _line(row, headings):
        line = Line(
            row.line,
            {name: row.values[heading] for heading, name in headings.items() if name and heading in row.values},
        )
        line.problems = [(problem.column, problem.message) for problem in row.flaws]
        for name in NEEDED:
            if not line.values.get(name):
                line.problems.append((COLUMNS[name][0], _("This cell is empty. Fill it in.")))
        if line.values.get("as_of", "").casefold().startswith(UNDATED):
            line.values["as_of"] = ""
        return line

    def _find_pages(self):
        codes = {line.values.get("code") for line in self.lines}
        pages = defaultdict(list)
        found = Page.objects.filter(locale__language_code=settings.LANGUAGE_CODE, slug__in=codes, depth__gt=2)
        for page in found.select_related("locale"):
            pages[page.slug].append(page)
        for line in self.lines:
            named = pages[line.values.get("code")]
            if len(named) == 1:
                line.page = named[0]
                _check(line)
            elif line.values.get("code"):
                line.problems.append((COLUMNS["code"][0], _no_page(line.values["code"], named)))

    def _known_facts(self):
        known = defaultdict(list)
        pages = {line.page.pk for line in self.lines if line.page}
        for fact in Fact.objects.filter(page__in=pages).order_by("pk"):
            known[(fact.page_id, *(getattr(fact, name) for name in IDENTITY))].append(fact)
        return known


def _check(line):
    """Note what Fact itself would refuse, under the editor's heading."""
    values = {name: value for name, value in line.values.items() if name != "code" and value}
    line.fact = Fact(page=line.page, **values)
    try:
        line.fact.full_clean(exclude=["page"], validate_unique=False)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            line.problems += [(COLUMNS.get(name, [""])[0], message) for message in messages]


def _settle(lines, facts):
    """Give each of these rows of one page, kind, source and date the fact that it tells, and what it changes."""
    facts = list(facts)
    for told in (lambda fact: fact.value, lambda fact: (fact.imported or {}).get("value")):
        for line in lines:
            if line.outcome == PROBLEM and (fact := next((f for f in facts if told(f) == line.values["value"]), None)):
                facts.remove(fact)
                _compare(line, fact)
    open_lines = [line for line in lines if line.outcome == PROBLEM]
    if len(open_lines) == len(facts) == 1:
        _compare(open_lines[0], facts[0])
        return
    for line in open_lines:
        line.outcome = NEW


def _compare(line, fact):
    new = {name: line.values[name] for name in CHANGEABLE if line.values.get(name)}
    line.changes = [
        (COLUMNS[name][0], getattr(fact, name), value) for name, value in new.items() if getattr(fact, name) != value
    ]
    line.fact = fact
    if not line.changes:
        line.outcome = UNCHANGED
    elif fact.imported != _values(fact):
        line.outcome = LEFT_ALONE
    else:
        line.outcome = CHANGED
        for name, value in new.items():
            setattr(fact, name, value)


def _values(fact):
    return {name: getattr(fact, name) for name in CHANGEABLE}


def _no_page(code, named):
    if named:
        return _("Several pages have the code “%(code)s”. Give one of them another address first.") % {"code": code}
    return _(
        "No page has the code “%(code)s”. The code is the last part of the page's Indonesian address, "
        "e.g. pantai-nampu."
    ) % {"code": code[:60]}
