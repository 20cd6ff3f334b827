"""Reading JSON: JSON Feed 1.1 with our extension ``_event``, and the records of our own API."""

import json
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from events.intake.reading.feeds import read_moment
from events.intake.reading.incoming import (
    NOTE_LENGTH,
    PLACE_LENGTH,
    TITLE_LENGTH,
    Change,
    Dates,
    Held,
    IncomingEvent,
    Problem,
    Reading,
    Unreadable,
    point,
    sessions,
    span,
)
from events.intake.reading.text import cut, plain, summary_and_body, web_address
from events.time.dates import WIB

STATUSES = {"scheduled", "postponed", "rescheduled", "full", "cancelled"}
CERTAINTIES = {"estimated", "confirmed"}


def parse(body):
    """The document. Raises Unreadable when it is no JSON object with a list of items."""
    try:
        document = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("This is no JSON that can be read.")) from error
    if isinstance(document, list):
        document = {"items": document}
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise Unreadable(_("This JSON has no list of items."))
    return document


def next_page(document):
    """Where the list goes on, or nothing."""
    onward = document.get("next_url") or document.get("next")
    return onward if isinstance(onward, str) else ""


def read_json(document, limits):
    """The events of a document (from `parse`) as a Reading; the dates of one event are gathered from several items."""
    reading = Reading("JSON Feed" if "jsonfeed.org" in str(document.get("version", "")) else "JSON")
    items = reading.first(document["items"], limits)
    reading.found = len(items)
    groups = {}
    for number, item in enumerate(items, 1):
        title = plain(item.get("title") or item.get("name"), TITLE_LENGTH) if isinstance(item, dict) else ""
        label = title or _("(item %(number)s)") % {"number": number}
        if not isinstance(item, dict) or not title:
            reading.problems.append(Problem(label, _("It has no title and was left out.")))
            continue
        record = item["_event"] if isinstance(item.get("_event"), dict) else item
        uid = plain(record.get("uid") or item.get("id") or item.get("url"))
        if not uid:
            reading.problems.append(Problem(label, _("It has neither an identity nor an address and was left out.")))
            continue
        groups.setdefault(uid, []).append((item, record))
    for uid, found in groups.items():
        told = {}
        item = _event(uid, found, told.setdefault)
        reading.items.append(item)
        reading.problems += [Problem(item.title, sentence) for sentence in told]
    if next_page(document):
        reading.is_whole = False
    return reading


def _event(uid, found, tell):
    item, record = found[0]
    held = [moment for _item, record in found for moment in _occurrences(record, tell)]
    statuses = {status for _held, status, _note in held} or {_choice(record.get("status"), STATUSES, "scheduled")}
    status = statuses.pop() if len(statuses) == 1 else "scheduled"
    dates = _dates(held, status, tell)
    if dates.timing == "announced":
        tell(_("It names no date; it arrives as a draft without one."))
    place = record.get("place") or item.get("place")
    place = place if isinstance(place, dict) else {"name": place or record.get("location")}
    latitude, longitude = point(place.get("latitude"), place.get("longitude"))
    text = item.get("content_html") or item.get("content_text") or item.get("description") or item.get("summary")
    summary, body = summary_and_body(text, tell, item.get("summary"))
    return IncomingEvent(
        uid=uid,
        title=plain(item.get("title") or item.get("name"), TITLE_LENGTH),
        summary=summary,
        body=body,
        url=web_address(item.get("url") or item.get("external_url")),
        dates=replace(dates, is_eve=bool(held) and all(_is_eve(record) for _item, record in found)),
        place=cut(plain(place.get("name")), PLACE_LENGTH),
        latitude=latitude,
        longitude=longitude,
        status=status,
        certainty=_choice(record.get("certainty"), CERTAINTIES, "estimated"),
        categories=_texts([record.get("category"), *_list(item.get("tags"))]),
        image=web_address(item.get("image") or item.get("banner_image")),
        organiser=plain(record.get("organiser") or next(iter(_texts(item.get("authors"))), ""), 120),
        is_free=record.get("is_free") if isinstance(record.get("is_free"), bool) else None,
        price_idr=_price(record.get("price_idr")),
        modified=_modified(item),
    )


def _occurrences(record, tell):
    """(Held, status, note) of each date that a record names."""
    for told in _list(record.get("occurrences")) or [record]:
        if not isinstance(told, dict) or not told.get("start"):
            continue
        start, end = read_moment(told["start"]), read_moment(told.get("end"))
        if start is None:
            tell(_("Its date “%(text)s” cannot be read and was left out.") % {"text": plain(str(told["start"]), 40)})
            continue
        if told.get("all_day") is True and isinstance(start, datetime):
            start = start.astimezone(WIB).date()
        if end is not None and isinstance(end, datetime) != isinstance(start, datetime):
            tell(_("Its start and its end are of different kinds; the end was left out."))
            end = None
        status = _choice(told.get("status") or record.get("status"), STATUSES, "scheduled")
        yield Held.from_moments(start, end), status, cut(plain(told.get("notice")), NOTE_LENGTH)


def _dates(held, status, tell):
    if not held:
        return Dates()
    held = sorted(held, key=lambda told: (told[0].first, told[0].start_time is not None, str(told[0].start_time)))
    changes = {}
    for moment, own, note in held:
        if own != status or (note and len(held) > 1):
            changes[moment.first] = Change(moment.first, own, note=note)
    dates = span(held[0][0]) if len(held) == 1 else sessions([moment for moment, _status, _note in held], tell)
    return replace(dates, changes=tuple(changes[day] for day in sorted(changes)))


def _is_eve(record):
    return record.get("is_eve") is True


def _list(value):
    return value if isinstance(value, list) else []


def _texts(values):
    names = [value.get("name") if isinstance(value, dict) else value for value in _list(values)]
    return tuple(dict.fromkeys(plain(name, 80) for name in names if isinstance(name, str) and name.strip()))


def _choice(value, choices, otherwise):
    return value if isinstance(value, str) and value in choices else otherwise


def _price(value):
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31 else None


def _modified(item):
    moment = read_moment(item.get("date_modified") or item.get("date_published") or item.get("changed_at"))
    return moment if isinstance(moment, datetime) else None
