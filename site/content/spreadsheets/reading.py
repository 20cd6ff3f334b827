"""Tables read: the rows below the headings, wherever in the file those stand."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from content.spreadsheets.cells import AT_MOST_ROWS, REMARK, REPAIRED, Flaw, Problem, UnreadableFile, unescaped
from content.spreadsheets.csv_lines import csv_lines, split_cell, split_line
from content.spreadsheets.xlsx_lines import xlsx_sheets

AT_MOST_BYTES = 5 * 1024 * 1024
LINES_FOR_HEADINGS = 50
ERROR_OF_FORMULA = re.compile(
    r"#(?:REF|VALUE|N/A|NAME|DIV/0|NULL|NUM|SPILL|CALC|FIELD|BLOCKED|UNKNOWN|BUSY|CONNECT|ERROR|GETTING_DATA)[!?]?"
    r"|Err:\d{3}",
    re.IGNORECASE,
)
FIRST_DAY = date(1899, 12, 30)


@dataclass(frozen=True)
class Row:
    """One line of a table: `line` as the editor counts it, `values` by heading, `extra` what stands beyond the headings.

    `flaws` are Problems of cells that hold no value, `notes` Problems of what was guessed; `first_day` is the day from
    which the file counts days.
    """

    line: int
    values: dict
    extra: tuple = ()
    flaws: tuple = ()
    notes: tuple = ()
    first_day: date = FIRST_DAY


def read_rows(file, known=()):
    """Yield the Rows of a .csv (UTF-8, UTF-16 or Windows-1252; comma, semicolon, tab or bar) or .xlsx file.

    `line` counts from 1 as the editor sees it; `values` maps heading → stripped text, dates as 2027-06-05 and times as
    19:00. `known` are headings in small letters: the first line with two of them begins the table, else the first that
    is not empty. Empty lines and remarks (# and a blank) are left out. Raises UnreadableFile for another type, more
    than 5 MB or 2,000 rows, and missing or doubled headings.
    """
    data = file.read(AT_MOST_BYTES + 1)
    if len(data) > AT_MOST_BYTES:
        raise UnreadableFile(too_large())

    def is_heading(text):
        return isinstance(text, str) and " ".join(text.casefold().split()) in known

    if data.startswith(b"PK\x03\x04"):
        sheets = xlsx_sheets(data)
    else:
        sheets = [("", list(csv_lines(data, is_heading)), FIRST_DAY)]
    sheets = [(name, _in_columns(lines, is_heading), first_day) for name, lines, first_day in sheets]
    yield from _rows(sheets, is_heading)


def too_large():
    """The sentence on a file of more than AT_MOST_BYTES."""
    return _("The file is larger than 5 MB. Delete what is not needed, or divide it.")


def _rows(sheets, is_heading):
    found = [(name, lines, day, start) for name, lines, day in sheets for start in [_start(lines, is_heading)]]
    with_table = [sheet for sheet in found if sheet[3] is not None]
    if not with_table:
        with_table = [
            (name, lines, day, next((i for i, (_n, cells) in enumerate(lines) if not _is_left_out(cells)), None))
            for name, lines, day in sheets
        ][:1]
    if not with_table or with_table[0][3] is None:
        raise UnreadableFile(_("The file is empty: its first line must hold the headings of the columns."))
    _name, lines, first_day, start = with_table[0]
    headings = _checked_headings(lines[start][1])
    others = [name for name, *_rest in with_table[1:]]
    number = 0
    for line, cells in lines[start + 1 :]:
        if _is_left_out(cells):
            continue
        number += 1
        if number > AT_MOST_ROWS:
            raise UnreadableFile(_("The file has more than 2,000 rows. Divide it."))
        row = _row(line, headings, cells, first_day, others)
        others = []
        yield row


def _start(lines, is_heading):
    """The index of the line of headings, None where no line has two known ones."""
    for index, (_line, cells) in enumerate(lines[:LINES_FOR_HEADINGS]):
        filled = [cell for cell in cells if cell]
        known = sum(map(is_heading, filled))
        if known > 1 or (known and len(filled) == 1):
            return index
    return None


def _in_columns(lines, is_heading):
    """The same lines; where a program put each into its first cell, divided by the delimiter of the headings."""
    for _line, cells in lines[:LINES_FOR_HEADINGS]:
        filled = [cell for cell in cells if cell]
        if len(filled) == 1 and isinstance(filled[0], str) and (delimiter := split_cell(filled[0], is_heading)):
            return [
                (line, split_line(cells[0], delimiter) if cells and isinstance(cells[0], str) else cells)
                for line, cells in lines
            ]
    return lines


def _is_left_out(cells):
    """Whether a line is empty or a remark: # and no word directly behind it."""
    first = next((cell for cell in cells if cell), None)
    return first is None or (
        isinstance(first, str) and first.startswith(REMARK) and not re.match(r"#\w", first) and first == cells[0]
    )


def _row(line, headings, cells, first_day, other_sheets):
    values = dict.fromkeys(filter(None, headings), "")
    extra, flaws, notes = [], [], []
    for name in other_sheets:
        message = _("The sheet “%(name)s” holds a table too; it was not read. Save it as a file of its own.")
        notes.append(Problem(line, "", message % {"name": name}))
    for position, cell in enumerate(cells):
        heading = headings[position] if position < len(headings) else ""
        if isinstance(cell, str):
            cell = unescaped(cell)
            if REPAIRED in cell:
                cell = cell.replace(REPAIRED, "")
                message = _("A damaged letter was repaired; it now reads “%(text)s”. Check it.")
                notes.append(Problem(line, heading, message % {"text": cell[:60]}))
            if ERROR_OF_FORMULA.fullmatch(cell):
                message = _("%(error)s is the error of a formula. Put the formula right, or type the value.")
                cell = Flaw(message % {"error": cell})
        if isinstance(cell, Flaw):
            flaws.append(Problem(line, heading, cell.message))
        elif heading:
            values[heading] = cell
        elif cell:
            extra.append(cell)
    return Row(line, values, tuple(extra), tuple(flaws), tuple(notes), first_day)


def _checked_headings(cells):
    headings = [" ".join(unescaped(cell).split()) if isinstance(cell, str) else "" for cell in cells]
    named = [heading.casefold() for heading in headings if heading]
    doubled = next((heading for heading in named if named.count(heading) > 1), None)
    if doubled:
        raise UnreadableFile(_("The heading “%(name)s” stands in two columns. Keep one.") % {"name": doubled[:60]})
    return headings
