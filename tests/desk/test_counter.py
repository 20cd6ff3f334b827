"""Visits and calls: three taps, once however often they are sent, and nobody's name."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from desk.models import Visit
from tests import clock
from tests.desk.asking import colleague

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

PAGE = "/admin/desk/counter/"
AS_SCRIPT = {"accept": "application/json"}


def taps(**changes):
    told = {"channel": "walk_in", "topic": "route", "origin": "solo", "outcome": "answered"}
    return {"key": str(uuid.uuid4()), **told} | changes


def is_now(moment):
    return clock.NOW <= moment < clock.NOW + timedelta(minutes=10)


@pytest.fixture
def sri(db):
    return colleague("sri")


def test_three_taps_are_noted_and_taken_back_without_a_script(sri, page_at):
    place = page_at("id", "pantai-nampu")
    said = sri.post(PAGE, taps(about=place.pk), follow=True).content.decode()
    assert "Tercatat: Rute dan angkutan, Solo Raya, Dijawab." in said
    visit = Visit.objects.get()
    assert (visit.topic, visit.origin, visit.about_id) == ("route", "solo", place.pk)
    assert is_now(visit.at)
    assert visit.noted_by.username == "sri"
    assert f'value="{visit.key}"' in said
    sri.post(PAGE, {"undo": visit.key})
    assert not Visit.objects.exists()


def test_what_a_tablet_sends_twice_counts_once(sri):
    kept = taps(at="2027-04-28T01:15:00.000Z")
    for _time in range(2):
        answer = sri.post(PAGE, kept, headers=AS_SCRIPT)
        assert answer.status_code == 200 and "08.15" in answer.json()["today"]
    assert Visit.objects.get().at.isoformat() == "2027-04-28T01:15:00+00:00"
    assert sri.post(PAGE, {"undo": kept["key"]}, headers=AS_SCRIPT).status_code == 200
    assert sri.post(PAGE, {"undo": "neither a key"}, headers=AS_SCRIPT).status_code == 200
    assert not Visit.objects.exists()


@pytest.mark.parametrize("at", ["2031-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "yesterday", ""])
def test_a_clock_that_is_wrong_keeps_no_visit_out(sri, at):
    assert sri.post(PAGE, taps(at=at, about="999999999999999999999"), headers=AS_SCRIPT).status_code == 200
    assert is_now(Visit.objects.get().at)


def test_what_is_missing_is_said_and_what_was_tapped_stays(sri):
    answer = sri.post(PAGE, taps(origin="", topic="danger"))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Pilih dulu apa yang ditanyakan." in html and "Pilih dari mana atau bahasanya" in html
    assert 'value="walk_in" checked' in html
    problem = sri.post(PAGE, taps(outcome="sold"), headers=AS_SCRIPT)
    assert problem.status_code == 422 and problem.json()["problem"] == "Pilih hasilnya."
    assert sri.post(PAGE, taps(origin="", language="jv")).status_code == 302
    assert Visit.objects.count() == 1


def test_only_the_desk_notes_and_whoever_is_logged_out_is_sent_to_log_in(sri):
    assert Client().post(PAGE, taps(), headers=AS_SCRIPT).status_code == 302
    other = colleague("joko")
    other.get(PAGE).wsgi_request.user.groups.clear()
    assert other.post(PAGE, taps()).status_code == 302
    assert not Visit.objects.exists()
    assert sri.get(PAGE).status_code == 200


def test_the_list_of_the_day_costs_the_same_however_full_it_is(sri, queries):
    sri.post(PAGE, taps(), follow=True)
    with queries() as few:
        sri.get(PAGE)
    noted = [
        Visit(at=clock.NOW, channel="telephone", topic="food", origin="java", outcome="referred") for _n in range(300)
    ]
    Visit.objects.bulk_create(noted)
    with queries() as many:
        html = sri.get(PAGE).content.decode()
    assert len(few) == len(many) <= 25
    assert "300</b>" in html and html.count("data-key=") == 40


def test_the_next_day_begins_with_an_empty_list(sri):
    sri.post(PAGE, taps())
    with time_machine.travel(clock.NOW + timedelta(days=1)):
        assert "data-key=" not in sri.get(PAGE).content.decode()
