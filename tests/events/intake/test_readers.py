"""What other offices' files say, in the terms of our pages: all their dates, and a sentence on all that is lost."""

import json
import logging
import time as clock
from collections import defaultdict
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.intake.federation import components, vevent
from events.intake.federation.incoming import (
    Change,
    IncomingEvent,
    Session,
    Unreadable,
    plain,
    safe_html,
    summary_and_body,
)
from events.intake.federation.readers import joined, next_page, read
from events.models import DateChange, EventPage, EventSession
from events.time.dates import WIB
from events.time.dating import expand

TODAY = date(2027, 6, 1)
SHIPPED = sorted(
    file for package in (icalendar, recurring_ical_events) for file in Path(package.__file__).parent.rglob("*.ics")
)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def quiet():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def calendar(*lines, zone=""):
    """An iCalendar document with one event of these lines."""
    event = ["BEGIN:VEVENT", "UID:1@example.org", "SUMMARY:Reog", *lines, "END:VEVENT"]
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", *([f"X-WR-TIMEZONE:{zone}"] if zone else [])]
    return "\r\n".join([*head, *event, "END:VCALENDAR", ""]).encode()


def only(reading):
    (item,) = reading.items
    return item


def messages(reading):
    return " | ".join(problem.message for problem in reading.problems)


def read_lines(*lines, today=TODAY, **options):
    return read(calendar(*lines, **options), "text/calendar", today=today)


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
    assert "DTSTART cannot be read" in messages(reading)
    assert "arrives without one" in messages(reading)


# Series


@pytest.mark.parametrize(
    ("start", "rule", "expected"),
    [
        ("DTSTART;VALUE=DATE:20270605", "FREQ=WEEKLY", "FREQ=WEEKLY"),
        ("DTSTART;VALUE=DATE:20270605", "FREQ=WEEKLY;INTERVAL=1;WKST=MO;BYDAY=SA", "FREQ=WEEKLY;BYDAY=SA"),
        ("DTSTART;VALUE=DATE:20270605", "FREQ=DAILY;INTERVAL=35", "FREQ=DAILY;INTERVAL=35"),
        ("DTSTART;VALUE=DATE:20270605", "FREQ=MONTHLY;BYDAY=1SA", "FREQ=MONTHLY;BYDAY=1SA"),
        ("DTSTART;VALUE=DATE:20270605", "FREQ=MONTHLY;BYDAY=SA;BYSETPOS=1", "FREQ=MONTHLY;BYDAY=SA;BYSETPOS=1"),
        ("DTSTART;VALUE=DATE:20270605", "FREQ=YEARLY;COUNT=5", "FREQ=YEARLY;COUNT=5"),
        ("DTSTART;TZID=Asia/Jakarta:20270605T190000", "FREQ=WEEKLY;BYDAY=SA;BYHOUR=19", "FREQ=WEEKLY;BYDAY=SA"),
        ("DTSTART:20270605T120000Z", "FREQ=WEEKLY;BYDAY=SA", "FREQ=WEEKLY;BYDAY=SA"),
        ("DTSTART:20270605T200000Z", "FREQ=WEEKLY;BYDAY=SA", "FREQ=WEEKLY;BYDAY=SU"),
        ("DTSTART:20270605T200000Z", "FREQ=WEEKLY;BYDAY=SU,SA", "FREQ=WEEKLY;BYDAY=MO,SU"),
        ("DTSTART;TZID=Asia/Makassar:20270605T003000", "FREQ=WEEKLY;BYDAY=SA", "FREQ=WEEKLY;BYDAY=FR"),
        ("DTSTART;TZID=Asia/Tokyo:20270605T190000", "FREQ=MONTHLY;BYMONTHDAY=5", "FREQ=MONTHLY;BYMONTHDAY=5"),
    ],
)
def test_a_rule_that_we_have_too_stays_a_rule(start, rule, expected):
    reading = read_lines(start, f"RRULE:{rule}")
    dates = only(reading).dates
    assert (dates.timing, dates.rrule, dates.changes) == ("civil", expected, ())
    assert reading.problems == []


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20270626", date(2027, 6, 26)),
        ("20270625", date(2027, 6, 19)),
        ("20270626T120000Z", date(2027, 6, 26)),
        ("20270626T115959Z", date(2027, 6, 19)),
        ("20270626T190000", date(2027, 6, 26)),
        ("20990101", date(2099, 1, 1)),
    ],
)
def test_the_end_of_a_rule_is_the_last_day_it_takes_place(until, last):
    dates = only(read_lines("DTSTART;TZID=Asia/Jakarta:20270605T190000", f"RRULE:FREQ=WEEKLY;UNTIL={until}")).dates
    assert (dates.timing, dates.rrule, dates.repeats_until) == ("civil", "FREQ=WEEKLY", last)


