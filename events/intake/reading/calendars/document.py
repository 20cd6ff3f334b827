"""Reading iCalendar (RFC 5545, 7986) as it is found in the world: what one event breaks, the others survive."""

import logging

from django.utils.translation import gettext as _

from events.intake.reading.calendars.components import first, in_short, parse_components, parts
from events.intake.reading.calendars.series import Moment, Override, Recurrence, dates_of
from events.intake.reading.calendars.vevent import VEvent, zone_named
from events.intake.reading.incoming import Problem, Reading
from events.intake.reading.text import cut, plain

log = logging.getLogger(__name__)
FRAME = {"VCALENDAR", "VTIMEZONE"}


def read_calendar(body, today, limits):
    """The events of an iCalendar document (bytes) as a Reading. Raises Unreadable when it is none."""
    reading = Reading("iCalendar")
    components, lines = parse_components(body, reading, limits)
    _Calendar(components, lines, today, reading, limits).read()
    return reading


class _Calendar:
    """One document while it is read."""

    def __init__(self, components, lines, today, reading, limits):
        self.components = components
        self.today = today
        self.reading = reading
        self.limits = limits
        self.lines = lines
        self.zone = None
        self.is_cancelling = False
        self.line_of = {}

    def read(self):
        events = []
        for calendar in self.components:
            self.notice_calendar(calendar)
            for component in parts(calendar):
                if component.name == "VEVENT":
                    events.append((component, self.zone, self.is_cancelling))
                elif component.name not in FRAME:
                    self.name_component(component)
        self.reading.found = len(events)
        if len(events) == len(self.lines):
            self.line_of = {id(event): line for (event, _z, _c), line in zip(events, self.lines, strict=True)}
        groups = {}
        for event, zone, is_cancelling in events:
            groups.setdefault(self.identity(event), []).append(VEvent(event, zone, is_cancelling))
        for number, (uid, entries) in enumerate(groups.items()):
            if self.limits.are_spent:
                self.reading.cut_off(number, len(groups))
                break
            self.read_group(uid, entries)

    def notice_calendar(self, calendar):
        if calendar.name != "VCALENDAR":
            return
        self.is_cancelling = str(calendar.get("METHOD", "")).upper() == "CANCEL"
        name = str(calendar.get("X-WR-TIMEZONE", ""))
        self.zone = zone_named(name)
        if name and self.zone is None:
            self.tell("", _("The time zone “%(name)s” is not known.") % {"name": name})
        for _name, error in calendar.errors:
            self.tell("", _("A line of the calendar cannot be read: %(reason)s.") % {"reason": in_short(error)})

    def name_component(self, component):
        """Name what is no event and therefore stays behind."""
        title = plain(first(component, "SUMMARY"), 80)
        self.tell(title, _("A component %(name)s is no event and was left out.") % {"name": component.name})

    def identity(self, event):
        uid = plain(first(event, "UID"))
        if uid:
            return uid
        title = plain(first(event, "SUMMARY"), 80)
        start = first(event, "DTSTART")
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
            told.setdefault(_("It cannot be read: %(reason)s.") % {"reason": in_short(error)})
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
