"""The lines of a calendar file out of its bytes, however they are encoded, folded, indented or surrounded.

Bytes are unfolded before they become letters, as programs fold within a letter; a byte that is no UTF-8 is repaired
where it stands and leaves all others alone.
"""

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from events.intake.reading.calendars.names import DATES, KNOWN, LONG_TEXTS, TEXTS

BOMS = [
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
]
MARKS = [b"\xef\xbb\xbf", b"\xc3\xaf\xc2\xbb\xc2\xbf", b"\x00"]  # a byte order mark, and one taken for letters
EDGE = re.compile(
    rb"[ \t]*(BEGIN|END)[ \t]*:[ \t]*(V[A-Z]{3,20}|STANDARD|DAYLIGHT|X-[A-Z0-9-]{1,60}|[A-Z0-9-]{1,60})[ \t]*$",
    re.IGNORECASE,
)
CALENDAR_BEGINS = re.compile(rb"BEGIN[ \t]*:[ \t]*V(?:CALENDAR|EVENT)[ \t]*$", re.IGNORECASE)
CALENDAR_ENDS = re.compile(rb"([ \t]*END[ \t]*:[ \t]*VCALENDAR)[ \t]*([^ \t].*)", re.IGNORECASE)
PROPERTY = re.compile(rb"[ \t]*(?:[A-Za-z0-9_-]{1,60}\.)?([A-Za-z][A-Za-z0-9_-]{0,80})([ \t]*)([;:])")
UNSEEN = re.compile(rb"(?:\xc2\xa0|\xe2\x80[\x8b-\x8f]|\xe2\x81\xa0)+(?=[A-Za-z])")
NAMES = {name.encode() for name in KNOWN}
NAME_FOLDED = re.compile(rb"[ \t]+[;:]")
DAMAGED = re.compile(rb"\W*([A-Z][A-Z-]{2,})([;:=\"\d]|$)")
SOFT_BREAK = re.compile(rb"[^:]*QUOTED-PRINTABLE", re.IGNORECASE)
# Programs fold at 75 bytes; some count letters, some the line's end too.
FOLDED_AT = range(73, 77)
NARROWEST = 50
REPAIRED = "\ue000"


@dataclass(frozen=True, slots=True)
class Line:
    """One line, unfolded; `number` counts from 1, `repaired` is a word of it in which a letter was guessed."""

    number: int
    text: str
    repaired: str = ""


def lines_of(body):
    """The Lines of a document (bytes); what stands outside of any component is among them only where it looks like one."""
    physical = as_utf8(body).replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    return _Unfolding(physical).lines()


def as_utf8(body):
    """The bytes without marks, in UTF-8 where they were in UTF-16 or UTF-32, with or without a mark."""
    encoding = next((name for mark, name in BOMS if body.startswith(mark)), "")
    start = body[:400]
    if not encoding and start.count(0) > len(start) // 4:
        encoding = "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
    if encoding:
        body = body.decode(encoding, "replace").encode("utf-8", "replace")
    for mark in MARKS:
        body = body.replace(mark, b"")
    return body


