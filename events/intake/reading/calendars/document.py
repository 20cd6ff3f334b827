"""Reading iCalendar (RFC 5545, 7986) and vCalendar 1.0 as they are found in the world: what one event breaks, the others survive."""

import logging
from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.intake.reading.calendars.components import parse_components, title_of
from events.intake.reading.calendars.identities import NO_UID, events_of
from events.intake.reading.calendars.item import incoming
from events.intake.reading.calendars.series import Override, Recurrence, dates_of
from events.intake.reading.calendars.states import state_of
from events.intake.reading.calendars.values import read_text
from events.intake.reading.calendars.vevent import VEvent
from events.intake.reading.calendars.zones import Zones
from events.intake.reading.incoming import Problem, Reading
from events.intake.reading.text import cut, plain

log = logging.getLogger(__name__)
FRAME = {"VCALENDAR", "VTIMEZONE"}
METHODS = {"PUBLISH", "REQUEST", "REPLY", "ADD", "REFRESH", "COUNTER", "DECLINECOUNTER"}
# Where calendars name the zone of times that name none.
ZONE_NAMES = ["X-WR-TIMEZONE", "TIMEZONE-ID", "TZ", "TZID"]


def read_calendar(body, today, limits):
    """The events of an iCalendar document (bytes) as a Reading. Raises Unreadable when it is none."""
    reading = Reading("iCalendar")
    components = parse_components(body, reading, limits)
    _Document(components, today, reading, limits).read()
    return reading


@dataclass
class CalendarFrame:
    """What a calendar says of all its events: its Zones, the zone of times that name none, whether it cancels them."""

    zones: Zones
    zone: object = None
    is_cancelling: bool = False


class _Document:
    """One document while it is read."""

    def __init__(self, components, today, reading, limits):
        self.components = components
        self.today = today
        self.reading = reading
        self.limits = limits

    def read(self):
        definitions = [part for whole in self.components for part in _within(whole) if part.name == "VTIMEZONE"]
        found = []
        for calendar in self.components:
            frame = self.frame(calendar, definitions)
            for part in _within(calendar):
                if part.name == "VEVENT":
                    found.append(VEvent(part, frame))
                elif part.name not in FRAME:
                    self.name_component(part)
        self.reading.found = len(found)
        groups = events_of(found, self.tell)
        for number, (uid, entries) in enumerate(groups):
            if self.limits.are_spent:
                self.reading.cut_off(number, len(groups))
                break
            self.read_event(uid, entries)

    def frame(self, calendar, definitions):
        """The CalendarFrame of an outermost component."""
        own = [part for part in calendar.parts if part.name == "VTIMEZONE"]
        frame = CalendarFrame(Zones([*definitions, *own]))
        if calendar.name != "VCALENDAR":
            return frame
        method = plain(calendar.first("METHOD").value).strip(" :") if calendar.first("METHOD") else ""
        frame.is_cancelling = method.upper().startswith("CANCEL") or state_of(method) == "cancelled"
        if method and not frame.is_cancelling and method.upper() not in METHODS:
            told = _("METHOD “%(value)s” is not understood. Check whether the events of this calendar take place.")
            self.tell("", told % {"value": cut(method, 40)}, calendar.first("METHOD").line)
        for told in [told for name in ZONE_NAMES for told in calendar.every(name)]:
            frame.zone = frame.zone or frame.zones.named(read_text(told.value))
            if frame.zone is None:
                name = cut(plain(told.value), 60)
                self.tell(
                    "",
                    _("The time zone “%(name)s” is not known. Check the hours of these events.") % {"name": name},
                    told.line,
                )
        return frame

    def name_component(self, component):
        """Name what is no event and therefore stays behind."""
        title = component.first("SUMMARY")
        told = _("A component %(name)s is no event and was left out.") % {"name": cut(component.name, 40)}
        self.tell(plain(read_text(title.value), 80) if title else "", told, component.line)

    def read_event(self, uid, entries):
        """One event: its component and the components that change single dates of it."""
        title = next((entry.title for entry in entries if entry.title), "")
        told = {}
        try:
            item = self.event(uid, entries, lambda sentence: told.setdefault(sentence))
        except Exception:  # whatever one event does, the others are read
            log.exception("An event of a calendar could not be read")
            self.reading.is_whole = False
            told.setdefault(
                _("It could not be read by a mistake of this site. Enter it by hand and tell the developers.")
            )
            item = None
        if item:
            self.reading.items.append(item)
        line = item.line if item else entries[0].line
        self.reading.problems += [Problem(title or title_of(entries[0].component), sentence, line) for sentence in told]

    def event(self, uid, entries, tell):
        for entry in entries:
            entry.name_what_is_dropped(tell)
        if any(entry.is_private for entry in entries):
            tell(_("It is marked as private and was left out."))
            return None
        masters = sorted((entry for entry in entries if entry.recurrence_id is None), key=lambda entry: entry.version)
        if len(masters) > 1 and uid.startswith(NO_UID):
            tell(_("It stands there more than once; the newest was taken."))
        elif len(masters) > 1:
            tell(_("Several events have the UID “%(uid)s”; the newest was taken.") % {"uid": cut(uid, 60)})
        main = self.main(masters, entries)
        if not main.title:
            tell(_("It has no title and was left out."))
            return None
        newest = {}
        for entry in entries:
            if entry.recurrence_id is not None and _is_newer(entry, newest.get(entry.recurrence_id.instant)):
                newest[entry.recurrence_id.instant] = entry
        series = self.series(main, newest.values(), tell)
        if series is None:
            tell(_("It has no date that can be read and arrives without one. Add it by hand."))
        dates = dates_of(series, self.today, tell) if series else None
        return incoming(main, uid, dates, tell)

    @staticmethod
    def main(masters, entries):
        """The entry that tells the event: the newest with a title, cancelled when a newer one only says so."""
        if not masters:
            return min(entries, key=lambda entry: entry.recurrence_id.instant)
        main = next((entry for entry in reversed(masters) if entry.title), masters[-1])
        if masters[-1].is_cancelled:
            main.state = "cancelled"
        return main

    @staticmethod
    def series(main, changed, tell):
        if main.recurrence_id is None:
            start = main.timing.start(tell)
            if start is None:
                return None
            series = Recurrence(start, rules=main.timing.rules(tell), extra=main.timing.extra_dates(start, tell))
            series.left_out, series.left_out_days = main.timing.left_out(start, tell)
        else:
            series = Recurrence(main.recurrence_id)
            tell(_("Only single dates of a series are given; the series itself is missing."))
        for entry in changed:
            original = entry.timing.original(series.start)
            if series.is_left_out(original) and main.version >= entry.version:
                continue  # changed first, taken out later
            series.overrides[original.instant] = Override(
                entry.timing.changed_to(series.start, tell),
                is_cancelled=entry.is_cancelled,
                note=entry.note_beside(main, tell),
                and_future=entry.holds_from_here_on,
                is_older=main.recurrence_id is None and entry.version[0] < main.version[0],
            )
        return series

    def tell(self, item, sentence, line=None):
        self.reading.problems.append(Problem(item, sentence, line))


def _within(component):
    """A component and what it holds, in order; of an event, and of what is left out, only the events within."""
    waiting = [component]
    while waiting:
        part = waiting.pop()
        yield part
        within = [inner for inner in part.parts if part.name == "VCALENDAR" or inner.name == "VEVENT"]
        waiting += reversed(within)


def _is_newer(entry, other):
    return other is None or entry.version >= other.version
