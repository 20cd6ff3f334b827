"""Lines come whole out of a file, however its bytes are encoded, folded, indented or surrounded."""

import pytest

from events.intake.reading.readers import read
from tests.events.intake.reading.examples import TODAY, calendar, messages, only

pytestmark = pytest.mark.usefixtures("english", "quiet")
PLAIN = calendar("DTSTART:20270605T120000Z", "LOCATION:Café 😀 Kué")
TEXT = PLAIN.decode()
LONG = "Festival Gamelan dan Karawitan Anak-anak se-Kabupaten Wonogiri dengan tamu dari Pacitan dan Yogyakarta"


@pytest.mark.parametrize(
    "body",
    [
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16") + b"\n",
        TEXT.encode("utf-32"),
        PLAIN.replace(b"\r\n", b"\r\r\n"),
        PLAIN.replace(b"\r\n", b"\r\n\r\n"),
        PLAIN.replace("é".encode(), b"\xc3\r\n \xa9", 1),
        PLAIN.replace("😀".encode(), b"\xf0\x9f\n\t\x98\x80").replace(b"Caf", b"C\r\n af"),
        b"<b>Notice</b>: Undefined index\n<br />" + PLAIN + b"<!-- 0.2 s --></body>",
        b"[12-Jun-2027 08:00] PHP Deprecated: x\n" + PLAIN,
        b"<html><pre>" + PLAIN.rstrip() + b"</pre></html>",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/calendar\r\n\r\n\xef\xbb\xbf" + PLAIN,
        b"\n".join(b"    " + line for line in PLAIN.splitlines()),
        PLAIN.replace(b"BEGIN:VCALENDAR", b" \t BEGIN:VCALENDAR\t").replace(b"END:VEVENT", b"END:VEVENT  "),
        PLAIN.replace(b"VERSION:2.0", b"  VERSION:2.0").replace(b"UID", b"    UID").replace(b"LOC", b"    LOC"),
        PLAIN.replace(b"LOCATION", "\u200b\u00a0LOCATION".encode()),
        PLAIN.replace(b"LOCATION:", b"item1.Location : "),
    ],
    ids=range(16),
)
def test_an_event_survives_its_wrapping(body):
    reading = read(body, today=TODAY)
    assert only(reading).place == "Café 😀 Kué"
    assert reading.is_whole
    assert reading.problems == []


def test_a_bad_byte_is_repaired_where_it_stands_and_named():
    body = PLAIN.replace(b"SUMMARY:Reog", b"SUMMARY:Pasar Na\xefve \x93Kota\x94")
    reading = read(body, today=TODAY)
    assert (only(reading).title, only(reading).place) == ("Pasar Naïve “Kota”", "Café 😀 Kué")
    assert "Line 5: a letter of “Naïve” is not in UTF-8" in messages(reading)


@pytest.mark.parametrize("width", [60, 72, 75, 76])
def test_lines_that_are_cut_without_a_blank_are_joined(width):
    line = f"LOCATION:{LONG}"
    cut = [line[at : at + width] for at in range(0, len(line), width)]
    again = f"DESCRIPTION:{LONG}"
    cut += [again[at : at + width] for at in range(0, len(again), width)]
    assert only(read(calendar("DTSTART:20270605T120000Z", *cut), today=TODAY)).place == LONG


def test_real_line_breaks_in_a_text_stay_in_it():
    said = ["Acara:", "Catatan: bawa topi", "https://example.org/", "12.00 mulai", " - menjorok", "", "WA:0812 (Budi)"]
    body = calendar("DTSTART:20270605T120000Z", f"DESCRIPTION:{said[0]}", *said[1:], "LOCATION:Pule", "Jalan Melati")
    item = only(read(body, today=TODAY))
    assert item.summary == " ".join(" ".join(said).split())
    assert item.place == "Pule, Jalan Melati"


def test_each_of_several_calendars_has_its_own_zone_and_method():
    here = calendar("DTSTART:20270605T190000", zone="Asia/Jakarta").replace(b"UID:1", b"UID:2")
    there = calendar("DTSTART:20270605T190000", zone="WITA").replace(b"VERSION:2.0", b"VERSION:2.0\r\nMETHOD:CANCEL")
    for between in [b"", b"<hr>\n", b"\xef\xbb\xbf"]:
        one, two = read(here.rstrip() + between + there, today=TODAY).items
        assert (one.dates.start_time.hour, one.status) == (19, "scheduled")
        assert (two.dates.start_time.hour, two.status) == (18, "cancelled")
