"""Time zones by the names that calendars give them, and by the definitions that they bring along."""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from icalendar import Component as Parsed
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

JAKARTA, MAKASSAR, JAYAPURA = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"
# Names in small letters, without anything but letters and digits.
BY_NAME = {
    **dict.fromkeys(["wib", "waktuindonesiabarat", "indonesiabarat", "westernindonesiatime", "westindonesiatime",
                     "westernindonesianstandardtime", "westernindonesiantime", "surabaya", "semarang", "yogyakarta",
                     "jogjakarta", "bandung", "surakarta", "solo", "wonogiri", "medan", "palembang", "padang"], JAKARTA),
    **dict.fromkeys(["wita", "waktuindonesiatengah", "indonesiatengah", "centralindonesiatime", "centralindonesiantime",
                     "denpasar", "bali", "mataram", "lombok", "kupang", "samarinda", "balikpapan", "banjarmasin",
                     "manado", "ujungpandang"], MAKASSAR),
    **dict.fromkeys(["wit", "waktuindonesiatimur", "indonesiatimur", "easternindonesiatime", "easternindonesiantime",
                     "ambon", "ternate", "sorong", "manokwari"], JAYAPURA),
    **dict.fromkeys(["z", "zulu", "utc", "gmt", "universal", "coordinateduniversaltime", "universalcoordinatedtime",
                     "greenwichmeantime", "utctime", "tzonemicrosoftutc"], "UTC"),
    **dict.fromkeys(["sgt", "myt", "singaporetime", "malaysiatime"], "Asia/Singapore"),
    **dict.fromkeys(["jst", "japantime", "japanstandardtime", "osaka", "sapporo"], "Asia/Tokyo"),
    **dict.fromkeys(["kst", "koreastandardtime"], "Asia/Seoul"),
    **dict.fromkeys(["ict", "indochinatime", "hanoi"], "Asia/Bangkok"),
    **dict.fromkeys(["pht", "phst"], "Asia/Manila"),
    "beijing": "Asia/Shanghai",
    "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "edt": "America/New_York", "aedt": "Australia/Sydney",
    "awst": "Australia/Perth", "aest": "Australia/Sydney", "canberra": "Australia/Sydney",
    "easterntimeuscanada": "America/New_York", "easterntime": "America/New_York",
    "centraltimeuscanada": "America/Chicago", "centraltime": "America/Chicago",
    "mountaintimeuscanada": "America/Denver", "mountaintime": "America/Denver",
    "pacifictimeuscanada": "America/Los_Angeles", "pacifictime": "America/Los_Angeles",
    "bst": "Europe/London", "edinburgh": "Europe/London", "bern": "Europe/Zurich", "cest": "Europe/Berlin",
}  # fmt: skip
OFFSET = re.compile(
    r"\(?\s*(?:(?:utc|gmt|wib|wita|wit)\s*(?P<sign>[+−–-]?)|(?P<only>[+−–-]))\s*(?P<hours>\d{1,2})"
    r"(?:\s*[:.]?\s*(?P<minutes>\d{2}))?(?!\d)\s*\)?",
    re.IGNORECASE,
)
PREFIXED_UTC = re.compile(r"\((?:utc|gmt)(?:[+-]00:?00)?\)\s*", re.IGNORECASE)
EXTRA_NUMBER = re.compile(r"(?<=time)[\s_-]+\d{1,3}$", re.IGNORECASE)
LONGEST_NAME = 200
WINTER, SUMMER = datetime(2027, 1, 15), datetime(2027, 7, 15)  # noqa: DTZ001  in wall-clock time


@cache
def _folded_names():
    """IANA names, Windows names, and the towns that end an IANA name, by their folded form."""
    # “Etc/GMT-8” lies east of Greenwich, “GMT-8” west of it.
    known = sorted(name for name in available_timezones() if not name.startswith("Etc/"))
    names = {_folded(name.rpartition("/")[2]): name for name in reversed(known)}
    names |= {_folded(name): name for name in known}
    for windows, name in WINDOWS_TO_OLSON.items():
        names[_folded(windows)] = name
        names.setdefault(_folded(windows.replace(" Standard Time", " Daylight Time")), name)
        names.setdefault(_folded(windows.removesuffix(" Standard Time")), name)
    return names | BY_NAME


def _folded(name):
    return re.sub(r"[^a-z0-9]", "", name.lower())


