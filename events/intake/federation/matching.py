"""Recognising events of another office as ones that are here already: a score of title, date and place for each pair."""

from collections import Counter
from dataclasses import dataclass
from heapq import nlargest

from django.conf import settings

from events.intake.federation.likeness import (
    SAME_AT_LEAST,
    UNKNOWN,
    alike,
    moments_of,
    same_date,
    same_place,
    share_words,
    titles_differ,
    words,
)
from events.intake.federation.page_values import DATE_FIELDS, RULE_FIELDS, set_page_value
from events.models.event import EventPage

SURE = 0.85
RESEMBLES = 0.65
TITLE, DATE, PLACE = 0.55, 0.3, 0.15
COMMON_WORD = 500
COMPARED_AT_MOST = 50
COMPARED = [
    *["title", "content_type", "latest_revision", "place_text", "venue__title", "venue__lat", "venue__lon"],
    *[*DATE_FIELDS, *RULE_FIELDS],
]
TOLD_AT_MOST = 3
FEW_WORDS = 0.4
ONE_DATE = {EventPage.Timing.SPAN, EventPage.Timing.ANNOUNCED}


@dataclass(frozen=True)
class Twin:
    """An event here that resembles an incoming one; it is surely the same only when nothing tells the two apart."""

    page: EventPage
    score: float
    is_sure: bool


def pages_here():
    """The events that are here, in the source language, each with what is compared of it."""
    pages = EventPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE, alias_of=None)
    return pages.select_related("venue").prefetch_related("sessions").only(*COMPARED)


def as_pages(records, today):
    """What FederatedEvents told last, each as an unsaved page with the record's number."""
    for record in records:
        page = EventPage(title=record.title, place_text=record.seen.get("place_text") or "")
        page.pk = record.pk
        set_page_value(page, "dates", record.seen["dates"], today)
        yield page


class Matcher:
    """Events read once for many comparisons."""

    def __init__(self, pages, today):
        self.today = today
        self.pages = {page.pk: page for page in pages}
        self.by_word, self.by_day = {}, {}
        for pk, page in self.pages.items():
            for word in set(words(page.title)):
                self.by_word.setdefault(word, []).append(pk)
            for day in _first_days(page):
                self.by_day.setdefault(day, []).append(pk)

    def twins(self, item, taken=()):
        """The Twins of an IncomingEvent that resemble it, the most alike first; of the `taken` pages (ids) only series."""
        found = []
        title, moments = words(item.title), moments_of(item.dates, self.today)
        for pk in self._likely(item, moments, taken):
            page = self.pages[pk]
            by_date, dates_agree = same_date(moments, page, self.today)
            likeness = share_words(title, words(page.title))
            # Letters are costly: on other days, and where few words are shared, only whole words count.
            if by_date >= UNKNOWN and (likeness >= FEW_WORDS or len(title) <= 2):
                likeness = alike(title, words(page.title))
            if likeness < SAME_AT_LEAST or TITLE * likeness + DATE * by_date + PLACE < RESEMBLES:
                continue
            by_place = same_place(item, page)
            score = TITLE * likeness + DATE * by_date + PLACE * by_place
            if score < RESEMBLES:
                continue
            are_apart = not dates_agree or by_place < 0.5 or titles_differ(item.title, page.title, moments)
            found.append(Twin(page, score, score >= SURE and not are_apart))
        found.sort(key=lambda twin: (-twin.score, twin.page.pk))
        return [twin for number, twin in enumerate(found) if twin.is_sure or number < TOLD_AT_MOST]

    def _likely(self, item, moments, taken):
        """Ids of the pages that share most words with this title; those of its day count also by words that all have."""
        title = set(words(item.title))
        shared = Counter()
        for word in title:
            found = self.by_word.get(word, [])
            if len(found) <= COMMON_WORD or len(title) == 1:
                shared.update(found)
        for pk in {pk for day, _hour in moments for pk in self.by_day.get(day, [])}:
            if common := len(title.intersection(words(self.pages[pk].title))):
                shared[pk] = common + len(title)
        free = [(number, pk) for pk, number in shared.items() if pk not in taken or has_several_dates(self.pages[pk])]
        return [pk for _number, pk in nlargest(COMPARED_AT_MOST, free)]


def has_several_dates(page):
    """Whether one page holds what another office may tell as several events."""
    return page.timing not in ONE_DATE


def _first_days(page):
    if page.timing == EventPage.Timing.SESSIONS:
        return {session.held_on for session in page.sessions.all()}
    return {page.starts_on} if page.timing == EventPage.Timing.SPAN and page.starts_on else set()
