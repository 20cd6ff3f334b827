"""A date keeps its UID in every subscriber's calendar whatever is corrected about it, and one taken back is told off."""

import re
from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from events.models import EventPage, EventSession
from events.occurrences import rebuild
from events.querysets import TOMBSTONE_DAYS
from tests.events.published import again, publish

pytestmark = pytest.mark.django_db


def told(client, event):
    """``{what follows the event's identity in the UID: (SEQUENCE, DTSTART, STATUS)}`` as a subscriber reads it."""
    file = client.get(f"/feeds/v1/events/{event.translation_key}.ics").content.decode()
    uid = rf"UID:{event.translation_key}-?(.*)@"
    found = re.findall(rf"{uid}(?s:.*?)SEQUENCE:(\d+)(?s:.*?)DTSTART[^:]*:(\S+)(?s:.*?)STATUS:(\w+)", file)
    return {identity: (int(sequence), start, status) for identity, sequence, start, status in found}


def at(event, *sessions):
    """Publish an event with other sessions, ``(day, hour or None)``."""
    event = EventPage.objects.get(pk=event.pk)
    event.sessions = [EventSession(held_on=day, start_time=hour) for day, hour in sessions]
    event.save_revision().publish()


def test_the_hour_of_a_javanese_date_may_change(client, index):
    event = publish(index, timing="javanese", java_month=1, java_day=1, is_eve=True)
    before = told(client, event)
    assert "20270605" in before
    again(event, start_time=time(15))
    after = told(client, event)
    assert after.keys() == before.keys()
    assert before["20270605"] == (0, "20270605", "TENTATIVE")
    assert after["20270605"] == (1, "20270605T150000", "TENTATIVE")


def test_two_sessions_of_a_day_are_two_and_one_taken_back_is_cancelled(client, index):
    first, second = date(2027, 8, 14), date(2027, 8, 15)
    event = publish(index, timing="sessions", starts_on=None, certainty="confirmed")
    at(event, (first, time(10)), (first, time(19)), (second, None))
    assert told(client, event).keys() == {"20270814", "20270814-2", "20270815"}
    at(event, (first, time(10)), (first, time(20)))
    left = told(client, event)
    assert {identity: status for identity, (_n, _start, status) in left.items()} == {
        "20270814": "CONFIRMED",
        "20270814-2": "CONFIRMED",
        "20270815": "CANCELLED",
    }
    assert left["20270814-2"][1] == "20270814T200000"
    assert left["20270815"][0] > 0
    at(event, (first, time(10)), (second, None))
    assert [told(client, event)[identity][2] for identity in ("20270815", "20270814-2")] == ["CONFIRMED", "CANCELLED"]
    again(event, timing="announced")
    assert {status for _n, _start, status in told(client, event).values()} == {"CANCELLED"}
    rebuild([event.translation_key], timezone.localdate() + timedelta(days=TOMBSTONE_DAYS))
    assert told(client, event) == {}


def test_a_date_that_is_over_is_not_called_off(client, index):
    event = publish(index, timing="sessions", starts_on=None)
    at(event, (date(2027, 4, 3), None), (date(2027, 8, 15), None))
    at(event, (date(2027, 8, 15), None))
    assert told(client, event).keys() == {"20270815"}
