"""How much two events say the same, by title, date and place, and what plainly tells them apart."""

import re
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher
from functools import lru_cache

from events.models.event import EventPage
from events.time.dating import spans
from events.time.recurrence import BadRule, CivilRule
from places.geography.geometry import haversine_km

UNKNOWN = 0.5
SAME_AT_LEAST = 0.6
NEAR_KM = 1
NEAR_DAYS = timedelta(days=2)
SAME_HOUR = timedelta(minutes=90)
DATES_COMPARED = 20
RULE_DATES = 8
RULE_AHEAD = timedelta(days=800)
TYPO = 0.85
LONG_WORD = 6
YEAR = re.compile(r"(?<![\d.:])(?:19|20)\d\d(?![\d.:])")
WORDS = re.compile(r"\d+|[^\W\d_]+")
# “ke-7” and “7th” count editions, which one office names and the other does not.
NUMBER = re.compile(r"(?<!\d)(?<!ke-)(?<!ke )(?<!ke)\d+(?!\d|th\b|st\b|nd\b|rd\b)")
ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12"}
FILLING = {
    "ke", "dan", "di", "yang", "untuk", "pada", "dalam", "dari", "acara", "kegiatan", "event", "bersama", "the", "and",
    "of", "in", "at", "a", "an", "pukul", "jam", "pkl", "wib", "tanggal", "tgl", "th", "st", "nd", "rd",
}  # fmt: skip
REGION = {"wonogiri", "kabupaten", "kab", "jawa", "tengah", "jateng", "indonesia", "provinsi", "prov", "kota"}
KINDS_OF_PLACE = {
    "balai", "desa", "kelurahan", "dusun", "lingkungan", "lapangan", "alun", "gedung", "pendopo", "pendapa",
    "kecamatan", "kec", "jalan", "jl", "halaman", "kantor", "aula", "gor", "stadion", "taman", "pasar", "masjid",
    "gereja", "sd", "smp", "sma", "smk", "sekolah", "rumah", "rt", "rw", "no", "nomor", "depan", "area", "kawasan",
}  # fmt: skip


@lru_cache(maxsize=20_000)
def words(text):
    """The words of a text without case, signs and years, in order; roman numbers as digits."""
    return tuple(ROMAN.get(word, word) for word in WORDS.findall(YEAR.sub(" ", text.casefold())))


def alike(one, other):
    """How much two tuples of words say the same, 0 to 1: as text, and as sets of words in any order."""
    if not one or not other:
        return 0.0
    shared = share_words(one, other)
    return shared if shared == 1 else max(shared, _letters_alike(one, other))


def share_words(one, other):
    """How much two tuples of words say the same, 0 to 1, as sets; a tenth of the cost of `alike`."""
    if not one or not other:
        return 0.0
    one, other = set(one), set(other)
    return 2 * len(one & other) / (len(one) + len(other))


@lru_cache(maxsize=10_000)
def _letters_alike(one, other):
    matcher = SequenceMatcher(None, " ".join(one), " ".join(other), autojunk=False)
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < SAME_AT_LEAST:
        return 0.0
    return matcher.ratio()


def titles_differ(one, other, moments=()):
    """Whether two titles name different events: each has a word that the other lacks, or their numbers differ.

    A misspelt long word counts as the same. Days and hours of the `moments` (day, time or None) say nothing new.
    """
    told = {text for moment in moments for text in _told_by(*moment)}
    if _numbers(one) - told != _numbers(other) - told:
        return True
    ours, theirs = (set(words(title)) - FILLING - told for title in (one, other))
    ours, theirs = ours - theirs, theirs - ours
    return any(not any(_is_misspelt(word, other) for other in theirs) for word in ours) and any(
        not any(_is_misspelt(word, other) for other in ours) for word in theirs
    )


def _numbers(title):
    return {number.lstrip("0") or "0" for number in NUMBER.findall(YEAR.sub(" ", title.casefold()))}


def _told_by(day, hour):
    yield from [str(day.day), str(day.month)]
    if hour:
        yield from [str(hour.hour), f"{hour:%H}", str(hour.minute), f"{hour:%M}"]


def _is_misspelt(one, other):
    if min(len(one), len(other)) < LONG_WORD or one[0] != other[0]:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= TYPO


def moments_of(dates, today):
    """[(day, hour or None)] by which `Dates` are compared: those to come of several, the next ones of a rule."""
    if dates.timing == "sessions":
        found = [(session.held_on, session.start_time) for session in dates.sessions]
        return [moment for moment in found if moment[0] >= today][:DATES_COMPARED] or found[:DATES_COMPARED]
    if dates.timing == "civil":
        first = max(dates.starts_on, today)
        try:
            days = CivilRule(dates.rrule, dates.starts_on).between(first, _shift(first, RULE_AHEAD))
        except BadRule:
            days = []
        return [(day, dates.start_time) for day in days[:RULE_DATES]] or [(dates.starts_on, dates.start_time)]
    return [(dates.starts_on, dates.start_time)] if dates.starts_on else []


def same_date(moments, page, today):
    """``(likeness, agrees)``: 1 for dates that are the page's, less for another hour or a neighbouring day.

    They agree when at least half of them are dates of the page, at about its hour; or where one names none yet.
    """
    if page.timing == EventPage.Timing.ANNOUNCED:
        return UNKNOWN, True
    if not moments:
        return UNKNOWN, not (page.starts_on and (page.ends_on or page.starts_on) < today)
    try:
        gaps = [gap for day, hour in moments if (gap := _gap(day, hour, page)) is not None]
        if 2 * len(gaps) >= len(moments):
            gap = max(gaps)
            return 1 - 0.1 * min(gap / SAME_HOUR, 3), gap <= SAME_HOUR
        near = gaps or any(spans(page, _shift(day, -NEAR_DAYS), _shift(day, NEAR_DAYS)) for day, _hour in moments)
        return (0.6, False) if near else (0.0, False)
    except BadRule:  # a draft of ours whose rule nobody can read yet
        return UNKNOWN, False


def _gap(day, hour, page):
    """How far the page's hour on a day is from this one; nothing where either is not told, None on another day."""
    found = spans(page, day, day)
    gaps = [
        abs(datetime.combine(day, span.start_time) - datetime.combine(day, hour))
        for span in found
        if hour and span.start_time and span.first == day
    ]
    if gaps:
        return min(gaps)
    return timedelta() if found else None


def _shift(day, by):
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta() else date.min


def same_place(item, page):
    """1 within NEAR_KM or for the same words, UNKNOWN where one of them names no place."""
    if item.latitude is not None and page.venue and page.venue.exact_point:
        return 1.0 if haversine_km((item.longitude, item.latitude), page.venue.exact_point) <= NEAR_KM else 0.0
    own = [text for text in (page.place_text, page.venue.title if page.venue else "") if text]
    if not item.place or not own:
        return UNKNOWN
    return max(places_alike(item.place, text) for text in own)


def places_alike(one, other):
    """The share of the shorter place that stands in the other; what every village has counts where nothing else is named."""
    one, other = (set(words(text)) for text in (one, other))
    for common in (REGION, KINDS_OF_PLACE):
        if one - common and other - common:
            one, other = one - common, other - common
    if not one or not other:
        return UNKNOWN
    shorter, longer = sorted([one, other], key=len)
    shared = sum(word in longer or any(_is_misspelt(word, more) for more in longer) for word in shorter)
    return shared / len(shorter)
