"""What pages of every kind show: where to ask, the pages that editors chose, the public address."""

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from content.publishing import published_at, until_published
from content.querysets import VisitorQuerySet
from desk.addresses import form_address
from places.lists import group_counts
from places.models import PlacePage
from portal import partners
from portal.models import ArticlePage
from portal.templatetags.navigation_tags import section_entry
from tourism.models import ItineraryPage

register = template.Library()

# What a linked page is loaded with, by its model; others are plain pages.
CARD_QUERYSETS = {
    PlacePage: lambda: PlacePage.objects.for_cards(),
    ItineraryPage: lambda: ItineraryPage.objects.for_cards(),
    ArticlePage: lambda: ArticlePage.objects.for_visitors().select_related("cover", "locale").defer_streamfields(),
}


@register.simple_tag
def partners_address():
    """Where partners read what they may use, in the active language."""
    return partners.partners_address()


@register.simple_tag
def information_page():
    """The Entry of the list of information desks in the active language, or None."""
    return section_entry("informationindexpage")


@register.simple_tag
def fragment_version():
    """Changes with the language, at midnight and with every publishing: the key of the parts that all pages share."""
    return f"{get_language()}:{timezone.localdate()}:{published_at()}"


@register.simple_tag(takes_context=True)
def ask(context, css="ask"):
    """The link that stands wherever a fact is not known: to the form, about the `page`, `place` or `event` shown."""
    shown = next((context[name] for name in ("page", "place", "event") if context.get(name)), None)
    address = form_address(about=getattr(shown, "url", "") or "")
    return format_html('<a class="{}" href="{}" rel="nofollow">{}</a>', css, address, _("Ask the information centre"))


@register.simple_tag
def absolute_url(path):
    """`path` with the site's public address in front; the address alone for a page that has none yet."""
    path = path or ""
    return path if path.startswith(("http://", "https://")) else settings.PUBLIC_URL + path


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


@register.simple_tag
def articles_beside(page):
    """The other articles of the section of `page`, in order."""
    beside = ArticlePage.objects.sibling_of(page, inclusive=False).for_visitors()
    return list(beside.select_related("locale").defer_streamfields().order_by("path"))
