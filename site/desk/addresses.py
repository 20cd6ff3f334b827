"""Where one asks, and where the answer is."""

from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import get_language
from wagtail.models import Page

from content.querysets import VisitorQuerySet
from desk.words import WORDS

PATH_AT_MOST = 400


def form_address(language=None, about="", kind="", fact_kind=""):
    """The form's address in a language, the active one when none is given.

    `about` is the path of a page, `fact_kind` what is asked of it (facts.kinds.FactKind).
    """
    language = language or get_language()
    asked = {"about": about, "kind": kind, "fact_kind": fact_kind}
    asked = urlencode({name: value for name, value in asked.items() if value}, safe="/")
    return f"/{language}/{WORDS.get(language, WORDS['id'])}/" + (f"?{asked}" if asked else "")


def private_address(question, language=None):
    """The address that only the asker has."""
    return f"{form_address(language)}{question.secret}/"


def page_at(path):
    """The public page of a path such as ``/id/destinasi/pantai-nampu/``, in the active language where it is there, or None.

    Of a page that is not public nothing is told.
    """
    language, *slugs = path.strip("/").split("/")
    if language not in WORDS or not slugs or len(path) > PATH_AT_MOST or "\x00" in path:
        return None
    pages = VisitorQuerySet(Page).for_visitors().select_related("locale")
    same_slug = pages.filter(locale__language_code=language, slug=slugs[-1], depth=2 + len(slugs))
    named = next((page for page in same_slug if page.url == path), None)
    if named is None or language == get_language():
        return named
    return pages.filter(locale__language_code=get_language(), translation_key=named.translation_key).first() or named


def page_in(page, language):
    """A page as visitors see it in a language, in the source's where it is not told in that; None when it is not public."""
    pages = VisitorQuerySet(Page).for_visitors().filter(translation_key=page.translation_key).select_related("locale")
    by_language = {found.locale.language_code: found for found in pages}
    return by_language.get(language) or by_language.get(settings.LANGUAGE_CODE)
