"""Reading RSS and Atom. A feed tells when an article was written, not when an event is held: only the fields of
mod_event (``ev:startdate``) or xCal give a date; what has none arrives as a draft without one.
"""

from calendar import timegm
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler

import feedparser
from defusedxml import DefusedXmlException
from defusedxml.sax import parseString
from django.utils.translation import gettext as _

from events.intake.reading.calendars.states import state_of, state_of_title
from events.intake.reading.incoming import (
    PLACE_LENGTH,
    TITLE_LENGTH,
    Dates,
    IncomingEvent,
    Problem,
    Reading,
    Unreadable,
    point,
    span,
)
from events.intake.reading.moments import held_between, read_start_and_end
from events.intake.reading.text import cut, plain, summary_and_body, web_address

STARTS = ["ev_startdate", "xcal_dtstart", "startdate"]
ENDS = ["ev_enddate", "xcal_dtend", "enddate"]
PLACES = ["ev_location", "xcal_location", "location"]
STATUSES = ["xcal_status", "ev_status"]
ORGANISERS = ["ev_organizer", "xcal_organizer"]
# Fields of an entry that are read, or that hold the same in another form.
READ = {
    *["id", "guidislink", "title", "title_detail", "link", "links", "summary", "summary_detail", "content"],
    *["published", "published_parsed", "updated", "updated_parsed", "author", "author_detail", "authors", "tags"],
    *["where", "georss_point", "geo_lat", "geo_long", "enclosures", "media_content", "media_thumbnail", "ev_type"],
    *[*STARTS, *ENDS, *PLACES, *ORGANISERS, *STATUSES],
}
FOR_READERS = {"comments", "slash_comments", "wfw_commentrss", "thr_total", "post-id", "href", "feedburner_origlink"}


def read_feed(body, url, limits):
    """The entries of an RSS or Atom document (bytes) as a Reading. Raises Unreadable."""
    reading = Reading("RSS/Atom")
    _refuse_entities(body, reading)
    try:
        parsed = feedparser.parse(BytesIO(body), response_headers={"content-location": url}, sanitize_html=False)
    except Exception as error:  # feedparser's mistakes with damaged files are of many kinds
        raise Unreadable(_("The feed is damaged and cannot be read. Tell whoever made it.")) from error
    if not parsed.get("version") and not parsed.entries:
        raise Unreadable(_("This is neither RSS nor Atom. Look for the address of the feed."))
    reading.is_whole = False  # a feed holds the newest entries only: what is no longer there may still be held
    reading.format = "Atom" if parsed.get("version", "").startswith("atom") else "RSS"
    entries = reading.first(parsed.entries, limits)
    reading.found = len(entries)
    seen = {}  # titles by identity
    for entry in entries:
        title = plain(entry.get("title", ""), TITLE_LENGTH)
        told = {}
        item = _event(entry, title, told.setdefault)
        if item and item.uid in seen and title not in seen[item.uid]:
            item = replace(item, uid=f"{item.uid}#{title}")
            told.setdefault(_("Another event has the same identity; each was taken as an event of its own."))
        if item and title in seen.get(item.uid, ()):
            told.setdefault(_("It stands in the feed twice; the first was taken."))
        elif item:
            seen.setdefault(item.uid, []).append(title)
            reading.items.append(item)
        label = item.title if item else title or _("(an entry without a title)")
        reading.problems += [Problem(label, sentence) for sentence in told]
    return reading


def _refuse_entities(body, reading):
    """Refuse a document type definition, by which a small file can swell or read our own files."""
    try:
        parseString(body, ContentHandler(), forbid_dtd=True)
    except DefusedXmlException as error:
        raise Unreadable(_("The feed holds a document type definition; for safety it is not read.")) from error
    except (SAXException, ValueError, LookupError) as error:
        if b"<!doctype" in body.lower() or b"<!entity" in body.lower():
            raise Unreadable(_("The feed holds a document type definition; for safety it is not read.")) from error
        line = error.getLineNumber() if isinstance(error, SAXParseException) else None
        told = _("The feed is not well-formed here; it was read as far as it can be. Tell whoever made it.")
        reading.problems.append(Problem("", told, line))


def _event(entry, title, tell):
    if not title:
        tell(_("It has no title and was left out."))
        return None
    title, titled = state_of_title(title)
    state = state_of(_first(entry, STATUSES)) or titled
    link = web_address(entry.get("link"))
    uid = plain(entry.get("id") or link)
    if not uid:
        tell(_("It has neither an identity nor an address and was left out."))
        return None
    content = next((part.value for part in entry.get("content", []) if part.get("value")), "")
    summary, body = summary_and_body(
        content or entry.get("summary", ""), tell, entry.get("summary", "") if content else ""
    )
    latitude, longitude = _point(entry)
    place = plain(_first(entry, PLACES))
    if dropped := sorted(set(entry) - READ - FOR_READERS):
        tell(_("Not taken over: %(names)s.") % {"names": ", ".join(dropped)})
    return IncomingEvent(
        uid=uid,
        title=title,
        status=state or "scheduled",
        summary=summary,
        body=body,
        url=link,
        dates=_dates(entry, tell),
        place=cut(place, PLACE_LENGTH),
        latitude=latitude,
        longitude=longitude,
        categories=tuple(dict.fromkeys(plain(tag.term, 80) for tag in entry.get("tags", []) if tag.get("term"))),
        image=_image(entry),
        organiser=plain(_first(entry, ORGANISERS) or entry.get("author", ""), 120),
        modified=_modified(entry),
    )


def _dates(entry, tell):
    told_start, told_end = _first(entry, STARTS), _first(entry, ENDS)
    if not told_start:
        tell(_("The feed names no date; it arrives as a draft without one."))
        return Dates()
    started, ended = read_start_and_end(told_start, told_end)
    if started is None:
        tell(
            _("Its date “%(text)s” cannot be read; it arrives as a draft without one.")
            % {"text": plain(told_start, 40)}
        )
        return Dates()
    if told_end and ended is None:
        tell(_("Its end “%(text)s” cannot be read and was left out.") % {"text": plain(told_end, 40)})
    return span(held_between(started, ended, tell, last_is_named=True))  # mod_event names the last day, as people do


def _first(entry, names):
    return next((str(entry[name]) for name in names if entry.get(name)), "")


def _point(entry):
    if geometry := entry.get("where"):
        coordinates = geometry.get("coordinates") or ()
        if geometry.get("type") == "Point" and len(coordinates) == 2:
            return point(coordinates[1], coordinates[0])
    if "geo_lat" in entry and "geo_long" in entry:
        return point(entry.geo_lat, entry.geo_long)
    return None, None


def _image(entry):
    for media in [*entry.get("enclosures", []), *entry.get("media_content", []), *entry.get("media_thumbnail", [])]:
        kind = media.get("type") or media.get("medium") or "image"
        if kind.startswith("image") and (address := web_address(media.get("href") or media.get("url"))):
            return address
    return ""


def _modified(entry):
    parsed = entry.get("updated_parsed") or entry.get("published_parsed")
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None
