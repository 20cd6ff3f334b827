"""Dropping the kept pages that are no longer true, here and in a proxy in front of the site."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.contrib.frontend_cache.utils import PurgeBatch
from wagtail.models import Page

from content.languages import public_path
from events.models import EventPage
from events.sharing.feeds.formats import FORMATS
from places.models import PlacePage
from places.safety.views import CONTENT_TYPES
from portal.keeping.pages import forget
from portal.models import EmergencyPage
from portal.sitemaps import calendar_months
from tourism.models import ItineraryStop

# What tells of notices, in each language.
TELLING = ["/{}/", "/{}/notices/", "/{}/places.geojson", "/sitemap-{}.xml", "/embed/v1/notices/?lang={}"] + [
    f"/feeds/v1/notices.{name}?lang={{}}" for name in CONTENT_TYPES
]
NOTICE_FEEDS = [f"/feeds/v1/notices.{name}" for name in CONTENT_TYPES] + ["/embed/v1/notices/"]
SHARED_LISTS = ["/embed/v1/events/", "/feeds/v1/events.ics", *(f"/feeds/v1/events.{name}" for name in FORMATS)]


def purge_around(instance, **kwargs):
    """Purge a changed page, its lists and front page, in every language, and the sitemaps (signal receiver)."""
    if not isinstance(instance, Page):
        return
    if PlacePage.objects.filter(pk=instance.pk, is_protected=True).exists():
        purge_warned({instance.translation_key})  # its point may stand in whatever tells of it
    ancestors = instance.get_ancestors(inclusive=True).filter(depth__gt=1)
    keys = list(ancestors.values_list("translation_key", flat=True))
    pages = Page.objects.filter(translation_key__in=keys).values_list("locale__language_code", "url_path")
    paths = {public_path(language, url_path) for language, url_path in pages}
    paths.update(f"/sitemap-{language}.xml" for language, _name in settings.LANGUAGES)
    paths.update(f"/{language}/places.geojson" for language, _name in settings.LANGUAGES)
    if isinstance(instance, EventPage):
        paths.update(shared_paths(instance))
    forget(paths)
    transaction.on_commit(lambda: forget(paths))
    if getattr(settings, "WAGTAILFRONTENDCACHE", None):
        if isinstance(instance, EventPage):
            paths.update(path for _language, path, _month in calendar_months(timezone.localdate()))
        batch = PurgeBatch()
        batch.add_urls(settings.PUBLIC_URL + path for path in paths)
        batch.purge()


def purge_warned(keys, **kwargs):
    """The state of some places, or what is told of them, has changed: purge whatever shows them, in every language (signal receiver)."""
    paths = {path.format(code) for path in TELLING for code, _name in settings.LANGUAGES}
    paths.update(NOTICE_FEEDS)
    keys = {*keys, *itineraries_through(keys), *EmergencyPage.objects.values_list("translation_key", flat=True)}
    events = EventPage.objects.filter(venue__translation_key__in=keys)
    if events_held := set(events.values_list("translation_key", flat=True)):
        keys |= events_held
        paths.update(path for event in events.filter(alias_of=None) for path in shared_paths(event))
        paths.update(path for _language, path, _month in calendar_months(timezone.localdate()))
    paths.update(paths_of(keys))
    forget(paths)
    transaction.on_commit(lambda: forget(paths))
    purge_proxies(paths)


def itineraries_through(keys):
    stops = ItineraryStop.objects.filter(place__translation_key__in=keys)
    return stops.values_list("itinerary__translation_key", flat=True)


def paths_of(keys):
    """The addresses of pages and of every page above them."""
    pages = Page.objects.filter(translation_key__in=keys)
    steps = range(2 * Page.steplen, max(pages.values_list("depth", flat=True), default=0) * Page.steplen, Page.steplen)
    above = {path[:length] for path in pages.values_list("path", flat=True) for length in steps}
    wanted = pages | Page.objects.filter(path__in=above)
    return {public_path(*row) for row in wanted.values_list("locale__language_code", "url_path")}


def purge_proxies(paths):
    if getattr(settings, "WAGTAILFRONTENDCACHE", None):
        batch = PurgeBatch()
        batch.add_urls(settings.PUBLIC_URL + path for path in paths)
        transaction.on_commit(batch.purge)


def purge_around_page_of(instance, **kwargs):
    """Purge the page on which something stands that is no page itself (signal receiver)."""
    purge_around(Page.objects.filter(pk=instance.page_id).first())


def shared_paths(event):
    """Where partners find an event, without filters: with any other parameter a proxy asks again after five minutes."""
    for path in [*SHARED_LISTS, f"/embed/v1/event/{event.uid}/", f"/feeds/v1/events/{event.uid}.ics"]:
        yield path
        yield from (f"{path}?lang={language}" for language, _name in settings.LANGUAGES)
