"""The dates that an EventQuery asks for, with what every format says of the list itself."""

from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from events.asking.query import EventQuery
from events.models import Occurrence
from events.sharing.feeds.items import items_of
from events.time.dates import WIB

LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Feed:
    """Items in order; `next_after` is the cursor of what follows."""

    query: EventQuery
    items: list
    next_after: str = ""

    @property
    def title(self):
        return _("Events around Wonogiri and the Gunung Sewu Geopark")

    @property
    def description(self):
        """What the list is, and what of the question was not understood."""
        notes = [problem.message for problem in self.query.problems]
        return " ".join([_("Dates by the Wonogiri tourism office. Estimated ones are marked."), *notes])

    @property
    def author(self):
        return _("Wonogiri tourism office")

    @cached_property
    def page_url(self):
        """The list of events in the language of the feed, as far as an item tells where it is, else the front page."""
        front = f"{settings.PUBLIC_URL}/{self.query.language}/"
        events = (item.told["url"] for item in self.items if item.told["url"].startswith(front))
        return next((url.rstrip("/").rpartition("/")[0] + "/" for url in events), front)

    def url(self, extension, **changes):
        """Where this feed is found, in the one form of its query."""
        return f"{settings.PUBLIC_URL}/feeds/v1/events.{extension}{self.query.parameters(**changes)}"

    def next_url(self, extension):
        return self.url(extension, after=self.next_after) if self.next_after else ""

    @cached_property
    def updated_at(self):
        """When an item last changed, on a list without items this midnight: the same at each request."""
        midnight = datetime.combine(self.query.today, time(), WIB)
        return max((item.changed_at for item in self.items), default=midnight)

    @property
    def last_ended_at(self):
        """When the last of its dates that are over ended, or None: since then it says so."""
        return max((item.occurrence.ends_at for item in self.items if item.is_over), default=None)


def feed_by_start(query, now=None):
    """What is on, in the order of lists: two queries at any size."""
    now = now or timezone.now()
    occurrences, next_after = Occurrence.objects.find(query, now, with_names=True)
    return Feed(query, items_of(occurrences, query.language, now), next_after)


def feed_of_news(query, now=None):
    """Each event once with its nearest date, what was published last first: two queries at any size."""
    now = now or timezone.now()
    items = items_of(Occurrence.objects.find_changed(query), query.language, now)
    return Feed(query, sorted(items, key=lambda item: (item.changed_at, item.uid), reverse=True))