def test_a_date_of_a_rule_keeps_its_length():
    reading = read_lines(
        "DTSTART;TZID=Asia/Jakarta:20270605T210000", "DTEND;TZID=Asia/Jakarta:20270606T040000", "RRULE:FREQ=YEARLY"
    )
    dates = only(reading).dates
    assert (dates.timing, dates.days, dates.end_time) == ("civil", 2, time(4))


@pytest.mark.parametrize(
    "lines",
    [
        ["DTSTART;TZID=Europe/Berlin:20270605T190000", "RRULE:FREQ=WEEKLY"],  # summer time
        ["DTSTART;TZID=Asia/Jakarta:20270605T190000", "RRULE:FREQ=WEEKLY;BYDAY=SA;BYHOUR=10,19"],
        ["DTSTART:20270605T200000Z", "RRULE:FREQ=MONTHLY;BYMONTHDAY=5"],  # the sixth here
        ["DTSTART;VALUE=DATE:20270605", "RRULE:FREQ=WEEKLY;BYDAY=MO"],  # its start is no date of the rule
        ["DTSTART;VALUE=DATE:20270605", "RRULE:FREQ=WEEKLY", "RDATE;VALUE=DATE:20270608"],
        ["DTSTART;VALUE=DATE:20270605", "RRULE:FREQ=WEEKLY", "RRULE:FREQ=MONTHLY"],
    ],
)
def test_a_rule_that_we_cannot_tell_becomes_its_dates_and_says_until_when(lines):
    reading = read_lines(*lines)
    dates = only(reading).dates
    assert dates.timing == "sessions"
    assert dates.sessions[-1].held_on > date(2027, 12, 1)
    assert dates.sessions[-1].held_on <= date(2028, 12, 31)
    assert "until 31 December 2028 were taken one by one" in messages(reading)


def test_every_extra_date_is_taken():
    reading = read_lines(
        "DTSTART;TZID=Asia/Jakarta:20270605T190000",
        "DTEND;TZID=Asia/Jakarta:20270605T210000",
        "RDATE;TZID=Asia/Jakarta:20270612T190000,20270619T200000",
        "RDATE;VALUE=PERIOD:20270626T120000Z/PT1H",
    )
    assert only(reading).dates.sessions == (
        Session(date(2027, 6, 5), time(19), time(21)),
        Session(date(2027, 6, 12), time(19), time(21)),
        Session(date(2027, 6, 19), time(20), time(22)),
        Session(date(2027, 6, 26), time(19), time(20)),
    )
    assert reading.problems == []


@pytest.mark.parametrize(
    "exdate",
    [
        "EXDATE;TZID=Asia/Jakarta:20270612T190000",
        "EXDATE:20270612T120000Z",
        "EXDATE;VALUE=DATE:20270612",
        "EXDATE;TZID=Asia/Tokyo:20270612T210000",
    ],
)
def test_an_excluded_date_does_not_come_back_however_it_is_written(exdate):
    reading = read_lines("DTSTART;TZID=Asia/Jakarta:20270605T190000", "RRULE:FREQ=WEEKLY", exdate)
    dates = only(reading).dates
    assert (dates.timing, dates.changes) == ("civil", (Change(date(2027, 6, 12), "cancelled"),))
    assert "shown as cancelled" in messages(reading)


def series(*overrides, master=("DTSTART;TZID=Asia/Jakarta:20270605T190000", "RRULE:FREQ=WEEKLY")):
    events = [("UID:1", "SUMMARY:Reog", "LOCATION:Alun-alun", *master)]
    events += [("UID:1", "SUMMARY:Reog", *override) for override in overrides]
    blocks = [line for event in events for line in ["BEGIN:VEVENT", *event, "END:VEVENT"]]
    return "\r\n".join(["BEGIN:VCALENDAR", *blocks, "END:VCALENDAR", ""]).encode()


