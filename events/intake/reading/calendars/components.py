"""Components and properties out of the lines of a calendar file: what one breaks, the others survive."""

import binascii
import quopri
import re
from base64 import b64decode
from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from events.intake.reading.calendars.lines import decoded, lines_of
from events.intake.reading.calendars.names import DATES, WHOLE_COMPONENTS
from events.intake.reading.incoming import Problem, Unreadable
from events.intake.reading.text import cut, plain

HEAD = re.compile(r"[ \t]*(?:[\w-]{1,60}\.)?([A-Za-z][\w-]*)[ \t]*(?=[;:])")
PARAMETER_END = re.compile("[:;]")
PARAMETER = re.compile(r';[ \t]*([\w-]+)[ \t]*(?:=[ \t]*((?:"[^"]*"|[^";:])*))?')
BEFORE_A_DATE = re.compile(r":(?=[ \t]*\"?\d{4}[-/.]?\d{2}[-/.]?\d{2})")
OF_AN_EVENT = {"SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "LOCATION"}
DEEPEST = 20
STRAY_AT_MOST = 5
CARETED = re.compile(r"\^[nN'^]")
CARET = {"^n": "\n", "^N": "\n", "^'": '"', "^^": "^"}


@dataclass(frozen=True, slots=True)
class Property:
    """One property: parameters by name in capitals, and its value as it is written, but for an encoding of its bytes."""

    name: str
    parameters: dict
    value: str
    line: int
    repaired: str = ""


@dataclass(slots=True)
class Component:
    """A component: its properties by name in capitals, in order, and the components within. `line` counts from 1."""

    name: str
    line: int
    properties: dict = field(default_factory=dict)
    parts: list = field(default_factory=list)

    def every(self, name):
        """The properties of this name that say anything."""
        return [found for found in self.properties.get(name, []) if found.value.strip()]

    def first(self, name):
        """The first property of this name that says anything, or None."""
        return next(iter(self.every(name)), None)


def parse_components(body, reading, limits):
    """The outermost Components of a calendar file (bytes). Raises Unreadable when it is none.

    What is damaged, and what goes beyond the limits, is told to the Reading.
    """
    tree = _Tree(reading, limits)
    for line in lines_of(body):
        tree.take(line)
    if not tree.roots:
        raise Unreadable(
            _("This is no calendar: it has no line BEGIN:VCALENDAR. Look for the address for subscribers.")
        )
    tree.finish()
    return tree.roots


def read_property(line):
    """The Property that a Line is, or None."""
    head = HEAD.match(line.text)
    if not head:
        return None
    name, rest = head[1].upper(), line.text[head.end() :]
    parameters, at = _parameters(rest, BEFORE_A_DATE if name in DATES else None)
    at = at if rest.startswith(":", at) else rest.find(":", at)
    if at < 0:
        return None
    value = rest[at + 1 :]
    if "ENCODING" in parameters and name != "ATTACH":
        value = _without_encoding(value, parameters)
    return Property(name, parameters, value, line.number, line.repaired)


def _parameters(rest, before_value):
    """``(parameters, end)`` of what follows a name; where the value is known by its looks, `before_value` finds it."""
    found = [colon.start() for colon in before_value.finditer(rest)] if before_value else []
    value_at = found[-1] if found else 0
    parameters, at = {}, 0
    while parameter := PARAMETER.match(rest, at):
        at, told = parameter.end(), parameter[2]
        if told is None:
            parameters.setdefault("ENCODING", parameter[1])  # as vCalendar 1.0 writes it
            continue
        if at > value_at > 0:  # a quotation mark that is closed too late
            at = value_at
        elif at < value_at and rest[at] == ":":  # a colon within the name of a zone
            end = rest.find(";", at, value_at)
            at = end if end > 0 else value_at
        elif rest.startswith("://", at):  # an address without quotation marks
            end = PARAMETER_END.search(rest, at + 1)
            at = end.start() if end else at
        told = rest[parameter.start(2) : at].replace('"', "").strip()
        parameters.setdefault(parameter[1].upper(), CARETED.sub(lambda sign: CARET[sign.group()], told))
    return parameters, at


def _without_encoding(value, parameters):
    """A value that was written in quoted-printable or base64, as vCalendar 1.0 did."""
    encoding, raw = parameters["ENCODING"].upper(), value.encode("utf-8", "replace")
    if encoding == "QUOTED-PRINTABLE":
        raw = quopri.decodestring(raw)
    elif encoding in {"BASE64", "B"}:
        try:
            raw = b64decode(re.sub(rb"\s", b"", raw), validate=True)
        except (binascii.Error, ValueError):
            return value
    else:
        return value
    try:
        return raw.decode(parameters.get("CHARSET", "utf-8"))
    except (LookupError, ValueError):
        return decoded(raw)[0]


class _Tree:
    """The components of a document while its lines are read."""

    def __init__(self, reading, limits):
        self.reading = reading
        self.limits = limits
        self.roots = []
        self.open = []
        self.names = Counter()
        self.events = self.stray = 0
        self.last = None

    def take(self, line):
        found = read_property(line)
        if found is None or (found.name == "BEGIN" and not found.value.strip()):
            self._name_stray(line)
        elif found.name == "BEGIN":
            self._begin(found.value.strip().upper(), line.number)
        elif found.name == "END":
            self._end(found.value.strip().upper())
        elif self.open:
            self._add(found)

    def _add(self, found):
        top = self.open[-1]
        if top.name == "VCALENDAR" and found.name in OF_AN_EVENT:
            told = _("Line %(line)s: BEGIN:VEVENT is missing before it; an event was begun here.") % {
                "line": found.line
            }
            self._tell("", told, found.line)
            self._begin("VEVENT", found.line)
            if self.last and self.last.name == "UID" and self.last.line == found.line - 1:
                self.open[-1].properties["UID"] = [self.last]
            top = self.open[-1]
        top.properties.setdefault(found.name, []).append(found)
        self.last = found

    def _begin(self, name, number):
        if name == "VCALENDAR" and self.open:
            self.reading.is_whole = False
            told = _("Line %(line)s: a calendar begins, but the one before it has no END:VCALENDAR.") % {"line": number}
            self._tell("", told, number)
            self._close(0)
        elif name in WHOLE_COMPONENTS:
            within = next((depth for depth, part in enumerate(self.open) if part.name == "VCALENDAR"), -1)
            self._close(within + 1)
        if len(self.open) >= DEEPEST:
            return
        component = Component(name, number)
        self.events += name == "VEVENT"
        if name != "VEVENT" or self.events <= self.limits.events:
            self._holder(name).append(component)
        self.open.append(component)
        self.names[name] += 1

    def _holder(self, name):
        """The list that a component which begins now belongs to; after END:VCALENDAR still the calendar before it."""
        if self.open:
            return self.open[-1].parts
        is_left_behind = name in WHOLE_COMPONENTS and self.roots and self.roots[-1].name == "VCALENDAR"
        return self.roots[-1].parts if is_left_behind else self.roots

    def _end(self, name):
        if name == "VEVENT" and not self.names[name] and self.open and self.open[-1].first("DTSTART"):
            self._mend_name(self.open[-1])
        if not self.names[name]:
            return
        depth = len(self.open) - 1
        while self.open[depth].name != name:
            depth -= 1
        self._close(depth + 1)
        self._close(depth, is_ended=True)

    def _mend_name(self, component):
        """What ends as an event is one, also where its BEGIN is misspelled."""
        if component.name not in WHOLE_COMPONENTS:
            self.names[component.name] -= 1
            component.name = "VEVENT"
            self.names["VEVENT"] += 1
            self.events += 1

    def _close(self, depth, is_ended=False):
        while len(self.open) > depth:
            component = self.open.pop()
            self.names[component.name] -= 1
            if component.name in WHOLE_COMPONENTS and not is_ended:
                self.reading.is_whole = False
                told = _("It has no line END:%(name)s; check whether it is complete.") % {"name": component.name}
                self._tell(title_of(component), told, component.line)

    def _name_stray(self, line):
        if self.open and line.text.strip():
            self.stray += 1
            if self.stray <= STRAY_AT_MOST:
                told = _("Line %(line)s is none of a calendar and was left out: “%(text)s”.")
                self._tell("", told % {"line": line.number, "text": cut(plain(line.text, 80), 60)}, line.number)

    def _tell(self, item, sentence, line=None):
        self.reading.problems.append(Problem(item, sentence, line))

    def finish(self):
        """Tell what the end of the file shows."""
        if self.open:
            self._cut_off()
        if self.events > self.limits.events:
            self.reading.cut_off(self.limits.events, self.events)
        if self.stray > STRAY_AT_MOST:
            told = _("%(number)s more lines are none of a calendar and were left out.")
            self._tell("", told % {"number": self.stray - STRAY_AT_MOST})

    def _cut_off(self):
        """The file ends within a component. An event that it ends in is left out: nobody knows what it would say."""
        self.reading.is_whole = False
        told = _("The file does not end with END:%(name)s; it may be cut off. Fetch it again.") % {
            "name": self.open[0].name
        }
        self._tell("", told)
        for depth, component in enumerate(self.open):
            if component.name == "VEVENT":
                told = _("The file ends within it, so it has no end and was left out. Fetch the file again.")
                self._tell(title_of(component), told, component.line)
                del self.open[depth:]
                held_by = self._holder("VEVENT")
                if held_by and held_by[-1] is component:
                    held_by.pop()
                break


def title_of(component):
    """What a report calls it."""
    title = component.first("SUMMARY")
    return plain(title.value, 80) if title else _("(an event without a title)")
