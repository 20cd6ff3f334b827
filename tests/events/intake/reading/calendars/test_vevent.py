"""One event of a calendar file: its dates, words, places and states, and a sentence on all that is lost."""

from datetime import date, datetime, time

import pytest

from events.intake.reading.readers import read
from events.time.dates import WIB
from tests.events.intake.reading.examples import TODAY, calendar, messages, only, read_lines

pytestmark = pytest.mark.usefixtures("english", "quiet")


# Single dates


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["DTSTART;VALUE=DATE:20270605"], (date(2027, 6, 5), None, None, None)),
        (["DTSTART;VALUE=DATE:20270605", "DTEND;VALUE=DATE:20270606"], (date(2027, 6, 5), None, None, None)),
        (["DTSTART;VALUE=DATE:20270808", "DTEND;VALUE=DATE:20270816"], (date(2027, 8, 8), date(2027, 8, 15), None, None)),
        (["DTSTART;VALUE=DATE:20270808", "DURATION:P8D"], (date(2027, 8, 8), date(2027, 8, 15), None, None)),
        (["DTSTART:20270605T120000Z"], (date(2027, 6, 5), None, time(19), None)),
        (["DTSTART:20270605T180000Z"], (date(2027, 6, 6), None, time(1), None)),
        (["DTSTART:20270605T120000Z", "DTEND:20270605T153000Z"], (date(2027, 6, 5), None, time(19), time(22, 30))),
        (["DTSTART:20270605T120000Z", "DURATION:PT90M"], (date(2027, 6, 5), None, time(19), time(20, 30))),
        (
            ["DTSTART;TZID=Asia/Jakarta:20270605T210000", "DTEND;TZID=Asia/Jakarta:20270606T040000"],
            (date(2027, 6, 5), date(2027, 6, 6), time(21), time(4)),
        ),
        (
            ["DTSTART;TZID=Asia/Jakarta:20270605T190000", "DTEND;TZID=Asia/Jakarta:20270606T000000"],
            (date(2027, 6, 5), None, time(19), time(0)),
        ),
        (["DTSTART;TZID=Asia/Makassar:20270605T190000"], (date(2027, 6, 5), None, time(18), None)),
        (["DTSTART;TZID=Asia/Jayapura:20270605T010000"], (date(2027, 6, 4), None, time(23), None)),
        (["DTSTART;TZID=SE Asia Standard Time:20270605T190000"], (date(2027, 6, 5), None, time(19), None)),
        (["DTSTART;TZID=/freeassociation.sourceforge.net/Asia/Jakarta:20270605T190000"], (date(2027, 6, 5), None, time(19), None)),
        (["DTSTART:20270605T190000"], (date(2027, 6, 5), None, time(19), None)),
        (["DTSTART:20270605T120000Z", "DTEND:20270605T120000Z"], (date(2027, 6, 5), None, time(19), None)),
    ],
)  # fmt: skip
def test_a_date_is_told_in_days_and_in_western_indonesia_time(lines, expected):
    dates = only(read_lines(*lines)).dates
    assert dates.timing == "span"
    assert (dates.starts_on, dates.ends_on, dates.start_time, dates.end_time) == expected


@pytest.mark.parametrize("name", ["New York", "America/New_York", "UTC", "Asia/Tokyo"])
def test_a_whole_day_stays_that_day_wherever_the_calendar_was_made(name):
    dates = only(read_lines("DTSTART;VALUE=DATE:20270605", zone=name)).dates
    assert (dates.starts_on, dates.ends_on) == (date(2027, 6, 5), None)


def test_a_time_without_zone_is_the_calendars_and_else_wib_and_that_is_said():
    in_zone = read_lines("DTSTART:20270605T190000", zone="Asia/Makassar")
    assert only(in_zone).dates.start_time == time(18)
    assert in_zone.problems == []
    floating = read_lines("DTSTART:20270605T190000")
    assert only(floating).dates.start_time == time(19)
    assert "name no zone" in messages(floating)
    unknown = read_lines("DTSTART;TZID=Pasar/Kliwon:20270605T190000")
    assert only(unknown).dates.start_time == time(19)
    assert "“Pasar/Kliwon” is not known" in messages(unknown)


