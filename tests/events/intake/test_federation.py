"""Events of other offices arrive as drafts, from a real server through the command, and nobody's work is overwritten."""

from datetime import time, timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page

from accounts.models import Organisation, User
from events.intake.federation.importers import import_events, make_plan
from events.intake.federation.incoming import Dates, IncomingEvent
from events.intake.federation.matching import Matcher, alike, words
from events.intake.federation.page_values import category_of
from events.models import EventIndexPage, EventPage, EventSource, FederatedEvent
from fetching import fetch as fetching
from tests.fetching.loopback import office

SOON = timezone.localdate() + timedelta(days=40)
LATER = SOON + timedelta(days=7)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def internet(monkeypatch, settings):
    """This machine stands for the internet: the one seam, as in test_fetch."""
    settings.DEBUG = True
    monkeypatch.setattr("fetching.addresses.is_public", lambda address: address == "127.0.0.1")
    with office() as served:
        yield served


@pytest.fixture
def diy(db):
    return Organisation.objects.create(slug="diy", name="Dinas Pariwisata DIY", website="https://diy.example")


@pytest.fixture
def source(diy, internet):
    return EventSource.objects.create(
        name="Kalender DIY", url=internet.url("/acara.ics"), organisation=diy, regency="yogyakarta", category="festival"
    )


def event(uid="1", title="Pentas Ketoprak Kota Lama", day=SOON, **lines):
    told = {
        "UID": uid,
        "SUMMARY": title,
        "DTSTART;TZID=Asia/Jakarta": f"{day:%Y%m%d}T190000",
        "DTEND;TZID=Asia/Jakarta": f"{day:%Y%m%d}T210000",
        "LOCATION": "Taman Budaya Yogyakarta",
        "DESCRIPTION": "Lakon semalam suntuk.",
        "URL": "https://diy.example/acara/1",
    } | {name.replace("_", ";"): text for name, text in lines.items()}
    body = "\r\n".join(f"{name}:{text}" for name, text in told.items() if text is not None)
    return f"BEGIN:VEVENT\r\n{body}\r\nEND:VEVENT\r\n"


def calendar(*events):
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(events) + "END:VCALENDAR\r\n"


def publish_at(internet, *events):
    internet.calendar(calendar(*events), "/acara.ics")


def run(source, **options):
    out = StringIO()
    call_command("pull_events", source=str(source.pk), stdout=out, stderr=out, **options)
    source.refresh_from_db()
    return out.getvalue()


def page_of(source, uid="1"):
    return FederatedEvent.objects.get(source=source, source_uid=uid).event


def draft_of(source, uid="1"):
    return page_of(source, uid).get_latest_revision_as_object()


def revisions():
    return EventPage.objects.count(), Page.objects.count(), sum(p.revisions.count() for p in EventPage.objects.all())


def publish(page, **fields):
    page = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return EventPage.objects.get(pk=page.pk)


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


# Going


def test_an_event_that_is_gone_from_its_source_is_reported_and_stays(source, internet):
    publish_at(internet, event(), event("2", "Festival Dalang Cilik"))
    run(source)
    publish(page_of(source, "2"))
    publish_at(internet, event())
    said = run(source)
    assert "Festival Dalang Cilik: no longer in the source" in said
    record = FederatedEvent.objects.get(source=source, source_uid="2")
    assert record.missing_since
    assert record.event.live
    assert [row["title"] for row in source.last_report["missing"]] == ["Festival Dalang Cilik"]
    since = record.missing_since
    run(source)
    record.refresh_from_db()
    assert record.missing_since == since
    publish_at(internet, event(), event("2", "Festival Dalang Cilik"))
    run(source)
    record.refresh_from_db()
    assert record.missing_since is None