def test_a_moved_a_cancelled_and_an_annotated_date_stay_in_their_series():
    moved = ["RECURRENCE-ID;TZID=Asia/Jakarta:20270612T190000", "DTSTART;TZID=Asia/Jakarta:20270613T200000"]
    cancelled = ["RECURRENCE-ID:20270619T120000Z", "DTSTART:20270619T120000Z", "STATUS:CANCELLED"]
    elsewhere = ["RECURRENCE-ID:20270626T120000Z", "DTSTART:20270626T120000Z", "LOCATION:Pendopo"]
    dates = only(read(series(moved, cancelled, elsewhere), today=TODAY)).dates
    assert dates.timing == "civil"
    assert dates.changes == (
        Change(date(2027, 6, 12), moved_to_on=date(2027, 6, 13), start_time=time(20)),
        Change(date(2027, 6, 19), "cancelled"),
        Change(date(2027, 6, 26), note="Pendopo"),
    )


def test_a_change_from_one_date_on_holds_for_the_later_ones():
    change = [
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Asia/Jakarta:20270619T190000",
        "DTSTART;TZID=Asia/Jakarta:20270619T200000",
    ]
    master = ("DTSTART;TZID=Asia/Jakarta:20270605T190000", "RRULE:FREQ=WEEKLY;COUNT=4")
    dates = only(read(series(change, master=master), today=TODAY)).dates
    assert [(s.held_on.day, s.start_time.hour) for s in dates.sessions] == [(5, 19), (12, 19), (19, 20), (26, 20)]


def test_single_dates_whose_series_is_missing_are_taken():
    body = series(["RECURRENCE-ID:20270619T120000Z", "DTSTART:20270619T130000Z"]).replace(b"RRULE:FREQ=WEEKLY\r\n", b"")
    body = body.replace(b"UID:1", b"UID:2", 1)
    reading = read(body, today=TODAY)
    orphan = next(item for item in reading.items if item.uid == "1")
    assert (orphan.dates.starts_on, orphan.dates.start_time) == (date(2027, 6, 19), time(20))
    assert "the series itself is missing" in messages(reading)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;INTERVAL=5",
        "FREQ=HOURLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-3",
        "FREQ=DAILY;INTERVAL=99999999999",
        "FREQ=DAILY;COUNT=-1",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;UNTIL=never",
        "RSCALE=CHINESE;FREQ=YEARLY",
        "FREQ=FORTNIGHTLY",
    ],
)
def test_a_rule_that_nobody_should_expand_is_left_out_and_its_first_date_kept(rule):
    began = clock.process_time()
    reading = read_lines("DTSTART:20270605T120000Z", f"RRULE:{rule}")
    assert clock.process_time() - began < 1
    assert (only(reading).dates.timing, only(reading).dates.starts_on) == ("span", date(2027, 6, 5))
    assert rule.split(";")[0].split("=")[0] in messages(reading) or "RRULE" in messages(reading)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYSETPOS=3",
        "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=DAILY;BYHOUR=1;BYMINUTE=1;BYSETPOS=-400",
    ],
)
def test_a_rule_without_dates_costs_less_than_a_second(rule):
    began = clock.process_time()
    dates = only(read_lines("DTSTART:20270605T120000Z", f"RRULE:{rule}")).dates
    assert clock.process_time() - began < 1
    assert (dates.timing, dates.starts_on) == ("span", date(2027, 6, 5))


def test_a_long_series_is_cut_and_the_cut_is_said():
    reading = read_lines("DTSTART:20270605T120000Z", "RRULE:FREQ=DAILY;BYHOUR=1,2,3;COUNT=5000")
    assert len(only(reading).dates.sessions) == 400
    assert "Only the first 400 dates" in messages(reading)


def test_dates_of_past_years_are_counted_and_left_out():
    rdates = ",".join(f"{year}0605T120000Z" for year in range(2020, 2030))
    reading = read_lines("DTSTART:20190605T120000Z", f"RDATE:{rdates}")
    assert [s.held_on.year for s in only(reading).dates.sessions] == [2027, 2028, 2029]
    assert "Dates before 2027 were left out: 8" in messages(reading)


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
    assert "GEO is no point" in told
    assert "URL is no address" in told
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


# Damage


