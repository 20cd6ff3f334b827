"""A table of events as an editor sends it in."""

import io

from events.intake.spreadsheets.importing import Import

HEAD = "judul;ringkasan;jenis tanggal;hari pertama"


def plan(table, user, **options):
    data = table if isinstance(table, bytes) else table.encode()
    return Import(io.BytesIO(data), user, **options)


def one(table, user, **options):
    [line] = plan(table, user, **options).lines
    return line


def bring_in(table, user, **options):
    planned = plan(table, user, **options)
    for line in planned.lines:
        planned.apply(line)
    return planned


def problems(line):
    return [(problem.column, problem.message) for problem in line.problems]
