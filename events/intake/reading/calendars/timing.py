"""When a VEVENT takes place: its start and how long it lasts, its rules, and the dates beside and out of them."""

import re
from dataclasses import replace
from datetime import datetime, time, timedelta, timezone

from django.utils.translation import gettext as _

from events.intake.reading.calendars.series import Moment
from events.intake.reading.calendars.values import read_length, read_moment
from events.intake.reading.incoming import DAY, MIDNIGHT
from events.intake.reading.text import cut, plain
from events.time.dates import WIB

ALL_DAY = re.compile(r"ALL-?DAY")  # X-MICROSOFT-CDO-ALLDAYEVENT, X-FUNAMBOL-ALLDAY, EVENT-ALLDAY …
TRUE, FALSE = {"TRUE", "1", "YES"}, {"FALSE", "0", "NO"}
EASTERNMOST = 10  # o'clock in UTC when it is midnight 14 hours to the east
DAY_HAS_BEGUN, DAY_IS_OVER = time(0, 1), time(23, 55)  # by then, as people write a whole day


class Timing:
    """The dates of a Component VEVENT in its CalendarFrame; `tell` is called with a sentence on what cannot be read."""

    def __init__(self, component, frame):
        self.component = component
        self.frame = frame
        self.recurrence_id = self.moment(component.first("RECURRENCE-ID"), lambda sentence: None)

    def original(self, start):
        """The start in its series that is changed here; day and time as the series has them where only one is named."""
        named = self.recurrence_id
        if named.is_date == start.is_date:
            return named
        day = self.day_of(named)
        return Moment(
            datetime.combine(day, time() if start.is_date else start.at.time()), None, start.is_date, start.zone
        )

    def moment(self, told, tell):
        """A Moment from a date property, or None."""
        return self._moment_at(told.value, told, tell) if told else None

    def _moment_at(self, value, told, tell):
        """A Moment from one value of a property; without a zone it is the calendar's, else WIB."""
        found = read_moment(value)
        if found is None:
            tell(
                _("%(name)s “%(value)s” is no date that can be read and was left out. Check it at the source.")
                % {"name": told.name, "value": cut(plain(value, 80), 40)}
            )
            return None
        at, zone = found
        if isinstance(at, datetime) and told.parameters.get("VALUE", "").upper() == "DATE":
            if at.time() == MIDNIGHT:
                at = at.date()
            else:
                tell(
                    _("%(name)s calls itself a day but names a time, which was taken. Check it.") % {"name": told.name}
                )
        if not isinstance(at, datetime):
            return Moment(datetime.combine(at, time()), None, True)
        return Moment(at, None, False, self._zone(told.parameters.get("TZID", ""), zone, at, tell))

    def _zone(self, name, zone, at, tell):
        """The zone of a time: what its value says, else its TZID, else the calendar's, else WIB."""
        named = self.frame.zones.named(name) if name else None
        if zone is not None:
            if named and at.replace(tzinfo=named).utcoffset() != at.replace(tzinfo=zone).utcoffset():
                tell(
                    _(
                        "A time names its distance to UTC and also the zone “%(name)s”; the first was taken. Check the hour."
                    )
                    % {"name": name}
                )
            return zone
        if name and named is None:
            told = _("The time zone “%(name)s” is not known; its times were taken as they stand. Check the hour.")
            tell(told % {"name": cut(plain(name), 60)})
        elif not name and self.frame.zone is None:
            tell(_("Its times name no zone and were taken as WIB."))
        return named or self.frame.zone or WIB

    @staticmethod
    def day_of(moment):
        """The civil day that a Moment means where a day is asked for: in its own zone at midnight there, else in WIB."""
        if moment.is_date or moment.at.time() == MIDNIGHT:
            return moment.at.date()
        return moment.instant.astimezone(WIB).date()

    def start(self, tell):
        start = self.moment(self.component.first("DTSTART"), tell)
        if start is None:
            return None
        end = self.moment(self.component.first("DTEND"), tell)
        if end is None:
            length = self._length(tell)
            end = length and Moment(start.at + length, None, start.is_date, start.zone)
            if length and not start.is_date:
                end = Moment(
                    (start.instant + length).astimezone(start.zone).replace(tzinfo=None), None, False, start.zone
                )
        has_times = not start.is_date and (end is None or not end.is_date)
        return (has_times and self._whole_days(start, end)) or self._lasting(start, end, tell)

    def _length(self, tell):
        told = self.component.first("DURATION")
        if not told:
            return None
        length = read_length(told.value)
        if length is None:
            tell(
                _("DURATION “%(value)s” cannot be read and was left out. Add the end by hand.")
                % {"value": cut(plain(told.value, 80), 40)}
            )
        elif length < timedelta():
            tell(_("It ends before it starts; the end was left out."))
        return length if length and length > timedelta() else None

    def _whole_days(self, start, end):
        """The start of an event that lasts whole days though it names times, or None."""
        names = [name for name in self.component.properties if ALL_DAY.search(name)]
        flags = {plain(told.value).upper() for name in names for told in self.component.every(name)}
        somewhere = [_where_it_is_midnight(start.instant)] if flags & TRUE else []
        for zone in filter(None, [start.zone, self.frame.zone, WIB, *somewhere]):
            begins = start.instant.astimezone(zone)
            ends = end.instant.astimezone(zone) if end else begins
            days = (ends.date() - begins.date()).days
            if begins.time() <= DAY_HAS_BEGUN and ends.time() >= DAY_IS_OVER and days >= 0:
                return replace(start, whole_days=days + 1, day_zone=zone)
            if begins.time() == ends.time() == MIDNIGHT and ((days > 0 and not flags & FALSE) or flags & TRUE):
                return replace(start, whole_days=max(days, 1), day_zone=zone)
        if flags & TRUE:
            days = (end.at.date() - start.at.date()).days if end else 0
            return replace(start, whole_days=max(days, 1), day_zone=start.zone)
        return None

    @staticmethod
    def _lasting(start, end, tell):
        """The start with its length, from an end of whichever kind."""
        if end is None:
            return start
        if start.is_date:
            if not end.is_date:
                if MIDNIGHT < end.at.time() < DAY_IS_OVER:
                    tell(_("It starts on a day without a time; the time of its end was left out."))
                last = Timing.day_of(end)
                end_day = last if end.at.time() == MIDNIGHT else last + DAY
            else:
                end_day = end.at.date()
            days = (end_day - start.at.date()).days
            if days < 0:
                tell(_("It ends before it starts; the end was left out."))
            return _days(start.at.date(), days) if days > 0 else start
        if end.is_date:
            days = (end.at.date() - start.at.date()).days
            if days < 0:
                tell(_("It ends before it starts; the end was left out."))
            return Moment(start.at, None, False, start.zone, max(days - 1, 0))
        length = end.instant - start.instant
        if length < timedelta():
            tell(_("It ends before it starts; the end was left out."))
        return Moment(start.at, length if length > timedelta() else None, False, start.zone)

    def rules(self, tell):
        if self.component.every("EXRULE"):
            tell(_("EXRULE is no longer part of the standard and was left out."))
        return [told.value for told in self.component.properties.get("RRULE", [])]

    def extra_dates(self, start, tell):
        found = []
        for told in self.component.every("RDATE"):
            for value in _values(told):
                begins, _slash, ends = value.partition("/")
                if moment := self._moment_at(begins, told, tell):
                    found.append(self._extra(moment, ends.strip(), start, told, tell))
        return found

    def _extra(self, moment, ends, start, told, tell):
        """One more date of a series: as long as the others where it names no end, a day where the series goes by days."""
        length = read_length(ends) if "P" in ends.upper() else None
        if ends and length is None and (end := self._moment_at(ends, told, tell)):
            length = end.instant - moment.instant
        length = length if length and length > timedelta() else None
        if start.is_date:
            at = datetime.combine(self.day_of(moment), time())
            return replace(start, at=at, length=max(DAY, timedelta(days=length.days)) if length else start.length)
        if moment.is_date:
            at = datetime.combine(moment.at.date() + (start.at.date() - start.day), start.at.time())
            return replace(start, at=at)
        if length:
            return Moment(moment.at, length, False, moment.zone)
        return replace(start, at=moment.at, zone=moment.zone)

    def left_out(self, start, tell):
        """Excluded starts: instants, and whole days where only a day is named of a series with times."""
        instants, days = set(), set()
        for told in self.component.every("EXDATE"):
            for value in _values(told):
                excluded = self._moment_at(value, told, tell)
                if excluded is None:
                    continue
                if excluded.is_date != start.is_date:
                    days.add(self.day_of(excluded))
                else:
                    instants.add(excluded.instant)
        return instants, days

    def changed_to(self, start, tell):
        """The Moment to which this component moves one date of a series that starts at `start`."""
        moment = self.start(tell) or self.recurrence_id
        if moment.length is None and not self.component.every("DTEND"):
            return replace(start, at=moment.at, is_date=moment.is_date, zone=moment.zone)
        return moment


def _where_it_is_midnight(instant):
    """A zone in which a day begins at this moment (UTC), or None when it is none at a full hour."""
    if instant.minute or instant.second:
        return None
    return timezone(timedelta(hours=24 - instant.hour if instant.hour >= EASTERNMOST else -instant.hour))


def _days(first, number):
    return Moment(datetime.combine(first, time()), number * DAY, True)


def _values(told):
    """The values of a property that holds several; vCalendar 1.0 set semicolons between."""
    return [value for value in re.split(r"[,;]", told.value) if value.strip()]
