from datetime import date
from types import SimpleNamespace

import pytest
from django.http import QueryDict

from events.lists import EventFilter, month_end, months_from, sections
from events.querysets import weekend_of

THURSDAY = date(2027, 6, 3)
CATEGORIES = ["rite", "festival", "sport"]
REGENCIES = ["wonogiri", "pacitan"]


def wanted(query, today=THURSDAY):
    return EventFilter.from_query(QueryDict(query), today, CATEGORIES, REGENCIES)


@pytest.mark.parametrize(
    ("query", "span"),
    [
        ("", None),
        ("when=today", (THURSDAY, THURSDAY)),
        ("when=weekend", (date(2027, 6, 5), date(2027, 6, 6))),
        ("month=2027-06", (date(2027, 6, 1), date(2027, 6, 30))),
        ("month=2028-02", (date(2028, 2, 1), date(2028, 2, 29))),
        ("month=2027-12", (date(2027, 12, 1), date(2027, 12, 31))),
        ("from=2027-06-05&to=2027-06-20", (date(2027, 6, 5), date(2027, 6, 20))),
        ("from=2027-06-05", (date(2027, 6, 5), date(2100, 12, 31))),
        ("to=2027-06-20", (THURSDAY, date(2027, 6, 20))),
        ("category=rite", None),
    ],
)
def test_the_days_asked_for(query, span):
    assert wanted(query).span == span
    assert wanted(query).notes == []


def test_dates_the_wrong_way_round_are_exchanged_and_told():
    asked = wanted("from=2027-06-20&to=2027-06-05")
    assert asked.span == (date(2027, 6, 5), date(2027, 6, 20))
    assert len(asked.notes) == 1


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
        "category=%00",
        "regency=atlantis",
        "category=rite%27%3B--",
    ],
)
def test_what_is_not_understood_is_left_out_and_told(query):
    asked = wanted(query)
    assert not asked.is_active
    assert len(asked.notes) == 1


def test_a_parameter_nobody_knows_is_passed_over():
    assert wanted("utm_source=mail&page=7").notes == []


@pytest.mark.parametrize("query", ["category=rite&regency=pacitan&month=2027-06", "regency=neighbours&from=2027-06-05"])
def test_a_filter_survives_its_own_query_string(query):
    asked = wanted(query)
    again = wanted(asked.query().removeprefix("?"))
    assert again == asked


def test_another_time_keeps_the_other_filters():
    asked = wanted("category=rite&month=2027-06")
    assert asked.at_time(when="weekend") == "?when=weekend&category=rite"
    assert asked.at_time() == "?category=rite"
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
    assert month_end(date(2026, 12, 1)) == date(2026, 12, 31)


def event(starts_on, last_on=None):
    return SimpleNamespace(starts_on=starts_on, last_on=last_on or starts_on)


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
