"""What is gone, fails or goes on over several pages is reported, and removes nothing."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from events.intake.federation.pulling import pull
from events.models import EventPage, EventSource, FederatedEvent
from tests.events.office import LATER, SOON, calendar, draft_of, event, page_of, publish, publish_at, run

pytestmark = [pytest.mark.usefixtures("english"), pytest.mark.sql]


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


def test_a_calendar_below_what_a_server_put_before_it_is_pulled(source, internet):
    body = b'{"notice": "Deprecated"}\r\n' + calendar(event()).encode()
    internet.pages["/acara.ics"] = (200, {"Content-Type": "text/calendar"}, body)
    run(source)
    assert page_of(source)


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


def _breaks_http(handler):
    handler.wfile.write(b"Selamat datang\r\n\r\n")


def test_whatever_one_source_does_the_next_ones_are_pulled(source, internet, diy, quiet):
    publish_at(internet, event("8841", "Wayang Kulit"))
    run(source)
    FederatedEvent.objects.filter(source=source).update(seen={"dates": {}})  # what no version of ours wrote
    publish_at(internet, event("8841", "Wayang Kulit Semalam Suntuk"))
    internet.pages["/rusak.ics"] = _breaks_http
    list_of = {"Content-Type": "application/json"}
    internet.pages["/daftar.json"] = (200, list_of, b'{"items": [], "next_url": "http://[::1"}')
    bad = {
        "L rusak": internet.url("/rusak.ics"),
        "M kurung": "http://[::1",
        "N titik": "http://a..b/acara.ics",
        "O daftar": internet.url("/daftar.json"),
    }
    for name, url in bad.items():
        EventSource.objects.create(name=name, url=url, organisation=diy)
    EventSource.objects.create(name="Z lain", url=internet.url("/lain.ics"), organisation=diy)
    internet.calendar(calendar(event("2", "Festival Dalang Cilik")), "/lain.ics")
    out, wrong = StringIO(), StringIO()
    with pytest.raises(CommandError, match="5 sources"):
        call_command("pull_events", stdout=out, stderr=wrong)
    lines = dict(line.split(": ", 1) for line in wrong.getvalue().splitlines())
    assert sorted(lines) == ["Kalender DIY", *bad]
    assert "(KeyError)" in lines["Kalender DIY"]
    assert "Z lain: iCalendar, 1 found: 1 new." in out.getvalue()
    for failed in EventSource.objects.filter(name__in=lines):
        assert (failed.misses, failed.last_error) == (1, lines[failed.name])


def test_an_editor_who_corrects_a_source_while_it_is_pulled_keeps_the_correction(source, internet):
    publish_at(internet, event())
    EventSource.objects.filter(pk=source.pk).update(name="Kalender Yogyakarta")
    pull(source)
    source.refresh_from_db()
    assert source.name == "Kalender Yogyakarta"
    assert source.last_success_at


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
    assert "disk" not in said
    assert not EventPage.objects.filter(title="Rusak").exists()
    assert source.etag == ""  # so that the next pull tries again


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
