"""What an editor changes about a date is seen everywhere at once, and no subscriber's calendar doubles or keeps it."""

from datetime import date, time, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from events.models import EventPage
from tests.events.published import again, publish
from tests.events.surfaces import NEAREST_ONLY, READERS, TOMBSTONES, Told, vevents

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

FIRST, SECOND = date(2027, 6, 5), date(2027, 6, 12)


@pytest.fixture
def index(page_at):
    return page_at("id", "acara")


@pytest.fixture
def event(index, page_at):
    return publish(
        index,
        title="Kirab Pusaka Percobaan",
        starts_on=FIRST,
        start_time=time(19),
        certainty="confirmed",
        venue=page_at("id", "pantai-sembukan"),
    )


def assert_told(client, event, *dates):
    """Every surface tells exactly these dates."""
    for name, reader in READERS.items():
        expected = list(dates[:1]) if name in NEAREST_ONLY else list(dates)
        assert reader(client, event) == expected, name


def sequence(client, event):
    entries = vevents(client, event)
    assert {str(entry["uid"])[:36] for entry in entries} == {str(event.uid)}
    (number,) = {int(entry["sequence"]) for entry in entries}
    return number


def by_code(admin_client, event, **values):
    again(event, **values)


def by_form(admin_client, event, **values):
    """Change an event as an editor does: open its form, fill in, publish."""
    address = f"/admin/pages/{event.pk}/edit/"
    form = BeautifulSoup(admin_client.get(address).content, "html.parser").find("form", id="page-edit-form")
    data = filled_in(form) | {name: value.isoformat() if value else "" for name, value in dates(values).items()}
    data |= {name: value for name, value in values.items() if isinstance(value, str)}
    data["body-count"] = "0"  # which the editor's script would add
    response = admin_client.post(address, data | {"action-publish": "action-publish"})
    errors = BeautifulSoup(response.content, "html.parser").find_all(class_="error-message")
    assert response.status_code == 302, [error.text.strip() for error in errors]


def dates(values):
    return {name: value for name, value in values.items() if not isinstance(value, str)}


def filled_in(form):
    """What a browser would send of a form as it stands."""
    data = {}
    for field in form.find_all(["input", "select", "textarea"]):
        name, kind = field.get("name"), field.get("type", "")
        if (
            not name
            or kind in {"submit", "button", "file"}
            or (kind in {"checkbox", "radio"} and not field.has_attr("checked"))
        ):
            continue
        if field.name == "select":
            data[name] = [option.get("value", "") for option in field.find_all("option", selected=True)] or ""
        elif field.name == "textarea":
            data[name] = field.text
        else:
            data.setdefault(name, field.get("value", "on" if kind == "checkbox" else ""))
    return data


@pytest.mark.parametrize("change", [by_code, by_form])
def test_moving_cancelling_and_restoring_an_event_is_seen_everywhere(client, admin_client, event, change):
    assert_told(client, event, Told(FIRST, False))
    before = sequence(client, event)
    change(admin_client, event, starts_on=SECOND)
    assert_told(client, event, Told(SECOND, False))
    assert sequence(client, event) == before + 1
    change(admin_client, event, status="cancelled")
    assert_told(client, event, Told(SECOND, True))
    assert sequence(client, event) == before + 2
    change(admin_client, event, status="scheduled")
    assert_told(client, event, Told(SECOND, False))
    assert sequence(client, event) == before + 3
    change(admin_client, event, summary="Hanya kata-kata yang berubah.")
    assert_told(client, event, Told(SECOND, False))
    assert sequence(client, event) == before + 3


@pytest.mark.parametrize("language", ["en", "jv"])
def test_other_languages_follow_the_source(client, page_at, language):
    event = page_at("id", "labuhan-ageng-sembukan")
    path = f"/feeds/v1/events.json?lang={language}&from=2027-06-01&to=2027-08-01&limit=100"

    def told():
        items = client.get(path).json()["items"]
        return [
            (item["language"], item["_event"]["start"], item["_event"]["status"])
            for item in items
            if item["_event"]["uid"] == str(event.uid)
        ]

    assert told() == [(language, "2027-06-05", "scheduled")]
    event.date_changes.add(event.date_changes.model(original_on=FIRST, moved_to_on=SECOND))
    event.save_revision().publish()
    assert told() == [(language, "2027-06-12", "rescheduled")]


