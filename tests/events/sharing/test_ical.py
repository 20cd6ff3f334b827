"""What a calendar application reads, parsed back with the library it would use."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from icalendar import Calendar
from wagtail.models import Locale

from events.models import EventPage, EventRecord
from events.occurrences import occurrences_of
from events.sharing import calendar_links, ical
from places.models import PlacePage

UID = uuid.UUID("7f3b2a52-1111-4c61-9d58-0a6f6a2f0001")
PUBLISHED = datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)
NO_DATABASE = {"content_type_id": 1}  # a page without its type would look it up
SEMBUKAN = PlacePage(
    title="Pantai Sembukan", lat="-8.21035", lon="110.90207", safety_reason="Tebing dan ombak besar.", **NO_DATABASE
)


@pytest.fixture(autouse=True)
def public_address(monkeypatch, settings):
    settings.PUBLIC_URL = "https://wisata.example"
    monkeypatch.setattr("places.safety.known.known", tuple)  # no notices of danger
    monkeypatch.setattr(EventPage, "get_url", lambda self, request=None: "/id/acara/labuhan/")


def labuhan(**changes):
    event = EventPage(
        **{
            "title": "Labuhan Ageng; Pantai, Sembukan",
            "summary": "Baris satu\nbaris dua, dengan koma; titik koma dan \\garis miring.",
            "translation_key": UID,
            "starts_on": date(2027, 6, 5),
            "is_eve": True,
            "locale": Locale(language_code="id"),
        }
        | NO_DATABASE
        | changes
    )
    event.local_venue = SEMBUKAN
    return event


def file_of(event, **record):
    """The calendar file of an event that was never saved."""
    told = EventRecord(**{"uid": UID, "created_at": PUBLISHED, "changed_at": PUBLISHED} | record)
    occurrences = occurrences_of(event, date(2026, 8, 1), date(2028, 5, 31))
    vevents = ical.serialise(ical.calendar_event(event, event, occurrences), told)
    return ical.calendar([(vevents, PUBLISHED)], "https://wisata.example/feeds/v1/events.ics")


def read(event):
    calendar = Calendar.from_ical(file_of(event))
    (entry,) = calendar.walk("VEVENT")
    return calendar, entry


def test_an_event_without_a_time_is_all_day_with_an_exclusive_end():
    _calendar, entry = read(labuhan())
    assert entry.decoded("dtstart") == date(2027, 6, 5)
    assert entry.decoded("dtend") == date(2027, 6, 6)


def test_several_days_end_after_the_last_one():
    _calendar, entry = read(labuhan(starts_on=date(2027, 8, 8), ends_on=date(2027, 8, 15), is_eve=False))
    assert entry.decoded("dtend") - entry.decoded("dtstart") == timedelta(days=8)


def test_a_time_is_told_in_western_indonesia_time():
    calendar, entry = read(labuhan(start_time=time(19), end_time=time(22, 30)))
    assert entry.decoded("dtstart") == datetime(2027, 6, 5, 12, tzinfo=UTC)
    assert entry.decoded("dtend") == datetime(2027, 6, 5, 15, 30, tzinfo=UTC)
    assert entry["dtstart"].params["TZID"] == "Asia/Jakarta"
    assert calendar.walk("VTIMEZONE")[0]["tzid"] == "Asia/Jakarta"


def test_an_end_that_is_not_announced_is_not_invented():
    _calendar, entry = read(labuhan(start_time=time(19)))
    assert "dtend" not in entry


def test_text_comes_back_as_it_was_written():
    event = labuhan(certainty="confirmed")
    _calendar, entry = read(event)
    assert str(entry["summary"]) == event.title
    assert event.summary in str(entry["description"])
    assert "Tebing dan ombak besar." in str(entry["description"])


def test_an_estimate_is_tentative_and_says_so():
    _calendar, entry = read(labuhan())
    assert entry["status"] == "TENTATIVE"
    assert str(entry["summary"]) != "Labuhan Ageng; Pantai, Sembukan"


@pytest.mark.parametrize(
    ("status", "certainty", "told"),
    [
        ("scheduled", "confirmed", "CONFIRMED"),
        ("full", "confirmed", "CONFIRMED"),
        ("rescheduled", "confirmed", "CONFIRMED"),
        ("postponed", "confirmed", "TENTATIVE"),
        ("cancelled", "confirmed", "CANCELLED"),
        ("cancelled", "estimated", "CANCELLED"),
    ],
)
def test_the_state_of_an_event_reaches_the_calendar(status, certainty, told):
    _calendar, entry = read(labuhan(status=status, certainty=certainty))
    assert entry["status"] == told


def test_an_event_keeps_its_identity_and_its_bytes_until_it_is_published_again():
    assert file_of(labuhan()) == file_of(labuhan())
    _calendar, entry = read(labuhan(title="Nama baru", starts_on=date(2027, 6, 6)))
    assert entry["uid"] == f"{UID}@wonogiri.invalid"
    assert entry.decoded("dtstamp") == PUBLISHED


def test_the_place_is_told_with_its_point():
    _calendar, entry = read(labuhan())
    assert str(entry["location"]).startswith("Pantai Sembukan")
    assert entry["geo"].to_ical() == "-8.21035;110.90207"
    assert str(entry["url"]) == "https://wisata.example/id/acara/labuhan/"


def test_an_event_without_a_page_of_its_place_still_says_where():
    event = labuhan(place_text="Alas Kethu", regency="wonogiri")
    event.local_venue = None
    _calendar, entry = read(event)
    assert str(entry["location"]).startswith("Alas Kethu")
    assert "geo" not in entry


def test_lines_are_folded_as_the_standard_asks():
    body = file_of(labuhan(summary="ꦭꦧꦸꦲꦤ꧀ꦲꦒꦼꦁ " * 12))
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))


def on_its_date(event):
    event.occurrences = occurrences_of(event, date(2026, 8, 1), date(2028, 5, 31))
    return event


def query_of(link):
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}


def test_google_receives_the_same_days():
    assert query_of(calendar_links.google_link(on_its_date(labuhan())))["dates"] == "20270605/20270606"
    timed = query_of(calendar_links.google_link(on_its_date(labuhan(start_time=time(19), end_time=time(22)))))
    assert (timed["dates"], timed["ctz"]) == ("20270605T190000/20270605T220000", "Asia/Jakarta")


def test_outlook_receives_the_same_days():
    whole_day = query_of(calendar_links.outlook_link(on_its_date(labuhan())))
    assert (whole_day["startdt"], whole_day["enddt"], whole_day["allday"]) == ("2027-06-05", "2027-06-06", "true")
    timed = query_of(calendar_links.outlook_link(on_its_date(labuhan(start_time=time(19)))))
    assert timed["startdt"] == "2027-06-05T19:00:00+07:00"
    assert "enddt" not in timed
