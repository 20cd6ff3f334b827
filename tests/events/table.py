"""A table of events as an editor sends it in."""

import io
import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

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


def upload(client, table, name="acara.csv", **fields):
    data = table if isinstance(table, bytes) else table.encode()
    return client.post(reverse("event_spreadsheet:index"), {"file": SimpleUploadedFile(name, data), **fields})


def token_of(response):
    return re.search(r'name="token" value="([^"]+)"', response.content.decode())[1]
