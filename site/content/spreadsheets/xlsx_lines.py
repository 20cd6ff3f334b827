"""The lines of an Excel file, read from its XML: what a program claims about a sheet is not asked, only its cells.

Strict Open XML differs by its namespaces alone, so names are compared without them.
"""

import io
import posixpath
import re
import zipfile
from datetime import datetime

from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from content.spreadsheets.cells import AT_MOST_COLUMNS, AT_MOST_ROWS, Flaw, UnreadableFile, text_of

LAST_LINE = 20_000
UNPACKED_AT_MOST_BYTES = 25 * 1024 * 1024
POSITION = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def xlsx_sheets(data):
    """``[(name, [(line, [text or Flaw])], first_day)]`` of the visible sheets that hold cells.

    Every cell of a merged block holds the value of its first. `first_day` is the day from which the file counts.
    Raises UnreadableFile.
    """
    no_workbook = _("This is no Excel file we can read. Save it as .xlsx, or as CSV (UTF-8), and try again.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > UNPACKED_AT_MOST_BYTES:
                raise UnreadableFile(_("The file is far larger than it looks. Copy the cells into a new file."))
            return _Workbook(archive).sheets()
    except UnreadableFile:
        raise
    except Exception as error:  # zip, XML and numbers each fail in many ways
        raise UnreadableFile(no_workbook) from error


class _Workbook:
    def __init__(self, archive):
        self.archive = archive
        main = next(target for kind, target in self._related("").values() if kind == "officeDocument")
        self.epoch, self.names = CALENDAR_WINDOWS_1900, []
        for name, element in self._elements(main):
            if name == "workbookPr" and element.get("date1904") in {"1", "true", "on"}:
                self.epoch = CALENDAR_MAC_1904
            elif name == "sheet" and element.get("state", "visible") == "visible":
                identity = next(value for key, value in element.items() if _local(key) == "id" and key != "id")
                self.names.append((element.get("name"), identity))
        self.related = self._related(main)
        parts = dict(self.related.values())
        self.texts = self._shared_texts(parts.get("sharedStrings"))
        self.formats = self._formats(parts.get("styles"))

    def sheets(self):
        found = []
        for name, identity in self.names:
            kind, target = self.related[identity]
            if kind == "worksheet" and (lines := self._lines(target)):
                found.append((name, lines, self.epoch.date()))
        return found

    def _related(self, part):
        """``{id: (kind, path)}`` of what a part of the archive names."""
        folder, name = posixpath.split(part)
        return {
            element.get("Id"): (
                element.get("Type").rsplit("/", 1)[-1],
                posixpath.normpath(posixpath.join("/", folder, element.get("Target"))).lstrip("/"),
            )
            for kind, element in self._elements(posixpath.join(folder, "_rels", f"{name}.rels"))
            if kind == "Relationship"
        }

    def _elements(self, part):
        with self.archive.open(part) as file:
            for _event, element in iterparse(file):
                yield _local(element.tag), element

    def _shared_texts(self, part):
        texts = []
        for name, element in self._elements(part) if part in self.archive.namelist() else []:
            if name == "si":
                texts.append(_rich_text(element))
                element.clear()
        return texts

    def _formats(self, part):
        """The number format of each style."""
        own, styles = {}, []
        for name, element in self._elements(part) if part in self.archive.namelist() else []:
            if name == "numFmt":
                own[element.get("numFmtId")] = element.get("formatCode", "")
            elif name == "cellXfs":
                styles = [style.get("numFmtId", "0") for style in element]
        return [own.get(number) or BUILTIN_FORMATS.get(int(number), "General") for number in styles]

    def _lines(self, part):
        lines, merged, line = {}, [], 0
        for name, element in self._elements(part):
            if name == "row":
                line = int(element.get("r") or line + 1)
                cells = self._cells(element)
                element.clear()
                if any(cells):
                    if line > LAST_LINE:
                        raise UnreadableFile(_("There are cells below line 20,000. Copy the table into a new file."))
                    lines[line] = cells
            elif name == "mergeCell":
                merged.append(range_boundaries(element.get("ref")))
        for block in merged:
            _fill(lines, *block)
        return sorted(lines.items())

    def _cells(self, row):
        cells = []
        for element in row:
            if _local(element.tag) != "c":
                continue
            position = POSITION.fullmatch(element.get("r", ""))
            column = _column_number(position[1]) if position else len(cells) + 1
            if column <= AT_MOST_COLUMNS:
                cells += [""] * (column - len(cells))
                cells[column - 1] = self._cell(element)
        return cells

    def _cell(self, element):
        parts = {_local(part.tag): part for part in element}
        kind = element.get("t", "n")
        if kind == "inlineStr":
            return text_of(_rich_text(parts["is"])) if "is" in parts else ""
        value = parts["v"].text if "v" in parts else None
        if not value:
            # An empty result of a formula is stored as text; no result at all was never calculated.
            if "f" in parts and kind != "str":
                return Flaw(
                    _("The formula here has no stored result. Open the file in Excel, save it, or type the value.")
                )
            return ""
        if kind == "s":
            return text_of(self.texts[int(value)])
        if kind == "b":
            return text_of(value == "1")
        if kind == "d":
            return text_of(datetime.fromisoformat(value.rstrip("Z")))
        if kind != "n":
            return text_of(value)
        return text_of(self._number(float(value), int(element.get("s", 0))))

    def _number(self, value, style):
        code = self.formats[style] if style < len(self.formats) else "General"
        if is_date_format(code):
            try:
                return from_excel(value, self.epoch, timedelta=is_timedelta_format(code))
            except (ValueError, OverflowError):
                return value
        return round(value, 11)


def _fill(lines, left, top, right, bottom):
    """Give each cell of a merged block the value of its first; a title over the whole table stays one cell."""
    value = lines.get(top, [])[left - 1 : left]
    if not value or not value[0] or bottom == top:
        return
    for line in range(top + 1, min(bottom, top + AT_MOST_ROWS) + 1):
        if line in lines:
            cells = lines[line]
            cells += [""] * (left - len(cells))
            cells[left - 1] = value[0]


def _rich_text(element):
    """The text of a string without the pronunciation that Excel may keep beside it."""
    if _local(element.tag) == "t":
        return element.text or ""
    return "".join(_rich_text(part) for part in element if _local(part.tag) in {"t", "r"})


def _local(tag):
    return tag.rsplit("}", 1)[-1]


def _column_number(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
