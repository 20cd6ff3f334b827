"""One VEVENT (RFC 5545 section 3.6.1) as it is found in the world, and what it says of an event."""

import re
from collections import Counter
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from events.intake.reading.calendars.components import every, first, in_short
from events.intake.reading.calendars.series import Moment
from events.intake.reading.incoming import DAY, PLACE_LENGTH, TITLE_LENGTH, IncomingEvent, point
from events.intake.reading.text import cut, plain, summary_and_body, web_address
from events.time.dates import WIB

# Properties of an event that are read; of what is not listed here or below, the report names each.
READ = {
    "UID", "SUMMARY", "DESCRIPTION", "X-ALT-DESC", "URL", "LOCATION", "GEO", "STATUS", "CLASS", "CATEGORIES", "IMAGE",
    "ATTACH", "ORGANIZER", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID",
    "LAST-MODIFIED", "DTSTAMP", "SEQUENCE",
}  # fmt: skip
# Of these the standard allows one in an event.
ONCE = {"SUMMARY", "DTSTART", "DTEND", "DESCRIPTION", "LOCATION", "URL", "RECURRENCE-ID"}
# Says nothing to a visitor: how a calendar application paints and books.
FOR_APPLICATIONS = {"CREATED", "TRANSP", "PRIORITY", "COLOR", "X-MICROSOFT-CDO-BUSYSTATUS", "X-MOZ-GENERATION"}


