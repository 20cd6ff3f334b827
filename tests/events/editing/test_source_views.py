"""Editors register sources, pull them, and read what came of it."""

from datetime import time, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from accounts.models import User
from events.intake.federation.tasks import pull_calendar, pull_calendars
from events.models import EventPage, EventSource, FederatedEvent
from fetching import fetch as fetching
from jobs.models import Job
from tests.events.office import SOON, calendar, draft_of, event, page_of, publish, publish_at, run

pytestmark = pytest.mark.usefixtures("english")


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


def test_the_button_has_it_pulled_and_the_report_can_be_read(admin_client, source, internet, run_jobs):
    publish_at(internet, event(ATTENDEE="mailto:a@example.org"), event("2", "Rapat", CLASS="PRIVATE"))
    answer = admin_client.post(at("pull_event_source", source.pk), follow=True)
    assert "data-job" in answer.content.decode() and internet.requests == []
    run_jobs()
    html = admin_client.get(at("event_sources:inspect", source.pk)).content.decode()
    page = page_of(source)
    assert "data-job" not in html and "1 draf baru" in html
    assert at("wagtailadmin_pages:edit", page.pk) in html
    for told in ["ATTENDEE", "Rapat", "Pentas Ketoprak Kota Lama"]:
        assert told in html
    assert admin_client.get(at("event_sources:index")).status_code == 200


def test_a_pull_that_fails_says_why(admin_client, source, internet, run_jobs):
    internet.pages["/acara.ics"] = (503, {}, b"")
    admin_client.post(at("pull_event_source", source.pk))
    run_jobs()
    assert "503" in admin_client.get(at("event_sources:inspect", source.pk)).content.decode()
    assert "503" in admin_client.get(at("jobs")).content.decode()


def test_two_clicks_pull_once(admin_client, source, internet, run_jobs):
    publish_at(internet, event())
    for _click in range(2):
        admin_client.post(at("pull_event_source", source.pk))
    run_jobs()
    assert len(internet.requests) == 1


def test_every_hour_each_source_is_pulled_by_a_job_of_its_own(source, diy, internet, run_jobs):
    EventSource.objects.create(name="Aaa", organisation=diy, url=source.url.replace("acara", "hilang"))
    publish_at(internet, event())
    pull_calendars.enqueue()
    run_jobs()
    assert page_of(source).title == "Pentas Ketoprak Kota Lama"
    assert sorted(job.state for job in Job.objects.of(pull_calendar)) == ["Done", "Failed"]


@pytest.fixture
def upload(admin_client, run_jobs):
    """Send a file in, and look at its report once it has been looked through."""

    def upload(source, body, name="acara.ics"):
        file = SimpleUploadedFile(name, body.encode() if isinstance(body, str) else body, "text/calendar")
        answer = admin_client.post(at("upload_to_event_source", source.pk), {"file": file}, follow=True)
        run_jobs()
        return admin_client.get(answer.redirect_chain[-1][0])

    return upload


def test_a_file_is_reported_by_line_before_anything_is_taken(admin_client, diy, upload, run_jobs):
    source = EventSource.objects.create(name="Berkas", organisation=diy)
    before = EventPage.objects.count()
    past = event("2", "Sudah lewat", day=SOON - timedelta(days=400))
    html = upload(source, calendar(event(GEO="1"), past)).content.decode()
    for told in ["<td>3</td>", "<td>13</td>", "Sudah lewat", "GEO"]:
        assert told in html
    assert (EventPage.objects.count(), source.events.count()) == (before, 0)
    admin_client.post(at("event_source_upload", source.pk))
    run_jobs()
    assert "acara.ics" in admin_client.get(at("event_sources:inspect", source.pk)).content.decode()
    assert draft_of(source).title == "Pentas Ketoprak Kota Lama"
    assert source.events.count() == 1
    again = upload(source, calendar(event()))
    assert [(str(label), number) for label, number in again.context["report"]["counts"]] == [("Unchanged", 1)]
    admin_client.post(at("event_source_upload", source.pk), {"discard": ""})
    assert admin_client.get(at("event_source_upload", source.pk)).status_code == 404


@pytest.mark.parametrize(
    ("language", "words"), [("en", "past events are not taken"), ("id-id", "acara yang lewat tidak")]
)
def test_a_file_is_reported_in_the_language_of_whoever_sent_it(diy, upload, administrator, language, words):
    UserProfile.objects.update_or_create(user=administrator, defaults={"preferred_language": language})
    source = EventSource.objects.create(name="Berkas", organisation=diy)
    assert words in upload(source, calendar(event(day=SOON - timedelta(days=400)))).content.decode()


def test_a_file_beside_a_pulled_calendar_says_nothing_of_the_rest(admin_client, source, internet, upload, run_jobs):
    publish_at(internet, event(), event("2", "Festival Dalang Cilik"))
    run(source)
    answer = upload(source, calendar(event("3", "Pasar Tani Wuryantoro")))
    assert answer.context["report"]["missing"] == []
    admin_client.post(at("event_source_upload", source.pk))
    run_jobs()
    assert not source.events.exclude(missing_since=None).exists()
    assert source.events.count() == 3


def test_a_file_is_taken_whole_even_by_a_worker_that_is_stopped_in_the_middle(
    admin_client, diy, upload, run_jobs, monkeypatch
):
    monkeypatch.setattr("events.intake.federation.planning.NEW_AT_MOST", 1)
    source = EventSource.objects.create(name="Berkas", organisation=diy)
    upload(source, calendar(event("1", "Pasar Tani"), event("2", "Lomba Perahu"), event("3", "Wayang")))
    before = EventPage.objects.filter(locale__language_code="id").count()
    admin_client.post(at("event_source_upload", source.pk))
    stop = iter([None, SystemExit])

    def stopped_after_two(done, total):
        if error := next(stop, None):
            raise error

    monkeypatch.setattr("events.intake.federation.importers.tell_progress", stopped_after_two)
    run_jobs()
    assert source.events.count() == 3
    assert EventPage.objects.filter(locale__language_code="id").count() == before + 3
    assert admin_client.get(at("event_source_upload", source.pk)).status_code == 404


@pytest.mark.parametrize("body", [b"<html>Masuk dahulu</html>", b"halo"], ids=["html", "text"])
def test_a_file_that_is_no_calendar_is_refused_with_a_reason(diy, upload, body):
    source = EventSource.objects.create(name="Berkas", organisation=diy)
    html = upload(source, body).content.decode()
    assert "help-critical" in html and "data-job" not in html and "Ambil acara" not in html


@pytest.mark.parametrize("body", [b"", b"x" * (fetching.LARGEST + 1)], ids=["empty", "6 MB"])
def test_a_file_that_is_empty_or_too_large_is_not_even_kept(admin_client, diy, upload, body):
    source = EventSource.objects.create(name="Berkas", organisation=diy)
    assert upload(source, body).request["PATH_INFO"] == at("event_sources:inspect", source.pk)
    assert admin_client.get(at("event_source_upload", source.pk)).status_code == 404


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
