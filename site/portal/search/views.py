"""The search page."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.querysets import VisitorQuerySet
from places.lists import clean_text
from portal.models import HomePage
from portal.search.finding import HITS_AT_MOST, find, load
from portal.search.kinds import KINDS
from portal.search.language import words_of
from portal.search.models import FruitlessSearch
from portal.search.words import near_spellings

QUERY_LENGTH = 100
PAGE_SIZE = 20


@require_safe
def search(request):
    """The search page."""
    language = get_language()
    text = clean_text(request.GET.get("q", ""))[:QUERY_LENGTH]
    kind = request.GET.get("type", "")
    kind = kind if kind in KINDS else ""
    results = find(text, language)
    if text and not results.hits:
        FruitlessSearch.objects.count_one(text, language)
    paginator = Paginator(results.of_kind(kind), PAGE_SIZE)
    page = paginator.get_page(request.GET.get("page"))

    def query(**changes):
        values = {"q": text, "type": kind} | changes
        return "?" + urlencode({name: value for name, value in values.items() if value})

    counts = results.counts()
    context = {
        "home": VisitorQuerySet(HomePage)
        .for_visitors()
        .filter(locale__language_code=language)
        .select_related("locale")
        .first(),
        "text": text,
        "kind": kind,
        "results": page,
        "found": load(page.object_list),
        "total": paginator.count,
        "is_cut": len(results.hits) == HITS_AT_MOST,
        "is_partial": results.is_partial,
        "kinds": [
            (slug, label, counts[slug], query(type=slug)) for slug, (label, _model) in KINDS.items() if counts[slug]
        ],
        "all_count": len(results.hits),
        "all_query": query(type=""),
        "previous_query": query(page=page.number - 1) if page.has_previous() else "",
        "next_query": query(page=page.number + 1) if page.has_next() else "",
        "conditions": [
            (condition.label, "?" + urlencode({"q": _without(text, condition)})) for condition in results.conditions
        ],
        "corrected": list(results.corrected.items()),
        "similar": near_spellings(text, language) if text and not results.hits else [],
        "title": _("Search"),
    }
    return render(request, "search.html", context)


def _without(text, condition):
    """A search without the words of one condition."""
    left = f" {' '.join(words_of(text))} ".replace(f" {condition.words} ", " ")
    return left.strip()
