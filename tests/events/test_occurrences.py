"""The table of dates: right after every way of publishing, and equal to direct expansion of any rule."""

import uuid
from datetime import date, datetime, time, timedelta
from threading import Thread

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Locale, Page, PageViewRestriction

from events.asking.query import EventQuery
from events.models import DateChange, EventPage, EventRecord, EventSession, Occurrence, OccurrenceDay
from events.occurrences import days_of, occurrences_of, rebuild, window
from events.time import javanese_calendar as jawa
from events.time.dates import WIB
from events.time.dating import date_problems, next_spans, spans
from events.time.recurrence import CivilRule, nearest

Timing = EventPage.Timing
TODAY = date(2026, 11, 24)


@pytest.fixture
def index(page_at):
    return page_at("id", "acara")


def event_of(index, publish=True, **values):
    event = EventPage(
        **{
            "title": f"Acara {uuid.uuid4()}",
            "summary": "Ringkasan",
            "locale": index.locale,
            "starts_on": date(2027, 6, 5),
            "live": publish,
        }
        | values
    )
    index.add_child(instance=event)
    if publish:
        event.save_revision().publish()
    return event


def dates_of(event):
    return list(
        Occurrence.objects.filter(event_key=event.translation_key).order_by("first").values_list("first", flat=True)
    )


def listed(first, last, **query):
    wanted = EventQuery(first, asked_from=first, asked_to=last + timedelta(days=1), limit=100, **query)
    return [row.translation_key for row in EventPage.objects.find(wanted, timezone.now()).rows]


# Publishing


@pytest.mark.django_db
def test_publishing_unpublishing_and_publishing_again_keep_the_dates_right(index):
    event = event_of(index)
    assert dates_of(event) == [date(2027, 6, 5)]
    event.unpublish()
    assert dates_of(event) == []
    assert EventRecord.objects.get(uid=event.uid).removed_at
    event.refresh_from_db()
    event.save_revision().publish()
    assert dates_of(event) == [date(2027, 6, 5)]
    record = EventRecord.objects.get(uid=event.uid)
    assert record.removed_at is None
    assert record.sequence == 2


@pytest.mark.django_db
def test_a_draft_has_no_dates_and_a_draft_change_moves_nothing(index):
    event = event_of(index, publish=False)
    assert dates_of(event) == []
    event.save_revision().publish()
    event.starts_on = date(2027, 7, 1)
    event.save_revision()
    assert dates_of(event) == [date(2027, 6, 5)]


@pytest.mark.django_db
def test_a_deleted_event_leaves_only_its_tombstone(index):
    event = event_of(index)
    key = event.translation_key
    Page.objects.get(pk=event.pk).specific.delete()
    assert not Occurrence.objects.filter(event_key=key)
    assert EventRecord.objects.get(uid=key).removed_at


@pytest.mark.django_db
def test_an_event_moved_into_a_private_section_is_listed_no_more_and_back_again(index, page_at):
    event = event_of(index)
    private = index.specific.copy(update_attrs={"title": "Terbatas", "slug": "terbatas"}, recursive=False)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    event.move(Page.objects.get(pk=private.pk), pos="last-child")
    assert dates_of(event) == []
    assert event.translation_key not in listed(date(2027, 6, 1), date(2027, 6, 30))
    EventPage.objects.get(pk=event.pk).move(Page.objects.get(pk=index.pk), pos="last-child")
    assert dates_of(event) == [date(2027, 6, 5)]


@pytest.mark.django_db
def test_making_the_list_private_hides_every_date(index):
    assert Occurrence.objects.exists()
    PageViewRestriction.objects.create(page=index, restriction_type="login")
    for locale in ["en", "jv"]:
        PageViewRestriction.objects.create(
            page=index.get_translation(Locale.objects.get(language_code=locale)), restriction_type="login"
        )
    assert not Occurrence.objects.exists()
    PageViewRestriction.objects.all().delete()
    assert Occurrence.objects.exists()


