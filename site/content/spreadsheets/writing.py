"""Tables written as editors open them: CSV for every program, Excel with lists to choose from."""

import csv
import io
from dataclasses import dataclass, field
from datetime import date, time

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from content.spreadsheets.cells import AT_MOST_CELL, AT_MOST_ROWS, REMARK, escaped, text_of

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"
CHOICES_SHEET = "Pilihan"


@dataclass(frozen=True)
class Heading:
    """A column to write: its name, how wide, and what may be chosen in it."""

    name: str
    width: int = 16
    choices: tuple = field(default=())


def write_csv(headings, rows, delimiter=";"):
    """A CSV file as bytes, UTF-8 with the mark by which Excel knows it; semicolons as Indonesian Excel wants them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow([heading.name for heading in headings])
    writer.writerows([[escaped(text_of(cell))[:AT_MOST_CELL] for cell in row] for row in rows])
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
        text = escaped(text_of(value))[:AT_MOST_CELL]
        if text:
            cell.value = text
            cell.data_type = "s"
    if is_remark:
        cell.font = Font(italic=True, color="74491F")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    else:
        cell.alignment = Alignment(vertical="top")
    return cell
