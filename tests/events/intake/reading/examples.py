"""Files of other offices as tests write them, and what reading them gives."""

from datetime import date
from pathlib import Path

import icalendar
import recurring_ical_events

from events.intake.reading.readers import read
from events.models import DateChange, EventPage, EventSession

TODAY = date(2027, 6, 1)
SHIPPED = sorted(
    file for package in (icalendar, recurring_ical_events) for file in Path(package.__file__).parent.rglob("*.ics")
)


def calendar(*lines, zone=""):
    """An iCalendar document with one event of these lines."""
    event = ["BEGIN:VEVENT", "UID:1@example.org", "SUMMARY:Reog", *lines, "END:VEVENT"]
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", *([f"X-WR-TIMEZONE:{zone}"] if zone else [])]
    return "\r\n".join([*head, *event, "END:VCALENDAR", ""]).encode()


def only(reading):
    (item,) = reading.items
    return item


def messages(reading):
    return " | ".join(problem.message for problem in reading.problems)


def read_lines(*lines, today=TODAY, **options):
    return read(calendar(*lines, **options), "text/calendar", today=today)


def as_page(item):
    """The event page that these dates make, not saved."""
    dates = item.dates
    names = ["timing", "starts_on", "ends_on", "start_time", "end_time", "days", "rrule", "repeats_until"]
    page = EventPage(title=item.title, content_type_id=1, **{name: getattr(dates, name) for name in names})
    page.sessions = [EventSession(**vars(session)) for session in dates.sessions]
    page.date_changes = [
        DateChange(**{name: value for name, value in vars(change).items() if name != "note"}, note_id=change.note)
        for change in dates.changes
    ]
    return page
