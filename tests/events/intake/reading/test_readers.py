"""Damaged, odd and costly calendar files, and those that the libraries ship, are read without a crash or a silent loss."""

import re
import time as clock
from collections import defaultdict
from contextlib import suppress
from datetime import date, datetime, timedelta

import icalendar
import pytest
import recurring_ical_events
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.intake.reading.calendars import names
from events.intake.reading.incoming import IncomingEvent, Unreadable
from events.intake.reading.readers import read
from events.intake.reading.text import plain
from events.time.dates import WIB
from events.time.dating import expand
from tests.events.intake.reading.examples import SHIPPED, TODAY, as_page, calendar, messages, only

pytestmark = pytest.mark.usefixtures("english", "quiet")
HALF_A_LINE = "LLATHAM"  # of a name that was folded without a blank: the library takes it for a property
BEGIN_EVENT = re.compile(r"^BEGIN:VEVENT[ \t]*$", re.IGNORECASE | re.MULTILINE)


# Damage


def test_one_broken_event_does_not_take_the_others_with_it():
    good = "BEGIN:VEVENT\r\nUID:{0}\r\nSUMMARY:Acara {0}\r\nDTSTART:20270605T120000Z\r\nEND:VEVENT\r\n"
    broken = "BEGIN:VEVENT\r\nUID:rusak\r\nSUMMARY:Rusak\r\nBEGIN:VTIMEZONE\r\nTZOFFSETTO:+9999\r\nEND:VTIMEZONE\r\nEND:VEVENT\r\n"
    body = "BEGIN:VCALENDAR\r\n" + good.format(1) + broken + good.format(2) + "END:VCALENDAR\r\n"
    reading = read(body.encode(), today=TODAY)
    assert {item.title for item in reading.items} == {"Acara 1", "Rusak", "Acara 2"}
    assert not reading.is_whole
    assert "has no line END:VEVENT" in messages(reading)


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
    unreadable = [problem for problem in reading.problems if "has no end" in problem.message]
    assert reading.found >= len(BEGIN_EVENT.findall(text)) - len(unreadable)
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
        assert reading.problems or reading.items or b"BEGIN:VEVENT" not in body  # the library cannot parse it at all
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
            or any(uid[:70] in label or label.startswith("(an event") for label in labels)
        )
        for name in part:
            assert name in names.READ | names.FOR_APPLICATIONS or name in everything or name == HALF_A_LINE
        item = next((item for item in reading.items if item.uid == uid.strip()), None)
        if item and "DTSTART" in {name for name, _error in part.errors}:
            assert item.dates.timing != "announced" or "DTSTART" in everything


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
