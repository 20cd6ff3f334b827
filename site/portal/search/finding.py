"""Search over everything, in the language of the page.

Wagtail's own query ranks every match, row by row on SQLite (seconds for a common word among 10,000 pages).
Here the index that Wagtail keeps is asked for the best of a bounded set, in one language, and only the
pages that are shown are loaded.
"""

import re
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils.translation import gettext_lazy
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from content.querysets import VisitorQuerySet
from events.models import EventPage
from geopark.models import GeositePage
from places.models import PlacePage
from portal.models import ArticlePage
from portal.search.words import SPELLINGS, WORDS_AT_MOST
from tourism.models import ItineraryPage

HITS_AT_MOST = 500
RANKED_AT_MOST = 1000
TITLE_WEIGHT = 10

KINDS = {
    "place": (gettext_lazy("Places"), PlacePage),
    "geosite": (gettext_lazy("Geosites"), GeositePage),
    "event": (gettext_lazy("Events"), EventPage),
    "itinerary": (gettext_lazy("Itineraries"), ItineraryPage),
    "article": (gettext_lazy("Articles"), ArticlePage),
}
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
    """Ranked hits of one search: ``[(page pk, kind), ...]``, at most HITS_AT_MOST."""

    hits: list = field(default_factory=list)
    is_partial: bool = False

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
    """Search `language` for pages with all the words of `text`; when none has, for pages with any of them."""
    words = re.findall(r"\w+", text.lower())[:WORDS_AT_MOST]
    if not words:
        return Results()
    for joiner in ("all", "any"):
        hits = _visible(_index_hits(words, language, joiner))
        if hits or len(words) == 1:
            return Results(hits, is_partial=joiner == "any")
    return Results()


def _index_hits(words, language, joiner):
    """``[(page pk, content type id), ...]``, best first."""
    variants = [SPELLINGS.get(word, (word,)) for word in words]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _ask_postgresql(cursor, variants, language, joiner)
        else:
            _ask_sqlite(cursor, variants, language, joiner)
        return [(int(object_id), content_type) for object_id, content_type in cursor.fetchall()]


def _ask_sqlite(cursor, variants, language, joiner):
    """Matches in titles come first. FTS5 ranks by bm25 within the match and stops at the limit; the join touches the hits only."""
    terms = ["(" + " OR ".join(f'"{word}"*' for word in words) + ")" for words in variants]
    match = (" AND " if joiner == "all" else " OR ").join(terms)
    table = IndexEntry._meta.db_table
    best = f"""
        SELECT rowid, rank, {{step}} AS step FROM {table}_fts
        WHERE {table}_fts MATCH %s AND rank MATCH 'bm25(0.0, 1.0, {TITLE_WEIGHT}.0)'
        ORDER BY rank LIMIT {HITS_AT_MOST}
    """
    cursor.execute(
        f"""
        WITH hit AS MATERIALIZED (
            SELECT * FROM ({best.format(step=0)}) UNION ALL SELECT * FROM ({best.format(step=1)})
        ),
        best AS (SELECT rowid AS id, MIN(step) AS step, MIN(rank) AS rank FROM hit GROUP BY rowid)
        SELECT entry.object_id, entry.content_type_id
        FROM best JOIN {table} entry ON entry.id = best.id ORDER BY best.step, best.rank, entry.id LIMIT {HITS_AT_MOST}
        """,
        [
            f"(body : lang{language}lang) AND (title : ({match}))",
            f"{{title body}} : (lang{language}lang AND ({match}))",
        ],
    )


def _ask_postgresql(cursor, variants, language, joiner):
    """Matches in titles come first; of the others at most RANKED_AT_MOST are ranked, whatever their number."""
    terms = ["(" + " | ".join(f"{word}:*" for word in words) + ")" for words in variants]
    match = (" & " if joiner == "all" else " | ").join(terms)
    table = IndexEntry._meta.db_table
    cursor.execute(
        f"""
        WITH query AS (
            SELECT to_tsquery('simple', %s) AS words, to_tsquery('simple', %s) AS language
        ),
        hit AS MATERIALIZED (
            (SELECT id, object_id, content_type_id, title, body FROM {table}, query
             WHERE title @@ words AND body @@ language LIMIT {HITS_AT_MOST})
            UNION
            (SELECT id, object_id, content_type_id, title, body FROM {table}, query
             WHERE (title || body) @@ (words && language) LIMIT {RANKED_AT_MOST})
        )
        SELECT object_id, content_type_id FROM hit, query
        ORDER BY {TITLE_WEIGHT} * ts_rank(title, words) + ts_rank(body, words) DESC, id
        LIMIT {HITS_AT_MOST}
        """,
        [match, f"lang{language}lang"],
    )


def _visible(hits):
    """Keep what a visitor may see, with the kind of each page: ``[(pk, kind), ...]``."""
    if not hits:
        return []
    pks = [pk for pk, _content_type in hits]
    visible = set(VisitorQuerySet(Page).for_visitors().filter(pk__in=pks).values_list("pk", flat=True))
    return [(pk, _kind_of(content_type)) for pk, content_type in hits if pk in visible]


def _kind_of(content_type_id):
    model = ContentType.objects.get_for_id(content_type_id).model_class()
    if model is GeositePage:
        return "geosite"
    return next((kind for kind, (_label, base) in KINDS.items() if model and issubclass(model, base)), "other")


def load(hits):
    """The pages of `hits`, in their order."""
    pks = {}
    for pk, kind in hits:
        loader = "place" if kind == "geosite" else kind
        pks.setdefault(loader, []).append(pk)
    pages = {page.pk: page for loader, wanted in pks.items() for page in LOADERS[loader](wanted)}
    return [pages[pk] for pk, _kind in hits if pk in pages]
