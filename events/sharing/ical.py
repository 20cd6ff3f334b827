"""Events as iCalendar (RFC 5545, RFC 7986).

A calendar event is a plain dict of what is told (dates as iCalendar writes them), kept with the event's
record, so that one which is gone can still be cancelled in every subscriber's calendar. Ten thousand events
are put together from ready texts; the library icalendar takes 17 times as long and reads these in the tests.
"""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import CalendarEntry, EventPage
from events.time.javanese_calendar import weton

PRODID = "-//Dinas Pariwisata Wonogiri//Events 1.0//ID"
ZONE = "Asia/Jakarta"
STATUS = {"cancelled": "CANCELLED", "postponed": "TENTATIVE"}
RRULED = {EventPage.Timing.CIVIL, EventPage.Timing.WETON}
WETON_RRULE = "FREQ=DAILY;INTERVAL=35"
WETON_CYCLE = timedelta(days=35)
REFRESH = "PT6H"
COLOUR = "darkgreen"
WITHIN_A_DAY = gettext_lazy("The government has not announced this day yet: it may be one day earlier or later.")
# Western Indonesia time has no daylight saving time.
VTIMEZONE = (
    "BEGIN:VTIMEZONE\r\nTZID:Asia/Jakarta\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZNAME:WIB\r\n"
    "TZOFFSETFROM:+0700\r\nTZOFFSETTO:+0700\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)


# What is told


def calendar_event(page, source, occurrences):
    """What calendars are told of an event in the language of `page` (the active one), or None without a date.

    `source` is the page whose dates count, `occurrences` are its dates as they now stand, in order.
    """
    if not occurrences:
        return None
    common = _common(page, source)
    if source.timing == EventPage.Timing.SPAN:
        return common | _state(page, occurrences[0]) | _times(occurrences[0])
    if source.timing not in RRULED:
        # Outlook and others drop RDATE without RRULE: each date is an event of its own.
        identities = _identities(occurrences)
        parts = [_state(page, o) | _times(o) | {"identity": identities[o.recurrence_id]} for o in occurrences]
    elif len(source.wetons) > 1:
        # No rule says several wetons, but each has one.
        parts = [
            _series(page, source, dates, starts_on) | {"identity": weton(starts_on).replace(" ", "-")}
            for starts_on, dates in _by_weton(source, occurrences)
        ]
    else:
        return common | _series(page, source, occurrences, source.starts_on)
    return common | {"parts": parts}


def _identities(occurrences):
    """``{recurrence_id: identity}``: the day first announced, whatever its hour becomes; further sessions of it are numbered."""
    identities, sessions = {}, Counter()
    for recurrence_id in sorted(occurrence.recurrence_id for occurrence in occurrences):
        day = recurrence_id[:8]
        sessions[day] += 1
        identities[recurrence_id] = day if sessions[day] == 1 else f"{day}-{sessions[day]}"
    return identities


def _by_weton(source, occurrences):
    """``[(first day of the series, its occurrences), ...]``."""
    found = {}
    for occurrence in occurrences:
        day = datetime.fromisoformat(occurrence.recurrence_id).date()
        starts_on = source.starts_on + (day - source.starts_on) % WETON_CYCLE
        found.setdefault(starts_on, []).append(occurrence)
    return sorted(found.items())


def _series(page, source, occurrences, starts_on):
    """A master with the rule of the event, and what overrides it on single dates."""
    # One series has one type of dates: where any has a time, a session without one begins at midnight.
    midnight = "T000000" if any("T" in occurrence.recurrence_id for occurrence in occurrences) else ""
    identities = [(o.recurrence_id + midnight)[: 15 if midnight else 8] for o in occurrences]
    regular = (
        occurrence
        for occurrence, identity in zip(occurrences, identities, strict=True)
        if occurrence.recurrence_id == identity and not _is_changed(occurrence, source)
    )
    usual = next(regular, occurrences[0])
    master = _state(page, usual, is_master=True) | _times(usual)
    master |= _shifted(master, f"{starts_on:%Y%m%d}{identities[0][8:]}")
    master["rrule"] = rrule(source, is_timed=bool(midnight))
    master["overrides"] = [
        _state(page, occurrence) | _times(occurrence) | {"recurrence_id": identity}
        for occurrence, identity in zip(occurrences, identities, strict=True)
        if occurrence.recurrence_id != identity
        or _is_changed(occurrence, source)
        or _length(occurrence) != _length(usual)
    ]
    return master


def _common(page, source):
    venue, picture = page.local_venue, page.cover and page.cover.largest_jpeg
    # A calendar knows no areas: it would draw a pin in the middle of a protected place's cell and offer the way there.
    point = venue.point if venue and not venue.is_protected else None
    return {
        "title": page.title,
        "location": in_one_line(page.where, venue and venue.area_label),
        "geo": [point[1], point[0]] if point else None,
        "url": address(page),
        "categories": str(page.kind_label),
        "category": source.category,
        "regency": source.regency,
        "image": settings.PUBLIC_URL + settings.MEDIA_URL + picture if picture else "",
        # An alias shows the words of another language.
        "language": (source if page.alias_of_id else page).locale.language_code,
    }


def _state(page, occurrence, is_master=False):
    """How sure one date is, in words and in STATUS."""
    status = page.status if is_master else occurrence.status
    certainty = page.certainty if is_master else occurrence.certainty
    estimated = certainty == EventPage.Certainty.ESTIMATED
    note = "" if is_master else occurrence.note
    return {
        "status": STATUS.get(status, "TENTATIVE" if estimated else "CONFIRMED"),
        "is_transparent": status == EventPage.Status.CANCELLED,
        "summary": headline(page.title, status, estimated, occurrence.dates),
        "description": description(page, estimated, note, occurrence.dates),
    }


def in_one_line(*parts):
    """Names from the smallest area to the largest, without those that an earlier one says already."""
    line = ""
    for part in map(str, filter(None, parts)):
        if part.lower() not in line.lower():
            line = f"{line}, {part}" if line else part
    return line


def headline(title, status, estimated, dates=None):
    """The title, with what a calendar's user must see first; how unsure an estimate is where `dates` are given."""
    if status == EventPage.Status.CANCELLED:
        return _("CANCELLED: %(title)s") % {"title": title}
    if status == EventPage.Status.POSTPONED:
        return _("POSTPONED: %(title)s") % {"title": title}
    if estimated and dates and dates.one_of:
        days = "/".join(date_format(day, "j M") for day in dates.one_of)
        return _("%(title)s (one of %(days)s)") % {"title": title, "days": days}
    if estimated and dates and dates.margin_days:
        return _("%(title)s (estimated, ± %(days)s day)") % {"title": title, "days": dates.margin_days}
    return _("%(title)s (estimated)") % {"title": title} if estimated else title


def description(page, estimated, note, dates):
    """What a calendar's user reads; `dates` are those of the entry (EventDates)."""
    parts = [page.summary, note, page.status_note]
    if dates.one_of:
        days = ", ".join(date_format(day, "l j F Y") for day in dates.one_of)
        parts.append(_("Only one of these days is the day: %(days)s.") % {"days": days})
    if estimated:
        parts.append(_("This date is an estimate. Look at the page again before you travel."))
    if dates.margin_days:
        parts.append(WITHIN_A_DAY)
    if page.local_venue and (warning := page.local_venue.safety_now.at_venue_on(dates.first)):
        parts.append(warning)
    if page.checked_on:
        parts.append(_("Checked on %(date)s.") % {"date": date_format(page.checked_on)})
    parts.append(address(page))
    return "\n\n".join(str(part) for part in parts if part)


def _times(occurrence):
    """Start, end and length as iCalendar writes them; no end where none is announced."""
    if occurrence.is_all_day:
        return {"start": f"{occurrence.first:%Y%m%d}", "end": f"{occurrence.dates.last + timedelta(days=1):%Y%m%d}"}
    start = f"{occurrence.first:%Y%m%d}T{occurrence.start_time:%H%M%S}"
    if occurrence.end_time is None:
        return {"start": start, "end": ""}
    return {"start": start, "end": f"{occurrence.dates.ends_at:%Y%m%dT%H%M%S}"}


def _shifted(event, start):
    """The same length, begun at another `start`."""
    form = "%Y%m%dT%H%M%S" if "T" in start else "%Y%m%d"
    if not event["end"] or len(event["end"]) != len(start):
        return {"start": start, "end": ""}
    length = datetime.fromisoformat(event["end"]) - datetime.fromisoformat(event["start"])
    return {"start": start, "end": f"{datetime.fromisoformat(start) + length:{form}}"}


def _length(occurrence):
    return occurrence.end_time is not None, occurrence.ends_at - occurrence.starts_at


def _is_changed(occurrence, source):
    return (
        occurrence.moved_from is not None
        or occurrence.recurrence_id != _times(occurrence)["start"]
        or occurrence.status != source.status
        or occurrence.certainty != source.certainty
        or bool(occurrence.note_id)
    )


def rrule(event, is_timed):
    """The RRULE value of an event, with COUNT or UNTIL, never both; UNTIL in UTC where the start has a time (RFC 5545)."""
    text = event.rrule if event.timing == EventPage.Timing.CIVIL else WETON_RRULE
    parts = dict(part.split("=", 1) for part in text.split(";"))
    ends = [day for day in [parts.pop("UNTIL", "")[:8], event.repeats_until and f"{event.repeats_until:%Y%m%d}"] if day]
    if ends and "COUNT" in parts:
        last = date.fromisoformat(min(ends))
        parts["COUNT"] = len(event.dating_rule.between(event.starts_on, last))
    elif ends:
        # The last moment of that day in Jakarta.
        parts["UNTIL"] = f"{min(ends)}T165959Z" if is_timed else min(ends)
    return ";".join(f"{name}={value}" for name, value in parts.items())


# How it is written


def serialise(event, record):
    """The VEVENTs of a calendar event: of each of its parts the master and one for each date that differs."""
    lines = []
    for part in event.get("parts", [{}]):
        master = event | part
        overrides = master.pop("overrides", [])
        dates = [master, *({**master, "rrule": "", **override} for override in overrides)]
        lines += [line for date in dates for line in _vevent(date, record)]
    return "".join(fold(line) for line in lines)


def _vevent(event, record):
    language = event["language"]
    identity, domain = event.get("identity"), settings.IDENTITY_DOMAIN
    lines = [
        "BEGIN:VEVENT",
        f"UID:{record.uid}-{identity}@{domain}" if identity else f"UID:{record.uid}@{domain}",
        f"SEQUENCE:{record.sequence}",
        f"DTSTAMP:{_utc(record.changed_at)}",
    ]
    if "recurrence_id" in event:
        lines.append(_moment("RECURRENCE-ID", event["recurrence_id"]))
    lines.append(_moment("DTSTART", event["start"]))
    if event["end"]:
        lines.append(_moment("DTEND", event["end"]))
    if event.get("rrule"):
        lines.append(f"RRULE:{event['rrule']}")
    if identity:
        lines.append(f"RELATED-TO:{record.uid}@{domain}")
    lines.append(f"SUMMARY;LANGUAGE={language}:{escape(event['summary'])}")
    if not event.get("is_withdrawn"):
        lines += _details(event, record)
    return [*lines, f"STATUS:{event['status']}", "END:VEVENT"]


def _details(event, record):
    language = event["language"]
    lines = [
        f"CREATED:{_utc(record.created_at)}",
        f"LAST-MODIFIED:{_utc(record.changed_at)}",
        f"DESCRIPTION;LANGUAGE={language}:{escape(event['description'])}",
        f"LOCATION;LANGUAGE={language}:{escape(event['location'])}",
    ]
    if event["geo"]:
        lines.append(f"GEO:{event['geo'][0]};{event['geo'][1]}")
    lines += [f"URL:{event['url']}", f"CATEGORIES;LANGUAGE={language}:{escape(event['categories'])}"]
    if event["image"]:
        lines.append(f"IMAGE;VALUE=URI;DISPLAY=BADGE:{event['image']}")
    return [*lines, "CLASS:PUBLIC", "TRANSP:TRANSPARENT" if event["is_transparent"] else "TRANSP:OPAQUE"]


def _moment(name, value):
    return f"{name};TZID={ZONE}:{value}" if "T" in value else f"{name};VALUE=DATE:{value}"


def _utc(moment):
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escape(text):
    """TEXT of RFC 5545 3.3.11; control characters, which it forbids, are left out."""
    text = str(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = text.replace("\r\n", "\n").replace("\n", "\\n")
    return "".join(c for c in text if c == "\t" or (ord(c) >= 32 and ord(c) != 127))


def fold(line):
    """A content line with its line break, folded at 75 octets between characters (RFC 5545 3.1)."""
    if len(line.encode()) <= 75:
        return f"{line}\r\n"
    parts, part, octets = [], [], 0
    for character in line:
        width = len(character.encode())
        if octets + width > 75:
            parts.append("".join(part))
            part, octets = [], 1
        part.append(character)
        octets += width
    return "\r\n ".join([*parts, "".join(part)]) + "\r\n"


# Files


def feed_calendar(query, now):
    """The VCALENDAR of everything that an EventQuery lets through, as bytes; what was removed lately is cancelled."""
    entries = CalendarEntry.objects.of_query(query, now)
    return calendar(
        list(entries.values_list("ics", "changed_at")),
        title=_("Events around Wonogiri and the Gunung Sewu Geopark"),
        source=f"{settings.PUBLIC_URL}/feeds/v1/events.ics{query.parameters(after='', limit='', series='')}",
        named=query.client != "outlook",
        notes=[problem.message for problem in query.problems],
    )


def event_calendar(uid, language):
    """The VCALENDAR of one event, as bytes, or None while it has no date."""
    entries = list(CalendarEntry.objects.filter(uid=uid, language=language).values_list("ics", "changed_at"))
    return (
        calendar(entries, source=f"{settings.PUBLIC_URL}/feeds/v1/events/{uid}.ics?lang={language}")
        if entries
        else None
    )


def calendar(entries, source, title="", named=True, notes=()):
    """A VCALENDAR around ready VEVENTs, ``[(text, changed_at), ...]``, as bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODID}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    if title:
        lines.append(f"NAME:{escape(title)}")
        # Outlook shows the calendar under this name for ever, whatever its owner calls it.
        lines += [f"X-WR-CALNAME:{escape(title)}"] if named else []
        about = " ".join([_("Dates by the Wonogiri tourism office. Estimated ones are marked."), *notes])
        lines.append(f"DESCRIPTION:{escape(about)}")
    lines += [f"SOURCE;VALUE=URI:{source}", f"URL:{settings.PUBLIC_URL}/"]
    if entries:
        lines.append(f"LAST-MODIFIED:{_utc(max(changed for _text, changed in entries))}")
    lines += [
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
        f"COLOR:{COLOUR}",
        f"X-WR-TIMEZONE:{ZONE}",
    ]
    head = "".join(fold(line) for line in lines)
    return "".join([head, VTIMEZONE, *(text for text, _changed in entries), "END:VCALENDAR\r\n"]).encode()


def address(event):
    return settings.PUBLIC_URL + event.get_url()
