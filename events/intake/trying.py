"""A file tried: what the readers make of it and what they say to it. Nothing is written."""

import io
from datetime import date, timedelta
from pathlib import PurePath

from content.spreadsheets.cells import UnreadableFile
from events.intake.reading.incoming import SESSIONS_AT_MOST
from events.intake.reading.readers import Unreadable, read
from events.intake.reading.text import plain_lines
from events.intake.spreadsheets.dry_reading import read_table
from events.time.recurrence import CivilRule

TABLES = {".csv", ".tsv", ".xlsx"}
DAY = timedelta(days=1)


def try_file(name, body, today):
    """What a file (its bytes) is read as, in values that JSON has.

    Of a calendar, feed or JSON ``{"events": [...], "whole": bool, "problems": [...]}``, of a table
    ``{"lines": {number: cells by heading or what is wrong with the line}, "problems": [...]}``, of what cannot be
    read at all only its problem. Days are 2027-06-12, one date is ``2027-06-12``, ``2027-06-12..2027-06-14``,
    ``2027-06-12 19:00-21:00`` or ``2027-06-12 19:00..2027-06-13 04:00``.
    """
    try:
        if PurePath(name).suffix.lower() in TABLES or body.startswith(b"PK\x03\x04"):
            lines, problems = read_table(io.BytesIO(body))
            return {"lines": lines, "problems": [_problem("", p.line, p.column, p.message) for p in problems]}
        reading = read(body, today=today)
    except (Unreadable, UnreadableFile) as refusal:
        return {"problems": [_problem("", None, "", str(refusal))]}
    return {
        "format": reading.format,
        "whole": reading.is_whole,
        "events": [_event(item, today) for item in reading.items],
        "problems": [_problem(p.item, p.line, "", p.message) for p in reading.problems],
    }


def _problem(item, line, column, message):
    return {"item": item, "line": line, "column": column, "message": message}


def _event(item, today):
    return {
        "title": item.title,
        "dates": dates_in_short(item.dates, today),
        "place": item.place,
        "summary": item.summary,
        "text": plain_lines(item.body) or item.summary,
        "status": item.status,
        "certainty": item.certainty,
        "point": None if item.latitude is None else [item.latitude, item.longitude],
        "organiser": item.organiser,
        "categories": list(item.categories),
        "url": item.url,
        "image": item.image,
        "is_free": item.is_free,
        "price_idr": item.price_idr,
        "uid": item.uid,
        "line": item.line,
    }


def dates_in_short(dates, today):
    """Each date that takes place, as a text (see `try_file`); of a rule without end those until the end of next year."""
    changes = {change.original_on: change for change in dates.changes}
    found = []
    for first, last, start_time, end_time in _spans(dates, today):
        change = changes.get(first)
        if change and change.status == "cancelled":
            continue
        if change:
            moved = (change.moved_to_on or first) - first
            first, last = first + moved, last + moved
            start_time, end_time = change.start_time or start_time, change.end_time or end_time
        found.append(_in_short(first, last, start_time, end_time))
    return found[:SESSIONS_AT_MOST]


def _spans(dates, today):
    if dates.timing == "span":
        return [(dates.starts_on, dates.ends_on or dates.starts_on, dates.start_time, dates.end_time)]
    if dates.timing == "sessions":
        return [(s.held_on, s.held_on, s.start_time, s.end_time) for s in dates.sessions]
    if dates.timing != "civil":
        return []
    days = CivilRule(dates.rrule, dates.starts_on).between(
        dates.starts_on, dates.repeats_until or date(max(today, dates.starts_on).year + 1, 12, 31)
    )
    return [(day, day + (dates.days - 1) * DAY, dates.start_time, dates.end_time) for day in days]


def _in_short(first, last, start_time, end_time):
    start, end = (f" {time:%H:%M}" if time else "" for time in (start_time, end_time))
    if first == last:
        return f"{first}{start}-{end.strip()}" if end else f"{first}{start}"
    return f"{first}{start}..{last}{end}"
