"""Tables as editors have them: CSV and Excel files, in and out.

Text that a spreadsheet program would take for a formula is written with an apostrophe in front, and read
without it: what goes out comes back the same.
"""

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

AT_MOST_BYTES = 5 * 1024 * 1024
AT_MOST_ROWS = 2000
AT_MOST_COLUMNS = 200
LAST_LINE = 20_000
AT_MOST_CELL = 32_000  # Excel cuts off at 32,767
UNPACKED_AT_MOST_BYTES = 25 * 1024 * 1024
DELIMITERS = ",;\t"
REMARK = "#"
LOOKS_LIKE_FORMULA = re.compile(r"'*[=+\-@\t\r]")
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"
CHOICES_SHEET = "Pilihan"


class UnreadableFile(Exception):
    """A file that is no table at all; the message says what to do."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, where the editor finds it; `column` is the heading, "" for the whole line."""

    line: int
    column: str
    message: str


@dataclass(frozen=True)
class Row:
    """One line of a table: `line` as the editor counts it, `values` by heading, `extra` what stands beyond the headings."""

    line: int
    values: dict
    extra: tuple = ()


@dataclass(frozen=True)
class Heading:
    """A column to write: its name, how wide, and what may be chosen in it."""

    name: str
    width: int = 16
    choices: tuple = field(default=())


# Reading


def read_rows(file):
    """Yield the Rows of a .csv (UTF-8, UTF-16 or Windows-1252; comma, semicolon or tab) or .xlsx file.

    `line` counts from 1 as the editor sees it; `values` maps heading → stripped text, dates as 2027-06-05 and times as
    19:00. Empty lines and lines that begin with # are left out. Raises UnreadableFile for another type, more than
    5 MB or 2,000 rows, and missing or doubled headings.
    """
    data = file.read(AT_MOST_BYTES + 1)
    if len(data) > AT_MOST_BYTES:
        raise UnreadableFile(_("The file is larger than 5 MB. Delete what is not needed, or divide it."))
    lines = _xlsx_lines(data) if data.startswith(b"PK\x03\x04") else _csv_lines(data)
    headings, number = None, 0
    for line, cells in lines:
        cells = [_unescaped(cell) for cell in cells]
        if not any(cells) or cells[0].startswith(REMARK):
            continue
        if headings is None:
            headings = _checked_headings(cells)
            continue
        number += 1
        if number > AT_MOST_ROWS:
            raise UnreadableFile(_("The file has more than 2,000 rows. Divide it."))
        yield _row(line, headings, cells)
    if headings is None:
        raise UnreadableFile(_("The file is empty: its first line must hold the headings of the columns."))


def _row(line, headings, cells):
    values = dict.fromkeys(filter(None, headings), "")
    extra = []
    for position, cell in enumerate(cells):
        heading = headings[position] if position < len(headings) else ""
        if heading:
            values[heading] = cell
        elif cell:
            extra.append(cell)
    return Row(line, values, tuple(extra))


def _checked_headings(cells):
    headings = [" ".join(cell.split()) for cell in cells]
    named = [heading.casefold() for heading in headings if heading]
    doubled = next((heading for heading in named if named.count(heading) > 1), None)
    if doubled:
        raise UnreadableFile(_("The heading “%(name)s” stands in two columns. Keep one.") % {"name": doubled[:60]})
    return headings


def _csv_lines(data):
    text = _decoded(data)
    first = text.lstrip("\n\r ").split("\n", 1)[0]
    if match := re.fullmatch(r'"?sep=(.)"?\r?', first):  # a line for Excel only
        delimiter, text = match[1], text.split("\n", 1)[1] if "\n" in text else ""
        offset = 2
    else:
        outside_quotes = re.sub(r'"[^"]*"', "", first)
        delimiter, offset = max(DELIMITERS, key=outside_quotes.count), 1
    try:
        for line, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), offset):
            yield line, [_text(cell) for cell in cells[:AT_MOST_COLUMNS]]
    except csv.Error as error:
        raise UnreadableFile(_("The file is no readable CSV. Save it anew as .xlsx or as CSV (UTF-8).")) from error


def _decoded(data):
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(_("This is the old Excel format. Save it as .xlsx and try again."))
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(_("The file is no table. Give a .csv or .xlsx file."))


def _xlsx_lines(data):
    no_workbook = _("This is no Excel file we can read. Save it as .xlsx, or as CSV (UTF-8), and try again.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > UNPACKED_AT_MOST_BYTES:
            raise UnreadableFile(_("The file is far larger than it looks. Copy the cells into a new file."))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = next(iter(book.worksheets), None)
        if sheet is None:
            raise UnreadableFile(no_workbook)
        rows = sheet.iter_rows(max_col=AT_MOST_COLUMNS, values_only=True)
        for line, cells in enumerate(rows, 1):
            if line > LAST_LINE:  # openpyxl also counts the million lines that nobody filled in
                raise UnreadableFile(_("There are cells below line 20,000. Copy the table into a new file."))
            if any(cell is not None for cell in cells):
                yield line, [_text(cell) for cell in cells]
    except UnreadableFile:
        raise
    except Exception as error:  # openpyxl lets through whatever its parsers stumble over
        raise UnreadableFile(no_workbook) from error


def _text(cell):
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


def _escaped(text):
    return "'" + text if LOOKS_LIKE_FORMULA.match(text) else text


def _unescaped(text):
    return text[1:] if text.startswith("'") and LOOKS_LIKE_FORMULA.match(text) else text


# Writing


def write_csv(headings, rows, delimiter=";"):
    """A CSV file as bytes, UTF-8 with the mark by which Excel knows it; semicolons as Indonesian Excel wants them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow([heading.name for heading in headings])
    writer.writerows([[_escaped(_text(cell))[:AT_MOST_CELL] for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(headings, rows, title):
    """An Excel file as bytes: headings that stay in sight, dates as dates, lists to choose from."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, heading in enumerate(headings, 1):
        sheet.column_dimensions[get_column_letter(number)].width = heading.width
    with_choices = [heading for heading in headings if heading.choices]
    for number, heading in enumerate(with_choices, 1):
        letter = get_column_letter(headings.index(heading) + 1)
        column = get_column_letter(number)
        chosen = DataValidation(
            "list", f"={CHOICES_SHEET}!${column}$1:${column}${len(heading.choices)}", allow_blank=True
        )
        chosen.add(f"{letter}2:{letter}{AT_MOST_ROWS + 1}")
        sheet.data_validations.append(chosen)
    sheet.append([_heading_cell(sheet, heading.name) for heading in headings])
    for row in rows:
        is_remark = bool(row) and str(row[0]).startswith(REMARK)
        sheet.append([_cell(sheet, value, is_remark) for value in row])
    if with_choices:
        lists = book.create_sheet(CHOICES_SHEET)
        lists.sheet_state = "hidden"
        for number in range(max(len(heading.choices) for heading in with_choices)):
            lists.append([h.choices[number] if number < len(h.choices) else None for h in with_choices])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _heading_cell(sheet, name):
    cell = WriteOnlyCell(sheet, name)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="E9E9E0")
    return cell


def _cell(sheet, value, is_remark):
    if isinstance(value, date | time | int) and not isinstance(value, bool):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = {date: "yyyy-mm-dd", time: "hh:mm"}.get(type(value), "0")
    else:
        cell = WriteOnlyCell(sheet)
        text = _escaped(_text(value))[:AT_MOST_CELL]
        if text:
            cell.value = text
            cell.data_type = "s"
    if is_remark:
        cell.font = Font(italic=True, color="74491F")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    else:
        cell.alignment = Alignment(vertical="top")
    return cell
