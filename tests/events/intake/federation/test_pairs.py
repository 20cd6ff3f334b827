"""Calendars that are read twice, or by two offices: what is the same stays one, what is not stays two."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from events.intake.federation.importers import import_events
from events.intake.federation.planning import make_plan
from events.intake.reading.json_documents import parse
from events.intake.reading.json_events import read_json
from events.intake.reading.limits import Limits
from events.intake.reading.readers import read
from events.models import EventPage, EventSource, FederatedEvent
from events.time.dates import WIB

pytestmark = [pytest.mark.usefixtures("english"), pytest.mark.sql]
CASES = Path(__file__).parent.parent / "cases"
TODAY = date(2027, 1, 4)
NOW = datetime(2027, 1, 4, 9, tzinfo=WIB)


@pytest.fixture
def other(source):
    return EventSource.objects.create(name="Gunungkidul", organisation=source.organisation, category="festival")


def bring(source, reading, now=NOW):
    return import_events(source, reading, now=now)


def case(pair, when):
    return read((CASES / f"{pair}.{when}.ics").read_bytes(), today=TODAY)


def planned(source, reading):
    """{(title, first day, hour): the day and hour of the page it is recognised as, or what happens with it}"""
    found = {}
    for step in make_plan(source, reading, TODAY).steps:
        dates = step.item.dates
        key = (step.item.title, dates.starts_on.day, dates.start_time and dates.start_time.hour)
        found[key] = (step.page.starts_on.day, step.page.start_time.hour) if step.page else step.action
    return found


def test_of_two_nights_of_which_one_is_here_the_other_is_new(source, other):
    bring(source, case("two-nights", "before"))
    title = "Festival Gamelan Wuryantoro"
    assert planned(other, case("two-nights", "after")) == {(title, 13, 19): "new", (title, 12, 19): (12, 19)}


@pytest.mark.parametrize("by", ["the same office", "another office"])
def test_each_night_of_a_show_is_recognised_and_one_more_is_new(source, other, by):
    bring(source, case("nightly-show", "before"))
    title = "Sendratari Rama di Tepi Waduk"
    assert planned(source if by == "the same office" else other, case("nightly-show", "after")) == {
        (title, 12, 19): "new",
        **{(title, day, 19): (day, 19) for day in [9, 10, 11]},
    }


@pytest.mark.parametrize("by", ["the same office", "another office"])
def test_numbers_and_times_of_day_in_titles_tell_events_apart(source, other, by):
    bring(source, case("numbers-in-titles", "before"))
    plan = planned(source if by == "the same office" else other, case("numbers-in-titles", "after"))
    assert set(plan.values()) == {"new"}


def test_two_showings_on_one_day_keep_their_hours_under_new_identities(source):
    bring(source, case("two-showings-one-day", "before"))
    title = "Pentas Boneka Desa"
    after = case("two-showings-one-day", "after")
    assert planned(source, after) == {(title, 12, 10): (12, 10), (title, 12, 19): (12, 19)}
    assert {step.action for step in bring(source, after).steps} == {"unchanged"}


@pytest.mark.parametrize("by", ["the same office", "another office"])
def test_what_an_editor_deleted_stays_away_under_a_new_identity(source, other, by):
    bring(source, case("uid-changed-after-deletion", "before"))
    FederatedEvent.objects.get(source=source).event.delete()
    here = source if by == "the same office" else other
    plan = bring(here, case("uid-changed-after-deletion", "after"))
    assert [step.action for step in plan.steps] == ["skipped"]
    assert "An editor deleted the same event" in plan.report()["rows"][0]["notes"][0]
    assert (
        "An editor deleted it here"
        in bring(here, case("uid-changed-after-deletion", "after")).report()["rows"][0]["notes"][0]
    )


def test_an_event_brought_forward_to_a_day_that_is_over_is_a_change(source):
    bring(source, case("brought-forward", "before"))
    plan = bring(source, case("brought-forward", "after"))
    assert [(step.action, list(step.changes)) for step in plan.steps] == [("changed", ["dates"])]
    page = FederatedEvent.objects.get(source=source).event.get_latest_revision_as_object()
    assert page.starts_on == date(2027, 1, 2)
    assert [step.action for step in bring(source, case("brought-forward", "after")).steps] == ["unchanged"]


def test_one_event_of_two_offices_is_one(source, other):
    bring(source, case("same-event-two-offices", "before"))
    assert planned(other, case("same-event-two-offices", "after")) == {("Festival Payung Selogiri 2027", 3, 9): (3, 9)}


def test_a_moved_event_of_the_same_identity_follows(source):
    bring(source, case("moved-by-a-day", "before"))
    plan = bring(source, case("moved-by-a-day", "after"))
    assert [(step.action, list(step.changes)) for step in plan.steps] == [("changed", ["dates"])]
    page = FederatedEvent.objects.get(source=source).event.get_latest_revision_as_object()
    assert page.starts_on == date(2027, 7, 11)


def listed(*told):
    """A Reading of events ``(title, start, place)`` with identities of their own."""
    items = [
        {"id": f"{title}-{start}-{number}", "title": title, "start": start, "location": place}
        for number, (title, start, place) in enumerate(told)
    ]
    return read_json(parse(json.dumps(items).encode()), Limits())


@pytest.mark.parametrize(
    ("one", "another", "is_same"),
    [
        (("Lomba Lari 5K", "2027-06-12T06:00", "Alun-alun"), ("Lomba Lari 5 K", "2027-06-12T06:00", "Alun-alun"), True),
        (("Reog", "2027-06-12T19:00", "Alun-alun"), ("Pentas Reog", "2027-06-12T19:00", "Alun-alun"), False),
        (("Sekaten ke-7", "2027-06-12", "Alun-alun"), ("Sekaten", "2027-06-12", "Alun-alun"), True),
        (("Sekaten ke-7", "2027-06-12", "Alun-alun"), ("Sekaten ke-8", "2027-06-12", "Alun-alun"), False),
        (("Wayang Part 1", "2027-06-12", "Pendopo"), ("Wayang Part 2", "2027-06-12", "Pendopo"), False),
        (("Lomba Mewarnai Anak", "2027-06-12", "Pendopo"), ("Lomba Menari Anak", "2027-06-12", "Pendopo"), False),
        (("Festival Kethoprak", "2027-06-12", "Pendopo"), ("Festival Ketoprak 2027", "2027-06-12", "Pendopo"), True),
        (("Film", "2027-06-12T10:00", "Aula"), ("Film", "2027-06-12T19:00", "Aula"), False),
        (("Film 10.00", "2027-06-12", "Aula"), ("Film 19.00", "2027-06-12", "Aula"), False),
        (("Film Layar Tancap", "2027-06-12T19:00", "Aula"), ("Film Layar Tancap 19.00", "2027-06-12T19:00", "Aula"), True),
        (("Film", "2027-06-12T19:00", "Aula"), ("Film", "2027-06-12T19:30", "Aula"), True),
        (("Pasar Murah", "2027-06-12", "Balai Desa Pule"), ("Pasar Murah", "2027-06-12", "Balai Desa Kulon"), False),
        (("Pasar Murah", "2027-06-12", "Balai Desa Pule"), ("Pasar Murah", "2027-06-12", "Balai Desa Pule, Selogiri"), True),
        (("Pasar Murah", "2027-06-12", "Pule"), ("Pasar Murah", "2027-06-19", "Pule"), False),
    ],
)  # fmt: skip
def test_two_events_are_the_same_where_people_would_say_so(source, other, one, another, is_same):
    bring(source, listed(one))
    (step,) = make_plan(other, listed(another), TODAY).steps
    assert (step.action != "new") == is_same


def test_the_dates_of_a_series_that_is_here_share_its_page_and_never_change_it(source, other):
    weekly = "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Pasar Tani\r\nDTSTART;VALUE=DATE:20270605\r\nRRULE:FREQ=WEEKLY\r\nEND:VEVENT\r\n"
    bring(source, read(f"BEGIN:VCALENDAR\r\n{weekly}END:VCALENDAR\r\n".encode(), today=TODAY))
    days = [("Pasar Tani", f"2027-06-{day:02}", "") for day in [5, 12, 19]]
    plan = bring(other, listed(*days, ("DIBATALKAN: Pasar Tani", "2027-06-26", "")))
    assert {step.page.pk for step in plan.steps} == {FederatedEvent.objects.get(source=source).event_id}
    assert "new" not in plan.report()["counts"]
    assert FederatedEvent.objects.get(source=source).event.get_latest_revision_as_object().status == "scheduled"
    assert {step.action for step in bring(other, listed(*days)).steps} == {"unchanged"}


def test_our_own_events_are_known_and_never_drafted(source, settings):
    ours = EventPage.objects.filter(live=True, locale__language_code="id").first()
    told = f"BEGIN:VEVENT\r\nUID:{ours.translation_key}@portal.example\r\nSUMMARY:Lain\r\nDTSTART:20270612T120000Z\r\nEND:VEVENT\r\n"
    told += told.replace(f"UID:{ours.translation_key}", "UID:lain").replace(
        "END:VEVENT", f"URL:{settings.PUBLIC_URL}{ours.get_url()}\r\nEND:VEVENT"
    )
    told += told.split("END:VEVENT\r\n")[1].replace("UID:lain", "UID:dua").replace(ours.slug, "") + "END:VEVENT\r\n"
    plan = make_plan(source, read(f"BEGIN:VCALENDAR\r\n{told}END:VCALENDAR\r\n".encode(), today=TODAY), TODAY)
    assert [step.action for step in plan.steps] == ["skipped", "skipped", "new"]
    assert f"our own event “{ours.title}”" in plan.steps[0].notes[0]


def test_several_events_under_one_identity_stay_several_at_every_pull(source):
    reading = read((CASES / "same-uid-different-events.ics").read_bytes(), today=TODAY)
    assert {step.action for step in bring(source, reading).steps} == {"new"}
    plan = bring(source, reading)
    assert [step.action for step in plan.steps] == ["unchanged"] * 3
    assert len({step.page.pk for step in plan.steps}) == 3


def test_nothing_is_missing_while_events_wait_that_may_be_the_same(source):
    bring(source, listed(("Pasar Tani", "2027-06-12", "Pule")))
    others = listed(("Lomba Perahu", "2027-06-13", "Waduk"), ("Wayang", "2027-06-14", "Pendopo"))
    assert make_plan(source, others, TODAY, new_at_most=1).missing == []
    assert [told["title"] for told in make_plan(source, others, TODAY).missing] == ["Pasar Tani"]
