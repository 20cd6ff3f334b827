"""Reading iCalendar (RFC 5545, 7986) as it is found in the world: what one event breaks, the others survive."""

import logging
import re
from bisect import bisect_left
from collections import Counter
from datetime import date, datetime, time, timedelta
from time import monotonic
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _
from icalendar import Component
from icalendar.prop import vBroken
from icalendar.timezone import tzp

from events.dates import WIB
from events.federation.incoming import (
    DAY,
    PLACE_LENGTH,
    TITLE_LENGTH,
    IncomingEvent,
    Problem,
    Reading,
    Unreadable,
    cut,
    plain,
    point,
    summary_and_body,
    web_address,
)
from events.federation.series import Moment, Override, Recurrence, dates_of

log = logging.getLogger(__name__)
SECONDS = 30

# Properties of an event that are read; of what is not listed here or below, the report names each.
READ = {
    *[
        "UID",
        "SUMMARY",
        "DESCRIPTION",
        "URL",
        "LOCATION",
        "GEO",
        "STATUS",
        "CATEGORIES",
        "IMAGE",
        "ATTACH",
        "ORGANIZER",
    ],
    *[
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID",
        "LAST-MODIFIED",
        "DTSTAMP",
        "SEQUENCE",
    ],
    *["CLASS", "X-ALT-DESC"],
}
# Says nothing to a visitor: how a calendar application paints and books.
FOR_APPLICATIONS = {"CREATED", "TRANSP", "PRIORITY", "COLOR", "X-MICROSOFT-CDO-BUSYSTATUS", "X-MOZ-GENERATION"}
FRAME = {"VCALENDAR", "VTIMEZONE"}
BLOCK_EDGE = re.compile(r"^(BEGIN|END):(VEVENT|VTIMEZONE)[ \t]*$", re.IGNORECASE | re.MULTILINE)
BEGIN = re.compile(r"^BEGIN:(.+)$", re.IGNORECASE | re.MULTILINE)
BEGIN_EVENT = re.compile(r"^BEGIN:VEVENT[ \t]*$", re.IGNORECASE | re.MULTILINE)
LINE_END = re.compile(r"\r\n|\r|\n")


def read_calendar(body, today):
    """The events of an iCalendar document (bytes) as a Reading. Raises Unreadable when it is none."""
    reading = Reading("iCalendar")
    text = _decoded(body, reading)
    if not BEGIN.search(text):
        raise Unreadable(_("This is no calendar: it has no line BEGIN:VCALENDAR."))
    begins = BEGIN.search(text).group(1).strip().upper()
    if text.strip().rpartition("\n")[2].strip().upper() != f"END:{begins}":
        reading.is_whole = False
        reading.problems.append(
            Problem("", _("The file does not end with END:%(name)s; it may be cut off.") % {"name": begins})
        )
    components = _parsed(text, reading)
    _Calendar(components, text, today, reading).read()
    return reading


def _decoded(body, reading):
    """The text with lines that end in \\n, and without what no text holds."""
    for encoding in ["utf-8-sig", "utf-16"] if body[:2] in {b"\xff\xfe", b"\xfe\xff"} else ["utf-8-sig"]:
        try:
            text = body.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        text = body.decode("cp1252", errors="replace")
        reading.problems.append(Problem("", _("The file is not in UTF-8; letters with accents may be wrong.")))
    return LINE_END.sub("\n", text.replace("\x00", ""))


def _parsed(text, reading):
    """Components of the whole text; when that cannot be parsed, of each event by itself."""
    tzp.use_default()  # time zones that an earlier file defined are no longer known
    try:
        parsed = Component.from_ical(text.encode(), multiple=True)
        number = sum(component.name == "VEVENT" for whole in parsed for component in _parts(whole))
        if number == len(BEGIN_EVENT.findall(text)):
            return parsed
        reading.is_whole = False  # what is not ended is dropped by the parser without a word
    except Exception as error:  # the parser's mistakes are of many kinds, and none may stop the pull
        reading.is_whole = False
        reading.problems.append(
            Problem(
                "", _("The file is damaged (%(reason)s); each event was read by itself.") % {"reason": _short(error)}
            )
        )
    found, lines = [], _Lines(text)
    for start, end in _blocks(text):
        block = text[start:end]
        if end is None:
            reading.is_whole = False
            title = _block_title(text[start : start + 2000])
            reading.problems.append(Problem(title, _("It has no end and cannot be read."), lines.number(start)))
            continue
        try:
            found += Component.from_ical(block.encode(), multiple=True)
        except Exception as error:
            told = _("It cannot be read: %(reason)s.") % {"reason": _short(error)}
            reading.problems.append(Problem(_block_title(block), told, lines.number(start)))
    return found


