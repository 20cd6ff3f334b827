"""Rules as people and programs write them: RFC 5545 in a loose hand, and the grammar of vCalendar 1.0."""

import re
from datetime import UTC, date, datetime, time

from django.utils.translation import gettext as _

from events.intake.reading.calendars.rrules import dateutil_rule, read_until
from events.intake.reading.calendars.values import read_moment, read_text
from events.intake.reading.text import cut, plain
from events.time.dates import WIB
from events.time.recurrence import FREQUENCIES

INTERVAL_AT_MOST = 1000
RULE_LENGTH_AT_MOST = 500
POSITIONS_AT_MOST = 6  # dateutil walks through each of them on each day of centuries where a rule has no date
# What our rules understand; BYHOUR and the like are compared away when they only repeat the start.
UNDERSTOOD = [
    "FREQ",
    "INTERVAL",
    "COUNT",
    "BYMONTH",
    "BYMONTHDAY",
    "BYYEARDAY",
    "BYWEEKNO",
    "BYDAY",
    "BYSETPOS",
    "WKST",
]
SEPARATOR = re.compile(r";|[,\s]+(?=[A-Za-z-]+\s*=)")
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
LONG_DAYS = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"]
INDONESIAN_DAYS = ["SENIN", "SELASA", "RABU", "KAMIS", "JUMAT", "SABTU", "MINGGU"]
DAYS = {
    **{long[:length]: day for long, day in zip(LONG_DAYS, WEEKDAYS, strict=True) for length in range(2, len(long) + 1)},
    **{long[:length]: day for long, day in zip(INDONESIAN_DAYS, WEEKDAYS, strict=True) for length in {3, len(long)}},
    "AHAD": "SU",
}
DAY_OF_RULE = re.compile(r"([+-]?\d{0,2})([A-Z]+)")
OLD_RULE = re.compile(r"(D|W|MP|MD|YM|YD)(\d{1,3})")
OLD_FREQUENCIES = {"D": "DAILY", "W": "WEEKLY", "MP": "MONTHLY", "MD": "MONTHLY", "YM": "YEARLY", "YD": "YEARLY"}
OLD_LISTS = {"MD": "BYMONTHDAY", "YM": "BYMONTH", "YD": "BYYEARDAY"}
OLD_COUNT = "2"  # what vCalendar 1.0 means when it names no end


def read_rule(text, tell):
    """The parts of a rule by name, or None when it is none that we expand; `tell` is called with a sentence then."""
    told = {"rule": cut(plain(text), 80)}
    if not text.strip():
        tell(_("Its rule is empty; only its first date was taken."))
        return None
    parts = _parts(text) if len(text) <= RULE_LENGTH_AT_MOST else None
    if parts is None or not _is_sound(parts):
        tell(_("The rule “%(rule)s” cannot be read: only its first date was taken. Enter the others by hand.") % told)
        return None
    if parts["FREQ"] not in FREQUENCIES:
        tell(
            _("The rule “%(rule)s” does not go by days, weeks, months or years: only its first date was taken.") % told
        )
        return None
    if unknown := set(parts) - {*UNDERSTOOD, "UNTIL", "BYHOUR", "BYMINUTE", "BYSECOND"}:
        told["parts"] = ", ".join(sorted(unknown))
        tell(_("The rule “%(rule)s” was left out: %(parts)s is not understood. Enter its dates by hand.") % told)
        return None
    try:
        dateutil_rule(parts, datetime.combine(date(2027, 1, 1), time()))
        read_until(parts.get("UNTIL", "20270101"), WIB)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        tell(_("The rule “%(rule)s” cannot be read: only its first date was taken. Enter the others by hand.") % told)
        return None
    return parts


def _is_sound(parts):
    interval, count = parts.get("INTERVAL", "1"), parts.get("COUNT", "1")
    numbers_are_sound = all(text.isascii() and text.isdecimal() and int(text[:9]) for text in (interval, count))
    positions = parts.get("BYSETPOS", "").count(",") + 1
    return (
        "FREQ" in parts and numbers_are_sound and int(interval) <= INTERVAL_AT_MOST and positions <= POSITIONS_AT_MOST
    )


def _parts(text):
    """The parts by name in capitals; None when there are none."""
    text = re.sub(r"^\s*RRULE\s*:", "", read_text(text).strip().strip('"'), flags=re.IGNORECASE)
    if "=" not in text and re.match(r"FREQ\s*:", text, re.IGNORECASE):
        text = text.replace(":", "=")
    if "=" not in text:
        return _old_parts(text.upper().split())
    parts = {}
    for part in SEPARATOR.split(text):
        name, _sign, value = part.strip().upper().partition("=")
        name, value = name.strip(), value.strip(" ,\"'")
        if name != "UNTIL":
            value = re.sub(r"[\s,]+", ",", value) if name.startswith("BY") else re.sub(r"\s", "", value)
        if name and value and not name.startswith("X-"):
            parts.setdefault(name, value)
    for name in {"BYDAY", "WKST"} & set(parts):
        parts[name] = ",".join(_day(day) for day in parts[name].split(","))
    if "UNTIL" in parts and (until := _until(parts["UNTIL"])):
        parts["UNTIL"] = until
    return parts


def _day(text):
    found = DAY_OF_RULE.fullmatch(text)
    return f"{found[1]}{DAYS.get(found[2], found[2])}" if found else text


def _until(text):
    """The end as RFC 5545 writes it, or None."""
    found = read_moment(text)
    if found is None:
        return None
    at, zone = found
    if not isinstance(at, datetime):
        return f"{at:%Y%m%d}"
    if zone is None:
        return f"{at:%Y%m%dT%H%M%S}"
    return f"{at.replace(tzinfo=zone).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _old_parts(words):
    """The parts of a rule of vCalendar 1.0 (``W1 MO #10``, ``MP1 1+ SU #5``), or None."""
    begin = OLD_RULE.fullmatch(words[0]) if words else None
    if not begin:
        return None
    kind, interval = begin.groups()
    parts = {"FREQ": OLD_FREQUENCIES[kind], "INTERVAL": str(int(interval))}
    listed, position = [], ""
    for word in words[1:]:
        word = word.rstrip("$")
        if re.fullmatch(r"#\d+", word):
            parts["COUNT"] = str(int(word[1:]))
        elif len(word) >= 8 and (until := _until(word)):
            parts["UNTIL"] = until
        elif kind == "MP" and re.fullmatch(r"\d[+-]?", word):
            position = f"-{word[0]}" if word.endswith("-") else word[0]
        elif kind in {"W", "MP"} and word in WEEKDAYS:
            listed.append(position + word)
        elif kind in OLD_LISTS and re.fullmatch(r"\d{1,3}[+-]?|LD", word):
            listed.append("-1" if word == "LD" else f"-{word[:-1]}" if word.endswith("-") else word.rstrip("+"))
        else:
            return None
    if listed:
        parts[OLD_LISTS.get(kind, "BYDAY")] = ",".join(listed)
    if parts.get("COUNT") == "0":
        del parts["COUNT"]
    elif "UNTIL" not in parts:
        parts.setdefault("COUNT", OLD_COUNT)
    return parts