@pytest.mark.parametrize(
    "answer",
    [
        (200, {"Content-Type": "text/calendar"}, b""),
        (200, {"Content-Type": "text/calendar"}, b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"),
        (200, {"Content-Type": "text/calendar"}, calendar(event("2", "Lain"))[:-20].encode()),
        (200, {"Content-Type": "text/html"}, b"<!DOCTYPE html><html>Sedang dalam pemeliharaan</html>"),
        (200, {"Content-Type": "application/json"}, b"[]"),
        (404, {}, b""),
        (410, {}, b""),
        (500, {}, b""),
        (503, {}, calendar().encode()),
        (302, {"Location": "http://10.0.0.1/"}, b""),
    ],
    ids=["nothing", "empty", "cut off", "html", "empty list", "404", "410", "500", "503", "into a network"],
)
def test_a_bad_answer_removes_and_marks_nothing(source, internet, answer):
    publish_at(internet, event())
    run(source)
    publish(page_of(source))
    internet.pages["/acara.ics"] = answer
    try:
        run(source)
    except CommandError:
        source.refresh_from_db()
        assert source.misses == 1
        assert source.last_error
        assert source.last_report["counts"] == {"new": 1}
    record = FederatedEvent.objects.get(source=source, source_uid="1")
    assert record.missing_since is None
    assert record.event.live
    assert not record.event.has_unpublished_changes


def test_a_source_that_fails_does_not_keep_the_next_one_out(source, internet, diy):
    internet.pages["/acara.ics"] = (500, {}, b"")
    EventSource.objects.create(name="Z lain", url=internet.url("/lain.ics"), organisation=diy)
    internet.calendar(calendar(event()), "/lain.ics")
    out, wrong = StringIO(), StringIO()
    with pytest.raises(CommandError):
        call_command("pull_events", stdout=out, stderr=wrong)
    assert "Kalender DIY" in wrong.getvalue()
    assert "Z lain: iCalendar, 1 found: 1 new." in out.getvalue()


def test_a_source_that_answers_again_is_no_longer_failing(source, internet):
    internet.pages["/acara.ics"] = (500, {}, b"")
    with pytest.raises(CommandError):
        run(source)
    publish_at(internet, event())
    run(source)
    assert (source.misses, source.last_error) == (0, "")


def test_one_event_that_cannot_be_written_does_not_keep_the_others_out(source, internet, monkeypatch):
    real = EventPage.save_revision

    def fail(self, *args, **kwargs):
        if self.title == "Rusak":
            raise RuntimeError("disk")
        return real(self, *args, **kwargs)

    monkeypatch.setattr(EventPage, "save_revision", fail)
    internet.calendar(calendar(event("1", "Rusak"), event("2", "Festival Dalang Cilik")), "/acara.ics", ETag='"v1"')
    said = run(source)
    assert "1 failed, 1 new" in said
    assert not EventPage.objects.filter(title="Rusak").exists()
    assert source.etag == ""  # so that the next pull tries again


# The same event from elsewhere


def here(**fields):
    index = EventIndexPage.objects.get(locale__language_code="id")
    told = {"title": "Pentas Ketoprak Kota Lama", "summary": "Milik kami.", "timing": "span", "starts_on": SOON}
    page = EventPage(**told | {"place_text": "Taman Budaya"} | fields)
    index.add_child(instance=page)
    page.save_revision().publish()
    return page


def test_an_event_that_is_here_already_is_recognised_and_keeps_its_words(source, internet):
    page = here()
    publish_at(internet, event(title="Pentas Ketoprak “Kota Lama” 2027", STATUS="CANCELLED"))
    said = run(source)
    assert "Dikenali sebagai “Pentas Ketoprak Kota Lama”" in said
    assert page_of(source) == page
    draft = draft_of(source)
    assert (draft.title, draft.summary, draft.place_text) == (page.title, "Milik kami.", "Taman Budaya")
    assert draft.status == "cancelled"  # what we had not said ourselves
    assert EventPage.objects.filter(locale__language_code="id", title__contains="Ketoprak").count() == 1


def test_an_event_that_only_resembles_ours_arrives_beside_it_and_says_so(source, internet):
    here(starts_on=SOON - timedelta(days=20))
    publish_at(internet, event(LOCATION="Taman Budaya"))
    assert "Mirip “Pentas Ketoprak Kota Lama”" in run(source)
    assert "Mirip" in draft_of(source).editor_note


def test_a_source_that_gives_its_event_a_new_identity_is_understood(source, internet):
    publish_at(internet, event("lama"))
    run(source)
    before = EventPage.objects.count()
    publish_at(internet, event("baru", DESCRIPTION="Teks baru."))
    said = run(source)
    assert "1 changed" in said
    assert "no longer in the source" not in said
    assert EventPage.objects.count() == before
    assert draft_of(source, "baru").summary == "Teks baru."
    assert "1 unchanged" in run(source)


def test_two_sources_of_one_event_share_its_page(source, internet, diy):
    publish_at(internet, event())
    run(source)
    other = EventSource.objects.create(name="Gunungkidul", url=internet.url("/gk.ics"), organisation=diy)
    internet.calendar(calendar(event("gk-77")), "/gk.ics")
    run(other)
    assert page_of(other, "gk-77") == page_of(source, "1")


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Labuhan Ageng Sembukan", "Labuhan Ageng Pantai Sembukan", 0.8, 1),
        ("Festival Reog 2026", "FESTIVAL REOG 2027", 1, 1),
        ("Jathilan & Reog", "Reog, Jathilan", 1, 1),
        ("Wayang Kulit: Ki Manteb", "Pasar Tani", 0, 0.4),
        ("", "", 0, 0),
        ("Grebeg Maulud", "Grebeg Besar", 0.5, 0.84),
    ],
)
def test_titles_are_compared_as_people_do(one, other, least, most):
    assert least <= alike(words(one), words(other)) <= most


