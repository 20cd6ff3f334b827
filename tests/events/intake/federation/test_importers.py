"""Events of other offices arrive as drafts, and nobody's work is overwritten."""

from datetime import time, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from events.intake.federation.importers import apply_plan, import_events
from events.intake.federation.planning import make_plan
from events.intake.reading.readers import read
from events.models import EventIndexPage, EventPage, EventSource, FederatedEvent
from tests.events.office import LATER, SOON, calendar, draft_of, event, page_of, publish, publish_at, revisions, run

pytestmark = [pytest.mark.usefixtures("english"), pytest.mark.sql]


# Arriving


def test_a_new_event_arrives_as_a_draft_with_its_provenance(source, internet):
    publish_at(internet, event())
    said = run(source)
    page = draft_of(source)
    assert not page.live
    assert page.get_parent().specific == EventIndexPage.objects.get(locale__language_code="id")
    assert (page.title, page.summary, page.place_text) == (
        "Pentas Ketoprak Kota Lama",
        "Lakon semalam suntuk.",
        "Taman Budaya Yogyakarta",
    )
    assert (page.timing, page.starts_on, page.start_time, page.end_time) == ("span", SOON, time(19), time(21))
    assert (page.regency, page.category, page.organiser) == ("yogyakarta", "festival", source.organisation)
    assert (page.certainty, page.status) == ("estimated", "scheduled")
    assert "https://diy.example/acara/1" in page.sources
    record = page.provenance.get()
    assert (record.source, record.url, record.last_day) == (source, "https://diy.example/acara/1", SOON)
    assert "1 new" in said
    assert source.last_report["counts"] == {"new": 1}


def test_a_draft_has_its_places_in_the_other_languages_and_can_be_published(source, internet, client):
    publish_at(internet, event())
    run(source)
    page = publish(page_of(source))
    assert page.live
    aliases = EventPage.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    assert {alias.locale.language_code for alias in aliases} == {"en", "jv"}
    html = client.get(page.url).content.decode()
    assert "Dinas Pariwisata DIY" in html
    assert "https://diy.example/acara/1" in html


def test_the_command_pulls_every_active_source_and_names_what_it_did(source, internet, diy):
    off = EventSource.objects.create(name="Mati", url=internet.url("/mati.ics"), organisation=diy, is_active=False)
    publish_at(internet, event(), event("2", "Rapat", CLASS="PRIVATE"))
    out = StringIO()
    call_command("pull_events", stdout=out)
    said = out.getvalue()
    assert "Kalender DIY: iCalendar, 2 found: 1 new." in said
    assert "line 12: Rapat: skipped." in said
    assert [path for path, _headers in internet.requests] == ["/acara.ics"]
    off.refresh_from_db()
    assert off.last_pulled_at is None


def test_a_series_arrives_as_a_series_and_sessions_as_sessions(source, internet):
    publish_at(
        internet,
        event("1", RRULE="FREQ=WEEKLY", EXDATE=f"{LATER:%Y%m%d}T120000Z"),
        event("2", "Festival Dalang Cilik", RDATE=f"{LATER:%Y%m%d}T120000Z"),
    )
    run(source)
    weekly, sessions = draft_of(source, "1"), draft_of(source, "2")
    assert (weekly.timing, weekly.rrule, weekly.starts_on) == ("civil", "FREQ=WEEKLY", SOON)
    assert [(change.original_on, change.status) for change in weekly.date_changes.all()] == [(LATER, "cancelled")]
    assert sessions.timing == "sessions"
    assert [session.held_on for session in sessions.sessions.all()] == [SOON, LATER]
    for page in (weekly, sessions):
        assert list(page.publishing_problems()) == []