class VEvent:
    """A component of a calendar with its default `zone`; `is_cancelling` where the calendar cancels what it holds."""

    def __init__(self, component, zone, is_cancelling):
        self.component = component
        self.zone = zone
        status = plain(first(component, "STATUS")).upper()
        self.is_cancelled = is_cancelling or status == "CANCELLED"
        self.is_confirmed = status == "CONFIRMED"
        self.title = plain(first(component, "SUMMARY"), TITLE_LENGTH)
        self.recurrence_id = self.moment(first(component, "RECURRENCE-ID"), lambda sentence: None)

    @property
    def is_private(self):
        return plain(first(self.component, "CLASS")).upper() in {"PRIVATE", "CONFIDENTIAL"}

    @property
    def holds_from_here_on(self):
        value = first(self.component, "RECURRENCE-ID")
        return str(getattr(value, "params", {}).get("RANGE", "")).upper() == "THISANDFUTURE"

    @property
    def version(self):
        """Newer is larger: SEQUENCE, then the time of the last change."""
        sequence = first(self.component, "SEQUENCE")
        return (int(sequence) if isinstance(sequence, int) else 0, self.modified or datetime.min.replace(tzinfo=WIB))

    @property
    def modified(self):
        for name in ["LAST-MODIFIED", "DTSTAMP"]:
            moment = getattr(first(self.component, name), "dt", None)
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
            elif len(values) > 1 and name in ONCE:
                tell(_("%(name)s stands there several times; the first was taken.") % {"name": name})
        dropped.update(part.name for part in self.component.subcomponents if part.name != "VEVENT")
        if dropped:
            names = ", ".join(f"{name} ×{number}" if number > 1 else name for name, number in sorted(dropped.items()))
            tell(_("Not taken over: %(names)s.") % {"names": names})
        for name, error in self.component.errors:
            told = {"name": name or _("A line"), "reason": in_short(error)}
            tell(_("%(name)s cannot be read: %(reason)s.") % told)

    # When

    def moment(self, value, tell):
        """A Moment from a date property, or None."""
        return self._moment_at(getattr(value, "dt", None), value, tell)

    def _moment_at(self, at, named_by, tell, length=None):
        """A Moment from a date or datetime of a property; without a zone it is the calendar's, else WIB."""
        if isinstance(at, datetime):
            zone = at.tzinfo
            if zone is None:
                name = str(getattr(named_by, "params", {}).get("TZID", ""))
                zone = zone_named(name) or self.zone or WIB
                if name and zone_named(name) is None:
                    told = _("The time zone “%(name)s” is not known; its times were taken as they stand.")
                    tell(told % {"name": name})
                elif not name and self.zone is None:
                    tell(_("Its times name no zone and were taken as WIB."))
            return Moment(at.replace(tzinfo=None), length, False, zone)
        if isinstance(at, date):
            return Moment(datetime.combine(at, time()), length, True)
        return None

    def start(self, tell):
        start = self.moment(first(self.component, "DTSTART"), tell)
        if start is None:
            return None
        end = self.moment(first(self.component, "DTEND"), tell)
        duration = getattr(first(self.component, "DURATION"), "dt", None)
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
        if every(self.component, "EXRULE"):
            tell(_("EXRULE is no longer part of the standard and was left out."))
        rules = (value.to_ical().decode(errors="replace") for value in every(self.component, "RRULE"))
        return [rule for rule in rules if rule]

    def extra_dates(self, start, tell):
        found = []
        for value in every(self.component, "RDATE"):
            for moment in getattr(value, "dts", []):
                begins, length = moment.dt, start.length
                if isinstance(begins, tuple):
                    begins, ends = begins
                    length = ends if isinstance(ends, timedelta) else ends - begins
                found.append(self._moment_at(begins, value, tell, length))
        return [moment for moment in found if moment]

    def left_out(self, start, tell):
        """Excluded starts: instants, and whole days where only a day is named of a series with times."""
        instants, days = set(), set()
        for value in every(self.component, "EXDATE"):
            for moment in getattr(value, "dts", []):
                excluded = self._moment_at(moment.dt, value, tell)
                if excluded is None:
                    continue
                if excluded.is_date != start.is_date:
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
        place, usual = (plain(first(entry.component, "LOCATION"), PLACE_LENGTH) for entry in (self, main))
        if place and place != usual:
            parts.append(place)
        text, usual = (plain(first(entry.component, "DESCRIPTION")) for entry in (self, main))
        if text and text != usual:
            tell(_("The description of a single date was left out."))
        return "; ".join(parts)

    def event(self, uid, dates, line, tell):
        component = self.component
        text = first(component, "DESCRIPTION") or first(component, "X-ALT-DESC")
        summary, body = summary_and_body(text, tell)
        place = plain(first(component, "LOCATION"))
        if len(place) > PLACE_LENGTH:
            tell(_("The place is longer than %(number)s letters and was cut.") % {"number": PLACE_LENGTH})
        if len(plain(first(component, "SUMMARY"))) > TITLE_LENGTH:
            tell(_("The title is longer than %(number)s letters and was cut.") % {"number": TITLE_LENGTH})
        geo = first(component, "GEO")
        latitude, longitude = (
            point(getattr(geo, "latitude", None), getattr(geo, "longitude", None)) if geo else (None, None)
        )
        if geo and latitude is None:
            tell(_("GEO is no point on earth and was left out."))
        url = web_address(first(component, "URL"))
        if first(component, "URL") and not url:
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
        for value in every(self.component, "CATEGORIES"):
            found += [plain(name, 80) for name in getattr(value, "cats", [value])]
        return tuple(dict.fromkeys(name for name in found if name))

    def image(self, tell):
        values = [("IMAGE", value) for value in every(self.component, "IMAGE")]
        values += [("ATTACH", value) for value in every(self.component, "ATTACH")]
        for name, value in values:
            kind = str(getattr(value, "params", {}).get("FMTTYPE", ""))
            address = web_address(value)
            if address and (name == "IMAGE" or kind.lower().startswith("image/")):
                return address
            tell(_("Not taken over: %(names)s.") % {"names": name})
        return ""

    def organiser(self):
        value = first(self.component, "ORGANIZER")
        named = plain(getattr(value, "params", {}).get("CN", ""), 120) if value is not None else ""
        return named or plain(re.sub(r"^mailto:", "", str(value or ""), flags=re.IGNORECASE), 120)


def zone_named(name):
    """A zone by its name; also one that stands at the end of a longer identifier."""
    while name:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            name = name.partition("/")[2]
    return None