def _blocks(text):
    """(start, end) of each event and each time zone in a text; the end of an event that is not ended is None."""
    start = kind = None
    for edge in BLOCK_EDGE.finditer(text):
        is_begin, name = edge.group(1).upper() == "BEGIN", edge.group(2).upper()
        if not is_begin and name == kind:
            yield start, edge.end()
            start = kind = None
        elif is_begin:
            if kind == "VEVENT":
                yield start, None
            start, kind = edge.start(), name
    if kind == "VEVENT":
        yield start, None


class _Lines:
    """Numbers of lines, counted from 1."""

    def __init__(self, text):
        self.ends = [end.start() for end in re.finditer("\n", text)]

    def number(self, position):
        return bisect_left(self.ends, position) + 1


def _block_title(block):
    name = re.search(r"^SUMMARY[^:\n]*:(.*)$", block[:2000], re.IGNORECASE | re.MULTILINE)
    return plain(name.group(1), 80) if name else _("(an event without a title)")


class _Calendar:
    """One document while it is read."""

    def __init__(self, components, text, today, reading):
        self.components = components
        self.today = today
        self.reading = reading
        lines = _Lines(text)
        self.lines = [lines.number(begin.start()) for begin in BEGIN_EVENT.finditer(text)]
        self.zone = None
        self.is_cancelling = False
        self.line_of = {}

    def read(self):
        events = []
        for calendar in self.components:
            self.notice_calendar(calendar)
            for component in _parts(calendar):
                if component.name == "VEVENT":
                    events.append((component, self.zone, self.is_cancelling))
                elif component.name not in FRAME:
                    self.name_component(component)
        self.reading.found = len(events)
        if len(events) == len(self.lines):
            self.line_of = {id(event): line for (event, _z, _c), line in zip(events, self.lines, strict=True)}
        groups = {}
        for event, zone, is_cancelling in events:
            groups.setdefault(self.identity(event), []).append(_Entry(event, zone, is_cancelling, self))
        until = monotonic() + SECONDS
        for uid, entries in groups.items():
            if monotonic() > until:
                self.reading.is_whole = False
                self.tell(entries[0].title, _("It was left out because the calendar takes too long to read."))
                continue
            self.read_group(uid, entries)

    def notice_calendar(self, calendar):
        if calendar.name != "VCALENDAR":
            return
        self.is_cancelling = str(calendar.get("METHOD", "")).upper() == "CANCEL"
        name = str(calendar.get("X-WR-TIMEZONE", ""))
        self.zone = _zone(name)
        if name and self.zone is None:
            self.tell("", _("The time zone “%(name)s” is not known.") % {"name": name})
        for _name, error in calendar.errors:
            self.tell("", _("A line of the calendar cannot be read: %(reason)s.") % {"reason": _short(error)})

    def name_component(self, component):
        """Name what is no event and therefore stays behind."""
        title = plain(_first(component, "SUMMARY"), 80)
        self.tell(title, _("A component %(name)s is no event and was left out.") % {"name": component.name})

    def identity(self, event):
        uid = plain(_first(event, "UID"))
        if uid:
            return uid
        title = plain(_first(event, "SUMMARY"), 80)
        start = _first(event, "DTSTART")
        self.tell(
            title,
            _("It has no UID. Its title and date stand for one, so a changed title or date makes a new event."),
            event,
        )
        return f"no-uid:{title}:{start.to_ical().decode(errors='replace') if hasattr(start, 'to_ical') else ''}"

    def read_group(self, uid, entries):
        """One event: its component and the components that change single dates of it."""
        title = next((entry.title for entry in entries if entry.title), "")
        line = self.line_of.get(id(entries[0].component))
        told = {}
        try:
            item = self.event(uid, entries, lambda sentence: told.setdefault(sentence))
        except Exception as error:  # whatever one event does, the others are read
            log.exception("An event of a calendar could not be read")
            self.reading.is_whole = False
            told.setdefault(_("It cannot be read: %(reason)s.") % {"reason": _short(error)})
            item = None
        if item:
            self.reading.items.append(item)
        self.reading.problems += [Problem(title or cut(uid, 80), sentence, line) for sentence in told]

    def event(self, uid, entries, tell):
        for entry in entries:
            entry.name_what_is_dropped(tell)
        if any(entry.is_private for entry in entries):
            tell(_("It is marked as private and was left out."))
            return None
        masters = [entry for entry in entries if entry.recurrence_id is None]
        if len(masters) > 1:
            masters.sort(key=lambda entry: entry.version)
            tell(_("Several events have the UID “%(uid)s”; the newest was taken.") % {"uid": cut(uid, 60)})
        main = masters[-1] if masters else min(entries, key=lambda entry: entry.recurrence_id.instant)
        if not main.title:
            tell(_("It has no title and was left out."))
            return None
        newest = {}
        for entry in entries:
            if entry.recurrence_id is not None and _is_newer(entry, newest.get(entry.recurrence_id.instant)):
                newest[entry.recurrence_id.instant] = entry
        series = self.series(main, newest.values(), tell)
        if series is None:
            tell(_("It has no date that can be read and arrives without one."))
        dates = dates_of(series, self.today, tell) if series else None
        return main.event(uid, dates, self.line_of.get(id(main.component)), tell)

    @staticmethod
    def series(main, changed, tell):
        if main.recurrence_id is None:
            start = main.start(tell)
            if start is None:
                return None
            series = Recurrence(start, rules=main.rules(tell), extra=main.extra_dates(start, tell))
            series.left_out, series.left_out_days = main.left_out(start, tell)
        else:
            series = Recurrence(main.recurrence_id)
            tell(_("Only single dates of a series are given; the series itself is missing."))
        for entry in changed:
            original = entry.original(series.start)
            if series.is_left_out(original) and main.version >= entry.version:
                continue  # changed first, taken out later
            moment = entry.start(tell) or entry.recurrence_id
            if moment.length is None and entry.component.get("DTEND") is None:
                moment = Moment(moment.at, series.start.length, moment.is_date, moment.zone)
            series.overrides[original.instant] = Override(
                moment,
                is_cancelled=entry.is_cancelled,
                note=entry.note_beside(main, tell),
                and_future=entry.holds_from_here_on,
                is_older=main.recurrence_id is None and entry.version[0] < main.version[0],
            )
        return series

    def tell(self, item, sentence, event=None):
        self.reading.problems.append(Problem(item, sentence, self.line_of.get(id(event))))


