"""A table read cell by cell as the import would, without planning or writing."""

from django.utils.translation import gettext as _

from content.spreadsheets.cells import Problem
from content.spreadsheets.reading import read_rows
from events.intake.spreadsheets.columns import BY_HEADING, KNOWN_HEADINGS, Known, headings_of
from events.intake.spreadsheets.days import NotUnderstood
from events.intake.spreadsheets.spreading import order_in, spread

# Told of every line, also where the file has no such column.
DATES = ["hari pertama", "hari terakhir", "jam mulai", "jam selesai"]


def read_table(file):
    """``({line: {heading: text} or what is wrong with it}, [Problem])`` of a .csv or .xlsx file. Raises UnreadableFile.

    Texts are as the table of events shows them: days 2027-06-12, times 19:00. What was guessed is told as a problem,
    too, of a line that has its cells.
    """
    rows = list(read_rows(file, KNOWN_HEADINGS))
    known = Known(order_in(rows))
    lines, problems = {}, []
    _columns, unknown = headings_of(rows)
    if unknown:
        told = _("These columns are not known and were not read: %(names)s.") % {"names": ", ".join(unknown)}
        problems.append(Problem(None, "", told))
    for row in rows:
        texts, found, guessed = spread(row, known)
        cells, found = dict.fromkeys(DATES, ""), list(found)
        for heading, text in texts.items():
            column = BY_HEADING[heading]
            try:
                cells[column.heading] = column.kind.to_text(column.read(text, known))
            except NotUnderstood as error:
                found.append(Problem(row.line, column.heading, str(error)))
        lines[row.line] = " ".join(dict.fromkeys(problem.message for problem in found)) or cells
        problems += [*found, *guessed]
    return lines, problems