def test_a_date_of_a_series_that_is_here_is_recognised(db):
    page = here(timing="civil", rrule="FREQ=WEEKLY", days=1)
    item = IncomingEvent("x", "Pentas Ketoprak Kota Lama", dates=Dates("span", LATER), place="Taman Budaya, Yogyakarta")
    twin = Matcher().twin(item, set())
    assert (twin.page, twin.is_sure) == (page, True)
    elsewhere = IncomingEvent("x", page.title, dates=Dates("span", LATER + timedelta(days=3)), place="Solo")
    assert not Matcher().twin(elsewhere, set()).is_sure


def test_a_draft_of_ours_with_an_unreadable_rule_stops_no_pull(source, internet):
    EventPage.objects.filter(pk=here(place_text="Lain", timing="civil", rrule="FREQ=WEEKLY").pk).update(
        rrule="FREQ=NEVER"
    )
    publish_at(internet, event())
    assert "1 new" in run(source)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Seni Pertunjukan",), "performance"),
        (("Lomba",), "contest"),
        (("rite",), "rite"),
        (("Bersih Desa",), "harvest"),
        (("Umum", "Kuliner Malam"), "food"),
        (("Umum",), "festival"),
        ((), "festival"),
    ],
)
def test_the_words_a_source_sorts_by_become_our_categories(names, expected):
    assert category_of(names, "festival") == expected


# Other formats, and what a plan is


def test_our_own_feed_of_another_office_is_read_page_by_page(source, internet):
    import json

    def feed(day, **more):
        told = {
            "uid": "7f3b",
            "start": day.isoformat(),
            "end": None,
            "all_day": True,
            "is_eve": True,
            "category": "rite",
        }
        item = {"id": f"7f3b/{day}", "title": "Ruwatan Agung", "summary": "Ritus.", "_event": told}
        return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item]} | more)

    internet.calendar(feed(SOON, next_url="/feed.json?after=1"), "/feed.json", "application/feed+json", ETag='"1"')
    internet.calendar(feed(LATER), "/feed.json?after=1", "application/feed+json")
    source.url = internet.url("/feed.json")
    source.save()
    run(source)
    draft = draft_of(source, "7f3b")
    assert (draft.timing, draft.is_eve, draft.category) == ("sessions", True, "rite")
    assert [session.held_on for session in draft.sessions.all()] == [SOON, LATER]
    assert source.etag == ""  # the first page alone does not tell whether the second has changed
    assert "1 unchanged" in run(source)


def test_a_plan_writes_nothing(source, internet):
    from events.intake.federation.readers import read

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