@pytest.mark.parametrize(
    "lines",
    [
        {"RRULE": "FREQ=MONTHLY;BYDAY=SA;BYSETPOS=-1"},
        {"RRULE": "FREQ=DAILY;COUNT=3"},
        {"DTSTART_TZID=Asia/Jakarta": f"{SOON:%Y%m%d}T210000", "DTEND_TZID=Asia/Jakarta": f"{LATER:%Y%m%d}T040000"},
        {"DTEND_TZID=Asia/Jakarta": f"{SOON + timedelta(1):%Y%m%d}T000000"},
        {"DTEND_TZID=Asia/Jakarta": f"{SOON + timedelta(1):%Y%m%d}T030000", "RRULE": "FREQ=WEEKLY;COUNT=4"},
        {"DTEND_TZID=Asia/Jakarta": f"{SOON + timedelta(1):%Y%m%d}T030000", "RDATE": f"{LATER:%Y%m%d}T120000Z"},
        {"RRULE": "FREQ=WEEKLY;UNTIL=20990101", "RDATE": f"{LATER + timedelta(1):%Y%m%d}T120000Z"},
    ],
)
def test_what_arrives_can_be_published_as_it_is(source, internet, lines):
    publish_at(internet, event(**lines))
    run(source)
    assert list(draft_of(source).publishing_problems()) == []


def test_an_event_that_is_over_is_not_taken_and_that_is_said(source, internet):
    publish_at(internet, event(day=timezone.localdate() - timedelta(days=1)), event("2", "Nanti"))
    said = run(source)
    assert "acara yang lewat tidak diambil" in said
    assert FederatedEvent.objects.filter(source=source).count() == 1


def test_the_venue_is_found_by_its_name(source, internet):
    publish_at(internet, event(LOCATION="Pantai Nampu\\, Paranggupito"))
    run(source)
    assert draft_of(source).venue.title == "Pantai Nampu"


# Again


def test_a_second_run_changes_nothing(source, internet):
    publish_at(
        internet, event(), event("2", "Festival Dalang Cilik", RRULE="FREQ=WEEKLY", DESCRIPTION="<p>a <b>b</b></p>")
    )
    run(source)
    before = revisions()
    for _number in range(2):
        said = run(source)
        assert "2 unchanged" in said
    assert revisions() == before


def test_what_the_server_knows_to_be_unchanged_costs_one_request(source, internet):
    def answer(handler):
        if handler.headers.get("If-None-Match") == '"v1"':
            return 304, {}, b""
        return 200, {"Content-Type": "text/calendar", "ETag": '"v1"'}, calendar(event()).encode()

    internet.pages["/acara.ics"] = answer
    run(source)
    report = source.last_report
    assert "not changed since the last time" in run(source)
    assert source.last_report == report
    assert source.misses == 0


def test_a_changed_event_arrives_as_a_new_draft_of_its_page(source, internet):
    publish_at(internet, event())
    run(source)
    page = publish(page_of(source))
    publish_at(internet, event(day=LATER, LOCATION="Pendopo", STATUS="CONFIRMED"))
    assert "1 changed" in run(source)
    page.refresh_from_db()
    assert (page.starts_on, page.place_text) == (SOON, "Taman Budaya Yogyakarta")
    assert page.has_unpublished_changes
    draft = draft_of(source)
    assert (draft.starts_on, draft.place_text, draft.certainty) == (LATER, "Pendopo", "confirmed")
    assert draft.confirmed_by == "Dinas Pariwisata DIY"
    assert source.last_report["rows"][0]["fields"] == ["dates", "place_text", "certainty"]


def test_a_cancelled_event_arrives_as_cancelled(source, internet):
    publish_at(internet, event())
    run(source)
    publish_at(internet, event(STATUS="CANCELLED"))
    run(source)
    assert draft_of(source).status == "cancelled"


