"""A document without end, or one that is costly to reckon, is read in part, and the report says how far."""

import json

import pytest

from events.intake.federation.planning import make_plan
from events.intake.reading.limits import Limits
from events.intake.reading.readers import read
from tests.events.intake.reading.examples import TODAY, messages, read_lines

pytestmark = pytest.mark.usefixtures("english")


def daily(number, rule="FREQ=DAILY"):
    """A calendar of so many series."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for uid in range(number):
        lines += ["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:Acara {uid}", "DTSTART:20270605T120000Z"]
        lines += [f"RRULE:{rule}", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def feed(number):
    items = "".join(f"<item><guid>{uid}</guid><title>Acara {uid}</title></item>" for uid in range(number))
    return f"<rss version='2.0'><channel>{items}</channel></rss>".encode()


def listed(number):
    return json.dumps({"items": [{"id": str(uid), "title": f"Acara {uid}"} for uid in range(number)]}).encode()


@pytest.mark.parametrize("document", [daily, feed, listed])
def test_of_a_list_that_is_too_long_the_first_events_are_read_and_the_report_says_so(document):
    reading = read(document(7), today=TODAY, limits=Limits(events=3))
    assert [item.uid for item in reading.items] == ["0", "1", "2"]
    assert reading.found == 3
    assert "Only the first 3 of 7 events were read" in messages(reading)
    assert not reading.is_whole


def test_reading_costly_rules_ends_when_its_seconds_are_spent():
    body = daily(7, "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
    reading = read(body, today=TODAY, limits=Limits(cpu_seconds=0))
    assert reading.items == []
    assert "Only the first 0 of 7 events were read" in messages(reading)
    assert not reading.is_whole


def test_one_event_alone_cannot_bring_rules_without_end():
    reading = read_lines("DTSTART:20270605T120000Z", *["RRULE:FREQ=DAILY;COUNT=2"] * 9)
    assert "Only the first 5 of its rules were taken." in messages(reading)
    rule = "FREQ=MONTHLY;BYDAY=" + ",".join(["1MO"] * 400)
    assert "cannot be read: only its first date was taken" in messages(
        read_lines("DTSTART:20270605T120000Z", f"RRULE:{rule}")
    )


def test_planning_ends_when_its_seconds_are_spent_and_the_next_pull_goes_on(source):
    plan = make_plan(source, read(listed(3), today=TODAY), TODAY, limits=Limits(cpu_seconds=0))
    assert [step.action for step in plan.steps] == ["new", "skipped", "skipped"]
    assert plan.is_partial