def test_an_address_is_checked_when_it_is_registered(diy):
    from django.core.exceptions import ValidationError

    webcal = EventSource(name="a", url="webcal://x.example/a.ics", organisation=diy)
    webcal.full_clean()
    assert webcal.url == "https://x.example/a.ics"
    for url in [
        "http://x.example/",
        "https://u:p@x.example/",
        "https://x.example:8080/",
        "javascript:alert(1)",
        "acara",
    ]:
        with pytest.raises(ValidationError):
            EventSource(name="a", url=url, organisation=diy).full_clean()


def test_a_plan_takes_as_many_queries_for_thirty_events_as_for_three(source):
    from events.intake.federation.readers import read

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
    from events.intake.federation import importers
    from events.intake.federation.readers import read

    monkeypatch.setattr(importers, "NEW_AT_MOST", 2)
    names = ["Labuhan Sembukan", "Pasar Tani Wuryantoro", "Lomba Perahu Gajah Mungkur"]
    reading = read(calendar(*(event(name, name) for name in names)).encode())
    first, second = import_events(source, reading), import_events(source, reading)
    assert [step.action for step in first.steps] == ["new", "new", "skipped"]
    assert not first.is_clean
    assert [step.action for step in second.steps] == ["unchanged", "unchanged", "new"]
    assert second.is_clean


# In the admin


def at(name, *args):
    return reverse(name, args=args)


@pytest.fixture
def editor_without_rights(db):
    user = User.objects.create_user("pembaca", password="a-long-password-for-tests")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_an_editor_registers_a_source_and_lands_where_it_can_be_pulled(admin_client, diy):
    told = {"name": "Gunungkidul", "url": "webcal://gk.example/a.ics", "organisation": diy.pk, "is_active": "on"}
    told |= {"language": "id", "regency": "gunungkidul", "category": "festival"}
    answer = admin_client.post(at("event_sources:add"), told, follow=True)
    source = EventSource.objects.get(name="Gunungkidul")
    assert source.url == "https://gk.example/a.ics"
    assert answer.redirect_chain[-1][0] == at("event_sources:inspect", source.pk)
    assert at("pull_event_source", source.pk) in answer.content.decode()
    refused = admin_client.post(at("event_sources:add"), told | {"url": "http://gk.example/a.ics"})
    assert "https://" in refused.context["form"].errors["url"][0]


def test_the_button_pulls_and_the_report_can_be_read(admin_client, source, internet):
    publish_at(internet, event(ATTENDEE="mailto:a@example.org"), event("2", "Rapat", CLASS="PRIVATE"))
    answer = admin_client.post(at("pull_event_source", source.pk), follow=True)
    html = answer.content.decode()
    page = page_of(source)
    assert "1 draf baru" in html or "1 new drafts" in html
    assert at("wagtailadmin_pages:edit", page.pk) in html
    for told in ["ATTENDEE", "Rapat", "Pentas Ketoprak Kota Lama"]:
        assert told in html
    assert admin_client.get(at("event_sources:index")).status_code == 200


def test_a_pull_that_fails_says_why(admin_client, source, internet):
    internet.pages["/acara.ics"] = (503, {}, b"")
    answer = admin_client.post(at("pull_event_source", source.pk), follow=True)
    assert "503" in answer.content.decode()


def upload(client, source, body, name="acara.ics"):
    file = SimpleUploadedFile(name, body.encode() if isinstance(body, str) else body, "text/calendar")
    return client.post(at("upload_to_event_source", source.pk), {"file": file}, follow=True)