def test_one_broken_event_does_not_take_the_others_with_it():
    good = "BEGIN:VEVENT\r\nUID:{0}\r\nSUMMARY:Acara {0}\r\nDTSTART:20270605T120000Z\r\nEND:VEVENT\r\n"
    broken = "BEGIN:VEVENT\r\nUID:rusak\r\nSUMMARY:Rusak\r\nBEGIN:VTIMEZONE\r\nTZOFFSETTO:+9999\r\nEND:VTIMEZONE\r\nEND:VEVENT\r\n"
    body = "BEGIN:VCALENDAR\r\n" + good.format(1) + broken + good.format(2) + "END:VCALENDAR\r\n"
    reading = read(body.encode(), today=TODAY)
    assert {"Acara 1", "Acara 2"} <= {item.title for item in reading.items}
    assert not reading.is_whole
    assert "damaged" in messages(reading)


def test_a_file_that_breaks_off_is_not_whole():
    body = calendar("DTSTART:20270605T120000Z", "DESCRIPTION:panjang")
    assert read(body, today=TODAY).is_whole
    for end in [len(body) - 5, len(body) - 20, len(body) - 40]:
        reading = read(body[:end], today=TODAY)
        assert not reading.is_whole
        assert reading.problems


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_survive_the_usual_encodings(encoding):
    body = calendar("DTSTART:20270605T120000Z", "LOCATION:Café").decode().encode(encoding)
    assert only(read(body, "text/calendar", today=TODAY)).place == "Café"


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_lines_may_end_in_any_way(end):
    body = calendar("DTSTART:20270605T120000Z").replace(b"\r\n", end)
    assert only(read(body, today=TODAY)).dates.starts_on == date(2027, 6, 5)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   \n",
        b"<!DOCTYPE html><html><body>Login</body></html>",
        b"\xef\xbb\xbf\n<html>",
        b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y"><html xmlns="http://www.w3.org/1999/xhtml"></html>',
        b"<opml><body/></opml>",
        b"{}",
        b'{"items": 3}',
        b"{broken",
        b"[" * 100_000,
        b"halo",
        b"\x00\x01\x02",
        b"PK\x03\x04zip",
    ],
)
def test_what_is_no_calendar_is_said_so(body):
    with pytest.raises(Unreadable) as refusal:
        read(body, "text/calendar" if body == b"" else "")
    assert str(refusal.value).endswith(".")


def test_the_libraries_ship_the_calendars_that_they_are_tested_with():
    assert sum("recurring_ical_events" in file.parts for file in SHIPPED) >= 90
    assert len(SHIPPED) >= 250


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: f"{file.parts[-4]}-{file.stem}")
def test_a_file_of_the_libraries_own_tests_is_read_without_a_crash_or_a_silent_loss(file):
    body = file.read_bytes()
    began = clock.process_time()
    try:
        reading = read(body, "text/calendar", today=date(2026, 11, 24))
    except Unreadable:
        assert b"BEGIN:V" not in body
        return
    assert clock.process_time() - began < 5
    text = body.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    unreadable = [problem for problem in reading.problems if "cannot be read: " in problem.message and problem.line]
    assert reading.found >= len(components.BEGIN_EVENT.findall(text)) - len(unreadable)
    for problem in reading.problems:
        assert problem.message.endswith(".")
    accounted_for(body, reading)


def accounted_for(body, reading):
    """Each property and part of each event is one we read, or named in the report."""
    everything = " ".join(problem.message for problem in reading.problems)
    labels = {problem.item for problem in reading.problems}
    try:
        parsed = icalendar.Component.from_ical(body, multiple=True)
    except ValueError:
        assert "damaged" in everything
        return
    for part in [part for component in parsed for part in component.walk()]:
        for within in part.subcomponents if part.name in {"VCALENDAR", "VEVENT"} else []:
            assert within.name in everything or within.name in {"VEVENT", "VTIMEZONE"}
        if part.name != "VEVENT":
            continue
        uid, title = str(part.get("UID", "")), plain(part.get("SUMMARY", ""), 255)
        assert (
            uid.strip() in {item.uid for item in reading.items}
            or title in labels
            or any(uid[:70] in label or label.startswith("no-uid") for label in labels)
        )
        for name in part:
            assert name in vevent.READ | vevent.FOR_APPLICATIONS or name in everything
        for name, _error in part.errors:
            assert (name or "A line") in everything


# Where the other parser decides what the standard leaves open: an end before the start (it exchanges them), UNTIL as
# a day (it means midnight, we mean the day, as people do), and of an all-day series in UTC (we mean our own zone).
OF_TWO_MINDS = {"end_before_start_event", "issue_132_swapped_start_and_end", "issue_75_range_parameter"}
OF_TWO_MINDS |= {"issue_28_rrule_with_UTC_endinginZ"}


