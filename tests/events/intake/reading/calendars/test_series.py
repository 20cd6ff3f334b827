"""A series of a calendar file becomes one of our rules, or all its dates."""

import time as clock
from datetime import date, time

import pytest

from events.intake.reading.incoming import (
    Change,
    Session,
)
from events.intake.reading.readers import read
from tests.events.intake.reading.examples import TODAY, messages, only, read_lines

pytestmark = pytest.mark.usefixtures("english", "quiet")


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