class _Unfolding:
    """A document while its lines are put together."""

    def __init__(self, physical):
        self.physical = physical
        self.is_indented = self._is_indented()
        self.is_upper_case = any(line.startswith(b"BEGIN:") for line in physical)
        self.own_width = self._own_width()
        self.folds_keep_blanks = self._folds_without_blank()
        self.found = []
        self.has_begun = False
        self._leave()

    def _is_indented(self):
        """Whether somebody set the lines within a calendar further in, which no folding does."""
        for line, following in zip(self.physical, self.physical[1:], strict=False):
            if CALENDAR_BEGINS.search(line):
                return following[:1] in {b" ", b"\t"} and bool(PROPERTY.match(following))
        return False

    def _own_width(self):
        """The length at which a file cuts its lines where it is no usual one: that of its longest lines, or 0."""
        lengths = Counter(len(line) for line in self.physical)
        longest = max(lengths)
        return longest if longest >= NARROWEST and lengths[longest] > 1 else 0

    def _is_full(self, line):
        """Whether a line ends where lines are cut."""
        length = len(line)
        if length in FOLDED_AT or 0 < length == self.own_width:
            return True
        return length > FOLDED_AT[-1] and len(line.decode("utf-8", "replace")) in FOLDED_AT

    def _folds_without_blank(self):
        """Whether lines are cut without a blank put before the rest: then a blank there belongs to the text."""
        with_blank = without = 0
        for line, following in zip(self.physical, self.physical[1:], strict=False):
            if self._is_full(line):
                with_blank += following[:1] in {b" ", b"\t"}
                without += bool(following) and not PROPERTY.match(following)
        return without > with_blank

    def _leave(self):
        """The line that is being put together is done."""
        self.number, self.name, self.parts, self.blanks, self.is_raw = 0, "", [], 0, False

    def lines(self):
        for number, line in enumerate(self.physical, 1):
            if not self.has_begun and (begins := CALENDAR_BEGINS.search(line)):
                line = line[begins.start() :]
            if ends := CALENDAR_ENDS.match(line):
                self._begin(number, ends[1], "END")
                if not CALENDAR_BEGINS.match(line := ends[2]):
                    continue
            self._take(number, line)
        self._end()
        return self.found

    def _take(self, number, line):
        before = self.physical[number - 2] if number > 1 else b""
        if unseen := UNSEEN.match(line):
            line = line[unseen.end() :]
        is_set_in = line[:1] in {b" ", b"\t"}
        edge = EDGE.match(line)
        if edge and (not is_set_in or edge[2].upper().startswith(b"V") or self.is_indented):
            self._begin(number, line, edge[1].decode().upper())
            return
        is_soft = self.parts and self.parts[-1].endswith(b"=") and SOFT_BREAK.match(self.parts[0])
        if is_soft:
            self.parts[-1] = self.parts[-1][:-1]
            self.parts.append(line)
        elif is_set_in and self.is_raw and line.strip() and not self._is_full(before):
            self._add_raw(line)
        elif is_set_in and not (self.is_indented and self._is_property(line)):
            kept = self.folds_keep_blanks and self._is_full(before)
            self.parts += [line if kept else line[1:]] if self.parts else []
        elif not line.strip():
            self.blanks += 1
        elif self._is_property(line):
            self._begin(number, line, PROPERTY.match(line)[1].decode().upper())
        elif line in NAMES and NAME_FOLDED.match(b"".join(self.physical[number : number + 1])):
            self._begin(number, line, line.decode())
        elif self.parts and self._is_full(before) and self.name not in DATES | {"BEGIN", "END"}:
            self.parts.append(line)
        elif self.name in TEXTS and not _is_damaged(line):
            self._add_raw(line)
        else:
            self._begin(number, line, "")

    def _add_raw(self, line):
        """A line of a text after a real line break."""
        self.parts += [b"\\n" * (1 + self.blanks), line]
        self.blanks, self.is_raw = 0, True

    def _is_property(self, line):
        """Whether a line begins a property; within a long text with raw line breaks it may only look like one."""
        head = PROPERTY.match(line)
        if not head:
            return False
        name, is_known = head[1].upper().decode(), head[1].upper().decode() in KNOWN
        value = line[head.end() :]
        if head[2] and not is_known:
            return False
        if self.name not in LONG_TEXTS:
            return not value.startswith(b"//")
        if name.startswith("X-") or (head[3] == b";" and b"=" in value and b":" in value and head[1].isupper()):
            return True
        looks_like_prose = value.startswith(b" ") and (self.is_raw or head[1].isupper() != self.is_upper_case)
        return is_known and not looks_like_prose

    def _begin(self, number, line, name):
        self._end()
        self.number, self.name, self.parts = number, name, [line]
        self.has_begun |= name == "BEGIN"

    def _end(self):
        if self.parts:
            text, repaired = decoded(b"".join(self.parts))
            self.found.append(Line(self.number, text, repaired))
        self._leave()


def _is_damaged(line):
    """Whether a line was meant as a property, though it is none."""
    begin = DAMAGED.match(line)
    return bool(begin) and (begin[1] in NAMES or (not begin[2] and any(name.startswith(begin[1]) for name in NAMES)))


def decoded(line):
    """``(text, word)`` of bytes in UTF-8; `word` is one with a byte that is none and was taken as Windows-1252, or ""."""
    try:
        return line.decode(), ""
    except UnicodeDecodeError:
        marked = line.decode("utf-8", "windows-1252 where it is no UTF-8")
    word = re.search(rf"[^\s:;]*{REPAIRED}[^\s:;]*", marked)
    return marked.replace(REPAIRED, ""), word.group().replace(REPAIRED, "") if word else ""


def _as_windows_1252(error):
    return REPAIRED + error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("windows-1252 where it is no UTF-8", _as_windows_1252)
