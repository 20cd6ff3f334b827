"""A rite that takes place on only one of the dates of its rule: one entry that names them all, until one is chosen."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from events.asking.query import EventQuery
from events.models import EventPage, EventRecord, Occurrence
from events.occurrences import rebuild
from events.time.dating import expand
from tests.events.published import publish

pytestmark = pytest.mark.django_db
# Sura 1961: eve of Selasa Kliwon, eve of Jumat Kliwon.
FIRST, SECOND = date(2027, 6, 21), date(2027, 7, 1)
RULE = {
    "timing": "weton_in_month",
    "wetons": ["Selasa Kliwon", "Jumat Kliwon"],
    "java_month": 1,
    "is_eve": True,
    "is_one_of_dates": True,
    "starts_on": date(2026, 7, 6),
    "certainty": "confirmed",
}


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-24 09:00:00+07:00", tick=True):
        yield


def change(day, **values):
    return {"original_on": day} | values


@pytest.mark.parametrize(
    ("changes", "today", "held", "certainty", "one_of"),
    [
        ([], date(2027, 6, 1), FIRST, "estimated", (FIRST, SECOND)),
        ([], date(2027, 6, 22), SECOND, "estimated", (FIRST, SECOND)),
        ([], date(2027, 8, 1), SECOND, "estimated", (FIRST, SECOND)),
        ([change(SECOND, certainty="confirmed")], date(2027, 6, 1), SECOND, "confirmed", ()),
        ([change(FIRST, status="cancelled")], date(2027, 6, 1), SECOND, "estimated", ()),
    ],
)
def test_one_date_of_a_year_stands_for_all(page_at, changes, today, held, certainty, one_of):
    event = publish(page_at("id", "acara"), changes=changes, **RULE)
    found, *_later = expand(event, date(2027, 6, 1), date(2027, 7, 31), today)
    assert (found.held.first, found.certainty, found.one_of) == (held, certainty, one_of)
    assert (found.recurrence_id, found.moved_from) == ("20270621", None)


def test_in_a_season_with_two_such_days_both_are_possible(page_at):
    event = publish(
        page_at("id", "acara"),
        timing="weton_in_mangsa", wetons=["Senin Wage"], mangsa=12, is_one_of_dates=True, starts_on=date(2027, 5, 17),
    )  # fmt: skip
    (found,) = expand(event, date(2027, 5, 1), date(2027, 7, 31))
    assert found.one_of == (date(2027, 5, 17), date(2027, 6, 21))


@pytest.mark.parametrize(
    ("first", "end", "times"),
    [
        ("2027-06-01", "2027-07-31", 1),
        ("2027-06-21", "2027-06-22", 1),
        ("2027-07-01", "2027-07-31", 1),
        ("2027-06-25", "2027-07-05", 1),
        ("2027-06-22", "2027-07-01", 0),
        ("2027-07-02", "2027-07-31", 0),
    ],
)
def test_any_span_of_days_with_one_of_its_days_lists_it_once(page_at, first, end, times):
    event = publish(page_at("id", "acara"), **RULE)
    query = EventQuery(date(2026, 11, 24), asked_from=date.fromisoformat(first), asked_to=date.fromisoformat(end))
    found, _after = Occurrence.objects.find(query, None)
    assert [date.event_key for date in found].count(event.translation_key) == times


def test_a_visitor_and_a_program_read_both_days_until_one_is_chosen(client, page_at):
    event = publish(page_at("id", "acara"), title="Sedekah Uji", **RULE)
    words = "21 Juni atau 1 Juli 2027 (belum pasti)"
    assert words in client.get(event.url).content.decode()
    index = page_at("id", "acara").url
    for month in ("2027-06", "2027-07"):
        assert words in client.get(f"{index}?month={month}").content.decode()
    calendar = client.get(f"{index}kalender/2027-06/").content.decode()
    assert "Sedekah Uji" in calendar[calendar.index('datetime="2027-06-21"') :][:1500]
    items = client.get("/feeds/v1/events.json?from=2027-07-01&to=2027-07-31").json()["items"]
    (told,) = [item["_event"] for item in items if item["title"] == "Sedekah Uji"]
    assert (told["date_text"], told["one_of"], told["certainty"]) == (words, ["2027-06-21", "2027-07-01"], "estimated")
    ics = client.get(f"/feeds/v1/events/{event.uid}.ics?lang=id").content.decode().replace("\r\n ", "")
    assert ics.count("UID:" + str(event.uid) + "-20270621@") == 1
    assert "Sedekah Uji (salah satu dari 21 Jun/1 Jul)" in ics
    assert "STATUS:TENTATIVE" in ics
    assert "20270701" not in ics

    sequence = EventRecord.objects.get(uid=event.uid).sequence
    with time_machine.travel("2027-06-22 01:00:00+07:00", tick=True):
        rebuild([event.translation_key])
        ics = client.get(f"/feeds/v1/events/{event.uid}.ics?lang=id").content.decode()
        assert f"UID:{event.uid}-20270621@" in ics
        assert "DTSTART;VALUE=DATE:20270701" in ics
    assert EventRecord.objects.get(uid=event.uid).sequence == sequence + 1


def test_a_confirmed_day_ends_the_doubt(admin_client, client, page_at):
    event = publish(page_at("id", "acara"), title="Sedekah Uji", **RULE)
    confirmed = {"original_on": "2027-07-01", "held_on": "", "confirmed_by": "Panitia"}
    assert admin_client.post(reverse("confirm_event_date", args=[event.pk]), confirmed).status_code == 302
    html = client.get(EventPage.objects.get(pk=event.pk).url).content.decode()
    assert "1 Juli 2027 (belum pasti)" not in html.partition('id="same"')[0]
    assert "Panitia" in html
    assert Occurrence.objects.get(event_key=event.uid, recurrence_id="20270621").first == SECOND
