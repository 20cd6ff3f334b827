"""The same page in every language: the switcher, the alternates, the notice of what is not translated."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from content.publishing import until_published
from content.querysets import VisitorQuerySet
from portal.keeping.pages import KNOWN_PARAMETERS

register = template.Library()

SOCIAL_LOCALES = {"id": "id_ID", "en": "en_GB", "jv": "jv_ID"}


@dataclass
class Language:
    """One choice of the language switcher; `switch_url` asks there what is asked here."""

    code: str
    name: str
    url: str
    switch_url: str
    is_current: bool
    is_translation: bool


@until_published
def _translations(translation_key):
    """``{language: public page}`` of one page."""
    found = VisitorQuerySet(Page).for_visitors().filter(translation_key=translation_key).select_related("locale")
    return {page.locale.language_code: page for page in found}


@register.simple_tag(takes_context=True)
def page_languages(context):
    """The page in every language, from one query.

    ``choices`` (Language, for the switcher), ``alternates`` (those that are real translations),
    ``default`` (the address of the source language), ``canonical`` (of a later page of a list its own, which has
    no alternates: other languages may divide the list elsewhere), and for an alias
    ``source`` with ``source_code``: the page whose text is shown and its language.
    """
    page, request = context.get("page"), context.get("request")
    # A view below a page of the tree, such as a month of the calendar: {language: its address below the page}.
    # It has its own words in every language, also where the page is only an alias.
    below = context.get("below")
    active = get_language()
    translations = {}
    if page is not None and page.pk:
        translations = _translations(page.translation_key)
    asked = _question(request)
    choices = []
    for code, name in settings.LANGUAGES:
        url = _address_in(code, translations.get(code), request, below)
        is_translation = code in translations and (translations[code].alias_of_id is None or below is not None)
        keeps = code in translations or url.endswith("/search/")
        choices.append(Language(code, name, url, url + asked if keeps else url, code == active, is_translation))
    languages = {
        "choices": choices,
        "alternates": [],
        "default": "",
        "canonical": "",
        "source": None,
        "source_code": "",
        "content_code": active,
        "social_locale": SOCIAL_LOCALES.get(active, active),
    }
    if page is None:
        # A view that belongs to no page of the tree: {language: its address}.
        if addresses := context.get("addresses"):
            for choice in choices:
                choice.url, choice.is_translation = addresses[choice.code], True
                choice.switch_url = choice.url + asked
            languages |= {
                "alternates": choices,
                "default": addresses[settings.LANGUAGE_CODE],
                "canonical": addresses[active],
            }
        return languages
    if active in translations and translations[active].locale_id == page.locale_id:
        page.locale = translations[active].locale
    source = None
    if page.alias_of_id and below is None:
        source = next((other for other in translations.values() if other.pk == page.alias_of_id), None)
    if source:
        languages["source"], languages["source_code"] = source, source.locale.language_code
        languages["content_code"] = source.locale.language_code
        languages["source_name"] = dict(settings.LANGUAGES).get(source.locale.language_code, "")
    else:
        languages["alternates"] = [choice for choice in choices if choice.is_translation]
        languages["default"] = next((c.url for c in languages["alternates"] if c.code == settings.LANGUAGE_CODE), "")
    languages["canonical"] = ((source or page).url or "") + (below[active] if below else "")
    if later_page := context.get("later_page"):
        languages["canonical"] += later_page
        languages["alternates"], languages["default"] = [], ""
    languages["social_locale"] = SOCIAL_LOCALES.get(languages["content_code"], active)
    languages["other_locales"] = [SOCIAL_LOCALES[c.code] for c in languages["alternates"] if not c.is_current]
    return languages


def _address_in(code, translation, request, below=None):
    """Where the switcher leads: the translation, the same search, or that language's front page."""
    if translation is not None and translation.url:
        return translation.url + (below[code] if below else "")
    match = getattr(request, "resolver_match", None)
    if match and match.url_name == "search":
        return f"/{code}/search/"
    return f"/{code}/"


def _question(request):
    """What a list, a calendar or the search is asked, as a query string: only parameters that pages know."""
    query = getattr(request, "GET", None)
    if not query:
        return ""
    kept = query.copy()
    for name in query:
        if name not in KNOWN_PARAMETERS:
            del kept[name]
    return f"?{kept.urlencode()}" if kept else ""


@register.simple_tag
def language_name(code):
    """A language's name in the active language."""
    return {"id": _("Indonesian"), "en": _("English"), "jv": _("Javanese")}.get(code, code)