def test_a_zone_that_another_file_defined_is_not_known_here():
    zone = "BEGIN:VTIMEZONE\r\nTZID:Kota\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0300\r\nTZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    body = calendar("DTSTART;TZID=Kota:20270605T190000")
    with_zone = body.replace(b"BEGIN:VEVENT", zone.encode() + b"BEGIN:VEVENT")
    assert only(read(with_zone, today=TODAY)).dates.start_time == time(23)
    assert only(read(body, today=TODAY)).dates.start_time == time(19)


def test_an_end_before_the_start_is_left_out_and_said():
    reading = read_lines("DTSTART:20270605T120000Z", "DTEND:20270605T110000Z")
    assert only(reading).dates.end_time is None
    assert "ends before it starts" in messages(reading)


def test_an_event_without_a_date_arrives_without_one_and_says_so():
    reading = read_lines("DTSTART:gibberish")
    assert only(reading).dates.timing == "announced"
    assert "DTSTART “gibberish” is no date" in messages(reading)
    assert "arrives without one" in messages(reading)


# Words, places, states


def test_what_an_event_says_is_taken():
    item = only(
        read_lines(
            "DTSTART:20270605T120000Z",
            "DESCRIPTION:Kalimat pertama.\\n\\nKedua\\, dengan koma.",
            "LOCATION:Alun-alun Wonosari\\; Gunungkidul",
            "GEO:-7.9650;110.6020",
            "URL:https://example.org/acara/1",
            "CATEGORIES:Seni,Budaya",
            "CATEGORIES:Seni",
            "IMAGE;VALUE=URI;DISPLAY=BADGE:https://example.org/a.jpg",
            "ORGANIZER;CN=Dinas Kebudayaan:mailto:dinas@example.org",
            "STATUS:CONFIRMED",
            "LAST-MODIFIED:20270501T000000Z",
        )
    )
    assert item.title == "Reog"
    assert item.summary == "Kalimat pertama. Kedua, dengan koma."
    assert item.place == "Alun-alun Wonosari; Gunungkidul"
    assert (item.latitude, item.longitude) == (-7.965, 110.602)
    assert (item.url, item.image) == ("https://example.org/acara/1", "https://example.org/a.jpg")
    assert (item.categories, item.organiser) == (("Seni", "Budaya"), "Dinas Kebudayaan")
    assert (item.status, item.certainty) == ("scheduled", "confirmed")
    assert item.modified == datetime(2027, 5, 1, 7, tzinfo=WIB)
    assert item.line == 3


@pytest.mark.parametrize(
    ("line", "status", "certainty"),
    [
        ("STATUS:CANCELLED", "cancelled", "estimated"),
        ("STATUS:TENTATIVE", "scheduled", "estimated"),
        ("STATUS:CONFIRMED", "scheduled", "confirmed"),
        ("TRANSP:OPAQUE", "scheduled", "estimated"),
    ],
)
def test_the_state_of_an_event_is_taken(line, status, certainty):
    item = only(read_lines("DTSTART:20270605T120000Z", line))
    assert (item.status, item.certainty) == (status, certainty)


def test_a_calendar_that_cancels_cancels_its_events():
    body = calendar("DTSTART:20270605T120000Z").replace(b"VERSION:2.0", b"METHOD:CANCEL")
    assert only(read(body, today=TODAY)).status == "cancelled"


def test_each_thing_that_stays_behind_is_named():
    reading = read_lines(
        "DTSTART:20270605T120000Z",
        "ATTENDEE:mailto:a@example.org",
        "ATTENDEE:mailto:b@example.org",
        "X-HARGA:10000",
        "GEO:200;300",
        "URL:javascript:alert(1)",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-PT1H",
        "END:VALARM",
    )
    told = messages(reading)
    assert "Not taken over: ATTENDEE ×2, VALARM, X-HARGA." in told
    assert "GEO “200;300” is no point" in told
    assert "URL “javascript:alert(1)” is no address" in told
    assert {problem.line for problem in reading.problems} == {3}


