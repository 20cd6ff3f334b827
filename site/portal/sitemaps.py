"""Sitemaps: one per language, each page with its translations."""

from collections import defaultdict

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Page

from content.languages import public_path
from content.querysets import VisitorQuerySet
from events.asking.month import CalendarMonth
from events.models import EventIndexPage
from events.sharing.embeds.views import builder_address
from places.models import PlaceRecord

# Of the endless calendar only the coming months are worth a search engine's time.
MONTHS_LISTED = 12


def visitor_pages():
    """``[(language, path, last change, translation_key), ...]`` of every published page that is a real page.

    An alias shows another language's text and is canonical to it, so it is left out.
    """
    rows = (
        VisitorQuerySet(Page)
        .for_visitors()
        .filter(alias_of=None, depth__gt=1)
        .order_by("path")
        .values_list("locale__language_code", "url_path", "last_published_at", "translation_key")
    )
    for language, url_path, changed, key in rows.iterator():
        yield language, public_path(language, url_path), changed, key


def places_changed():
    """``{translation_key: when its page or a notice about it last changed}`` of the places."""
    return dict(PlaceRecord.objects.filter(removed_at=None).values_list("uid", "changed_at"))


def calendar_months(today):
    """``[(language, path, CalendarMonth), ...]`` of this month's calendar and the next ones."""
    indexes = VisitorQuerySet(EventIndexPage).for_visitors().values_list("locale__language_code", "url_path")
    for language, url_path in indexes:
        month = CalendarMonth.of(today)
        for _number in range(MONTHS_LISTED):
            yield language, public_path(language, url_path) + month.address_below(language), month
            if not (month := month.next):
                break


@require_safe
def index(request):
    """The list of sitemaps."""
    addresses = [f"{settings.PUBLIC_URL}/sitemap-{code}.xml" for code, _name in settings.LANGUAGES]
    return render(request, "sitemap_index.xml", {"addresses": addresses}, content_type="application/xml")


@require_safe
def section(request, section):
    """The pages of one language."""
    if section not in dict(settings.LANGUAGES):
        raise Http404
    translations = defaultdict(dict)
    pages, places = [], places_changed()
    for language, path, changed, key in visitor_pages():
        changed = max(filter(None, [changed, places.get(key)]), default=None)
        translations[key][language] = settings.PUBLIC_URL + path
        if language == section:
            pages.append((settings.PUBLIC_URL + path, changed, key))
    for language, _name in settings.LANGUAGES:
        translations["builder"][language] = settings.PUBLIC_URL + builder_address(language)
    pages.append((translations["builder"][section], None, "builder"))
    for language, path, month in calendar_months(timezone.localdate()):
        translations[month][language] = settings.PUBLIC_URL + path
        if language == section:
            pages.append((settings.PUBLIC_URL + path, None, month))
    entries = [
        {"address": address, "changed": changed, "alternates": sorted(translations[key].items())}
        for address, changed, key in pages
    ]
    return render(request, "sitemap.xml", {"entries": entries}, content_type="application/xml")
