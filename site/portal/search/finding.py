"""Search over everything, in the language of the page.

A question is read (filters, words), each word is asked for in the databases' index with its other forms and what means
the same, and the documents that hold any of them are ranked. At most six queries, whatever is asked.
"""

from dataclasses import dataclass, field

from django.utils import timezone
from wagtail.models import Page

from content.querysets import VisitorQuerySet
from events.models import EventPage
from places.models import PlacePage
from portal.models import ArticlePage
from portal.search.filters import conditions_in
from portal.search.index import documents_with
from portal.search.kinds import KINDS
from portal.search.language import STOP_WORDS, forms
from portal.search.models import SearchDocument
from portal.search.ranking import ranked
from portal.search.words import WORDS_AT_MOST, likest, number_of_documents, same_meaning
from tourism.models import ItineraryPage

HITS_AT_MOST = 500
SHORTEST_BEGINNING = 3

# How each kind is loaded for a row: one query per kind that the shown page of results holds.
LOADERS = {
    "place": lambda pks: PlacePage.objects.for_cards().filter(pk__in=pks),
    "event": lambda pks: EventPage.objects.for_rows().filter(pk__in=pks),
    "itinerary": lambda pks: ItineraryPage.objects.for_cards().filter(pk__in=pks),
    "article": lambda pks: (
        ArticlePage.objects.filter(pk__in=pks).select_related("cover", "locale").defer_streamfields()
    ),
    "other": lambda pks: Page.objects.filter(pk__in=pks).select_related("locale").specific(),
}


@dataclass
class Results:
    """What a search found: `hits` ``[(page pk, kind), ...]``, best first, at most HITS_AT_MOST.

    `conditions` were understood as filters; `corrected` ``{word: the word it was taken for}``; `is_partial` says that
    the best page lacks some of the words.
    """

    hits: list = field(default_factory=list)
    is_partial: bool = False
    conditions: list = field(default_factory=list)
    corrected: dict = field(default_factory=dict)

    def counts(self):
        """``{kind: number of hits}``."""
        numbers = dict.fromkeys(KINDS, 0)
        for _pk, kind in self.hits:
            if kind in numbers:
                numbers[kind] += 1
        return numbers

    def of_kind(self, kind):
        return [hit for hit in self.hits if not kind or hit[1] == kind]


def find(text, language):
    """Search the pages of `language`; words that only connect are left out, unless there are no others."""
    conditions, words = conditions_in(text)
    results = _find(words[:WORDS_AT_MOST], conditions, language)
    if not results.hits and conditions:
        together = [*words, *(word for condition in conditions for word in condition.words.split())]
        return _find(together[:WORDS_AT_MOST], [], language)
    return results


def _find(words, conditions, language):
    telling = [word for word in words if word not in STOP_WORDS]
    asked = list(dict.fromkeys(telling or words))
    allowed = _allowed(conditions, language)
    if not asked and allowed is None:
        return Results()
    alternatives, found, corrected = _look_up(asked, language)
    pages = {page for _number, page in found} if asked else allowed
    pages = pages if allowed is None else pages & allowed
    fields = ("title", "keywords", "summary", "kind")
    documents = {row["page"]: row for row in SearchDocument.objects.filter(page__in=pages).values("page", *fields)}
    order = ranked(alternatives, found, documents, number_of_documents(language)) if asked else _by_title(documents)
    visible = set(VisitorQuerySet(Page).for_visitors().filter(pk__in=documents).values_list("pk", flat=True))
    hits = [(page, documents[page]["kind"]) for page, _held in order if page in visible]
    is_partial = bool(hits) and next(held for page, held in order if page == hits[0][0]) < len(asked)
    return Results(hits[:HITS_AT_MOST], is_partial, conditions, corrected)


def _look_up(words, language):
    """``(forms of each word, hits, {word: taken for})``: a word that nothing holds is read as a beginning, then as a slip."""
    alternatives = [[*forms(word), *same_meaning(word)] for word in words]
    found = documents_with(alternatives, language)
    missing = set(range(len(words))) - {number for number, _page in found}
    corrected = {}
    for number in missing:
        if len(words[number]) >= SHORTEST_BEGINNING:
            alternatives[number] = [f"{words[number]}*"]
    begun = _again(alternatives, missing, language)
    missing -= {number for number, _page in begun}
    for number in missing:
        if taken := likest(words[number], language):
            corrected[words[number]] = taken
            alternatives[number] = [*forms(taken), *same_meaning(taken)]
    slips = {number for number in missing if words[number] in corrected}
    return alternatives, [*found, *begun, *_again(alternatives, slips, language)], corrected


def _again(alternatives, numbers, language):
    numbers = sorted(numbers)
    return [(numbers[n], page) for n, page in documents_with([alternatives[number] for number in numbers], language)]


def _allowed(conditions, language):
    """The pages that fulfil all conditions, or None without any."""
    allowed = None
    for condition in conditions:
        pages = condition.page_ids(language, timezone.localdate())
        allowed = pages if allowed is None else allowed & pages
    return allowed


def _by_title(documents):
    return [(page, 0) for page in sorted(documents, key=lambda page: documents[page]["title"])]


def load(hits):
    """The pages of `hits`, in their order."""
    pks = {}
    for pk, kind in hits:
        loader = "place" if kind == "geosite" else kind
        pks.setdefault(loader, []).append(pk)
    pages = {page.pk: page for loader, wanted in pks.items() for page in LOADERS[loader](wanted)}
    return [pages[pk] for pk, _kind in hits if pk in pages]