def test_what_is_no_event_is_named():
    body = calendar("DTSTART:20270605T120000Z").replace(
        b"BEGIN:VEVENT", b"BEGIN:VTODO\r\nSUMMARY:Rapat\r\nEND:VTODO\r\nBEGIN:VEVENT"
    )
    reading = read(body, today=TODAY)
    assert [(p.item, "VTODO" in p.message) for p in reading.problems] == [("Rapat", True)]


def test_what_is_private_does_not_arrive():
    reading = read_lines("DTSTART:20270605T120000Z", "CLASS:PRIVATE")
    assert reading.items == []
    assert "private" in messages(reading)


def test_of_two_events_with_one_identity_the_newer_is_taken():
    one = "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:{}\r\nDTSTART:20270605T120000Z\r\nSEQUENCE:{}\r\nEND:VEVENT\r\n"
    body = "BEGIN:VCALENDAR\r\n" + one.format("Baru", 2) + one.format("Lama", 1) + "END:VCALENDAR\r\n"
    reading = read(body.encode(), today=TODAY)
    assert only(reading).title == "Baru"
    assert "the newest was taken" in messages(reading)


JAKARTA_DAY = ["DTSTART;TZID=Asia/Jakarta:20270605T000000", "DTEND;TZID=Asia/Jakarta:20270606T000000"]
UTC_DAY = ["DTSTART:20270604T170000Z", "DTEND:20270605T170000Z"]
ALL_DAY = "X-MICROSOFT-CDO-ALLDAYEVENT"


@pytest.mark.parametrize(
    "lines",
    [
        ["DTSTART;TZID=America/New_York;VALUE=DATE:20270605"],
        ["DTSTART;TZID=Asia/Makassar:20270605", "DTEND;TZID=Asia/Makassar:20270606"],
        ["DTSTART;VALUE=DATE:20270605T000000Z"],
        ["DTSTART;VALUE=DATE-TIME:2027-06-05"],
        JAKARTA_DAY,
        [*UTC_DAY, f"{ALL_DAY}:TRUE"],
        ["DTSTART:20270604T160000Z", "DTEND:20270605T160000Z", f"{ALL_DAY}:TRUE"],  # midnight in Makassar
        ["DTSTART:20270605T050000Z", "DTEND:20270606T050000Z", f"{ALL_DAY}:TRUE"],  # in New York
        ["DTSTART:20270605T000000Z", "DTEND:20270605T235959Z"],
        ["DTSTART;TZID=Asia/Makassar:20270605T000100", "DURATION:PT23H58M"],
        ["DTSTART;TZID=WIB:20270605T000001", "DTEND;TZID=WIB:20270605T235500"],
        ["DTSTART;TZID=WIB:20270605T000000", f"{ALL_DAY}:true"],
        ["DTSTART;TZID=WIB:20270605T000000", "EVENT-ALLDAY:TRUE"],
        ["DTSTART;TZID=WIB:20270605T090000", f"{ALL_DAY}:TRUE"],
    ],
)
def test_a_whole_day_is_one_however_it_is_spelled(lines):
    dates = only(read_lines(*lines)).dates
    assert (dates.starts_on, dates.ends_on, dates.start_time, dates.end_time) == (date(2027, 6, 5), None, None, None)


def test_a_day_that_names_an_hour_keeps_it_and_that_is_said():
    reading = read_lines("DTSTART;VALUE=DATE:20270605T190000", "DTEND;VALUE=DATE:20270605T210000")
    assert (only(reading).dates.start_time, only(reading).dates.end_time) == (time(19), time(21))
    assert "DTSTART calls itself a day but names a time" in messages(reading)


def test_a_whole_day_may_be_one_in_the_zone_of_its_calendar():
    reading = read_lines("DTSTART:20270604T160000Z", "DTEND:20270605T160000Z", zone="Asia/Makassar")
    assert (only(reading).dates.starts_on, only(reading).dates.start_time) == (date(2027, 6, 5), None)


