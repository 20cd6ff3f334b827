"""Recognising an event of another office as one that is here already, by a score of title, date and place."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher

from django.conf import settings

from events.models.event import EventPage
from events.time.dating import spans
from events.time.recurrence import BadRule
from places.geometry import haversine_km

SURE = 0.85
RESEMBLES = 0.65
TITLE, DATE, PLACE = 0.55, 0.3, 0.15
UNKNOWN = 0.5
TITLE_AT_LEAST = 0.6
NEAR_KM = 1
COMMON_WORD = 500
COMPARED_AT_MOST = 50
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class Twin:
    """The event here that resembles an incoming one most, or None."""

    page: EventPage | None = None
    score: float = 0.0

    @property
    def is_sure(self):
        return self.page is not None and self.score >= SURE


class Matcher:
    """The events that are here, read once for many comparisons."""

    def __init__(self):
        pages = EventPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE, alias_of=None)
        self.pages = {page.pk: page for page in pages.select_related("venue").defer_streamfields()}
        self.titles = {pk: words(page.title) for pk, page in self.pages.items()}
        self.by_word = {}
        for pk, title in self.titles.items():
            for word in set(title):
                self.by_word.setdefault(word, []).append(pk)

    def twin(self, item, taken):
        """The Twin of an IncomingEvent among the pages that are not `taken` (ids)."""
        title = words(item.title)
        best = Twin()
        for pk in self._likely(title, taken):
            page, likeness = self.pages[pk], alike(title, self.titles[pk])
            if likeness < TITLE_AT_LEAST or TITLE * likeness + DATE + PLACE <= best.score:
                continue
            score = TITLE * likeness + DATE * _same_date(item.dates, page) + PLACE * _same_place(item, page)
            if score > best.score:
                best = Twin(page, score)
        return best if best.score >= RESEMBLES else Twin()

    def _likely(self, title, taken):
        """Ids of the pages whose titles share most words with this one; a word that is everywhere says nothing."""
        shared = Counter()
        for word in set(title):
            found = self.by_word.get(word, [])
            if len(found) <= COMMON_WORD or len(title) == 1:
                shared.update(pk for pk in found if pk not in taken)
        return [pk for pk, _number in shared.most_common(COMPARED_AT_MOST)]


def words(text):
    """The words of a title without case, signs and years, in order."""
    return WORDS.findall(YEAR.sub(" ", text.casefold()))


def alike(one, other):
    """How much two lists of words say the same, 0 to 1: as text, and as sets of words in any order."""
    if not one or not other:
        return 0.0
    by_words = 2 * len(set(one) & set(other)) / (len(set(one)) + len(set(other)))
    return max(by_words, SequenceMatcher(None, " ".join(one), " ".join(other), autojunk=False).ratio())


def _same_date(dates, page):
    """1 for a day on which both take place, less for a neighbouring one; UNKNOWN where one of them names none."""
    days = [session.held_on for session in dates.sessions[:20]] or [dates.starts_on]
    if days == [None] or page.timing == EventPage.Timing.ANNOUNCED:
        return UNKNOWN
    try:
        if any(spans(page, day, day) for day in days):
            return 1.0
        margin = timedelta(days=2)
        return 0.6 if any(spans(page, _shift(day, -margin), _shift(day, margin)) for day in days) else 0.0
    except BadRule:  # a draft of ours whose rule nobody can read yet
        return UNKNOWN


def _shift(day, by):
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta() else date.min


def _same_place(item, page):
    """1 within NEAR_KM or for the same words, UNKNOWN where one of them names no place."""
    if item.latitude is not None and page.venue and page.venue.point:
        return 1.0 if haversine_km((item.longitude, item.latitude), page.venue.point) <= NEAR_KM else 0.0
    own = [text for text in (page.place_text, page.venue.title if page.venue else "") if text]
    if not item.place or not own:
        return UNKNOWN
    theirs = words(item.place)
    return max(max(alike(theirs, words(text)), _within(words(text), theirs)) for text in own)


def _within(some, more):
    """The share of `some` words that stand in `more`: “Alun-alun” of “Alun-alun, Wonogiri, Jawa Tengah”."""
    return len(set(some) & set(more)) / len(set(some)) if some else 0.0
