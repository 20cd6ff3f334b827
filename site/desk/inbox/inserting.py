"""What is put into an answer with one click: the link of a page, and what the question's place has of dated facts."""

from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from content.querysets import VisitorQuerySet
from desk.addresses import page_in
from facts.phrases import say
from facts.templatetags.fact_tags import fact_rows, road_minutes

PAGES_FOUND = 8


@dataclass(frozen=True)
class Sentence:
    """`text` goes into the answer; `key` names it to the server."""

    key: str
    text: str


def link_of(page):
    """A page as it is put into an answer."""
    return f"{page.title}: {settings.PUBLIC_URL}{page.url}"


def pages_with(text, language):
    """Public pages in a language in whose title a text stands, the shortest titles first."""
    pages = (
        VisitorQuerySet(Page).for_visitors().filter(locale__language_code=language, title__icontains=text, depth__gt=2)
    )
    return sorted(pages.select_related("locale")[:200], key=lambda page: len(page.title))[:PAGES_FOUND]


def sentences_for(question):
    """The Sentences about the question's page, in the question's language; none about a page that is not public."""
    page = page_in(question.about, question.language) if question.about else None
    if page is None:
        return []
    page = page.specific
    with translation.override(question.language):
        return [Sentence("page", link_of(page)), *_hours(page), *_facts(page), *_roads(page)]


def _hours(page):
    spells = [
        {"days": [row.weekday for row in rows], "opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}"}
        for (opens, closes), rows in groupby(getattr(page, "opening_rows", []), lambda row: (row.opens, row.closes))
    ]
    if spells:
        yield Sentence("hours-of-page", f"{_('Opening hours')}: {say({'spells': spells})}.")


def _facts(page):
    for row in (row for rows in fact_rows(page) for row in rows):
        if row["field"]:
            words = " ".join(getattr(page, row["field"]).split()).removesuffix(".")
            yield Sentence(f"field-{row['kind']}", f"{row['label']}: {words}.")
        if row["fact"]:
            yield Sentence(f"fact-{row['kind']}", f"{row['label']}: {_dated(row['fact'])}.")


def _dated(fact):
    """What is told, its year and who told it; as on the page, an old one says so."""
    words = fact.words.removesuffix(".")
    about = {"year": fact.year, "publisher": fact.publisher}
    if fact.is_old(timezone.localdate()):
        return f"{words}, " + _("last known %(year)s (%(publisher)s): ask before you go") % about
    return f"{words} ({fact.year}, {fact.publisher})"


def _roads(page):
    for _town, words, fact in road_minutes(page):
        source = _("estimate") if fact.is_computed else f"{fact.year}, {fact.publisher}"
        yield Sentence(
            f"fact-{fact.kind}", f"{fact.get_kind_display()}: {'±' if fact.is_computed else ''}{words} ({source})."
        )