def zone_named(name):
    """A zone by its name: IANA, Windows, Indonesian, a town or a distance to UTC; also at the end of a longer name."""
    name = re.sub(r"\s+", " ", name.strip().strip("\"'")).strip()
    return _zone_named(name) if name and len(name) <= LONGEST_NAME else None


@lru_cache(maxsize=1000)
def _zone_named(name):
    tail = name
    while tail:
        if found := _iana(tail) or _iana(tail.replace(" ", "_")):
            return found
        tail = tail.partition("/")[2]
    return _by_distance(name) or _by_folded(name) or _by_folded(EXTRA_NUMBER.sub("", name)) or _by_first_word(name)


@cache
def _lower_names():
    return {name.lower(): name for name in available_timezones()}


def _iana(name):
    try:
        return ZoneInfo(_lower_names().get(name.lower(), name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _by_folded(name):
    known = _folded_names()
    tail = name
    while tail:
        if found := known.get(_folded(tail)):
            return ZoneInfo(found)
        tail = tail.partition("/")[2]
    return None


def _by_distance(name):
    """``UTC+08:00``, ``GMT+9``, ``(UTC+07:00) Bangkok, Hanoi, Jakarta``; the towns decide where they agree."""
    if prefix := PREFIXED_UTC.match(name):
        distance, towns = timedelta(), name[prefix.end() :]
    elif told := OFFSET.match(name):
        distance, towns = timedelta(hours=int(told["hours"]), minutes=int(told["minutes"] or 0)), name[told.end() :]
        if distance >= timedelta(hours=16):
            return None
        distance = distance if (told["sign"] or told["only"] or "+") == "+" else -distance
    else:
        return None
    for town in [towns, *towns.split(",")]:
        found = _by_folded(town.strip())
        if found and min(day.replace(tzinfo=found).utcoffset() for day in (WINTER, SUMMER)) == distance:
            return found
    return timezone(distance) if distance else UTC


def _by_first_word(name):
    """``WITA (Makassar)``, ``Jakarta, Hanoi, Bangkok``."""
    word = re.split(r"\s*[(,;]", name, maxsplit=1)[0]
    return _by_folded(word) if word and word != name else None


def zone_defined(definition):
    """The zone that a component VTIMEZONE defines, or None when it defines none that can be read."""
    offsets = {told.value.strip() for part in definition.parts for told in part.properties.get("TZOFFSETTO", [])}
    zone = _distance(*offsets) if len(offsets) == 1 else _parsed(definition)
    location = definition.first("X-LIC-LOCATION")
    return zone or (zone_named(location.value) if location else None)


def _parsed(definition):
    lines = [f"{name}:{told.value}" for name, told in _own(definition, ["TZID"])]
    for part in definition.parts:
        own = _own(part, ["DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE", "TZNAME"])
        lines += [f"BEGIN:{part.name}", *(f"{name}:{told.value}" for name, told in own), f"END:{part.name}"]
    text = "\r\n".join(["BEGIN:VTIMEZONE", *lines, "END:VTIMEZONE", ""])
    try:
        return Parsed.from_ical(text).to_tz(lookup_tzid=False)
    except Exception:  # the library's mistakes with damaged definitions are of many kinds
        return None


def _own(component, names):
    return [(name, told) for name in names for told in component.properties.get(name, [])]


def _distance(text):
    """A fixed zone from ``+0800``, or None."""
    told = re.fullmatch(r"([+-]?)(\d{1,2}):?(\d{2})?(?::?\d{2})?", text)
    if not told or int(told[2]) > 15:
        return None
    distance = timedelta(hours=int(told[2]), minutes=int(told[3] or 0))
    return timezone(-distance if told[1] == "-" else distance)


class Zones:
    """The zones of one calendar: names that the world knows, then what the file defines, then every other name."""

    def __init__(self, definitions):
        """`definitions` are components VTIMEZONE, the calendar's own ones last."""
        self.definitions = {told.value.strip().strip('"'): part for part in definitions for told in part.every("TZID")}
        self.found = {}

    def named(self, name):
        """A zone, or None."""
        name = name.strip().strip('"')
        if name not in self.found:
            definition = self.definitions.get(name)
            self.found[name] = _iana(name) or (definition and zone_defined(definition)) or zone_named(name)
        return self.found[name]