def test_an_independent_library_expands_the_same_dates():
    differing, compared = [], 0
    for file in SHIPPED:
        body = file.read_bytes()
        try:
            parsed = icalendar.Calendar.from_ical(body)
            starts = sorted(_day(event.start) for event in parsed.walk("VEVENT"))
            year = starts[len(starts) // 2].year
            first, last = date(year, 1, 2), date(year + 1, 12, 29)
            found = recurring_ical_events.of(parsed).between(first, last + timedelta(1))
        except Exception:
            continue  # damaged in a way that the other library does not survive
        theirs = defaultdict(set)
        for event in found:
            day, begins = _start(event["DTSTART"].dt)
            if first <= day <= last and str(event.get("STATUS", "")).upper() != "CANCELLED":
                days = (_day(event.end) - day).days if begins is None else 1
                theirs[str(event.get("UID", ""))].add((day, begins, max(days, 1)))
        for item in read(body, today=date(year, 6, 1)).items:
            if item.uid.startswith("no-uid") or file.stem in OF_TWO_MINDS:
                continue
            dates = expand(as_page(item), first, last) if item.status != "cancelled" else []
            mine = {
                (d.held.first, d.held.start_time)
                for d in dates
                if d.status != "cancelled" and first <= d.held.first <= last
            }
            is_by_day = item.dates.timing == "sessions"  # one for each day of a longer date
            expected = {
                (day + timedelta(number), begins)
                for day, begins, days in theirs[item.uid]
                for number in range(days if is_by_day and begins is None else 1)
            }
            compared += 1
            if mine != expected and not (is_by_day and mine <= expected):
                differing.append((file.name, item.uid, sorted(mine ^ expected, key=str)[:3]))
    assert differing == []
    assert compared > 900


def _day(moment):
    return (
        moment.astimezone(WIB).date()
        if isinstance(moment, datetime) and moment.tzinfo
        else (moment.date() if isinstance(moment, datetime) else moment)
    )


def _start(moment):
    if not isinstance(moment, datetime):
        return moment, None
    moment = moment.replace(tzinfo=WIB) if moment.tzinfo is None else moment.astimezone(WIB)
    return moment.date(), moment.time().replace(second=0, microsecond=0)


def as_page(item):
    """The event page that these dates make, not saved."""
    dates = item.dates
    names = ["timing", "starts_on", "ends_on", "start_time", "end_time", "days", "rrule", "repeats_until"]
    page = EventPage(title=item.title, content_type_id=1, **{name: getattr(dates, name) for name in names})
    page.sessions = [EventSession(**vars(session)) for session in dates.sessions]
    page.date_changes = [
        DateChange(**{name: value for name, value in vars(change).items() if name != "note"}, note_id=change.note)
        for change in dates.changes
    ]
    return page


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(SHIPPED), st.data())
def test_no_damage_to_a_file_crashes_the_reader(file, data):
    body = bytearray(file.read_bytes()[:20_000])
    for _number in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, max(len(body) - 1, 0)))
        length = data.draw(st.integers(0, 40))
        body[at : at + length] = data.draw(
            st.one_of(
                st.binary(max_size=20), st.sampled_from([b"\r\nEND:VEVENT\r\n", b"\r\nBEGIN:VEVENT\r\n", b":", b";"])
            )
        )
    try:
        reading = read(bytes(body), "text/calendar", today=TODAY)
    except Unreadable:
        return
    assert all(isinstance(item, IncomingEvent) and item.title and item.uid for item in reading.items)


VALUES = ["20270605", "20270605T190000", "20270605T120000Z", "00010101", "99991231T235959Z", "P1D", "-PT1H", "1;2"]
VALUES += ["FREQ=DAILY", "FREQ=WEEKLY;COUNT=3", "FREQ=YEARLY;UNTIL=20990101", "20270605T190000/PT1H", "", "\\"]
LINES = st.lists(
    st.one_of(
        st.sampled_from(["DTSTART", "DTEND", "RDATE", "EXDATE", "RECURRENCE-ID", "DURATION", "RRULE", "GEO", "STATUS"]).flatmap(
            lambda name: st.tuples(
                st.just(name),
                st.sampled_from(["", ";VALUE=DATE", ";TZID=Asia/Jakarta", ";TZID=Nowhere", ";VALUE=PERIOD"]),
                st.sampled_from(VALUES),
            ).map(lambda parts: f"{parts[0]}{parts[1]}:{parts[2]}")
        ),
        st.text(max_size=30),
    ),
    max_size=8,
)  # fmt: skip


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(LINES)
def test_no_combination_of_lines_crashes_the_reader(lines):
    body = calendar(*lines)
    reading = read(body, "text/calendar", today=TODAY)
    assert reading.items or reading.problems
    for item in reading.items:
        as_page(item)


