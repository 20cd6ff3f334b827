"""Components out of the text of an iCalendar file as it is found in the world: what one breaks, the others survive."""

import re
from bisect import bisect_left

from django.utils.translation import gettext as _
from icalendar import Component
from icalendar.prop import vBroken
from icalendar.timezone import tzp

from events.intake.reading.incoming import Problem, Unreadable
from events.intake.reading.text import plain

BLOCK_EDGE = re.compile(r"^(BEGIN|END):(VEVENT|VTIMEZONE)[ \t]*$", re.IGNORECASE | re.MULTILINE)
BEGIN = re.compile(r"^BEGIN:(.+)$", re.IGNORECASE | re.MULTILINE)
BEGIN_EVENT = re.compile(r"^BEGIN:VEVENT[ \t]*$", re.IGNORECASE | re.MULTILINE)
LINE_END = re.compile(r"\r\n|\r|\n")


def parse_components(body, reading, limits):
    """``(components, lines)`` of an iCalendar document (bytes): what was parsed, and where each event begins.

    `lines` count from 1. What cannot be read is told to the Reading. Raises Unreadable when it is no calendar.
    """
    text = _decoded(body, reading)
    if not BEGIN.search(text):
        raise Unreadable(_("This is no calendar: it has no line BEGIN:VCALENDAR."))
    begins = BEGIN.search(text).group(1).strip().upper()
    if text.strip().rpartition("\n")[2].strip().upper() != f"END:{begins}":
        reading.is_whole = False
        reading.problems.append(
            Problem("", _("The file does not end with END:%(name)s; it may be cut off.") % {"name": begins})
        )
    starts = [begin.start() for begin in BEGIN_EVENT.finditer(text)]
    if len(starts) > len(kept := reading.first(starts, limits)):
        text = f"{text[: starts[len(kept)]]}END:{begins}\n"
    lines = _Lines(text)
    return _parsed(text, lines, reading), [lines.number(start) for start in kept]


def parts(component):
    """A component and what it holds, in order; of an event, and of what is left out, only the events within."""
    waiting = [component]
    while waiting:
        part = waiting.pop()
        yield part
        within = [inner for inner in part.subcomponents if part.name == "VCALENDAR" or inner.name == "VEVENT"]
        waiting += reversed(within)


def first(component, name):
    """The first value of a property that could be read, else None."""
    return next(iter(every(component, name)), None)


def every(component, name):
    """The values of a property that could be read; of the others `component.errors` tells."""
    value = component.get(name)
    values = value if isinstance(value, list) else [value]
    return [value for value in values if value is not None and not isinstance(value, vBroken)]


def in_short(error):
    """An error as one says it within a sentence."""
    return (plain(error, 120) or type(error).__name__).rstrip(".")


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


def _parsed(text, lines, reading):
    """Components of the whole text; when that cannot be parsed, of each event by itself."""
    tzp.use_default()  # time zones that an earlier file defined are no longer known
    try:
        parsed = Component.from_ical(text.encode(), multiple=True)
        number = sum(component.name == "VEVENT" for whole in parsed for component in parts(whole))
        if number == len(BEGIN_EVENT.findall(text)):
            return parsed
        reading.is_whole = False  # what is not ended is dropped by the parser without a word
    except Exception as error:  # the parser's mistakes are of many kinds, and none may stop the pull
        reading.is_whole = False
        reading.problems.append(
            Problem(
                "", _("The file is damaged (%(reason)s); each event was read by itself.") % {"reason": in_short(error)}
            )
        )
    found = []
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
            told = _("It cannot be read: %(reason)s.") % {"reason": in_short(error)}
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
