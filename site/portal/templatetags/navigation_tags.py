"""Menus and breadcrumbs."""

from dataclasses import dataclass

from django import template
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.models import Page

from content.publishing import until_published
from content.querysets import VisitorQuerySet
from events.models import EventPage
from places.models import PlacePage
from portal.models import ArticlePage, HomePage, SectionPage
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
# Pages that end with the panel of partners further on.
LEADING_ON = (HomePage, SectionPage, PlacePage, EventPage, ItineraryPage)


@dataclass
class Entry:
    """One page of the two upper levels of a language's tree, as menus and breadcrumbs need it."""

    path: str
    title: str
    url: str
    model: str
    in_menu: bool
    topic: str = ""

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
    topics = dict(ArticlePage.objects.filter(depth=3).values_list("pk", "topic"))
    return {
        page.path: Entry(
            page.path,
            page.title,
            page.url or "",
            page.cached_content_type.model,
            page.show_in_menus,
            topics.get(page.pk, ""),
        )
        for page in pages
    }


def section_entry(model, language=None):
    """The Entry of the first page of a model name such as ``"eventindexpage"``, or None."""
    entries = upper_pages(language or get_language()).values()
    return next((entry for entry in entries if entry.model == model), None)


@register.simple_tag(takes_context=True)
def navigation(context):
    """Menus of the active language: ``home``, ``sections`` with ``is_current``, ``about``, ``visiting`` (what to read before going), and each section by its kind."""
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
        "about": [entry for entry in entries if entry.topic == ArticlePage.Topic.SITE],
        "visiting": [entry for entry in entries if entry.topic not in {"", ArticlePage.Topic.SITE}],
        "destinations": by_model.get("destinationindexpage"),
        "events": by_model.get("eventindexpage"),
        "itineraries": by_model.get("itineraryindexpage"),
        "geopark": by_model.get("geoparkindexpage"),
        "information": by_model.get("informationindexpage"),
        "emergency": by_model.get("emergencypage"),
    }


@register.simple_tag
def emergency_page():
    """The Entry of the page for somebody in danger in the active language, or None."""
    return section_entry("emergencypage")


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
        ancestors = VisitorQuerySet(Page).for_visitors().ancestor_of(page).filter(depth__gt=1).select_related("locale")
        above = [(_("Home") if other.depth == 2 else other.title, other.url) for other in ancestors]
    return [*above, (_("Home") if page.depth == 2 else page.title, page.url), *([below] if below else [])]