def _is_newer(entry, other):
    return other is None or entry.version >= other.version


class _Entry:
    """One VEVENT."""

    def __init__(self, component, zone, is_cancelling, calendar):
        self.component = component
        self.zone = zone
        self.calendar = calendar
        status = plain(_first(component, "STATUS")).upper()
        self.is_cancelled = is_cancelling or status == "CANCELLED"
        self.is_confirmed = status == "CONFIRMED"
        self.title = plain(_first(component, "SUMMARY"), TITLE_LENGTH)
        self.recurrence_id = self.moment(_first(component, "RECURRENCE-ID"), lambda sentence: None)

    @property
    def is_private(self):
        return plain(_first(self.component, "CLASS")).upper() in {"PRIVATE", "CONFIDENTIAL"}

    @property
    def holds_from_here_on(self):
        value = _first(self.component, "RECURRENCE-ID")
        return str(getattr(value, "params", {}).get("RANGE", "")).upper() == "THISANDFUTURE"

    @property
    def version(self):
        """Newer is larger: SEQUENCE, then the time of the last change."""
        sequence = _first(self.component, "SEQUENCE")
        return (int(sequence) if isinstance(sequence, int) else 0, self.modified or datetime.min.replace(tzinfo=WIB))

    @property
    def modified(self):
        for name in ["LAST-MODIFIED", "DTSTAMP"]:
            moment = getattr(_first(self.component, name), "dt", None)
            if isinstance(moment, datetime):
                return moment if moment.tzinfo else moment.replace(tzinfo=WIB)
        return None

    def original(self, start):
        """The start in its series that is changed here; day and time as the series has them where only one is named."""
        named = self.recurrence_id
        if named.is_date == start.is_date:
            return named
        at = time() if start.is_date else start.at.time()
        return Moment(datetime.combine(named.at.date(), at), is_date=start.is_date, zone=start.zone)

    def name_what_is_dropped(self, tell):
        dropped = Counter()
        for name, value in self.component.items():
            values = value if isinstance(value, list) else [value]
            if name.upper() not in READ | FOR_APPLICATIONS:
                dropped[name.upper()] += len(values)
            elif len(values) > 1 and name in {
                "SUMMARY",
                "DTSTART",
                "DTEND",
                "DESCRIPTION",
                "LOCATION",
                "URL",
                "RECURRENCE-ID",
            }:
                tell(_("%(name)s stands there several times; the first was taken.") % {"name": name})
        dropped.update(part.name for part in self.component.subcomponents if part.name != "VEVENT")
        if dropped:
            names = ", ".join(f"{name} ×{number}" if number > 1 else name for name, number in sorted(dropped.items()))
            tell(_("Not taken over: %(names)s.") % {"names": names})
        for name, error in self.component.errors:
            told = {"name": name or _("A line"), "reason": _short(error)}
            tell(_("%(name)s cannot be read: %(reason)s.") % told)

    # When

    def moment(self, value, tell, length=None):
        """A Moment from a date property, or None."""
        return _as_moment(getattr(value, "dt", None), self, value, tell, length)

    def start(self, tell):
        start = self.moment(_first(self.component, "DTSTART"), tell)
        if start is None:
            return None
        end = self.moment(_first(self.component, "DTEND"), tell)
        duration = getattr(_first(self.component, "DURATION"), "dt", None)
        length = None
        if end is not None and end.is_date == start.is_date:
            length = end.at - start.at if start.is_date else end.instant - start.instant
            if length < timedelta():
                tell(_("It ends before it starts; the end was left out."))
        elif end is not None:
            tell(_("Its start and its end are of different kinds; the end was left out."))
        elif isinstance(duration, timedelta):
            length = duration
        if length is not None and length <= timedelta():
            length = None
        if length is not None and start.is_date:
            length = max(DAY, timedelta(days=length.days))
        return Moment(start.at, length, start.is_date, start.zone)

    def rules(self, tell):
        found = []
        for value in _all(self.component, "RRULE"):
            found.append(value.to_ical().decode(errors="replace"))
        found = [rule for rule in found if rule]
        if _all(self.component, "EXRULE"):
            tell(_("EXRULE is no longer part of the standard and was left out."))
        return found

    def extra_dates(self, start, tell):
        found = []
        for value in _all(self.component, "RDATE"):
            for moment in getattr(value, "dts", []):
                begins, length = moment.dt, start.length
                if isinstance(begins, tuple):
                    begins, ends = begins
                    length = ends if isinstance(ends, timedelta) else ends - begins
                found.append(_as_moment(begins, self, value, tell, length))
        return [moment for moment in found if moment]

    def left_out(self, start, tell):
        """Excluded starts: instants, and whole days where only a day is named of a series with times."""
        instants, days = set(), set()
        for value in _all(self.component, "EXDATE"):
            for moment in getattr(value, "dts", []):
                excluded = _as_moment(moment.dt, self, value, tell)
                if excluded is None:
                    continue
                if (excluded.is_date and not start.is_date) or (start.is_date and not excluded.is_date):
                    days.add(excluded.at.date())
                else:
                    instants.add(excluded.instant)
        return instants, days

    # What and where

    def note_beside(self, main, tell):
        """What an override says that the series does not."""
        parts = []
        if self.title and self.title != main.title:
            parts.append(self.title)
        place, usual = (plain(_first(entry.component, "LOCATION"), PLACE_LENGTH) for entry in (self, main))
        if place and place != usual:
            parts.append(place)
        text, usual = (plain(_first(entry.component, "DESCRIPTION")) for entry in (self, main))
        if text and text != usual:
            tell(_("The description of a single date was left out."))
        return "; ".join(parts)

    def event(self, uid, dates, line, tell):
        component = self.component
        text = _first(component, "DESCRIPTION") or _first(component, "X-ALT-DESC")
        summary, body = summary_and_body(text, tell)
        place = plain(_first(component, "LOCATION"))
        if len(place) > PLACE_LENGTH:
            tell(_("The place is longer than %(number)s letters and was cut.") % {"number": PLACE_LENGTH})
        if len(plain(_first(component, "SUMMARY"))) > TITLE_LENGTH:
            tell(_("The title is longer than %(number)s letters and was cut.") % {"number": TITLE_LENGTH})
        geo = _first(component, "GEO")
        latitude, longitude = (
            point(getattr(geo, "latitude", None), getattr(geo, "longitude", None)) if geo else (None, None)
        )
        if geo and latitude is None:
            tell(_("GEO is no point on earth and was left out."))
        url = web_address(_first(component, "URL"))
        if _first(component, "URL") and not url:
            tell(_("URL is no address of the web and was left out."))
        return IncomingEvent(
            uid=uid,
            title=self.title,
            summary=summary,
            body=body,
            url=url,
            **({"dates": dates} if dates else {}),
            place=cut(place, PLACE_LENGTH),
            latitude=latitude,
            longitude=longitude,
            status="cancelled" if self.is_cancelled else "scheduled",
            certainty="confirmed" if self.is_confirmed else "estimated",
            categories=self.categories(),
            image=self.image(tell),
            organiser=self.organiser(),
            modified=self.modified,
            line=line,
        )

    def categories(self):
        found = []
        for value in _all(self.component, "CATEGORIES"):
            found += [plain(name, 80) for name in getattr(value, "cats", [value])]
        return tuple(dict.fromkeys(name for name in found if name))

    def image(self, tell):
        values = [("IMAGE", value) for value in _all(self.component, "IMAGE")]
        values += [("ATTACH", value) for value in _all(self.component, "ATTACH")]
        for name, value in values:
            kind = str(getattr(value, "params", {}).get("FMTTYPE", ""))
            address = web_address(value)
            if address and (name == "IMAGE" or kind.lower().startswith("image/")):
                return address
            tell(_("Not taken over: %(names)s.") % {"names": name})
        return ""

    def organiser(self):
        value = _first(self.component, "ORGANIZER")
        named = plain(getattr(value, "params", {}).get("CN", ""), 120) if value is not None else ""
        return named or plain(re.sub(r"^mailto:", "", str(value or ""), flags=re.IGNORECASE), 120)


