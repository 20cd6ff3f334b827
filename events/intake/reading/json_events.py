"""Reading JSON: JSON Feed 1.1 with our extension ``_event``, our own API, schema.org, and what calendar programs answer.

Google Calendar, Microsoft 365, The Events Calendar and FullCalendar are known by the names of their fields.
"""

import math
import re
from collections import Counter
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from events.intake.reading.calendars.states import state_of, state_of_title
from events.intake.reading.calendars.values import read_length
from events.intake.reading.calendars.zones import zone_named
from events.intake.reading.incoming import (
    NOTE_LENGTH,
    PLACE_LENGTH,
    TITLE_LENGTH,
    Change,
    Dates,
    IncomingEvent,
    Problem,
    Reading,
    sessions,
    span,
)
from events.intake.reading.json_documents import TITLES, goes_on, next_page, parse
from events.intake.reading.json_values import (
    address_of,
    first,
    is_unread,
    last_part,
    listed,
    names_of,
    place_of,
    text_of,
)
from events.intake.reading.moments import Told, held_between, read_moment, read_start_and_end, read_told, unreadable
from events.intake.reading.text import cut, plain, summary_and_body
from events.time.dates import WIB

STATUSES = {"scheduled", "postponed", "rescheduled", "full", "cancelled"}
# Words of programs that say of an event that it takes place, or only that its page is to be seen.
AS_USUAL = {"publish", "published", "public", "active", "aktif", "approved", "open", "live", "tentative", "busy", "future",
            "terjadwal", "upcoming", "ok", "normal", "true", "1"}  # fmt: skip
CERTAINTIES = {"estimated", "confirmed"}
# (start, end, whether an end that is a day is the last one), as each program names them.
MOMENTS = [
    ("start", "end", False),
    ("startDate", "endDate", True),
    ("start_date", "end_date", True),
    ("starts_at", "ends_at", True),
    ("startTime", "endTime", True),
    ("start_time", "end_time", True),
    ("startsAt", "endsAt", True),
    ("dateStart", "dateEnd", True),
    ("date_start", "date_end", True),
    ("dtstart", "dtend", False),
    ("starts_on", "ends_on", True),
    ("tanggal_mulai", "tanggal_selesai", True),
    ("mulai", "selesai", True),
    ("event_date", "event_end_date", True),
    ("tanggal", "tanggal_selesai", True),
    ("date", "date_end", True),
]
HOURS = [["start_time", "startTime", "time", "jam_mulai", "jam", "waktu"], ["end_time", "endTime", "jam_selesai"]]
ONE_HOUR = r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*(?:[ap]m|WIB|WITA|WIT))?|\d{1,2}\s*[ap]m)"
# 19.00 WIB, 7pm, 19:00 – 21:00, 08.00 s.d. selesai
HOUR = re.compile(
    rf"{ONE_HOUR}(?:\s*(?:[-–—]|s\.?\s?[/.]?\s?d\.?|sampai|hingga)\s*(?:{ONE_HOUR}|selesai))?", re.IGNORECASE
)
ZONES = ["timeZone", "timezone", "time_zone", "tz"]
ALL_DAY = ["all_day", "allDay", "isAllDay", "is_all_day", "allday"]
IDENTITIES = ["uid", "iCalUID", "iCalUId", "global_id", "id", "@id", "identifier", "guid"]
ADDRESSES = ["url", "external_url", "link", "htmlLink", "webLink", "permalink", "@id"]
PLACES = ["place", "location", "venue", "tempat", "lokasi"]
TEXTS = ["content_html", "content_text", "description", "content", "body", "bodyPreview", "deskripsi", "keterangan"]
SUMMARIES = ["summary", "excerpt"]
PRICES = ["price", "harga", "biaya", "tiket", "htm", "cost", "ticket_price"]  # in words that only people understand
ORGANISERS = ["organiser", "organizer", "penyelenggara", "authors", "author"]
WITHOUT_IDENTITY = "no-uid:"
REPETITIONS = ["recurrence", "eventSchedule", "rrule", "subEvent"]


def read_json(document, limits):
    """The events of a document (from `parse`) as a Reading; the dates of one event are gathered from several items."""
    reading = Reading("JSON Feed" if "jsonfeed.org" in str(document.get("version", "")) else "JSON")
    items = reading.first(document["items"], limits)
    reading.found = len(items)
    groups = {}
    for number, item in enumerate(items, 1):
        title = _title(item) if isinstance(item, dict) else ""
        label = title or _("(item %(number)s)") % {"number": number}
        if not title:
            reading.problems.append(Problem(label, _("It has no title and was left out.")))
            continue
        record = item["_event"] if isinstance(item.get("_event"), dict) else item
        uid = plain(text_of(record.get("uid") or first(item, IDENTITIES))) or address_of(first(item, ADDRESSES))
        uid = uid or f"{WITHOUT_IDENTITY}{cut(title, 80)}:{_start_text(record)}"
        groups.setdefault((uid, title), []).append((item, record))
    shared = Counter(uid for uid, _title in groups)
    for (uid, title), found in groups.items():
        told = {}
        if uid.startswith(WITHOUT_IDENTITY):
            told[
                _("It has no identity. Its title and date stand for one, so a changed title or date makes a new event.")
            ] = None
        if shared[uid] > 1:
            told_apart = _("Several events have the UID “%(uid)s”; each was taken as an event of its own.")
            told[told_apart % {"uid": cut(uid, 60)}] = None
            uid = f"{uid}#{title}"
        item = _event(uid, found, told.setdefault)
        reading.items.append(item)
        reading.problems += [Problem(item.title, sentence) for sentence in told]
    if goes_on(document):
        reading.is_whole = False
    return reading


