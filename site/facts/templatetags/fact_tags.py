"""What pages show of dated facts: the table before the visit, what nobody has told yet, and all sources at the end."""

from itertools import groupby

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language

from facts.kinds import ASKED, BEFORE_YOU_GO, FIRST, FURTHER, ROAD_MINUTES, FactKind
from facts.knowing import FIELDS, told_by_page
from facts.models import Fact, facts_about
from facts.phrases import drive

register = template.Library()


@register.simple_tag
def fact_rows(page):
    """``(first, further)``: the rows of the table of facts and those folded below it, as far as something is known.

    A row is ``{"kind", "label", "icon", "field", "fact"}``; `field` names the page's own words on the same matter, ""
    without any.
    """
    told = by_kind(page)
    return _rows(page, told, FIRST), _rows(page, told, FURTHER)


@register.simple_tag
def fact_row(page, *kinds):
    """The first row, as in `fact_rows`, of those `kinds` of which something is known, or None."""
    rows = _rows(page, by_kind(page), [(FactKind(kind), "") for kind in kinds])
    return rows[0] if rows else None


def _rows(page, told, kinds):
    rows = []
    for kind, icon in kinds:
        field = FIELDS.get(kind, "")
        field = field if getattr(page, field, "") else ""
        fact = told[kind][0] if kind in told else None
        if fact or field or (kind == FactKind.MOBILE_SIGNAL and page.signal):
            rows.append({"kind": kind, "label": kind.label, "icon": icon, "field": field, "fact": fact})
    return rows


@register.simple_tag
def road_minutes(page):
    """``[(name of a town, words, Fact)]`` of the towns from which somebody told or computed the time on the road."""
    told = by_kind(page)
    facts = [(town, told[kind][0]) for kind, town in ROAD_MINUTES.items() if kind in told]
    return [(town, drive(*fact.reading["minutes"]), fact) for town, fact in facts if fact.reading]


@register.simple_tag
def facts_of(page, kind, at_most=3):
    """The Facts of one kind, what counts most first."""
    return by_kind(page).get(kind, [])[:at_most]


@register.simple_tag
def before_you_go(*pages):
    """What a guest has to know before coming, of a page and of those it belongs to, such as the venue of a rite.

    ``[(label, icon, [Fact, ...])]``: of each page what counts most of a kind; a page may be None.
    """
    told = [by_kind(page) for page in pages if page]
    rows = [(kind.label, icon, [of[kind][0] for of in told if kind in of]) for kind, icon in BEFORE_YOU_GO]
    return [row for row in rows if row[2]]


@register.simple_tag
def past_dates(page, at_most=3):
    """The Facts that say when an event was held, the latest date first; of one date what counts most."""
    told = {fact.value[:10]: fact for fact in reversed(by_kind(page).get(FactKind.PAST_DATE, []))}
    return [told[day] for day in sorted(told, reverse=True)][:at_most]


@register.simple_tag
def not_known(page):
    """The FactKinds that visitors ask of every place and nobody has told yet."""
    told = by_kind(page).keys() | told_by_page(page)
    return [kind for kind in ASKED if kind not in told]


@register.simple_tag
def fact_sources(page):
    """Every fact of a page by its source, the newest first: ``[(first Fact of the source, [Fact, ...])]``."""

    def source(fact):
        return fact.as_of, fact.publisher, fact.title, fact.url

    facts = sorted(facts_about(page.translation_key), key=source, reverse=True)
    return [(group[0], group) for group in (list(group) for _source, group in groupby(facts, key=source))]


@register.filter
def on_the_road(minutes):
    """Minutes of a journey in words, e.g. "1¼ h"."""
    return drive(minutes)


@register.filter
def is_old(fact):
    """Whether a fact may have changed since it was told."""
    return fact.is_old(timezone.localdate())


def by_kind(page):
    found = {}
    for fact in facts_about(page.translation_key):
        found.setdefault(fact.kind, []).append(fact)
    return found


@register.filter
def lang_of_fact(fact):
    """`` lang="id"`` where a fact is told in another language than the page's."""
    return "" if fact.language == get_language() else format_html(' lang="{}"', fact.language)


@register.simple_tag
def words_of(page, field):
    """What an editor wrote in a field, with its lines."""
    return linebreaksbr(getattr(page, field), autoescape=True)


@register.simple_tag
def facts_for_editor(page):
    """Every Fact of a page, by what it tells; never from what is kept for visitors."""
    return sorted(Fact.objects.about(page.translation_key), key=lambda fact: list(FactKind).index(FactKind(fact.kind)))
