"""Reading whatever another office publishes its events as: the document itself tells what it is."""

import json
import re
from datetime import date
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _

from events.intake.reading import json_events
from events.intake.reading.calendars.document import read_calendar
from events.intake.reading.calendars.lines import as_utf8
from events.intake.reading.feeds import read_feed
from events.intake.reading.incoming import Unreadable
from events.intake.reading.limits import Limits
from fetching.addresses import onward

HTML_STARTS = (b"<!doctype html", b"<html")
FEEDS = re.compile(rb"<(?:rss|feed|rdf)\b", re.IGNORECASE)
# At the start of a line, or after a tag that a server put before it.
CALENDAR = re.compile(rb"(?:^|>)[ \t]*BEGIN[ \t]*:[ \t]*V(?:CALENDAR|EVENT)[ \t]*$", re.IGNORECASE | re.MULTILINE)


def read(body, content_type="", url="", today: date | None = None, limits: Limits | None = None):
    """The events of a document (bytes) as a Reading. Raises Unreadable when it is none that we read.

    What goes beyond the `limits` is left out and told. `content_type` only helps where the document says nothing; servers are often wrong about it.
    """
    today, limits = today or timezone.localdate(), limits or Limits()
    start = body[:400].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start:
        raise Unreadable(_("It is empty. Check the address or the file."))
    # What a server puts before a calendar may look like a web page or JSON; within a feed a calendar is only quoted.
    if not FEEDS.search(body[:2000]) and CALENDAR.search(as_utf8(body).replace(b"\r", b"\n")):
        return read_calendar(body, today, limits)
    if start.startswith(HTML_STARTS) or b"<html" in start:
        raise Unreadable(_("This is a web page, not a calendar. Look for its address for subscribers."))
    if start.startswith((b"{", b"[")):
        return json_events.read_json(json_events.parse(body), limits)
    if start.startswith((b"<", b"\xff\xfe<", b"\xfe\xff\x00<")):
        return read_feed(body, url, limits)
    if b"begin:" in body[:4000].lower() or body[:2] in {b"\xff\xfe", b"\xfe\xff"} or "calendar" in content_type:
        return read_calendar(body, today, limits)
    raise Unreadable(_("This is neither iCalendar nor RSS, Atom or JSON. Look for the address for subscribers."))


def next_page(body, url):
    """Where a JSON list goes on, on the same server; nothing for every other document. Raises FetchRefused."""
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return ""
    try:
        document = json_events.parse(body)
    except Unreadable:  # `read` says why, or finds a calendar below what a server put before it
        return ""
    following = onward(url, json_events.next_page(document))  # "" gives the same address
    here, there = urlsplit(url), urlsplit(following)
    return following if following != url and (here.scheme, here.netloc) == (there.scheme, there.netloc) else ""


def joined(bodies):
    """Several pages of a JSON list as one document; a single document as it is."""
    if len(bodies) == 1:
        return bodies[0]
    documents = [json_events.parse(body) for body in bodies]
    last = {name: documents[-1].get(name) for name in ["next_url", "next"]}
    return json.dumps(documents[0] | last | {"items": [item for doc in documents for item in doc["items"]]}).encode()


__all__ = ["Unreadable", "joined", "next_page", "read"]
