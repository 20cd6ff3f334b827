"""Our own events that come back through another office: known by our identity or by the address of our page."""

import re
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from events.models import EventPage, EventRecord

IDENTITY = re.compile(r"(?<![\da-f])[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\da-f])", re.IGNORECASE)
AT_ONCE = 500


class OurEvents:
    """Which of these IncomingEvents are ours; two queries for some hundreds of them."""

    def __init__(self, items):
        keys = sorted({key for item in items if (key := _key(item))})
        slugs = sorted({slug for item in items if (slug := _slug(item))})
        self.titles = {}
        for chosen in _parts(keys):
            self.titles |= dict.fromkeys(EventRecord.objects.filter(uid__in=chosen).values_list("uid", flat=True), "")
            self.titles |= _titles("translation_key", chosen)
        self.slugs = {}
        for chosen in _parts(slugs):
            self.slugs |= _titles("slug", chosen)

    def title(self, item):
        """The title of the page that an item is, "" when we took it back, None for an event that is not ours."""
        if (key := _key(item)) in self.titles:
            return self.titles[key]
        return self.slugs.get(_slug(item))


def _key(item):
    found = IDENTITY.search(item.uid)
    return UUID(found.group()) if found else None


def _slug(item):
    address, ours = urlsplit(item.url), urlsplit(settings.PUBLIC_URL)
    parts = [part for part in address.path.split("/") if part]
    return parts[-1] if address.netloc == ours.netloc and len(parts) > 1 else None


def _parts(values):
    return [values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE)]


def _titles(name, values):
    found = EventPage.objects.filter(**{f"{name}__in": values}).values_list(name, "title", "locale__language_code")
    # The title in the source language, where there is one, comes last and stays.
    return {value: title for value, title, code in sorted(found, key=lambda told: told[2] == settings.LANGUAGE_CODE)}
