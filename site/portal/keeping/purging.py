"""Dropping the kept pages that are no longer true, here and in a proxy in front of the site."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.contrib.frontend_cache.utils import PurgeBatch
from wagtail.models import Page

from events.models import EventPage
from events.sharing.feeds.formats import FORMATS
from portal.keeping.pages import forget
from portal.sitemaps import calendar_months, public_path

SHARED_LISTS = ["/embed/v1/events/", "/feeds/v1/events.ics", *(f"/feeds/v1/events.{name}" for name in FORMATS)]


def purge_around(instance, **kwargs):
    """Purge a changed page, its lists and front page, in every language, and the sitemaps (signal receiver)."""
    if not isinstance(instance, Page):
        return
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


def shared_paths(event):
    """Where partners find an event, without filters: with any other parameter a proxy asks again after five minutes."""
    for path in [*SHARED_LISTS, f"/embed/v1/event/{event.uid}/", f"/feeds/v1/events/{event.uid}.ics"]:
        yield path
        yield from (f"{path}?lang={language}" for language, _name in settings.LANGUAGES)
