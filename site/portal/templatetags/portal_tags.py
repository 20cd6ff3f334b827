"""The shell of every page: navigation, languages, breadcrumbs, what search engines and social networks read."""

import json
import re
from dataclasses import dataclass

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.models import Page

from content.publishing import published_at, until_published
from content.querysets import VisitorQuerySet
from events.models import EventPage
from places.lists import group_counts
from places.models import PlacePage
from portal.models import ArticlePage, HomePage, SectionPage
from portal.search.words import SPELLINGS
from tourism.models import ItineraryPage

register = template.Library()

SECTION_ICONS = {
    "destinationindexpage": "compass",
    "geoparkindexpage": "pin-karst",
    "eventindexpage": "calendar",
    "itineraryindexpage": "route",
    "informationindexpage": "info",
}
# Titles that are too long for a menu.
SHORT_LABELS = {"geoparkindexpage": gettext_lazy("Geopark")}
SOCIAL_LOCALES = {"id": "id_ID", "en": "en_GB", "jv": "jv_ID"}
# Pages that end with the panel of partners further on.
LEADING_ON = (HomePage, SectionPage, PlacePage, EventPage, ItineraryPage)
# What a linked page is loaded with, by its model; others are plain pages.
CARD_QUERYSETS = {
    PlacePage: lambda: PlacePage.objects.for_cards(),
    ItineraryPage: lambda: ItineraryPage.objects.for_cards(),
    ArticlePage: lambda: ArticlePage.objects.for_visitors().select_related("cover", "locale").defer_streamfields(),
}


@dataclass
class Entry:
    """One page of the two upper levels of a language's tree, as menus and breadcrumbs need it."""

    path: str
    title: str
    url: str
    model: str
    in_menu: bool

    @property
    def label(self):
        return SHORT_LABELS.get(self.model, self.title)

    @property
    def icon(self):
        return SECTION_ICONS.get(self.model, "pin-wayang")


@until_published
def upper_pages(language):
    """``{path: Entry}`` of the front page of `language` and the pages directly below it, in tree order."""
    pages = (
        VisitorQuerySet(Page)
        .for_visitors()
        .filter(depth__in=[2, 3], locale__language_code=language)
        .select_related("locale")
        .order_by("path")
    )
    return {
        page.path: Entry(page.path, page.title, page.url or "", page.cached_content_type.model, page.show_in_menus)
        for page in pages
    }


def section_entry(model, language=None):
    """The Entry of the first page of a model name such as ``"eventindexpage"``, or None."""
    entries = upper_pages(language or get_language()).values()
    return next((entry for entry in entries if entry.model == model), None)


@register.simple_tag(takes_context=True)
def navigation(context):
    """Menus of the active language: ``home``, ``sections`` with ``is_current``, ``about``, and each section by its kind."""
    page = context.get("page")
    path = getattr(page, "path", "") or ""
    entries = list(upper_pages(get_language()).values())
    sections = [entry for entry in entries if entry.in_menu and entry.model != "homepage"]
    by_model = {entry.model: entry for entry in reversed(entries)}
    current = next((entry for entry in sections if path.startswith(entry.path)), None) if path else None
    match = getattr(context.get("request"), "resolver_match", None)
    return {
        # A page below one of the tree (`below`) is not that page itself.
        "path": "" if "below" in context else path,
        "current": current.model if current else "",
        "is_search": bool(match and match.url_name == "search"),
        "leads_on": isinstance(page, LEADING_ON),
        "home": by_model.get("homepage"),
        "home_url": by_model["homepage"].url if "homepage" in by_model else f"/{get_language()}/",
        "sections": [(entry, entry is current) for entry in sections],
        "about": [entry for entry in entries if entry.model == "articlepage"],
        "destinations": by_model.get("destinationindexpage"),
        "events": by_model.get("eventindexpage"),
        "geopark": by_model.get("geoparkindexpage"),
        "information": by_model.get("informationindexpage"),
    }


@register.simple_tag
def information_page():
    """The Entry of the list of information desks in the active language, or None."""
    return section_entry("informationindexpage")


@register.simple_tag
def fragment_version():
    """Changes with the language, at midnight and with every publishing: the key of the parts that all pages share."""
    return f"{get_language()}:{timezone.localdate()}:{published_at()}"


