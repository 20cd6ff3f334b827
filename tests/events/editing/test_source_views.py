"""Editors register sources, pull them, and read what came of it."""

from datetime import time, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from events.models import EventPage, EventSource, FederatedEvent
from fetching import fetch as fetching
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
