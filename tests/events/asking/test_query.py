from datetime import date
from types import SimpleNamespace

import pytest
from django.http import QueryDict

from events.asking.lists import sections
from events.asking.query import EventQuery
from events.models.event_index import months_from
from events.time.dates import EventDates, month_after, weekend_of

THURSDAY = date(2027, 6, 3)


def wanted(query, today=THURSDAY):
    return EventQuery.from_parameters(QueryDict(query), today)


def span(query):
    return query.first, query.last


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("", (THURSDAY, None)),
        ("when=today", (THURSDAY, THURSDAY)),
        ("when=tomorrow", (date(2027, 6, 4), date(2027, 6, 4))),
        ("when=weekend", (date(2027, 6, 5), date(2027, 6, 6))),
        ("when=week", (THURSDAY, date(2027, 6, 9))),
        ("when=month", (THURSDAY, date(2027, 6, 30))),
        ("when=past", (date(1936, 3, 24), date(2027, 6, 2))),
        ("month=2027-06", (date(2027, 6, 1), date(2027, 6, 30))),
        ("month=2028-02", (date(2028, 2, 1), date(2028, 2, 29))),
        ("month=2027-12", (date(2027, 12, 1), date(2027, 12, 31))),
        ("from=2027-06-05&to=2027-06-20", (date(2027, 6, 5), date(2027, 6, 19))),
        ("from=2027-06-05&until=2027-06-20", (date(2027, 6, 5), date(2027, 6, 20))),
        ("from=today&to=%2B30d", (THURSDAY, date(2027, 7, 2))),
        ("from=-7d", (date(2027, 5, 27), None)),
        ("from=2027-06-05", (date(2027, 6, 5), None)),
        ("until=2027-06-20", (THURSDAY, date(2027, 6, 20))),
        ("cat=rite", (THURSDAY, None)),
    ],
)
def test_the_days_asked_for(query, days):
    assert span(wanted(query)) == days
    assert wanted(query).problems == ()


def test_dates_the_wrong_way_round_are_exchanged_and_told():
    asked = wanted("from=2027-06-20&until=2027-06-05")
    assert span(asked) == (date(2027, 6, 5), date(2027, 6, 20))
    assert len(asked.problems) == 1


@pytest.mark.parametrize(
    "query",
    [
        "when=yesterday",
        "month=2027-13",
        "month=06-2027",
        "month=%D9%A2%D9%A0%D9%A2%D9%A7-06",
        "from=2027-02-30",
        "to=tomorrow",
        "from=0001-01-01",
        "from=9999-12-31",
        "from=%2B99999d",
        "cat=%00",
        "regency=atlantis",
        "cat=rite%27%3B--",
        "near=nan,nan",
        "near=-8.2",
        "near=-98.2,110.9",
        "bbox=1,2,3",
        "bbox=111,-8,110,-7",
        "limit=0",
        "limit=101",
        "limit=0.5",
        "limit=1e2",
        "after=abc",
        "after=MjAyNzA2MDU",
        "series=all",
        "status=gone",
        "lang=nl",
        "place=a/b",
    ],
)
def test_what_is_not_understood_is_left_out_and_told(query):
    asked = wanted(query)
    assert not asked.is_active
    assert len(asked.problems) == 1


def test_a_parameter_nobody_knows_is_passed_over():
    assert wanted("utm_source=mail&page=7").problems == ()


@pytest.mark.parametrize(
    "query",
    [
        "?cat=rite&month=2027-06&regency=pacitan",
        "?from=2027-06-05&regency=neighbours",
        "?bbox=110.4%2C-8.4%2C111.3%2C-7.6&cat=food&cat=rite&client=outlook&free=1&lang=en&limit=5&series=next",
        "?near=-8.21%2C110.9&not_cat=sport&not_org=a&org=b&place=pantai-nampu&radius=10&status=cancelled&when=week",
        "?after=MjAyNzA2MDUuMC4xODExMTQ5MjAwLjEy&to=2027-07-01",
    ],
)
def test_a_query_has_one_form_and_survives_it(query):
    asked = wanted(query.removeprefix("?"))
    assert asked.problems == ()
    assert asked.parameters() == query
    shuffled = "&".join(reversed(query.removeprefix("?").split("&")))
    assert wanted(shuffled) == asked


def test_another_time_keeps_the_other_filters():
    asked = wanted("cat=rite&month=2027-06")
    assert asked.at_time(when="weekend") == "?cat=rite&when=weekend"
    assert asked.at_time() == "?cat=rite"
    assert wanted("").at_time() == ""


@pytest.mark.parametrize(
    ("today", "saturday"),
    [
        (date(2027, 5, 31), date(2027, 6, 5)),
        (date(2027, 6, 4), date(2027, 6, 5)),
        (date(2027, 6, 5), date(2027, 6, 5)),
        (date(2027, 6, 6), date(2027, 6, 5)),
        (date(2027, 6, 7), date(2027, 6, 12)),
    ],
)
def test_on_a_sunday_the_weekend_is_still_this_one(today, saturday):
    assert weekend_of(today)[0] == saturday
    assert (weekend_of(today)[1] - saturday).days == 1


def test_months_go_on_over_the_new_year():
    assert list(months_from(date(2026, 11, 24), 3)) == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]
    assert month_after(date(2026, 12, 1)) == date(2027, 1, 1)


def event(starts_on, last_on=None):
    return SimpleNamespace(dates=EventDates(starts_on, last_on or starts_on))


def test_every_event_stands_in_exactly_one_section():
    running = event(date(2027, 5, 25), date(2027, 6, 5))
    today = event(THURSDAY)
    saturday = event(date(2027, 6, 5))
    over_the_weekend = event(date(2027, 6, 4), date(2027, 6, 8))
    friday = event(date(2027, 6, 4))
    july = event(date(2027, 7, 1))
    shown = sections([running, today, friday, over_the_weekend, saturday, july], THURSDAY)
    assert shown["today_events"] == [running, today]
    assert shown["weekend_events"] == [over_the_weekend, saturday]
    assert shown["months"] == [(date(2027, 6, 1), [friday]), (date(2027, 7, 1), [july])]
