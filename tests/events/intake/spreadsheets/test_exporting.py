"""What goes out as a table comes back without a change."""

import io
from datetime import date, time

import pytest

from content.spreadsheets.reading import read_rows
from events.intake.spreadsheets.columns import COLUMNS
from events.intake.spreadsheets.exporting import events_file, events_to_edit, template_file
from events.models import DateChange, EventSession
from tests.events.table import plan, problems

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


# Out and back


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_what_goes_out_comes_back_without_a_change(administrator, extension):
    planned = plan(events_file(extension), administrator)
    assert len(planned.lines) == 39
    assert planned.counts == {"created": 0, "changed": 0, "unchanged": 39, "problem": 0}
    assert planned.unknown == []


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_events_with_sessions_changes_and_every_field_come_back_too(administrator, page_at, extension):
    event = page_at("id", "labuhan-ageng-sembukan")
    event.date_changes = [
        DateChange(original_on=date(2027, 6, 5), status="rescheduled", moved_to_on=date(2027, 6, 4), start_time=time(19)),
        DateChange(
            original_on=date(2028, 5, 24), certainty="confirmed", confirmed_by="Panitia; dan \\ kepala desa",
            confirmed_on=date(2027, 1, 2), note_id="=Karena hujan; besok: “ya”.", note_en="Rain", note_jv="Jawah",
        ),
        DateChange(original_on=date(2029, 5, 13)),
    ]  # fmt: skip
    event.price_note, event.status_note, event.is_free = "+62 812", "'=1+1", False
    event.save_revision().publish()
    gathering = page_at("id", "festival-mie-ayam-bakso")
    gathering.timing = "sessions"
    gathering.sessions = [
        EventSession(held_on=date(2027, 7, 25), start_time=time(19), end_time=time(22, 30)),
        EventSession(held_on=date(2027, 7, 26)),
        EventSession(held_on=date(2027, 7, 27), start_time=time(8)),
    ]
    gathering.save_revision()  # a draft that nobody has published yet
    planned = plan(events_file(extension), administrator)
    assert planned.counts["unchanged"] == 39, [line for line in planned.lines if line.outcome != "unchanged"]
    row = next(row for row in read_rows(io.BytesIO(events_file(extension))) if row.values["alamat"] == gathering.slug)
    assert row.values["sesi"] == "2027-07-25 19:00–22:30\n2027-07-26\n2027-07-27 08:00"
    assert row.values["terbit (hanya dilihat)"] == "draf"


def test_the_template_explains_itself_and_brings_nothing_in(administrator):
    for extension in ("csv", "xlsx"):
        data = template_file(extension)
        assert plan(data, administrator).lines == []
    text = template_file("csv").decode("utf-8-sig")
    assert "jangan mengarang tanggal" in text
    assert "Festival Reog Conto" in text


def test_an_example_of_the_template_is_a_valid_event(administrator):
    heading, _explanation, example_line = template_file("csv").decode("utf-8-sig").splitlines()[:3]
    [line] = plan(f"{heading}\n{example_line.replace('# Contoh', '')}", administrator).lines
    assert problems(line) == []
    assert line.outcome == "created"


def test_every_column_is_shown_for_every_event():
    events = events_to_edit()
    assert len(events) == 39
    for event in events:
        for column in COLUMNS:
            text = column.kind.to_text(column.value(event))
            assert isinstance(text, str)