def _title(item):
    return plain(text_of(first(item, TITLES)), TITLE_LENGTH)


def _event(uid, found, tell):
    item, record = found[0]
    title, titled = state_of_title(_title(item))
    held = [moment for item, record in found for moment in _occurrences(item, record, tell)]
    held = [(moment, titled if titled and own == "scheduled" else own, note) for moment, own, note in held]
    statuses = {status for _held, status, _note in held} or {_status(item, record)}
    status = statuses.pop() if len(statuses) == 1 else "scheduled"
    status = titled if titled and status == "scheduled" else status
    _tell_odd_statuses(record, tell)
    dates = _dates(held, status, tell)
    if dates.timing == "announced":
        tell(_("It names no date; it arrives as a draft without one."))
    if repeats := [name for name in REPETITIONS if record.get(name)]:
        tell(
            _("Only the dates that it names were taken, not its repetition (%(names)s).")
            % {"names": ", ".join(repeats)}
        )
    told_place = first(record, PLACES) or first(item, PLACES)
    place, latitude, longitude = place_of(told_place)
    if latitude is None:
        _place, latitude, longitude = place_of({"geometry": item.get("geometry"), "geo": item.get("geo")})
    if told_place and not place:
        tell(_("Its place names no place on earth that can be read and was left out."))
    organisers = names_of(first(record, ORGANISERS) or first(item, ORGANISERS))
    if not organisers and is_unread(first(record, ORGANISERS)):
        tell(_("Its organiser cannot be read and was left out."))
    text, short = _texts(item, title, tell)
    summary, body = summary_and_body(text or short, tell, short)
    is_free, price = _price(record, item)
    if price is None and not is_free and (dropped := [name for name in PRICES if record.get(name)]):
        tell(_("Not taken over: %(names)s.") % {"names": ", ".join(dropped)})
    return IncomingEvent(
        uid=uid,
        title=title,
        summary=summary,
        body=body,
        url=address_of([value for name in ADDRESSES if (value := item.get(name))]),
        dates=replace(dates, is_eve=bool(held) and all(_is_eve(record) for _item, record in found)),
        place=cut(place, PLACE_LENGTH),
        latitude=latitude,
        longitude=longitude,
        status=status,
        certainty=_certainty(record),
        categories=tuple(names_of([record.get("category"), *_labels(item)])),
        image=address_of(first(item, ["image", "banner_image", "images", "photo"])),
        organiser=cut(", ".join(organisers[:3]), 120),
        is_free=is_free,
        price_idr=price,
        modified=_modified(item),
    )


def _texts(item, title, tell):
    """(the whole text, the summary); Google and others write the title into `summary`."""
    text, short = (text_of(first(item, names)) for names in [TEXTS, SUMMARIES])
    if not text and is_unread(first(item, TEXTS)):
        tell(_("Its text cannot be read and was left out."))
    return text, "" if plain(short, TITLE_LENGTH) == title or not first(item, TITLES[:2]) else short


def _occurrences(item, record, tell):
    """(Held, status, note) of each date that a record names."""
    for told in listed(record.get("occurrences")) or [record]:
        if not isinstance(told, dict):
            continue
        begins, ends, last_is_named = _moments(told)
        if begins is None:
            continue
        zone = _zone(told) or _zone(record) or WIB
        is_day = any(told.get(name) in (True, "true", 1, "1") for name in ALL_DAY)
        started, ended = _told(begins, zone, is_day), _told(ends, zone, is_day)
        if started and not ended and _hour(ends):
            ended = read_start_and_end(begins, ends, zone)[1]
        if started is None:
            tell(unreadable(text_of(begins) or text_of(_moment_text(begins))))
            continue
        if ended is None and ends:
            tell(_("Its end “%(text)s” cannot be read and was left out.") % {"text": plain(text_of(ends), 40)})
        length = (
            read_length(text_of(told.get("duration"))) if not ends and isinstance(started.start, datetime) else None
        )
        if length and length.total_seconds() > 0:
            ended = Told(started.start + length)
        held = held_between(started, ended, tell, last_is_named or (is_day and _is_hour(ends)))
        yield held, _status(told, record, item), cut(plain(text_of(told.get("notice"))), NOTE_LENGTH)


