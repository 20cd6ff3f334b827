"""The dates of any rule, and those that are refused."""

import uuid
from datetime import date, datetime, time, timedelta

import pytest
from django.utils.formats import date_format
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.choices import Timing
from events.models import EventPage, Occurrence, OccurrenceDay
from events.occurrences import days_of, occurrences_of
from events.time import javanese_calendar as jawa
from events.time.dates import WIB
from events.time.dating import date_problems, next_spans, spans
from events.time.recurrence import CivilRule, nearest

TODAY = date(2026, 11, 24)


# Any rule

days = st.dates(date(2026, 1, 1), date(2030, 12, 31))
wetons = st.lists(st.sampled_from(jawa.WETONS), min_size=1, max_size=3, unique=True)
civil = st.one_of(
    st.sampled_from(
        [
            "FREQ=DAILY",
            "FREQ=WEEKLY",
            "FREQ=MONTHLY",
            "FREQ=YEARLY",
            "FREQ=MONTHLY;BYDAY=-1SU",
            "FREQ=MONTHLY;BYDAY=5SA",
        ]
    ),
    st.builds("FREQ=WEEKLY;INTERVAL={};BYDAY={}".format, st.integers(1, 4), st.sampled_from(["MO", "TU,SA", "SU"])),
)
rules = st.one_of(
    st.fixed_dictionaries({"timing": st.just("span"), "ends_on": st.none()}),
    st.fixed_dictionaries({"timing": st.just("civil"), "rrule": civil}),
    st.fixed_dictionaries({"timing": st.just("weton"), "wetons": wetons}),
    st.fixed_dictionaries(
        {
            "timing": st.just("javanese"),
            "java_month": st.integers(1, 12),
            "java_day": st.integers(1, 30),
            "java_year_name": st.sampled_from(["", "Dal", "Je"]),
        }
    ),
    st.fixed_dictionaries({"timing": st.just("weton_in_month"), "wetons": wetons, "java_month": st.integers(1, 12)}),
    st.fixed_dictionaries({"timing": st.just("weton_in_mangsa"), "wetons": wetons, "mangsa": st.integers(1, 12)}),
)
times = st.sampled_from([(None, None), (time(9), time(12)), (time(19), None), (time(19), time(0)), (time(0), time(1))])


def by_day(event, day):
    """Whether the rule gives a date on this day: asked day by day from the calendar, not from the rules."""
    if (event.starts_on and day < event.starts_on) or (event.repeats_until and day > event.repeats_until):
        return False
    named = day + timedelta(days=1) if event.is_eve and event.timing != "civil" else day
    match event.timing:
        case "span":
            return day == event.starts_on
        case "civil":
            return day in CivilRule(event.rrule, event.starts_on).between(day, day)
        case "weton":
            return jawa.weton(named) in event.wetons
        case "javanese":
            java = jawa.from_civil(named)
            return (java.month, java.day) == (event.java_month, event.java_day) and event.java_year_name in {
                "",
                java.year_name,
            }
        case "weton_in_month":
            return jawa.weton(named) in event.wetons and jawa.from_civil(named).month == event.java_month
        case "weton_in_mangsa":
            earlier = named - timedelta(days=35)
            first_one = jawa.mangsa(earlier) != event.mangsa
            return jawa.weton(named) in event.wetons and jawa.mangsa(named) == event.mangsa and first_one
    return None


@settings(max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(rules, days, times, st.integers(1, 20), st.booleans(), st.integers(0, 500), days)
@pytest.mark.django_db
def test_the_expansion_is_what_the_calendar_says_day_by_day(rule, start, clock, length, is_eve, width, asked):
    is_rule = rule["timing"] != "span"
    event = EventPage(
        title="x", translation_key=uuid.uuid4(), starts_on=start, start_time=clock[0], end_time=clock[1], **rule
    )
    event.days = length if is_rule else 1
    event.is_eve = is_eve and is_rule
    last = asked + timedelta(days=width)
    found = [span.first for span in spans(event, asked, last)]
    reach = event.days - 1
    touched = [asked + timedelta(days=n) for n in range(-reach, width + 1)]
    expected = [day for day in touched if by_day(event, day)]
    if is_rule and clock[1] == time(0) and length > 1:
        expected = [day for day in expected if day + timedelta(days=reach - 1) >= asked]
    assert found == expected


@settings(max_examples=100, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(days, st.integers(0, 40), times), min_size=1, max_size=12), days, st.integers(0, 60))
@pytest.mark.django_db
def test_a_span_of_days_lists_each_date_that_touches_it_once(entries, asked, width):
    Occurrence.objects.all().delete()
    expected = []
    last = asked + timedelta(days=width)
    for first, more, clock in entries:
        event = EventPage(
            title="x", translation_key=uuid.uuid4(), starts_on=first, ends_on=first + timedelta(days=more)
        )
        event.start_time, event.end_time = clock
        (occurrence,) = occurrences_of(event, first, first)
        occurrence.save()
        OccurrenceDay.objects.bulk_create(days_of(occurrence))
        begin = datetime.combine(asked, time(), WIB)
        end = datetime.combine(last + timedelta(days=1), time(), WIB)
        if occurrence.starts_at < end and occurrence.ends_at > begin:
            expected.append(occurrence.pk)
    found = list(OccurrenceDay.objects.overlapping(asked, last + timedelta(days=1)).in_order())
    assert sorted(day.occurrence_id for day in found) == sorted(expected)
    keys = [(day.day, day.is_continuing, day.sort_at, day.occurrence_id) for day in found]
    assert keys == sorted(keys)
    for number, cursor in enumerate(keys, 1):
        rest = OccurrenceDay.objects.overlapping(asked, last + timedelta(days=1)).after(cursor).in_order()
        assert [day.pk for day in rest] == [day.pk for day in found[number:]]
    begun = list(OccurrenceDay.objects.begun_before(last))
    for number, day in enumerate(begun, 1):
        cursor = day.day, day.is_continuing, day.sort_at, day.occurrence_id
        rest = OccurrenceDay.objects.begun_before(last).earlier_than(cursor)
        assert [day.pk for day in rest] == [day.pk for day in begun[number:]]


