"""Confirming this year's date: one action, published at once, with who and when."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from wagtail.models import PageLogEntry

from events.models import EventRecord, Occurrence

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-24 09:00:00+07:00", tick=True):
        yield


def confirm(client, event, **values):
    return client.post(
        reverse("confirm_event_date", args=[event.pk]),
        {"original_on": "2027-06-05", "held_on": "", "confirmed_by": "Panitia Labuhan"} | values,
    )


def test_a_computed_date_becomes_confirmed_everywhere(admin_client, client, page_at, administrator):
    event = page_at("id", "labuhan-ageng-sembukan")
    assert "Perkiraan" in client.get(event.url).content.decode()
    assert confirm(admin_client, event).status_code == 302
    held = Occurrence.objects.get(event_key=event.translation_key, recurrence_id="20270605")
    assert (held.certainty, held.confirmed_by, held.confirmed_on) == ("confirmed", "Panitia Labuhan", TODAY)
    html = client.get(event.url).content.decode()
    assert "Panitia Labuhan" in html
    english = page_at("en", "labuhan-ageng-at-sembukan-beach")
    assert "Panitia Labuhan" in client.get(english.url).content.decode()
    entry = PageLogEntry.objects.get(action="events.confirm_date")
    assert entry.user == administrator
    assert Occurrence.objects.get(event_key=event.translation_key, recurrence_id="20280524").certainty == "estimated"


def test_a_moved_date_says_from_where(admin_client, page_at):
    event = page_at("id", "labuhan-ageng-sembukan")
    before = EventRecord.objects.get(uid=event.uid).sequence
    assert confirm(admin_client, event, held_on="2027-06-04").status_code == 302
    held = Occurrence.objects.get(event_key=event.translation_key, recurrence_id="20270605")
    assert (held.first, held.moved_from, held.status) == (date(2027, 6, 4), date(2027, 6, 5), "rescheduled")
    assert EventRecord.objects.get(uid=event.uid).sequence == before + 1


def test_a_draft_somebody_works_on_keeps_its_words_and_gets_the_date(admin_client, page_at):
    event = page_at("id", "labuhan-ageng-sembukan")
    event.summary = "Ringkasan yang belum selesai"
    event.save_revision()
    assert confirm(admin_client, event).status_code == 302
    event.refresh_from_db()
    assert event.summary != "Ringkasan yang belum selesai"
    draft = event.get_latest_revision_as_object()
    assert draft.summary == "Ringkasan yang belum selesai"
    assert [change.certainty for change in draft.date_changes.all()] == ["confirmed"]


def test_who_said_so_is_asked_for(admin_client, page_at):
    response = confirm(admin_client, page_at("id", "labuhan-ageng-sembukan"), confirmed_by="")
    assert response.status_code == 200
    assert response.context["form"].errors["confirmed_by"]


def test_the_button_stands_only_beside_an_estimate(admin_client, page_at):
    address = reverse("confirm_event_date", args=[page_at("id", "labuhan-ageng-sembukan").pk])
    edit = reverse("wagtailadmin_pages:edit", args=[page_at("id", "labuhan-ageng-sembukan").pk])
    assert address in admin_client.get(edit).content.decode()
    certain = page_at("id", "hari-jadi-wonogiri")
    edit = reverse("wagtailadmin_pages:edit", args=[certain.pk])
    assert reverse("confirm_event_date", args=[certain.pk]) not in admin_client.get(edit).content.decode()


def test_the_next_dates_are_shown_before_saving(admin_client):
    entered = {"timing": "weton", "wetons": ["Jumat Kliwon"], "starts_on": "2026-12-04", "days": "1"}
    shown = admin_client.get(reverse("next_event_dates"), entered).content.decode()
    assert shown.count("<li>") == 10
    assert "Jumat Kliwon" in shown
    wrong = admin_client.get(reverse("next_event_dates"), entered | {"starts_on": "2026-12-05"}).content.decode()
    assert "4 Desember 2026" in wrong


@pytest.mark.parametrize(
    "entered",
    [
        {},
        {"timing": "nonsense"},
        {"timing": "civil", "rrule_other": "\x00"},
        {"days": "x"},
        {"timing": "javanese", "java_month": "1", "java_day": "1", "starts_on": "0001-01-01", "days": "1"},
    ],
)
def test_nonsense_entered_gets_an_answer(admin_client, entered):
    assert admin_client.get(reverse("next_event_dates"), entered).status_code == 200