def _moments(record):
    """(start, end, whether an end that is a day is the last one) as a record writes them; hours may stand beside days."""
    for start, end, last_is_named in MOMENTS:
        begins, ends = record.get(start), record.get(end)
        if not begins or _hour(begins) or (start == "date" and record.get("date_gmt")):  # when WordPress published it
            continue
        hours = [next((text for name in names if (text := _hour(record.get(name)))), "") for names in HOURS]
        if isinstance(begins, str) and hours[0] and not isinstance(read_moment(begins), datetime):
            ends = f"{ends if isinstance(ends, str) and not _hour(ends) else begins} {hours[1]}" if hours[1] else ends
            begins = f"{begins} {hours[0]}"
        return begins, ends, last_is_named
    return None, None, False


def _hour(value):
    return value.strip() if isinstance(value, str) and HOUR.fullmatch(value.strip()) else ""


def _moment_text(value):
    """What a moment is written as: a text, a number, or an object like Google's ``{"dateTime": …}``."""
    if isinstance(value, dict):
        return first(value, ["dateTime", "date_time", "datetime", "date", "local", "@value", "value", "iso", "start"])
    return value[0] if isinstance(value, list) and value else value


def _told(value, zone, is_day):
    """The Told of a value, or None; of an event of whole days without its hours."""
    if isinstance(value, dict):
        zone = _zone(value) or zone
    text = _moment_text(value)
    if isinstance(text, dict | list | bool):
        return None
    told = read_told(text, zone)
    if told is None or not is_day:
        return told
    return replace(told, start=_day(told.start), end=told.end and _day(told.end))


def _is_hour(value):
    """Whether an end names an hour after midnight: of whole days it then lies in the last one."""
    text = str(_moment_text(value) or "")
    return bool(re.search(r"[T ](?!00:00)\d\d:\d\d", text))


def _day(moment):
    return moment.date() if isinstance(moment, datetime) else moment


def _zone(record):
    name = first(record, ZONES)
    return zone_named(name) if isinstance(name, str) else None


def _start_text(record):
    return plain(text_of(_moment_text(_moments(record)[0])), 40)


def _dates(held, status, tell):
    if not held:
        return Dates()
    held = sorted(held, key=lambda told: (told[0].first, told[0].start_time is not None, str(told[0].start_time)))
    changes = {}
    for moment, own, note in held:
        if len(held) > 1 and (own != status or note):
            changes[moment.first] = Change(moment.first, own, note=note)
    dates = span(held[0][0]) if len(held) == 1 else sessions([moment for moment, _status, _note in held], tell)
    return replace(dates, changes=tuple(changes[day] for day in sorted(changes)))


def _status(*records):
    """Our status of the first record that names one: ours, schema.org's, or as people spell it."""
    for record in records:
        if record.get("isCancelled") is True or record.get("cancelled") is True or record.get("canceled") is True:
            return "cancelled"
        for name in _named_statuses(record):
            if state := state_of(name) or (name if name in STATUSES else ""):
                return state
    return "scheduled"


def _named_statuses(record):
    """What a record says of how it stands, in small letters; of schema.org the last part of its address."""
    for value in [record.get("status"), record.get("eventStatus")]:
        yield re.sub(r"^event", "", last_part(value).strip().lower())


def _tell_odd_statuses(record, tell):
    for name in _named_statuses(record):
        if name and not state_of(name) and name not in STATUSES | CERTAINTIES | AS_USUAL:
            tell(
                _("STATUS “%(value)s” is not understood. Check whether it takes place.")
                % {"value": cut(plain(name), 40)}
            )


def _certainty(record):
    for value in [record.get("certainty"), record.get("status")]:
        if isinstance(value, str) and value.lower() in CERTAINTIES:
            return value.lower()
    return "estimated"


def _is_eve(record):
    return record.get("is_eve") is True


def _labels(item):
    """The words by which a source sorts its events."""
    for name in ["tags", "categories", "category", "keywords"]:
        for value in listed(item.get(name)):
            yield from value.split(",") if isinstance(value, str) else [value] if isinstance(value, dict) else []


def _price(record, item):
    """(is free, rupiah) as far as a record tells: our own fields, or the only price of schema.org's offers."""
    frees = [record.get("is_free"), item.get("is_free"), item.get("isAccessibleForFree")]
    is_free = next((told for told in frees if isinstance(told, bool)), None)
    price = _rupiah(record.get("price_idr"))
    offers = [offer for offer in listed(item.get("offers")) if isinstance(offer, dict)]
    prices = {_rupiah(offer.get("price")) for offer in offers if offer.get("priceCurrency") in (None, "", "IDR")}
    if price is None and len(prices) == 1 and len(offers) == len([o for o in offers if o.get("price") is not None]):
        price = prices.pop()
        is_free = True if price == 0 and is_free is None else is_free
    return is_free, None if price == 0 and is_free else price


def _rupiah(value):
    if isinstance(value, str) and re.fullmatch(r"\d{1,10}(?:\.0{1,2})?", value.strip()):
        value = int(value.strip().partition(".")[0])
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31 else None


def _modified(item):
    for name in ["date_modified", "changed_at", "dateModified", "modified", "updated", "date_published"]:
        value = item.get(name)
        moment = read_moment(value) if isinstance(value, str | int) else None
        if isinstance(moment, datetime):
            return moment
    return None


__all__ = ["next_page", "parse", "read_json"]