# What is refused


def problems(**values):
    event = EventPage(**{"title": "x", "starts_on": date(2027, 6, 5)} | values)
    return dict(date_problems(event))


@pytest.mark.parametrize(
    ("values", "field", "offer"),
    [
        (
            {"timing": Timing.WETON, "wetons": ["Jumat Kliwon"], "starts_on": date(2027, 6, 6)},
            "starts_on",
            date(2027, 5, 28),
        ),
        (
            {"timing": Timing.JAVANESE, "java_month": 1, "java_day": 1, "starts_on": date(2027, 6, 5)},
            "starts_on",
            date(2027, 6, 6),
        ),
        (
            {"timing": Timing.JAVANESE, "java_month": 1, "java_day": 1, "is_eve": True, "starts_on": date(2027, 6, 6)},
            "starts_on",
            date(2027, 6, 5),
        ),
        (
            {
                "timing": Timing.WETON_IN_MONTH,
                "wetons": ["Sabtu Kliwon"],
                "java_month": 12,
                "starts_on": date(2028, 5, 1),
            },
            "starts_on",
            None,
        ),
        (
            {"timing": Timing.CIVIL, "rrule": "FREQ=WEEKLY;BYDAY=SA", "starts_on": date(2027, 6, 7)},
            "starts_on",
            date(2027, 6, 5),
        ),
        ({"timing": Timing.CIVIL, "rrule": "FREQ=SECONDLY"}, "rrule", None),
        ({"timing": Timing.CIVIL, "rrule": ""}, "rrule", None),
        ({"timing": Timing.WETON}, "wetons", None),
        ({"timing": Timing.JAVANESE, "java_month": 1}, "java_day", None),
        ({"timing": Timing.WETON_IN_MANGSA, "wetons": ["Senin Wage"]}, "mangsa", None),
        ({"ends_on": date(2027, 6, 4)}, "ends_on", None),
        ({"ends_on": date(2029, 6, 4)}, "ends_on", None),
        ({"start_time": time(10), "end_time": time(9)}, "end_time", None),
        ({"starts_on": None}, "starts_on", None),
        ({"timing": Timing.JAVANESE, "java_month": 1, "java_day": 1, "starts_on": date.min}, "starts_on", None),
        ({"timing": Timing.WETON, "wetons": ["Jumat Kliwon"], "starts_on": date.max}, "starts_on", None),
        ({"timing": Timing.CIVIL, "rrule": "FREQ=DAILY", "starts_on": date.min}, "starts_on", None),
        ({"ends_on": date.max}, "ends_on", None),
    ],
)
@pytest.mark.django_db
def test_dates_that_cannot_be_are_refused_with_the_nearest_right_one(values, field, offer):
    found = problems(**values)
    assert field in found
    if offer:
        assert date_format(offer, "l j F Y") in found[field]
        event = EventPage(title="x", **values)
        assert nearest(event.dating_rule, event.starts_on) == offer
        event.starts_on = offer
        assert not list(date_problems(event))


@pytest.mark.django_db
def test_a_good_rule_is_not_refused():
    for values in [
        {"timing": Timing.WETON, "wetons": ["Jumat Kliwon"], "starts_on": date(2027, 5, 28)},
        {"timing": Timing.ANNOUNCED, "starts_on": None},
        {"start_time": time(19), "end_time": time(0)},
        {"start_time": time(19), "end_time": time(1), "ends_on": date(2027, 6, 6)},
    ]:
        assert problems(**values) == {}


@pytest.mark.django_db
def test_the_next_ten_dates_of_a_rule_reach_as_far_as_they_must():
    event = EventPage(
        title="x", timing=Timing.JAVANESE, java_month=7, java_day=30, java_year_name="Dal", starts_on=date(2026, 1, 19)
    )
    assert [str(span.first) for span in next_spans(event, TODAY)] == ["2033-10-24", "2041-07-29", "2049-05-03"]


@pytest.mark.django_db
def test_a_rite_of_two_years_in_the_windu_falls_where_the_palace_held_it():
    # Labuhan Ageng at Dlepih: Keraton Yogyakarta 2018 and 2026 (Dal), 2020 (Wawu); the last computed.
    event = EventPage(
        title="x", timing=Timing.JAVANESE, java_month=7, java_day=30, java_year_name="Dal",
        java_second_year_name="Wawu", starts_on=date(2018, 4, 16),
    )  # fmt: skip
    held = [str(span.first) for span in next_spans(event, event.starts_on, 4)]
    assert held == ["2018-04-16", "2020-03-25", "2026-01-19", "2027-12-29"]