@pytest.mark.parametrize(
    "body",
    [
        b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 60_000,
        b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VTIMEZONE\n" * 40_000 + b"END:VCALENDAR",
        b"BEGIN:A\n" * 200_000,
        calendar("DTSTART:20270605T120000Z", "DESCRIPTION:" + "<p" * 500_000),
        calendar("DTSTART:20270605T120000Z", "DESCRIPTION:" + "<b>" * 300_000),
        calendar("DTSTART:20270605T120000Z", "SUMMARY:" + "<b>" * 300_000),
        calendar("DTSTART:20270605T120000Z", "RDATE:" + ",".join(["20270606T120000Z"] * 50_000)),
        calendar("DTSTART:20270605T120000Z", *["EXDATE:20270606T120000Z"] * 20_000, "RRULE:FREQ=DAILY"),
        b"BEGIN:VCALENDAR\n"
        + b"BEGIN:VEVENT\nUID:1\nDTSTART:20270605\nRRULE:FREQ=DAILY;BYSETPOS=3\nEND:VEVENT\n" * 400,
        b'{"items": [' + b'{"title": "a", "uid": "1", "start": "2027-06-05", "end": "2028-06-01"},' * 5_000 + b"{}]}",
    ],
    ids=range(10),
)
def test_a_file_made_to_cost_much_costs_little(body):
    began = clock.process_time()
    with suppress(Unreadable):
        read(body, "text/calendar", today=TODAY)
    assert clock.process_time() - began < 15


# RSS, Atom, JSON


def rss(*items, namespaces=""):
    names = 'xmlns:ev="http://purl.org/rss/1.0/modules/event/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    body = "".join(f"<item>{item}</item>" for item in items)
    head = "<title>Acara</title><link>https://x.example/</link><description>d</description>"
    return (
        f'<?xml version="1.0"?><rss version="2.0" {names} {namespaces}><channel>{head}{body}</channel></rss>'.encode()
    )


def test_a_feed_gives_a_date_only_where_it_names_one():
    dated = "<title>Reog</title><guid>1</guid><ev:startdate>2027-06-05T19:00:00+07:00</ev:startdate>"
    dated += "<ev:enddate>2027-06-05T22:00:00+07:00</ev:enddate><ev:location>Alun-alun</ev:location>"
    undated = "<title>Berita</title><guid>2</guid><pubDate>Sat, 05 Jun 2027 12:00:00 GMT</pubDate>"
    reading = read(rss(dated, undated), url="https://x.example/feed")
    one, two = reading.items
    assert (one.dates.timing, one.dates.starts_on, one.dates.start_time) == ("span", date(2027, 6, 5), time(19))
    assert (one.dates.end_time, one.place) == (time(22), "Alun-alun")
    assert two.dates.timing == "announced"
    assert [(p.item, "names no date" in p.message) for p in reading.problems] == [("Berita", True)]
    assert not reading.is_whole  # a feed ends somewhere: what is not in it may still be held


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2027-08-08", "2027-08-15", (date(2027, 8, 8), date(2027, 8, 15), None, None)),
        ("2027-08-08", "2027-08-08", (date(2027, 8, 8), None, None, None)),
        ("2027-08-08", "", (date(2027, 8, 8), None, None, None)),
        ("20270808", "20270809", (date(2027, 8, 8), date(2027, 8, 9), None, None)),
        ("2027-08-08T19:00:00", "", (date(2027, 8, 8), None, time(19), None)),
        ("2027-08-08T12:00:00Z", "2027-08-08T19:00:00Z", (date(2027, 8, 8), date(2027, 8, 9), time(19), time(2))),
        ("2027-08-08T19:00:00+07:00", "2027-08-10", (date(2027, 8, 8), date(2027, 8, 10), None, None)),
    ],
)
def test_the_days_of_a_feed_are_told_as_the_feed_means_them(start, end, expected):
    item = f"<title>a</title><guid>1</guid><ev:startdate>{start}</ev:startdate><ev:enddate>{end}</ev:enddate>"
    dates = only(read(rss(item))).dates
    assert (dates.starts_on, dates.ends_on, dates.start_time, dates.end_time) == expected


