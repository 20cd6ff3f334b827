"""The words of a search: other spellings of them, and what somebody may have meant."""

import re
from difflib import get_close_matches

from wagtail.models import Page

from content.publishing import until_published
from content.querysets import VisitorQuerySet

WORDS_AT_MOST = 8
# Spellings of one word: sources and visitors write both.
SPELLINGS = {
    spelling: group
    for group in (("gua", "goa"), ("karst", "kars"), ("sura", "suro"), ("batik", "bathik"), ("waduk", "wadhuk"))
    for spelling in group
}


def similar_words(text, language):
    """The words of `text` with each unknown one replaced by the likest word of a title, or "" if none is alike."""
    known = title_words(language)
    words = re.findall(r"\w+", text.lower())[:WORDS_AT_MOST]
    likest = [
        word if word in known else next(iter(get_close_matches(word, _candidates(word, known), 1, 0.7)), "")
        for word in words
    ]
    return " ".join(likest) if all(likest) and likest != words else ""


def _candidates(word, known):
    """Words worth comparing: of about the same length, at most a few thousand."""
    return [other for other in known if abs(len(other) - len(word)) <= 2][:4000]


@until_published
def title_words(language):
    """Every word of the published titles of one language."""
    titles = VisitorQuerySet(Page).for_visitors().filter(locale__language_code=language).values_list("title", flat=True)
    return {word for title in titles for word in re.findall(r"\w{3,}", title.lower())}