def test_midnight_to_midnight_stays_where_its_program_says_that_it_is_no_whole_day():
    assert only(read_lines(*JAKARTA_DAY, f"{ALL_DAY}:FALSE")).dates.start_time == time(0)


def test_whole_days_of_a_series_in_another_zone_stay_on_their_weekday():
    rule = ["RRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=3", "EXDATE:20270611T170000Z"]
    dates = only(read_lines(*UTC_DAY, f"{ALL_DAY}:TRUE", *rule)).dates
    assert (dates.starts_on, dates.rrule, dates.start_time) == (date(2027, 6, 5), "FREQ=WEEKLY;COUNT=3;BYDAY=SA", None)
    assert [change.original_on for change in dates.changes] == [date(2027, 6, 12)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["DTSTART:20270605T120000Z", "DTEND;VALUE=DATE:20270607"], (date(2027, 6, 6), time(19), None)),
        (["DTSTART:20270605T120000Z", "DTEND;VALUE=DATE:20270606"], (None, time(19), None)),
        (["DTSTART;VALUE=DATE:20270605", "DTEND;TZID=WIB:20270606T210000"], (date(2027, 6, 6), None, None)),
        (["DTSTART;VALUE=DATE:20270605", "DTEND;TZID=WIB:20270607T000000"], (date(2027, 6, 6), None, None)),
    ],
)
def test_a_day_and_a_time_together_lose_no_day(lines, expected):
    dates = only(read_lines(*lines)).dates
    assert (dates.ends_on, dates.start_time, dates.end_time) == expected


def test_a_zone_that_stands_after_the_events_or_in_an_unquoted_name_holds():
    zone = "BEGIN:VTIMEZONE\r\nTZID:Kota\r\nBEGIN:STANDARD\r\nTZOFFSETTO:+0800\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nEND:VCALENDAR"
    body = calendar("DTSTART;TZID=Kota:20270605T190000").replace(b"END:VCALENDAR", zone.encode())
    assert only(read(body, today=TODAY)).dates.start_time == time(18)
    for name in ["(UTC+08:00) Kuala Lumpur, Singapore", "UTC+08:00", '"UTC+08:00"']:
        assert only(read_lines(f"DTSTART;TZID={name};VALUE=DATE-TIME:20270605T190000")).dates.start_time == time(18)


def test_a_text_in_several_languages_is_read_in_indonesian():
    lines = [
        "LOCATION;LANGUAGE=en:Field",
        "LOCATION;LANGUAGE=id-ID:Lapangan",
        "DESCRIPTION;LANGUAGE=jv:Basa",
        "DESCRIPTION:Umum",
    ]
    reading = read_lines("DTSTART:20270605T120000Z", *lines)
    assert (only(reading).place, only(reading).summary) == ("Lapangan", "Umum")
    assert "LOCATION stands there in several languages; the one in “id” was taken" in messages(reading)


def test_an_empty_description_gives_way_to_the_one_in_html():
    lines = [
        "DESCRIPTION:\\n&nbsp;",
        "X-ALT-DESC;FMTTYPE=text/html:<html><head><title>T</title></head><p>Isi</p></html>",
    ]
    assert only(read_lines("DTSTART:20270605T120000Z", *lines)).summary == "Isi"


def test_vcalendar_1_0_is_read_with_its_printable_letters_and_lists():
    lines = ["DTSTART:20270605T190000", "DTEND:20270605T210000", "EXDATE:20270606T110000Z;20270607T110000Z"]
    lines += [
        "LOCATION;QUOTED-PRINTABLE:Caf=C3=",
        "=A9 =E2=80=93 Kota",
        "DESCRIPTION;ENCODING=BASE64:S3XDqQ==",
        "RRULE:D1 #4",
    ]
    body = calendar(*lines).replace(b"VERSION:2.0", b"VERSION:1.0\r\nTZ:+08:00")
    item = only(read(body, today=TODAY))
    assert (item.place, item.summary, item.dates.start_time) == ("Café – Kota", "Kué", time(18))
    assert [change.original_on.day for change in item.dates.changes] == [6, 7]
