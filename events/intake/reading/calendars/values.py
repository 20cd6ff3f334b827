"""Values of properties as they are found in the world: texts, moments, lengths, points."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from events.intake.reading.calendars.zones import zone_named

EARLIEST, LATEST = 1, 9990  # with room for what is added to a year
MOMENT = re.compile(
    r"""['"]?(?P<year>\d{4})(?P<between>[-/.])?(?P<month>(?(between)\d{1,2}|\d{2}))(?(between)(?P=between))
    (?P<day>(?(between)\d{1,2}|\d{2}))
    (?:(?:[T_,]|\s|(?<=\d{8}))\s*(?P<hour>\d{1,2})(?:[:.]?(?P<minute>\d{2})(?:[:.]?(?P<second>\d{2})(?:[.,]\d+)?)?)?
    (?:\s*(?P<half>[ap])\.?m\.?)?)?
    \s*(?P<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?|\[?[A-Z][A-Za-z/_]{2,30}\]?)?['"]?""",
    re.IGNORECASE | re.VERBOSE,
)
LENGTH = re.compile(
    r"(?P<sign>[+-])?P?(?P<inner>[+-])?(?:0+Y)?(?:0+M)?(?:(?P<weeks>N)W)?(?:(?P<days>N)D)?T?"
    r"(?:(?P<later>N)D)?(?:(?P<hours>N)H)?(?:(?P<minutes>N)(?(hours)M?|M))?(?:(?P<seconds>N)S)?T?".replace(
        "N", r"\d{1,9}(?:[.,]\d{1,6})?"
    )
)
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
ESCAPED_TWICE = re.compile(r"\\+([,;nN])")
UNESCAPED = {"n": "\n", "N": "\n", ",": ",", ";": ";", ":": ":", '"': '"', "\\": "\\"}
LONGEST = timedelta(days=36500)


def read_text(value):
    """A text without its backslashes, also where a program escaped it twice; ``C:\\new`` is left alone."""
    text = ESCAPED.sub(lambda sign: UNESCAPED.get(sign[1], sign.group()), value.replace("\\r\\n", "\\n"))
    if "\\" in text and ":\\" not in text:
        text = ESCAPED_TWICE.sub(lambda sign: UNESCAPED[sign[1]], text)
    return text


def read_list(value):
    """The texts of a value that holds several, with commas between."""
    return [read_text(part) for part in re.split(r"(?<!\\),", value)]


def read_moment(value):
    """``(date or naive datetime, zone or None)``, or None; 24:00 is the next day's 00:00, the zone what the value names."""
    found = MOMENT.fullmatch(value.strip(" \t\r\n,;").removesuffix("T"))
    if not found:
        return None
    zone = _zone_of(found["zone"])
    if found["zone"] and zone is None:
        return None
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
        if not EARLIEST <= day.year <= LATEST:
            return None
        if found["hour"] is None:
            return day, None
        hour, minute = _hour(found), int(found["minute"] or 0)
        if (hour, minute) == (24, 0):
            return datetime.combine(day + timedelta(days=1), time()), zone
        return datetime.combine(day, time(hour, minute, min(int(found["second"] or 0), 59))), zone
    except ValueError:
        return None


def _hour(found):
    hour = int(found["hour"])
    if not found["half"]:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError
    return hour % 12 + (12 if found["half"].lower() == "p" else 0)


def _zone_of(name):
    if not name:
        return None
    if name.upper() in {"Z", "UTC", "GMT"}:
        return UTC
    if name[0] in "+-":
        hours, minutes = int(name[1:3]), int(name[3:].lstrip(":") or 0)
        length = timedelta(hours=hours, minutes=minutes)
        return timezone(-length if name[0] == "-" else length) if length < timedelta(hours=24) else None
    return zone_named(name.strip("[]"))


def read_length(value):
    """A timedelta, which may be negative, or None; ``PT2,5H``, ``PT1H30`` and ``2H`` as they are meant."""
    text = re.sub(r"\s", "", value).upper()
    found = LENGTH.fullmatch(text)
    if not found:
        return None
    numbers = {
        name: float(told.replace(",", ".")) for name, told in found.groupdict().items() if told and told not in "+-"
    }
    if not numbers:
        return None
    numbers["days"] = numbers.get("days", 0) + numbers.pop("later", 0)
    length = timedelta(**numbers)
    if length > LONGEST:
        return None
    return -length if "-" in {found["sign"], found["inner"]} else length


def read_point(value):
    """``(latitude, longitude)`` as texts of numbers, or None; ``;``, ``,`` or a blank between, a comma for a point."""
    text = re.sub(r"^geo:", "", value.replace("\\", "").strip(' "'), flags=re.IGNORECASE)
    for sign in [";", ",", " "]:
        parts = [part.strip() for part in text.split(sign) if part.strip()]
        if len(parts) == 2:
            return tuple(part.replace(",", ".") for part in parts)
    return None
