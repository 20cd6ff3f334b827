"""The rows of dates are what publishing, changing and time make of them."""

import uuid
from datetime import date, datetime, time, timedelta
from threading import Thread

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from events.asking.query import EventQuery
from events.choices import Timing
from events.models import DateChange, EventPage, EventRecord, EventSession, Occurrence, OccurrenceDay
from events.occurrences import rebuild, window
from events.time.dates import WIB

pytestmark = pytest.mark.sql

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