@register.simple_tag
def ask(css="ask"):
    """The link that stands wherever a fact is not known."""
    page = section_entry("informationindexpage")
    if page is None:
        return format_html('<span class="{}">{}</span>', css, _("Ask the information centre"))
    return format_html('<a class="{}" href="{}">{}</a>', css, page.url, _("Ask the information centre"))


@register.simple_tag
def absolute_url(path):
    """`path` with the site's public address in front; the address alone for a page that has none yet."""
    path = path or ""
    return path if path.startswith(("http://", "https://")) else settings.PUBLIC_URL + path


@register.simple_tag
def json_ld(data):
    """A dictionary, or a list of them, as structured data that no text inside can break out of."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str)
    for character, escape in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(character, escape)
    return SafeString(f'<script type="application/ld+json">{text}</script>')


@register.simple_tag
def structure(kind, **values):
    """A schema.org object for `json_ld`: ``{% structure "Article" headline=page.title as article %}``; empty values left out."""
    return {"@context": "https://schema.org", "@type": kind} | {name: value for name, value in values.items() if value}


# Languages


@dataclass
class Language:
    """One choice of the language switcher."""

    code: str
    name: str
    url: str
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
    ``default`` (the address of the source language), ``canonical``, and for an alias
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
    choices = [
        Language(
            code,
            name,
            _address_in(code, translations.get(code), request, below),
            code == active,
            code in translations and (translations[code].alias_of_id is None or below is not None),
        )
        for code, name in settings.LANGUAGES
    ]
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
    languages["social_locale"] = SOCIAL_LOCALES.get(languages["content_code"], active)
    languages["other_locales"] = [SOCIAL_LOCALES[c.code] for c in languages["alternates"] if not c.is_current]
    return languages


def _address_in(code, translation, request, below=None):
    """Where the switcher leads: the translation, the same search, or that language's front page."""
    if translation is not None and translation.url:
        return translation.url + (below[code] if below else "")
    match = getattr(request, "resolver_match", None)
    if match and match.url_name == "search":
        query = request.GET.urlencode()
        return f"/{code}/search/" + (f"?{query}" if query else "")
    return f"/{code}/"


@register.simple_tag
def language_name(code):
    """A language's name in the active language."""
    return {"id": _("Indonesian"), "en": _("English"), "jv": _("Javanese")}.get(code, code)


# Breadcrumbs


@register.simple_tag
def trail(page, *below):
    """``[(label, url), ...]`` from the front page down to `page`; the upper two levels come from the kept menu.

    `below` is the label and the address of a view below the page.
    """
    entries = upper_pages(page.locale.language_code)
    steps = [page.path[: Page.steplen * depth] for depth in range(2, page.depth)]
    if all(step in entries for step in steps):
        above = [
            (_("Home") if entry.model == "homepage" else entry.label, entry.url) for entry in map(entries.get, steps)
        ]
    else:
        ancestors = page.get_ancestors().filter(depth__gt=1).live().select_related("locale")
        above = [(_("Home") if other.depth == 2 else other.title, other.url) for other in ancestors]
    return [*above, (_("Home") if page.depth == 2 else page.title, page.url), *([below] if below else [])]


@register.simple_tag
def breadcrumb_list(page, *below):
    """The trail of `page`, and of a view below it, as a schema.org BreadcrumbList."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": str(label), "item": absolute_url(url or "")}
            for position, (label, url) in enumerate(trail(page, *below), 1)
        ],
    }


@register.simple_tag
def social_image(photo):
    """``{url, width, height}`` of a photo's largest JPEG, or None."""
    files = (photo.picture_sources or {}).get("jpeg") if photo else None
    if not files:
        return None
    width, path = files[-1]
    return {
        "url": absolute_url(settings.MEDIA_URL + path),
        "width": width,
        "height": round(width * photo.height / photo.width) if photo.width else "",
        "alt": photo.alt,
    }


# Pages that editors choose


@register.simple_tag(takes_context=True)
def localised_pages(context, pages, cards=True):
    """The public translations of chosen pages in the active language, in order, as cards need them.

    A chooser keeps the source page. What one page load has found is remembered with its request, so a
    page that names all its links at once pays one query for each kind of card.
    """
    request = context.get("request")
    kept = request.__dict__.setdefault("_localised_pages", {}) if request is not None else {}
    chosen = [page for page in pages if page]
    unknown = {page.translation_key for page in chosen} - kept.keys()
    if unknown:
        kept.update(dict.fromkeys(unknown))
        kept.update(_load_localised(frozenset(unknown), get_language(), cards))
    return [found for page in chosen if (found := kept[page.translation_key])]