def test_a_file_is_reported_by_line_before_anything_is_taken(admin_client, diy):
    source = EventSource.objects.create(name="Berkas", organisation=diy)
    before = EventPage.objects.count()
    past = event("2", "Sudah lewat", day=SOON - timedelta(days=400))
    answer = upload(admin_client, source, calendar(event(GEO="1"), past))
    html = answer.content.decode()
    assert answer.redirect_chain[-1][0] == at("event_source_upload", source.pk)
    for told in ["<td>3</td>", "<td>13</td>", "Sudah lewat", "GEO"]:
        assert told in html
    assert (EventPage.objects.count(), source.events.count()) == (before, 0)
    taken = admin_client.post(at("event_source_upload", source.pk), follow=True)
    assert "acara.ics" in taken.content.decode()
    assert draft_of(source).title == "Pentas Ketoprak Kota Lama"
    assert source.events.count() == 1
    again = upload(admin_client, source, calendar(event()))
    assert [(str(label), number) for label, number in again.context["report"]["counts"]] == [("Unchanged", 1)]
    admin_client.post(at("event_source_upload", source.pk), {"discard": ""})
    assert admin_client.get(at("event_source_upload", source.pk)).status_code == 404


def test_a_file_beside_a_pulled_calendar_says_nothing_of_the_rest(admin_client, source, internet):
    publish_at(internet, event(), event("2", "Festival Dalang Cilik"))
    run(source)
    answer = upload(admin_client, source, calendar(event("3", "Pasar Tani Wuryantoro")))
    assert answer.context["report"]["missing"] == []
    admin_client.post(at("event_source_upload", source.pk))
    assert not source.events.exclude(missing_since=None).exists()
    assert source.events.count() == 3


def test_a_large_file_is_taken_in_parts_while_somebody_waits(admin_client, diy, monkeypatch):
    monkeypatch.setattr("events.editing.source_views.NEW_AT_ONCE", 1)
    source = EventSource.objects.create(name="Berkas", organisation=diy)
    upload(admin_client, source, calendar(event("1", "Pasar Tani"), event("2", "Lomba Perahu")))
    first = admin_client.post(at("event_source_upload", source.pk), follow=True)
    assert first.redirect_chain[-1][0] == at("event_source_upload", source.pk)
    assert source.events.count() == 1
    second = admin_client.post(at("event_source_upload", source.pk), follow=True)
    assert second.redirect_chain[-1][0] == at("event_sources:inspect", source.pk)
    assert source.events.count() == 2


@pytest.mark.parametrize(
    "body",
    [b"<html>Masuk dahulu</html>", b"", b"halo", b"x" * (fetching.LARGEST + 1)],
    ids=["html", "empty", "text", "6 MB"],
)
def test_a_file_that_is_no_calendar_is_refused_with_a_reason(admin_client, diy, body):
    source = EventSource.objects.create(name="Berkas", organisation=diy)
    answer = upload(admin_client, source, body)
    assert answer.redirect_chain[-1][0] == at("event_sources:inspect", source.pk)
    assert len(list(answer.context["messages"])) == 1
    assert not source.events.exists()


def test_only_who_may_publish_events_may_import_them(editor_without_rights, source, internet):
    for name in ["pull_event_source", "upload_to_event_source", "event_source_upload"]:
        answer = editor_without_rights.post(at(name, source.pk))
        assert answer.status_code in {302, 403}
    assert editor_without_rights.get(at("event_sources:index")).status_code == 302
    assert internet.requests == []
    assert not FederatedEvent.objects.exists()


def test_an_address_that_only_pulls_by_post(admin_client, source, internet):
    assert admin_client.get(at("pull_event_source", source.pk)).status_code == 405
    assert internet.requests == []


def test_the_editor_of_an_event_sees_where_it_came_from_and_what_differs(admin_client, source, internet):
    publish_at(internet, event(ORGANIZER="mailto:a@diy.example", IMAGE="https://diy.example/a.jpg"))
    run(source)
    page = page_of(source)
    address = at("wagtailadmin_pages:edit", page.pk)
    html = admin_client.get(address).content.decode()
    for told in ["Kalender DIY", "https://diy.example/acara/1", "https://diy.example/a.jpg", "a@diy.example"]:
        assert told in html
    publish(page, title="Judul redaksi", start_time=time(20))
    html = admin_client.get(address).content.decode()
    assert "<dd>Pentas Ketoprak Kota Lama</dd>" in html
    assert "19:00–21:00</dd>" in html
    own = EventPage.objects.filter(locale__language_code="id", provenance=None, live=True).first()
    assert "provenance" not in admin_client.get(at("wagtailadmin_pages:edit", own.pk)).content.decode()
