"""Publishing tells the proxy which pages are no longer true."""

from django.utils import timezone
from wagtail.contrib.frontend_cache.backends import BaseBackend

from events.models import EventPage

purged = []


class RecordingBackend(BaseBackend):
    """Stands in for a proxy: remembers what it was told to purge."""

    def purge(self, url):
        purged.append(url)


def test_publishing_an_event_purges_its_page_its_list_and_home_in_every_language(db, settings):
    settings.WAGTAILFRONTENDCACHE = {"test": {"BACKEND": f"{__name__}.RecordingBackend"}}
    event = EventPage.objects.get(slug="ceprotan", locale__language_code="id")
    purged.clear()
    event.save_revision().publish()
    paths = {url.removeprefix(settings.PUBLIC_URL) for url in purged}
    month = f"{timezone.localdate():%Y-%m}"
    for path in (
        f"/id/acara/kalender/{month}/",
        f"/en/events/calendar/{month}/",
        "/id/acara/ceprotan/",
        "/id/acara/",
        "/en/events/",
        "/id/",
        "/en/",
        "/jv/",
        "/sitemap-en.xml",
        "/feeds/v1/events.json",
        f"/feeds/v1/events/{event.uid}.ics?lang=jv",
        "/embed/v1/events/?lang=en",
        f"/embed/v1/event/{event.uid}/",
    ):
        assert path in paths
