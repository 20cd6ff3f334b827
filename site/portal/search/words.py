"""What else a word may mean: the editors' lists of words that mean the same, and the likest word of a title."""

from difflib import get_close_matches

from wagtail.models import Page

from content.publishing import until_published
from content.querysets import VisitorQuerySet
from portal.search.language import forms, words_of
from portal.search.models import SearchDocument, SearchSynonym

WORDS_AT_MOST = 8


def same_meaning(word):
    """The forms of all words that mean the same as `word`."""
    groups = synonym_groups()
    same = dict.fromkeys(other for own in forms(word) for other in groups.get(own, ()))
    own = set(forms(word))
    return [form for other in same for form in forms(other) if form not in own]


@until_published
def synonym_groups():
    """``{form of a word: [words that mean the same]}``."""
    found = {}
    for synonym in SearchSynonym.objects.all():
        members = [word for member in synonym.members for word in words_of(member)]
        for member in members:
            for form in forms(member):
                found.setdefault(form, []).extend(other for other in members if other != member)
    return found


@until_published
def number_of_documents(language):
    return SearchDocument.objects.filter(language=language).count()


def likest(word, language):
    """The word of a title that `word` was meant to be, or ""."""
    known = title_words(language)
    if word in known or len(word) < 4:
        return ""
    alike = [other for other in known if abs(len(other) - len(word)) <= 2][:4000]
    return next(iter(get_close_matches(word, alike, 1, 0.7)), "")


def near_spellings(text, language):
    """Up to three words of titles that are written nearly as a word of `text`."""
    known = title_words(language)
    near = [other for word in words_of(text) if len(word) > 3 for other in get_close_matches(word, known, 3, 0.6)]
    return list(dict.fromkeys(near))[:3]


@until_published
def title_words(language):
    """Every word of the published titles of one language."""
    titles = VisitorQuerySet(Page).for_visitors().filter(locale__language_code=language).values_list("title", flat=True)
    return {word for title in titles for word in words_of(title) if len(word) > 2}