def test_one_date_of_a_series_is_cancelled_moved_and_restored(client, index, page_at):
    series = publish(
        index,
        title="Pasar Malam Percobaan",
        timing="civil",
        rrule="FREQ=WEEKLY;COUNT=3",
        starts_on=FIRST,
        start_time=time(19),
        certainty="confirmed",
        venue=page_at("id", "pantai-sembukan"),
    )
    week = timedelta(days=7)
    usual = [Told(FIRST + number * week, False) for number in range(3)]
    readers = {name: reader for name, reader in READERS.items() if name not in NEAREST_ONLY | TOMBSTONES}

    def assert_dates(*expected):
        for name, reader in readers.items():
            assert reader(client, series) == list(expected), name

    def overrides():
        entries = vevents(client, series)
        return [
            (entry.decoded("dtstart").date(), str(entry["status"])) for entry in entries if "recurrence-id" in entry
        ]

    assert_dates(*usual)
    before = sequence(client, series)
    changed = EventPage.objects.get(pk=series.pk)
    changed.date_changes.add(changed.date_changes.model(original_on=FIRST + week, status="cancelled"))
    changed.save_revision().publish()
    assert_dates(usual[0], Told(FIRST + week, True), usual[2])
    assert overrides() == [(FIRST + week, "CANCELLED")]
    assert sequence(client, series) == before + 1
    changed = EventPage.objects.get(pk=series.pk)
    change = changed.date_changes.get()
    change.status, change.moved_to_on = "scheduled", FIRST + week + timedelta(days=1)
    changed.date_changes.add(change)
    changed.save_revision().publish()
    assert_dates(usual[0], Told(FIRST + week + timedelta(days=1), False), usual[2])
    assert overrides() == [(FIRST + week + timedelta(days=1), "CONFIRMED")]
    assert sequence(client, series) == before + 2
    changed = EventPage.objects.get(pk=series.pk)
    changed.date_changes.set([])
    changed.save_revision().publish()
    assert_dates(*usual)
    assert overrides() == []
    assert sequence(client, series) == before + 3


def unpublish(event, index):
    EventPage.objects.get(pk=event.pk).unpublish()


def delete(event, index):
    Page.objects.get(pk=event.pk).specific.delete()


def make_private(event, index):
    PageViewRestriction.objects.create(page=event, restriction_type="login")


def move_into_a_private_section(event, index):
    private = index.specific.copy(update_attrs={"title": "Terbatas", "slug": "terbatas"}, recursive=False)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    EventPage.objects.get(pk=event.pk).move(Page.objects.get(pk=private.pk), pos="last-child")


@pytest.mark.parametrize("remove", [unpublish, delete, make_private, move_into_a_private_section])
def test_what_is_gone_is_gone_everywhere_and_calendars_learn_it_for_sixty_days(client, index, event, remove):
    before = sequence(client, event)
    assert_told(client, event, Told(FIRST, False))
    gone_at = timezone.now()
    remove(event, index)
    for name, reader in READERS.items():
        expected = [Told(FIRST, True)] if name in TOMBSTONES else []
        assert reader(client, event) == expected, name
    assert sequence(client, event) == before + 1
    (entry,) = vevents(client, event)
    assert set(entry) <= {"UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS"}
    assert (str(entry["summary"]), entry["status"]) == ("Acara yang ditarik", "CANCELLED")
    with time_machine.travel(gone_at + timedelta(days=59)):
        call_command("extend_occurrences")
        assert vevents(client, event)
    with time_machine.travel(gone_at + timedelta(days=61)):
        assert not vevents(client, event)
        call_command("extend_occurrences")
        assert client.get(f"/feeds/v1/events/{event.uid}.ics").status_code == 404


def test_an_event_that_comes_back_is_the_same_to_calendars(client, index, event):
    before = sequence(client, event)
    unpublish(event, index)
    again(event)
    assert_told(client, event, Told(FIRST, False))
    assert sequence(client, event) == before + 2