def test_an_unreadable_date_of_a_feed_is_quoted():
    reading = read(rss("<title>a</title><guid>1</guid><ev:startdate>Minggu Legi</ev:startdate>"))
    assert only(reading).dates.timing == "announced"
    assert "“Minggu Legi”" in messages(reading)


def test_atom_is_read():
    body = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:ev="http://purl.org/rss/1.0/modules/event/"
      xmlns:georss="http://www.georss.org/georss"><title>t</title><id>i</id><entry><id>tag:x,2027:1</id>
      <title type="html">Grebeg &amp;amp; Sekaten</title><link href="https://x.example/1"/>
      <updated>2027-01-01T00:00:00Z</updated><content type="html">&lt;p&gt;Panjang.&lt;/p&gt;</content>
      <summary>Pendek.</summary><ev:startdate>2027-08-08</ev:startdate><georss:point>-7.8 110.4</georss:point>
      <category term="Seni"/></entry></feed>"""
    reading = read(body.encode())
    item = only(reading)
    assert (reading.format, item.uid, item.title) == ("Atom", "tag:x,2027:1", "Grebeg & Sekaten")
    assert (item.summary, item.body) == ("Pendek.", "<p>Panjang.</p>")
    assert (item.latitude, item.longitude, item.categories) == (-7.8, 110.4, ("Seni",))


def test_unknown_fields_of_a_feed_are_named():
    reading = read(rss("<title>a</title><guid>1</guid><x:harga>1</x:harga>", namespaces='xmlns:x="http://x/"'))
    assert "x_harga" in messages(reading)


@pytest.mark.parametrize(
    "bomb",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd">',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_feed_with_a_document_type_is_refused(bomb, encoding):
    body = f'<?xml version="1.0"?>{bomb}<rss version="2.0"><channel><item><title>&b;</title></item></channel></rss>'
    if encoding == "utf-16":
        body = body.replace('version="1.0"', 'version="1.0" encoding="utf-16"', 1)
    with pytest.raises(Unreadable, match="document type"):
        read(body.encode(encoding))


def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_goes():
    reading = read(rss("<title>Reog & Jathilan</title><guid>1</guid>"))
    assert only(reading).title == "Reog & Jathilan"
    assert "not well-formed" in messages(reading)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_no_damage_to_a_feed_crashes_the_reader(data):
    body = bytearray(rss("<title>a</title><guid>1</guid><ev:startdate>2027-08-08</ev:startdate>" * 2))
    for _number in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 15))] = data.draw(st.binary(max_size=10))
    with suppress(Unreadable):
        read(bytes(body))


def feed(*items, **document):
    head = {"version": "https://jsonfeed.org/version/1.1", "title": "Acara", "items": list(items)}
    return json.dumps(head | document).encode()


def entry(uid="7f3b", day="2027-06-05", **event):
    told = {"uid": uid, "recurrence_id": day.replace("-", ""), "start": day, "end": None, "all_day": True} | event
    return {"id": f"{uid}/{day}", "url": "https://x.example/a", "title": "Labuhan", "summary": "Ritus.", "_event": told}


def test_our_own_json_feed_is_read_back():
    item = only(
        read(
            feed(
                entry(
                    start="2027-06-05T19:00:00+07:00",
                    end="2027-06-05T22:00:00+07:00",
                    all_day=False,
                    status="full",
                    certainty="confirmed",
                    is_eve=True,
                    category="rite",
                    place={"name": "Pantai Sembukan", "latitude": -8.21, "longitude": 110.9},
                    organiser="Keraton",
                    is_free=True,
                    price_idr=10000,
                )
            )
        )
    )
    assert (item.uid, item.title, item.summary, item.url) == ("7f3b", "Labuhan", "Ritus.", "https://x.example/a")
    dates = item.dates
    assert (dates.timing, dates.starts_on, dates.start_time, dates.end_time) == (
        "span",
        date(2027, 6, 5),
        time(19),
        time(22),
    )
    assert dates.is_eve
    assert (item.status, item.certainty, item.categories) == ("full", "confirmed", ("rite",))
    assert (item.place, item.latitude, item.organiser) == ("Pantai Sembukan", -8.21, "Keraton")
    assert (item.is_free, item.price_idr) == (True, 10000)


def test_the_dates_of_one_event_are_gathered_from_the_items_of_a_feed():
    item = only(read(feed(entry(), entry(day="2027-07-10", status="cancelled"), entry(day="2027-08-14"))))
    assert [session.held_on for session in item.dates.sessions] == [
        date(2027, 6, 5),
        date(2027, 7, 10),
        date(2027, 8, 14),
    ]
    assert item.dates.changes == (Change(date(2027, 7, 10), "cancelled"),)
    assert item.status == "scheduled"


def test_the_end_of_a_day_in_json_is_exclusive():
    dates = only(read(feed(entry(day="2027-08-08", end="2027-08-16")))).dates
    assert (dates.starts_on, dates.ends_on) == (date(2027, 8, 8), date(2027, 8, 15))


def test_a_json_feed_of_somebody_else_arrives_without_dates():
    item = {"id": 3, "title": "Pengumuman", "content_html": "<p>Isi <script>x</script></p>", "tags": ["a", 3]}
    reading = read(feed(item))
    assert (only(reading).uid, only(reading).dates.timing, only(reading).summary) == ("3", "announced", "Isi")
    assert "names no date" in messages(reading)


def test_a_list_that_goes_on_is_read_page_by_page_on_the_same_server_only():
    url = "https://x.example/feeds/v1/events.json"
    first, second = feed(entry(), next_url="/feeds/v1/events.json?after=1"), feed(entry(day="2027-07-10"))
    assert next_page(first, url) == url + "?after=1"
    assert next_page(feed(next_url="https://other.example/"), url) == ""
    assert next_page(second, url) == ""
    assert not read(first).is_whole
    whole = read(joined([first, second]))
    assert whole.is_whole
    assert len(only(whole).dates.sessions) == 2


def test_no_sign_that_a_database_refuses_gets_through():
    bad = "a\x00b\ud800c"
    told = {"uid": bad, "start": bad, "category": bad, "organiser": bad, "place": {"name": bad}}
    item = {"id": bad, "title": bad, "summary": bad, "content_text": bad * 200, "url": f"https://x.example/{bad}"}
    item |= {"image": f"https://x.example/{bad}", "tags": [bad], "authors": [{"name": bad}], "_event": told}
    reading = read(feed(item))
    assert only(reading).title == "abc"
    everything = repr(reading)
    assert "\\x00" not in everything
    assert "\\ud800" not in everything


JSON_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=5,
)
NAMES = ["id", "uid", "title", "url", "start", "end", "place", "status", "all_day", "occurrences", "tags", "_event"]
NAMES += ["summary", "authors", "date_modified", "price_idr", "content_text", "image", "organiser", "notice", "is_eve"]


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.dictionaries(st.sampled_from(NAMES), JSON_VALUES, max_size=8) | JSON_VALUES, max_size=4),
    st.dictionaries(st.sampled_from(NAMES), JSON_VALUES),
)
def test_no_json_crashes_the_reader(items, event):
    reading = read(json.dumps({"items": [*items, {"title": "a", "id": "b", "_event": event}]}).encode())
    assert reading.items or reading.problems


# Texts of strangers


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("Satu.\n\nDua\ndan tiga", "<p>Satu.</p><p>Dua<br/>dan tiga</p>"),
        ("1 < 2 & 3 > 2", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>"),
        ("<p>a</p><script>alert(1)</script>", "<p>a</p>"),
        ('<p onclick="x()" style="color:red">a</p>', "<p>a</p>"),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="https://x.example" target="_blank">x</a>', '<a href="https://x.example">x</a>'),
        ("<p>a<img src=x onerror=alert(1)></p>", "<p>a</p>"),
        ("<p>a</p><iframe src=//evil></iframe><svg/onload=alert(1)>", "<p>a</p>"),
        ("<div><h1>Judul</h1>isi</div>", "Judulisi"),
    ],
)
def test_a_strangers_text_becomes_harmless(given_text, expected):
    assert safe_html(given_text) == expected


def test_a_long_text_is_summed_up_at_a_sentence_and_kept_whole():
    text = "Kalimat yang cukup panjang untuk sebuah ringkasan acara di Wonogiri. " * 8
    summary, body = summary_and_body(text, pytest.fail)
    assert len(summary) <= 255
    assert summary.endswith("Wonogiri.")
    assert text.strip() in body
