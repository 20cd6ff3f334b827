"""Robots tire of the form; people lose nothing."""

from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from content.public_forms import LEFT_EMPTY
from events.models import EventProposal
from tests.events.proposing import FORM, errors, filled_in, send, token

pytestmark = [pytest.mark.django_db, pytest.mark.sql, pytest.mark.usefixtures("no_pictures_kept")]


def test_a_robot_that_sends_a_hundred_times_gets_at_most_five_in(client):
    answers = [send(client).status_code for _number in range(100)]
    assert EventProposal.objects.count() <= 5
    assert answers[:5] == [303] * 5
    assert set(answers[5:]) == {429}
    assert int(send(client).headers["Retry-After"]) > 0


def test_a_form_sent_again_and_again_makes_one_proposal(client):
    data = filled_in()
    places = {client.post(FORM, data).headers["Location"] for _number in range(10)}
    assert len(places) == 1
    assert EventProposal.objects.count() == 1


def test_an_invented_sender_helps_nobody(client):
    for number in range(100):
        send(client, headers={"x-forwarded-for": f"203.0.113.{number}", "x-real-ip": f"203.0.113.{number}"})
    assert EventProposal.objects.count() <= 5


def test_behind_our_proxy_each_visitor_counts_alone(client, settings):
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    for number in range(8):
        forged = f"198.51.100.7, 203.0.113.{number}"
        assert send(client, headers={"x-forwarded-for": forged}).status_code == 303
    for _number in range(8):
        send(client, headers={"x-forwarded-for": "192.0.2.9"})
    assert EventProposal.objects.count() == 8 + 5


def test_a_household_of_ipv6_counts_as_one_visitor():
    for number in range(8):
        send(Client(REMOTE_ADDR=f"2001:db8:1:2::{number:x}"))
    assert EventProposal.objects.count() == 5
    assert send(Client(REMOTE_ADDR="2001:db8:1:3::1")).status_code == 303


def test_all_together_send_only_so_much(client):
    for number in range(70):
        send(Client(REMOTE_ADDR=f"10.0.{number}.1"))
    assert EventProposal.objects.count() == 60


def test_an_hour_later_one_may_send_again_and_the_sender_is_forgotten(client):
    for _number in range(6):
        send(client)
    assert EventProposal.objects.exclude(sender="").count() == 5
    EventProposal.objects.update(received_at=timezone.now() - timedelta(hours=1, minutes=1))
    assert send(client).status_code == 303
    assert EventProposal.objects.exclude(sender="").count() == 1
    assert "127.0.0.1" not in EventProposal.objects.exclude(sender="").get().sender


@pytest.mark.parametrize(
    ("changes", "headers"),
    [
        ({"token": ""}, {}),
        ({"token": "x" * 60}, {}),
        ({LEFT_EMPTY: "http://spam.example"}, {}),
        ({}, {"sec-fetch-site": "cross-site"}),
    ],
)
def test_a_program_is_asked_once_more_and_loses_nothing(client, changes, headers):
    response = send(client, headers=headers, **changes)
    assert response.status_code == 422
    assert set(errors(response)) == {"__all__"}
    html = response.content.decode()
    assert 'value="Festival Reog Conto"' in html
    assert "http://spam.example" not in html
    assert not EventProposal.objects.exists()


def test_a_form_sent_too_fast_or_too_late_works_the_second_time(client):
    fast = filled_in(token=token(0))
    response = client.post(FORM, fast)
    assert set(errors(response)) == {"__all__"}
    assert response.context["token"] == fast["token"]
    late = filled_in(token=token(25 * 3600))
    response = client.post(FORM, late)
    assert set(errors(response)) == {"__all__"}
    assert response.context["token"] != late["token"]
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=30), tick=True):
        assert client.post(FORM, late | {"token": response.context["token"]}).status_code == 303
        assert client.post(FORM, fast).status_code == 303


def test_a_dead_cache_neither_breaks_the_form_nor_lifts_the_limit(client):
    with mock.patch.object(cache, "get", return_value=None), mock.patch.object(cache, "set"):
        for _number in range(8):
            send(client)
    assert EventProposal.objects.count() == 5


def test_only_get_and_post_are_answered_and_no_answer_is_kept(client):
    assert client.put(FORM).status_code == 405
    assert client.head(FORM).status_code == 200
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(FORM, filled_in()).status_code == 303


names = st.sampled_from(
    ["token", "title", "place_text", "regency", "starts_on", "ends_on", "start_time", "end_time", "description",
     "organiser_name", "contact", "link", "picture", "picture_credit", "kept_picture", "drop_picture", LEFT_EMPTY]
)  # fmt: skip
values = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.sampled_from(["\x00", "9999-12-31", "0001-01-01", "24:00", "a" * 5000, "http://[", "http://xn--", "1e309", "٣"]),
)


@hypothesis_settings(
    max_examples=200, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
@given(st.dictionaries(names, values, max_size=6), st.booleans(), st.binary(max_size=60))
def test_nonsense_never_breaks_the_form(client, fields, with_rest, data):
    cache.clear()
    EventProposal.objects.all().delete()
    sent = (filled_in() if with_rest else {}) | fields
    if data:
        sent["picture"] = SimpleUploadedFile("x.jpg", data)
    assert client.post(FORM, sent).status_code in {303, 422}
