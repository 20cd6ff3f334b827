"""A table read cell by cell as the import would, without planning or writing."""

from content.spreadsheets import Problem, read_rows
from events.intake.spreadsheets.columns import BY_HEADING, Known
from events.intake.spreadsheets.words import NotUnderstood, folded

# Told of every line, also where the file has no such column.
DATES = ["hari pertama", "hari terakhir", "jam mulai", "jam selesai"]


def read_table(file):
    """``({line: {heading: text} or what is wrong with it}, [Problem])`` of a .csv or .xlsx file. Raises UnreadableFile.

    Texts are as the table of events shows them: days 2027-06-12, times 19:00.
    """
    lines, problems, known = {}, [], Known()
    for row in read_rows(file):
        cells, found = dict.fromkeys(DATES, ""), []
        for heading, text in row.values.items():
            column = BY_HEADING.get(folded(heading))
            if column is None:
                continue
            try:
                cells[column.heading] = column.kind.to_text(column.read(text, known))
            except NotUnderstood:
                found.append(Problem(row.line, column.heading, column.kind.expected()))
        lines[row.line] = " ".join(problem.message for problem in found) or cells
        problems += found
    return lines, problems
