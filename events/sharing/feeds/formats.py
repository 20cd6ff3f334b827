"""Events for programs elsewhere: one EventQuery in six formats (see docs/partners.md)."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from events.sharing.feeds.feed import feed_by_start, feed_of_news
from events.sharing.feeds.geojson import geojson
from events.sharing.feeds.json_feed import json_feed
from events.sharing.feeds.spreadsheet import spreadsheet
from events.sharing.feeds.syndication import atom, rss


@dataclass(frozen=True)
class Format:
    """How a feed is found and written; `series` is what is told of a series unless the query says otherwise."""

    content_type: str
    find: Callable
    write: Callable
    name: str
    series: str = ""

    def feed(self, query, now=None):
        return self.find(replace(query, series=query.series or self.series), now)


FORMATS = {
    "rss": Format("application/rss+xml; charset=utf-8", feed_of_news, rss, "RSS"),
    "atom": Format("application/atom+xml; charset=utf-8", feed_of_news, atom, "Atom"),
    "json": Format("application/feed+json", feed_by_start, json_feed, "JSON Feed"),
    "geojson": Format("application/geo+json", feed_by_start, geojson, "GeoJSON", series="next"),
    "csv": Format("text/csv; charset=utf-8; header=present", feed_by_start, spreadsheet, "CSV"),
}