@register.simple_tag(takes_context=True)
def localised_page(context, page):
    """One chosen page in the active language, or None."""
    return next(iter(localised_pages(context, [page])), None) if page else None


@until_published
def _load_localised(keys, language, cards):
    plain = (
        VisitorQuerySet(Page)
        .for_visitors()
        .filter(translation_key__in=keys, locale__language_code=language)
        .select_related("locale")
    )
    found = {page.translation_key: page for page in plain}
    for base, queryset in CARD_QUERYSETS.items() if cards else ():
        pks = [page.pk for page in plain if issubclass(page.specific_class or Page, base)]
        if pks:
            found |= {page.translation_key: page for page in queryset().filter(pk__in=pks)}
    return found


@register.simple_tag
def place_groups():
    """``(groups, total)``: each kind of place with its number, largest meaning first."""
    counts = _group_counts(get_language())
    return {"groups": [(group, number) for group, number in counts.items() if number], "total": sum(counts.values())}


@until_published
def _group_counts(language):
    return group_counts(PlacePage.objects.visitable().filter(locale__language_code=language).for_visitors())


@register.filter
def marked(text, words):
    """`text` with each word that was searched for marked, in any of its spellings."""
    wanted = {spelling for word in _words(words) for spelling in SPELLINGS.get(word, (word,)) if len(spelling) > 1}
    if not wanted:
        return text
    pattern = "|".join(re.escape(word) for word in sorted(wanted, key=len, reverse=True))
    pieces = re.split(rf"\b({pattern})", str(text), flags=re.IGNORECASE)
    return SafeString(
        "".join(
            format_html("<mark>{}</mark>", piece) if number % 2 else conditional_escape(piece)
            for number, piece in enumerate(pieces)
        )
    )


@register.simple_tag
def other_spellings(words):
    """The spellings that a search finds too, e.g. ``"gua"`` for goa; "" when there is none."""
    found = [spelling for word in _words(words) for spelling in SPELLINGS.get(word, ()) if spelling != word]
    return ", ".join(dict.fromkeys(found))


def _words(text):
    return re.findall(r"\w+", (text or "").lower())


@register.simple_tag
def articles_beside(page):
    """The other articles of the section of `page`, in order."""
    beside = ArticlePage.objects.sibling_of(page, inclusive=False).for_visitors()
    return list(beside.select_related("locale").defer_streamfields().order_by("path"))


# Structured data


@register.simple_tag
def home_structure(page):
    """The site with its search, and the region it is about, as schema.org objects."""
    address, code = absolute_url(page.url or ""), page.locale.language_code
    region = {
        "@context": "https://schema.org",
        "@type": "TouristDestination",
        "name": "Wonogiri",
        "description": page.summary,
        "url": address,
        "containedInPlace": {"@type": "AdministrativeArea", "name": "Jawa Tengah, Indonesia"},
    }
    image = social_image(page.cover)
    if image:
        region["image"] = image["url"]
    return [
        {
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": settings.WAGTAIL_SITE_NAME,
            "url": address,
            "inLanguage": code,
            "potentialAction": {
                "@type": "SearchAction",
                "target": {
                    "@type": "EntryPoint",
                    "urlTemplate": absolute_url(f"/{code}/search/?q={{search_term_string}}"),
                },
                "query-input": "required name=search_term_string",
            },
        },
        region,
    ]


@register.simple_tag
def article_structure(page, languages):
    """An article as a schema.org object, in the language that is read."""
    image = social_image(page.cover)
    data = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": page.title,
        "description": page.summary,
        "url": absolute_url(languages["canonical"]),
        "inLanguage": languages["content_code"],
        "image": image["url"] if image else None,
        "datePublished": page.first_published_at.isoformat() if page.first_published_at else None,
        "dateModified": page.last_published_at.isoformat() if page.last_published_at else None,
        "publisher": {
            "@type": "GovernmentOrganization",
            "name": _("Tourism office of Wonogiri"),
            "url": settings.PUBLIC_URL,
        },
    }
    return {name: value for name, value in data.items() if value}