@pytest.mark.django_db
def test_a_scheduled_event_gets_its_dates_when_it_goes_live(index):
    event = event_of(index, publish=False)
    event = EventPage.objects.get(pk=event.pk)
    event.go_live_at = timezone.now() - timedelta(minutes=1)
    event.save_revision(approved_go_live_at=event.go_live_at)
    assert dates_of(event) == []
    call_command("publish_scheduled")
    assert dates_of(event) == [date(2027, 6, 5)]


@pytest.mark.django_db
def test_translations_share_the_dates_and_follow_the_source_at_once(index, page_at):
    english = page_at("en", "labuhan-ageng-at-sembukan-beach")
    source = page_at("id", "labuhan-ageng-sembukan")
    number = Occurrence.objects.filter(event_key=source.translation_key).count()
    assert english.translation_key == source.translation_key
    source.status = EventPage.Status.CANCELLED
    source.save_revision().publish()
    assert EventPage.objects.get(pk=english.pk).status == "cancelled"
    assert EventPage.objects.get(pk=english.pk).is_off
    assert Occurrence.objects.filter(event_key=source.translation_key).count() == number


@pytest.mark.django_db
def test_an_alias_adds_no_dates(index):
    event = event_of(index)
    event.copy_for_translation(Locale.objects.get(language_code="jv"), alias=True, copy_parents=True)
    rebuild([event.translation_key])
    assert dates_of(event) == [date(2027, 6, 5)]


@pytest.mark.django_db
def test_a_changed_place_reaches_its_events(page_at):
    event = page_at("id", "labuhan-ageng-sembukan")
    venue = event.venue.specific
    before = EventRecord.objects.get(uid=event.uid).changed_at
    venue.safety_reason, venue.safety_state, venue.safety_issuer = "Ombak besar.", "caution", "BPBD"
    venue.save_revision().publish()
    assert EventRecord.objects.get(uid=event.uid).changed_at > before


# Sequence


@pytest.mark.django_db
def test_the_sequence_rises_with_time_place_and_status_but_not_with_words(index):
    event = event_of(index)

    def publish(**values):
        for name, value in values.items():
            setattr(event, name, value)
        event.save_revision().publish()
        return EventRecord.objects.get(uid=event.uid).sequence

    assert publish() == 0
    assert publish(summary="Kata lain") == 0
    assert publish(starts_on=date(2027, 6, 6)) == 1
    assert publish(place_text="Alun-alun") == 2
    assert publish(status="cancelled") == 3
    assert publish(status="scheduled") == 4


# Every night


@pytest.mark.django_db
def test_extending_again_changes_nothing():
    call_command("extend_occurrences")
    before = (
        list(Occurrence.objects.order_by("pk").values_list()),
        list(OccurrenceDay.objects.order_by("pk").values_list()),
    )
    told = list(EventRecord.objects.order_by("uid").values_list("uid", "sequence", "changed_at"))
    call_command("extend_occurrences")
    assert (
        list(Occurrence.objects.order_by("pk").values_list()),
        list(OccurrenceDay.objects.order_by("pk").values_list()),
    ) == before
    assert list(EventRecord.objects.order_by("uid").values_list("uid", "sequence", "changed_at")) == told