@pytest.mark.parametrize(
    ("field", "words", "lines"),
    [
        ("title", "Ketoprak di kota lama", {"SUMMARY": "Pentas Ketoprak II"}),
        ("summary", "Ditulis ulang oleh redaksi.", {"DESCRIPTION": "Teks baru."}),
        ("place_text", "Concert Hall, pintu timur", {"LOCATION": "Gedung lain"}),
        ("start_time", time(20), {"DTSTART_TZID=Asia/Jakarta": f"{SOON:%Y%m%d}T183000"}),
        ("category", "performance", {"CATEGORIES": "Kuliner"}),
    ],
)
def test_what_an_editor_changed_is_not_overwritten_and_the_rest_still_comes(source, internet, field, words, lines):
    publish_at(internet, event())
    run(source)
    publish(page_of(source), **{field: words})
    publish_at(internet, event(**lines | {"STATUS": "CANCELLED"}))
    run(source)
    draft = draft_of(source)
    assert getattr(draft, field) == words
    assert draft.status == "cancelled"
    told = {"start_time": "dates"}.get(field, field)
    assert source.last_report["rows"][0]["kept"] == [told]
    before = revisions()
    run(source)
    assert revisions() == before


def test_an_editors_unpublished_words_are_not_overwritten_either(source, internet):
    publish_at(internet, event())
    run(source)
    page = publish(page_of(source)).get_latest_revision_as_object()
    page.title = "Judul dalam naskah"
    page.save_revision()
    publish_at(internet, event(title="Judul baru sumber", LOCATION="Pendopo"))
    run(source)
    draft = draft_of(source)
    assert (draft.title, draft.place_text) == ("Judul dalam naskah", "Pendopo")


def test_a_text_that_the_editor_opened_and_saved_unchanged_still_follows_its_source(source, internet):
    publish_at(internet, event(DESCRIPTION="Panjang sekali. " * 30))
    run(source)
    page = page_of(source).get_latest_revision_as_object()
    page.body = [("text", f'<p data-block-key="x1">{page.body[0].value.source[3:-4]}</p>')]
    page.save_revision()
    publish_at(internet, event(DESCRIPTION="Lain sama sekali. " * 30))
    run(source)
    assert "Lain sama sekali" in draft_of(source).body[0].value.source


def test_the_dates_an_editor_added_stay_with_those_of_the_past(source, internet):
    """A feed forgets what is over; a page keeps it, and that is no change."""
    yesterday = timezone.localdate() - timedelta(days=1)
    publish_at(internet, event(day=yesterday, RDATE=f"{SOON:%Y%m%d}T120000Z,{LATER:%Y%m%d}T120000Z"))
    run(source)
    before = revisions()
    publish_at(internet, event(day=SOON, RDATE=f"{LATER:%Y%m%d}T120000Z"))
    assert "1 unchanged" in run(source)
    assert revisions() == before
    publish_at(internet, event(day=SOON))
    run(source)
    assert [session.held_on for session in draft_of(source).sessions.all()] == [yesterday, SOON]


def test_an_event_that_an_editor_deleted_does_not_come_back(source, internet):
    publish_at(internet, event())
    run(source)
    page_of(source).delete()
    publish_at(internet, event(title="Judul baru"))
    assert "tidak dimunculkan lagi" in run(source)
    assert not EventPage.objects.filter(title="Judul baru").exists()


def test_a_plan_writes_nothing(source, internet):
    from events.intake.reading.readers import read

    before = revisions(), FederatedEvent.objects.count()
    plan = make_plan(source, read(calendar(event()).encode()))
    assert [step.action for step in plan.steps] == ["new"]
    assert plan.report()["counts"] == {"new": 1}
    assert (revisions(), FederatedEvent.objects.count()) == before


def test_a_hostile_text_is_harmless_on_the_page(source, internet, client):
    hostile = '<p>Halo <script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a></p>' * 9
    publish_at(internet, event(title="<script>alert(1)</script>Reog", DESCRIPTION=hostile, URL="javascript:alert(1)"))
    run(source)
    page = publish(page_of(source))
    html = client.get(page.url).content.decode()
    assert page.title == "Reog"
    for danger in ["alert(1)", "onerror", "javascript:"]:
        assert danger not in html


def test_a_plan_takes_as_many_queries_for_thirty_events_as_for_three(source):
    from events.intake.reading.readers import read

    numbers = []
    for count in [3, 30]:
        reading = read(calendar(*(event(str(n), f"Acara nomor {n:04}") for n in range(count))).encode())
        import_events(source, reading)
        with CaptureQueriesContext(connection) as queries:
            plan = make_plan(source, reading)
        assert {step.action for step in plan.steps} == {"unchanged"}
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] <= 4


