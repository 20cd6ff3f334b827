"""A file on disk is tried before anybody imports it."""

import json
from datetime import date, time
from io import StringIO
from pathlib import Path
from time import process_time

import pytest
from django.core.management import CommandError, call_command

from events.intake.reading.incoming import Change, Dates, Session
from events.intake.trying import dates_in_short, try_file

CASES = Path(__file__).parent / "cases"
TODAY = date(2027, 1, 4)
pytestmark = pytest.mark.usefixtures("quiet")


def read_events(*arguments):
    out = StringIO()
    call_command("read_events", *arguments, "--today=2027-01-04", stdout=out)
    return out.getvalue()


def test_an_operator_sees_events_and_problems_of_files_without_a_database():
    calendar, table = CASES / "moved-by-a-day.before.ics", CASES / "remark-lines.csv"
    found = json.loads(read_events("--json", str(calendar), str(table)))
    (event,) = found["moved-by-a-day.before.ics"]["events"]
    assert event["title"] in read_events(str(calendar))
    assert found["remark-lines.csv"]["lines"]["4"]["judul"] == "Pentas Jathilan"
    with pytest.raises(CommandError, match="cannot be opened"):
        read_events(str(CASES / "none.ics"))


def test_what_cannot_be_read_says_why():
    assert try_file("halaman.ics", b"<html>", TODAY)["problems"][0]["message"]
    assert try_file("tabel.csv", b"", TODAY)["problems"][0]["message"]
    assert "“judul”" in try_file("tabel.csv", b"judul acara;ringkasan\nA;B\n", TODAY)["problems"][0]["message"]
    assert "Warna" in try_file("tabel.csv", b"judul;Warna\nA;merah\n", TODAY)["problems"][0]["message"]
    [told] = try_file("acara.json", b'{"events":\n  [{"title": "A",}]}', TODAY)["problems"]
    assert "baris 2" in told["message"] and "Expecting" not in told["message"]
    feed = b"<rss version='2.0'><channel>\n<item><title>A</titel></item></channel></rss>"
    assert try_file("acara.rss", feed, TODAY)["problems"][0]["line"] == 2


SATURDAY = date(2027, 6, 5)


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        (Dates(), []),
        (Dates("span", SATURDAY), ["2027-06-05"]),
        (Dates("span", SATURDAY, date(2027, 6, 6)), ["2027-06-05..2027-06-06"]),
        (Dates("span", SATURDAY, None, time(19), time(21)), ["2027-06-05 19:00-21:00"]),
        (Dates("span", SATURDAY, date(2027, 6, 6), time(19), time(4)), ["2027-06-05 19:00..2027-06-06 04:00"]),
        (Dates("sessions", SATURDAY, sessions=(Session(SATURDAY, time(19)),)), ["2027-06-05 19:00"]),
        (
            Dates(
                "civil",
                SATURDAY,
                rrule="FREQ=WEEKLY;COUNT=3",
                changes=(Change(SATURDAY, "cancelled"), Change(date(2027, 6, 12), moved_to_on=date(2027, 6, 13))),
            ),
            ["2027-06-13", "2027-06-19"],
        ),
    ],
)
def test_dates_are_told_in_short(dates, told):
    assert dates_in_short(dates, TODAY) == told


def test_a_cell_that_is_a_book_is_no_date_and_costs_no_time():
    cell = b"1-" * 15_000
    began = process_time()
    found = try_file(
        "tabel.csv", b"judul;hari pertama;jam selesai;sesi\nA;%s;%s;%s" % (cell, cell, b"1 " * 15_000), TODAY
    )
    assert process_time() - began < 2
    assert {problem["column"] for problem in found["problems"]} == {"hari pertama", "jam selesai", "sesi"}
