"""RSS 2.0 and Atom 1.0 for feed readers: each event once, titled by its nearest date, what was published last first."""

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed
from django.utils.html import format_html, format_html_join

from events.sharing.feeds.feed import LICENCE, LICENCE_URL

GEORSS = "http://www.georss.org/georss"
MOD_EVENT = "http://purl.org/rss/1.0/modules/event/"
SINCE = 2026


class _Rss(Rss201rev2Feed):
    """RSS with when and where in the module for events and as GeoRSS."""

    def rss_attributes(self):
        return super().rss_attributes() | {"xmlns:ev": MOD_EVENT, "xmlns:georss": GEORSS}

    def latest_post_date(self):
        return self.feed["updated_at"]

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        told = item["item"]
        handler.addQuickElement("ev:startdate", told.start)
        if told.end:
            handler.addQuickElement("ev:enddate", told.end)
        handler.addQuickElement("ev:location", _clean(told.facts["where"]))
        if told.organiser:
            handler.addQuickElement("ev:organizer", _clean(told.organiser))
        handler.addQuickElement("ev:type", told.category.value)
        _add_point(handler, told)


class _Atom(Atom1Feed):
    """Atom with the whole text, the language of each entry and GeoRSS."""

    def root_attributes(self):
        return super().root_attributes() | {"xmlns:georss": GEORSS}

    def latest_post_date(self):
        return self.feed["updated_at"]

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        handler.addQuickElement("link", "", {"rel": "license", "href": LICENCE_URL})

    def item_attributes(self, item):
        return {"xml:lang": item["item"].language}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["html"], {"type": "html"})
        _add_point(handler, item["item"])


def rss(feed):
    """The feed as RSS 2.0, in bytes; `pubDate` is when the event was last published, never its own date."""
    writer = _Rss(
        title=feed.title,
        link=feed.page_url,
        description=feed.description,
        language=feed.query.language,
        feed_url=feed.url("rss"),
        feed_copyright=f"{feed.author}, {LICENCE}",
        ttl="60",
        updated_at=feed.updated_at,
    )
    for item in feed.items:
        writer.add_item(
            **_common(item), description=_html(item), unique_id=f"urn:uuid:{item.uid}", unique_id_is_permalink=False
        )
    return writer.writeString("utf-8").encode()


def atom(feed):
    """The feed as Atom 1.0, in bytes."""
    writer = _Atom(
        title=feed.title,
        link=feed.page_url,
        description=feed.description,
        subtitle=feed.description,
        language=feed.query.language,
        feed_url=feed.url("atom"),
        feed_guid=_tag(f"events.atom{feed.query.parameters()}"),
        author_name=feed.author,
        author_link=f"{settings.PUBLIC_URL}/",
        feed_copyright=f"{feed.author}, {LICENCE}",
        updated_at=feed.updated_at,
    )
    for item in feed.items:
        common = _common(item) | {"pubdate": item.created_at, "updateddate": item.changed_at}
        writer.add_item(**common, description=None, unique_id=_tag(f"events/{item.uid}"), html=_html(item))
    return writer.writeString("utf-8").encode()


def _common(item):
    picture = item.facts["picture"]
    return {
        "title": _clean(f"{item.date_text}: {item.headline}"),
        "link": item.url,
        "author_name": _clean(item.organiser) if item.organiser else None,
        "pubdate": item.changed_at,
        "categories": [str(item.category.label)],
        "enclosures": [Enclosure(picture["url"], str(picture["bytes"]), "image/jpeg")] if picture else [],
        "item": item,
    }


def _html(item):
    """Every paragraph of an item, and the way to its page."""
    text = format_html_join("", "<p>{}</p>", ((_clean(part),) for part in item.paragraphs))
    return text + format_html('<p><a href="{0}">{0}</a></p>', item.url)


def _add_point(handler, item):
    if item.cell:
        west, south, east, north = item.cell.box
        handler.addQuickElement("georss:box", f"{south} {west} {north} {east}")
    elif item.point:
        longitude, latitude = item.point
        handler.addQuickElement("georss:point", f"{latitude} {longitude}")


def _tag(name):
    """A tag URI (RFC 4151): an identity that stays when the address of a page does not."""
    return f"tag:{settings.IDENTITY_DOMAIN},{SINCE}:{name}"


def _clean(text):
    """Text without the control characters that XML cannot carry."""
    return "".join(c for c in str(text) if c in "\t\n" or (ord(c) >= 32 and ord(c) not in {0xFFFE, 0xFFFF}))
