"""How long somebody has waited while the desk was at work, by a table."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from desk.models import DeskSettings
from desk.working_time import UnreadableDay, WorkingTime, days_between, read_days

WEEK = WorkingTime(time(8), time(15), days_between(0, 4))
SATURDAYS_TOO = WorkingTime(time(8), time(15), days_between(0, 5))
WITH_DAYS_OFF = WorkingTime(time(8), time(15), days_between(0, 4), frozenset([date(2027, 4, 30), date(2027, 5, 3)]))
ALWAYS = WorkingTime()
WHOLE_WEEKDAYS = WorkingTime(None, None, days_between(0, 4))


def at(text):
    """A moment in Wonogiri; 28 April 2027 is a Wednesday."""
    return datetime.fromisoformat(f"2027-{text}").replace(tzinfo=timezone.get_default_timezone())


@pytest.mark.parametrize(
    ("working", "begin", "end", "hours"),
    [
        (WEEK, "04-28 09:00", "04-28 11:30", 2.5),
        (WEEK, "04-28 06:00", "04-28 09:00", 1),
        (WEEK, "04-28 14:00", "04-28 23:00", 1),
        (WEEK, "04-28 16:00", "04-29 07:59", 0),
        (WEEK, "04-28 14:00", "04-29 09:00", 2),
        (WEEK, "04-30 14:00", "05-03 09:00", 2),  # Friday to Monday
        (SATURDAYS_TOO, "04-30 14:00", "05-03 09:00", 9),
        (WITH_DAYS_OFF, "04-29 14:00", "05-04 09:00", 2),  # a Friday and a Monday off
        (WEEK, "05-01 10:00", "05-02 12:00", 0),
        (ALWAYS, "05-01 10:00", "05-02 12:00", 26),
        (WHOLE_WEEKDAYS, "04-30 22:00", "05-03 01:30", 3.5),
        (WEEK, "04-28 11:00", "04-28 10:00", 0),
    ],
)
def test_only_working_time_counts(working, begin, end, hours):
    assert working.elapsed(at(begin), at(end)) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("working", "now", "hours", "begin"),
    [
        (WEEK, "04-28 11:30", 2.5, "04-28 09:00"),
        (WEEK, "05-03 09:00", 2, "04-30 14:00"),
        (WEEK, "05-02 12:00", 24, "04-27 12:00"),  # asked for on a Sunday
        (WITH_DAYS_OFF, "05-04 09:00", 2, "04-29 14:00"),
        (ALWAYS, "05-02 12:00", 24, "05-01 12:00"),
        (WorkingTime(weekdays=frozenset()), "05-02 12:00", 24, None),
    ],
)
def test_the_moment_is_found_from_which_on_so_much_was_worked(working, now, hours, begin):
    found = working.back(at(now), timedelta(hours=hours))
    assert found == (at(begin) if begin else at(now) - timedelta(days=400))
    if begin:
        assert working.elapsed(found, at(now)) == timedelta(hours=hours)


def test_days_are_read_as_people_write_them():
    assert days_between(5, 1) == {5, 6, 0, 1} and days_between(2, 2) == {2} and len(days_between(None, 3)) == 7
    text = "17-8-2027 Hari Kemerdekaan\n\n 1/1/2028\n2027-03-10 Idulfitri"
    assert read_days(text) == {date(2027, 8, 17), date(2028, 1, 1), date(2027, 3, 10)}
    for line in ("Lebaran 2027", "31-2-2027", "17 Agustus"):
        with pytest.raises(UnreadableDay) as raised:
            read_days(f"1-1-2027\n{line}")
        assert raised.value.line == line


def test_half_an_entry_is_told_beside_its_field():
    settings = DeskSettings(opens_at=time(8), first_workday=0, holidays="Lebaran")
    with pytest.raises(ValidationError) as raised:
        settings.clean()
    assert set(raised.value.message_dict) == {"closes_at", "last_workday", "holidays"}
    with pytest.raises(ValidationError):
        DeskSettings(opens_at=time(15), closes_at=time(8)).clean()
    DeskSettings(opens_at=time(8), closes_at=time(15), first_workday=0, last_workday=4).clean()
