"""Dates as people and programs write them into feeds; 12 June 2027 is a Saturday."""

from datetime import date, datetime, timedelta

import pytest

from events.intake.reading.moments import read_told
from events.time.dates import WIB

pytestmark = pytest.mark.usefixtures("english")
JUNE_12 = date(2027, 6, 12)


def at(hour, day=12):
    return datetime(2027, 6, day, hour, tzinfo=WIB)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2027-06-12", JUNE_12, None),
        ("20270612T190000", at(19), None),
        ("2027-06-12T12:00:00.000Z", at(19), None),
        ("2027-06-12 19:00:00 +0700", at(19), None),
        ("2027-06-12T19:00:00+07:00[Asia/Jakarta]", at(19), None),
        ("Sat Jun 12 2027 19:00:00 GMT+0700 (Western Indonesia Time)", at(19), None),
        ("Sat, 12 Jun 27 12:00:00 GMT", at(19), None),
        (1812801600, at(19), None),
        ("1812801600000", at(19), None),
        ("Sabtu Legi, 12 Juni 2027", JUNE_12, None),
        ("12 Jun 2027", JUNE_12, None),
        ("June 12th, 2027 7:00 pm", at(19), None),
        ("12 Juni 2027 jam 8", at(8), None),
        ("13/6/2027 19.00 WITA", at(18, day=13), None),
        ("6/13/2027", date(2027, 6, 13), None),
        ("Jumat-Minggu, 11-13 Juni 2027", date(2027, 6, 11), date(2027, 6, 13)),
        ("31 Mei s.d. 12 Juni 2027", date(2027, 5, 31), JUNE_12),
        ("30 December 2026 - 12 June 2027", date(2026, 12, 30), JUNE_12),
        ("2027-06-12 to 2027-06-14", JUNE_12, date(2027, 6, 14)),
        ("2027-06-12T19:00/2027-06-12T21:00", at(19), at(21)),
        ("12 Juni 2027 08:00-12:00", at(8), at(12)),
        ("12 Juni 2027, 22.00 – 02.00 WIB", at(22), at(2, day=13)),
        ("12 Juni 2027, 19.00 – selesai", at(19), None),
        ("12 Juni 2027 (19.00 WIB)", at(19), None),
        ("Sabtu Legi, 12 Juni 2027; pukul 19.00", at(19), None),
        ("12 dan 13 Juni 2027", JUNE_12, date(2027, 6, 13)),
    ],
)
def test_a_date_is_read_as_it_is_meant(text, start, end):
    told = read_told(text)
    assert (told.start, told.end) == (start, end)
    assert not told.doubt


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Minggu Legi",
        "31 Juni 2027",
        "2027",
        "2027-06",
        "12 Juni",
        "segera",
        "25:00",
        "12 dan 14 Juni 2027",
        "9" * 500,
        2027,
        True,
    ],
)
def test_what_names_no_day_is_not_guessed(text):
    assert read_told(text) is None


@pytest.mark.parametrize(
    ("text", "doubt"), [("6/7/2027", "day first"), ("Senin, 12 Juni 2027", "day of the week does not fit")]
)
def test_a_date_that_can_be_doubted_is_read_and_named(text, doubt):
    told = read_told(text)
    assert told.start - date(2027, 6, 12) < timedelta(days=30)
    assert doubt in told.doubt
