"""An editor tries a file or an address; it is shown, and nothing is written."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from events.intake import tasks
from events.models import EventPage
from fetching.fetch import FetchFailed

pytestmark = pytest.mark.usefixtures("db", "english")
CALENDAR = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Kirab Obor\r\nDTSTART;VALUE=DATE:20270612\r\n"
    b"END:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture
def tried(admin_client, run_jobs):
    def tried(**fields):
        answer = admin_client.post(reverse("event_try:index"), fields, follow=True)
        run_jobs()
        return unescape(admin_client.get(answer.redirect_chain[-1][0]).content.decode())

    return tried


def test_calendars_and_tables_are_shown_and_nothing_is_written(tried, admin_client):
    before = EventPage.objects.count()
    text = tried(file=SimpleUploadedFile("a.ics", CALENDAR))
    assert "Kirab Obor" in text and "2027-06-12" in text
    text = tried(
        file=SimpleUploadedFile("a.csv", b"judul;hari pertama\nPasar;Senin, 12 Juni 2027\nTari;13 Juni 2027\n")
    )
    assert "12 Juni 2027 hari Sabtu" in text and "2027-06-13" in text
    assert EventPage.objects.count() == before
    assert reverse("event_try:index") in admin_client.get(reverse("wagtailadmin_home")).content.decode()


def test_an_address_that_answers_nothing_says_why(tried, monkeypatch, admin_client):
    def refuse(_url):
        raise FetchFailed("Ask for the new address.")

    monkeypatch.setattr(tasks, "fetch", refuse)
    assert "Ask for the new address." in tried(address="https://dinas.example/a.ics")
    neither = admin_client.post(reverse("event_try:index"), {})
    assert "berkas atau alamat, salah satu" in neither.content.decode()


def test_others_do_not_see_it(admin_client):
    answer = admin_client.post(reverse("event_try:index"), {"file": SimpleUploadedFile("a.ics", CALENDAR)})
    other = Client()
    other.force_login(User.objects.create_superuser("lain", password="kata-sandi-panjang"))
    assert other.get(answer.url).status_code == 404
