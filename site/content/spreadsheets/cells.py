"""What a cell of a table holds, as text: the same from every program, and safe to be opened again.

Text that a spreadsheet program would take for a formula is written with an apostrophe in front, and read
without it: what goes out comes back the same.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

AT_MOST_ROWS = 2000
AT_MOST_COLUMNS = 200
AT_MOST_CELL = 32_000  # Excel cuts off at 32,767
REMARK = "#"
LOOKS_LIKE_FORMULA = re.compile(r"'*[=+\-@\t\r]")
REPAIRED = "\ufdd0"  # stands before a letter that was repaired; never a sign of a text


class UnreadableFile(Exception):
    """A file that is no table at all; the message says what to do."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, where the editor finds it; `column` is the heading, "" for the whole line."""

    line: int
    column: str
    message: str


@dataclass(frozen=True)
class Flaw:
    """A cell that holds no value: `message` says why, and what to do."""

    message: str


def text_of(cell):
    """What an editor sees in a cell, as text."""
    match cell:
        case None:
            text = ""
        case bool():
            text = "true" if cell else "false"
        case datetime():
            text = cell.date().isoformat() if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
        case date():
            text = cell.isoformat()
        case time():
            text = f"{cell:%H:%M}" if not cell.second else f"{cell:%H:%M:%S}"
        case timedelta():
            minutes = int(cell.total_seconds()) // 60
            text = f"{minutes // 60:02}:{minutes % 60:02}"
        case float() if cell.is_integer():
            text = str(int(cell))
        case _:
            text = str(cell)
    return plain_text(text)


def plain_text(text):
    """Text as it comes back from a file: Unix line ends, no control signs, nothing empty around it."""
    return ILLEGAL_CHARACTERS_RE.sub("", str(text).replace("\r\n", "\n").replace("\r", "\n")).strip()


def escaped(text):
    return "'" + text if LOOKS_LIKE_FORMULA.match(text) else text


def unescaped(text):
    return text[1:] if text.startswith("'") and LOOKS_LIKE_FORMULA.match(text) else text