def _as_moment(value, entry, source, tell, length=None):
    """A Moment from a date or datetime; a time without a zone is the calendar's zone, else WIB."""
    if isinstance(value, datetime):
        zone = value.tzinfo
        if zone is None:
            name = str(getattr(source, "params", {}).get("TZID", ""))
            zone = _zone(name) or entry.zone or WIB
            if name and _zone(name) is None:
                tell(_("The time zone “%(name)s” is not known; its times were taken as they stand.") % {"name": name})
            elif not name and entry.zone is None:
                tell(_("Its times name no zone and were taken as WIB."))
        return Moment(value.replace(tzinfo=None), length, False, zone)
    if isinstance(value, date):
        return Moment(datetime.combine(value, time()), length, True)
    return None


def _zone(name):
    """A zone by its name; also one that stands at the end of a longer identifier."""
    while name:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            name = name.partition("/")[2]
    return None


def _first(component, name):
    return next(iter(_all(component, name)), None)


def _all(component, name):
    """The values of a property that could be read; of the others `component.errors` tells."""
    value = component.get(name)
    values = value if isinstance(value, list) else [value]
    return [value for value in values if value is not None and not isinstance(value, vBroken)]


def _parts(component):
    """A component and what it holds, in order; of an event, and of what is left out, only the events within."""
    waiting = [component]
    while waiting:
        part = waiting.pop()
        yield part
        within = [inner for inner in part.subcomponents if part.name == "VCALENDAR" or inner.name == "VEVENT"]
        waiting += reversed(within)


def _short(error):
    return (plain(error, 120) or type(error).__name__).rstrip(".")