def test_new_events_beyond_a_number_wait_for_the_next_pull(source, monkeypatch):
    from events.intake.federation import planning
    from events.intake.reading.readers import read

    monkeypatch.setattr(planning, "NEW_AT_MOST", 2)
    names = ["Labuhan Sembukan", "Pasar Tani Wuryantoro", "Lomba Perahu Gajah Mungkur"]
    reading = read(calendar(*(event(name, name) for name in names)).encode())
    first, second = import_events(source, reading), import_events(source, reading)
    assert [step.action for step in first.steps] == ["new", "new", "skipped"]
    assert not first.is_clean
    assert [step.action for step in second.steps] == ["unchanged", "unchanged", "new"]
    assert second.is_clean


# In somebody's hands


def _changed_at(internet):
    publish_at(internet, event(LOCATION="Alun-alun Kidul", DESCRIPTION="Lakon semalam suntuk."))


@pytest.mark.sql
def test_an_editor_who_saves_while_a_pull_runs_wins(source, internet):
    publish_at(internet, event())
    run(source)
    page = page_of(source)
    _changed_at(internet)
    reading = read(internet.pages["/acara.ics"][2])
    plan = make_plan(source, reading)
    assert plan.steps[0].action == "changed"
    theirs = page.get_latest_revision_as_object()
    theirs.summary = "Ditulis redaktur."
    saved = theirs.save_revision()
    apply_plan(plan)
    assert draft_of(source).latest_revision_id == saved.pk
    (row,) = plan.report()["rows"]
    assert (row["action"], row["fields"]) == ("left_alone", [])
    assert row["notes"][-1].startswith("Left alone: changed meanwhile.")
    assert not plan.is_clean
    run(source)
    draft = draft_of(source)
    assert (draft.summary, draft.place_text) == ("Ditulis redaktur.", "Alun-alun Kidul")


def _lock(page):
    EventPage.objects.filter(pk=page.pk).update(locked=True)


def _unlock(page):
    EventPage.objects.filter(pk=page.pk).update(locked=False)


def _moderate(page):
    workflow = Workflow.objects.create(name="Redaksi acara")
    WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.create(name="Periksa"), sort_order=1)
    workflow.start(page, None)


def _end_moderation(page):
    page.current_workflow_state.cancel()


@pytest.mark.parametrize(
    ("take", "let_go", "told"),
    [(_lock, _unlock, "it is locked"), (_moderate, _end_moderation, "it is in moderation")],
    ids=["locked", "in moderation"],
)
@pytest.mark.parametrize("when", ["before the plan", "after the plan"])
def test_a_page_in_somebody_s_hands_is_left_alone_until_it_is_free(source, internet, take, let_go, told, when):
    publish_at(internet, event())
    run(source)
    page = page_of(source)
    _changed_at(internet)
    reading = read(internet.pages["/acara.ics"][2])
    if when == "before the plan":
        take(page)
    plan = make_plan(source, reading)
    if when == "after the plan":
        take(page)
    before = revisions()
    apply_plan(plan)
    assert revisions() == before
    (row,) = plan.report()["rows"]
    assert row["action"] == "left_alone"
    assert told in row["notes"][-1]
    let_go(EventPage.objects.get(pk=page.pk))
    assert "1 changed" in run(source)
    assert draft_of(source).place_text == "Alun-alun Kidul"


def test_the_report_says_what_was_left_alone(source, internet, client, admin_user):
    publish_at(internet, event())
    run(source)
    _lock(page_of(source))
    _changed_at(internet)
    assert "1 left_alone" in run(source)
    client.force_login(admin_user)
    html = client.get(reverse("event_sources:inspect", args=[source.pk])).content.decode()
    assert "Left alone: 1" in html or "Dibiarkan: 1" in html