@pytest.mark.django_db
def test_later_nights_bring_later_dates(index):
    event = event_of(index, timing=Timing.WETON, wetons=["Jumat Kliwon"], starts_on=date(2026, 12, 4))
    rebuild([event.translation_key], today=date(2026, 11, 24))
    assert dates_of(event)[-1] <= window(date(2026, 11, 24))[1]
    rebuild([event.translation_key], today=date(2027, 11, 24))
    assert window(date(2027, 11, 24))[1] - dates_of(event)[-1] < timedelta(days=35)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite has one writer; the in-memory test database one connection"
)
def test_two_nights_at_once_do_not_disturb_each_other(django_db_serialized_rollback):
    failures = []

    def extend():
        try:
            call_command("extend_occurrences")
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [Thread(target=extend) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


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


# Boundaries


@pytest.mark.parametrize(
    ("clock", "day", "is_listed"),
    [
        ((None, None), 5, True),
        ((None, None), 6, False),
        ((time(19), None), 5, True),
        ((time(19), None), 6, False),
        ((time(19), time(0)), 6, False),
        ((time(0), time(1)), 4, False),
    ],
)
@pytest.mark.django_db
def test_an_event_stands_on_its_own_day_and_no_other(index, clock, day, is_listed):
    event = event_of(index, start_time=clock[0], end_time=clock[1])
    on = date(2027, 6, day)
    assert (event.translation_key in listed(on, on)) == is_listed


@pytest.mark.django_db
def test_what_starts_today_stands_before_what_goes_on_and_that_by_its_end(index):
    long = event_of(index, starts_on=date(2027, 9, 1), ends_on=date(2027, 9, 30))
    short = event_of(index, starts_on=date(2027, 9, 8), ends_on=date(2027, 9, 11))
    evening = event_of(index, starts_on=date(2027, 9, 10), start_time=time(19))
    morning = event_of(index, starts_on=date(2027, 9, 10), start_time=time(8))
    shown = listed(date(2027, 9, 10), date(2027, 9, 10))
    assert shown == [e.translation_key for e in [morning, evening, short, long]]


@pytest.mark.django_db
def test_todays_list_changes_at_local_midnight_without_an_edit(index, client):
    event = event_of(index, title="Tepat tengah malam", starts_on=date(2027, 6, 5))
    with time_machine.travel(datetime(2027, 6, 4, 23, 59, tzinfo=WIB), tick=False):
        assert event.title not in client.get("/id/acara/?when=today").content.decode()
    with time_machine.travel(datetime(2027, 6, 5, 0, 1, tzinfo=WIB), tick=False):
        assert event.title in client.get("/id/acara/?when=today").content.decode()
    with time_machine.travel(datetime(2027, 6, 5, 23, 59, tzinfo=WIB), tick=False):
        assert event.title in client.get("/id/acara/?when=today").content.decode()
    with time_machine.travel(datetime(2027, 6, 6, 0, 1, tzinfo=WIB), tick=False):
        assert event.title not in client.get("/id/acara/?when=today").content.decode()


# Changes of single dates


@pytest.mark.django_db
def test_one_date_is_cancelled_moved_and_confirmed_while_the_others_stand(index):
    event = event_of(index, publish=False, timing=Timing.WETON, wetons=["Jumat Kliwon"], starts_on=date(2027, 1, 8))
    event.date_changes = [
        DateChange(original_on=date(2027, 1, 8), status="cancelled", note_id="Hujan"),
        DateChange(original_on=date(2027, 2, 12), moved_to_on=date(2027, 2, 14)),
        DateChange(original_on=date(2027, 3, 19), certainty="confirmed", confirmed_by="Juru kunci"),
    ]
    event.save_revision().publish()
    rows = {row.recurrence_id: row for row in Occurrence.objects.filter(event_key=event.translation_key)}
    assert rows["20270108"].status == "cancelled"
    assert rows["20270108"].note == "Hujan"
    assert (rows["20270212"].first, rows["20270212"].status) == (date(2027, 2, 14), "rescheduled")
    assert rows["20270212"].moved_from == date(2027, 2, 12)
    assert (rows["20270319"].certainty, rows["20270319"].confirmed_by) == ("confirmed", "Juru kunci")
    assert (rows["20270423"].status, rows["20270423"].certainty) == ("scheduled", "estimated")


@pytest.mark.django_db
def test_sessions_are_dates_of_one_event(index):
    event = event_of(index, publish=False, timing=Timing.SESSIONS, starts_on=None)
    event.sessions = [
        EventSession(held_on=date(2027, 3, 2), start_time=time(19)),
        EventSession(held_on=date(2027, 3, 1), start_time=time(9), end_time=time(11)),
        EventSession(held_on=date(2027, 3, 1), start_time=time(13)),
    ]
    event.save_revision().publish()
    rows = Occurrence.objects.filter(event_key=event.translation_key).order_by("starts_at")
    assert [row.recurrence_id for row in rows] == ["20270301T090000", "20270301T130000", "20270302T190000"]


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
