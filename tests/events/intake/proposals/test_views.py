"""Proposing an event: a form without a cookie, and the address by which one follows it."""

import io
import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from events.intake.proposals.views import WORDS, follow_address, form_address
from events.models import EventProposal
from tests.events.proposing import FORM, LANGUAGES, errors, picture, proposal, send

pytestmark = [pytest.mark.django_db, pytest.mark.sql, pytest.mark.usefixtures("no_pictures_kept")]


# The form


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_is_public_sets_no_cookie_and_is_not_kept(client, language):
    response = client.get(form_address(language))
    assert response.status_code == 200
    assert not response.cookies
    assert "no-store" in response.headers["Cache-Control"]
    assert "cookie" not in response.headers.get("Vary", "").lower()
    html = response.content.decode()
    assert f'<html lang="{language}"' in html
    assert html.count("<h1") == 1
    for other in LANGUAGES:
        assert f'hreflang="{other}" href="{settings.PUBLIC_URL}{form_address(other)}"' in html
    assert "csrfmiddlewaretoken" not in html
    again = client.get(form_address(language)).content.decode()
    assert re.search(r'name="token" value="([^"]+)"', html)[1] not in again


def test_the_word_of_another_language_leads_on(client):
    assert client.get("/id/propose-an-event/").headers["Location"] == FORM
    assert client.get("/en/usulkan-acara/").headers["Location"] == "/en/propose-an-event/"


def test_lists_of_events_and_every_footer_lead_to_it(client):
    for language, path in [("id", "/id/acara/"), ("en", "/en/places/")]:
        assert f'href="{form_address(language)}"' in client.get(path).content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_sent_gets_a_number_and_an_address_to_follow(client, language):
    response = send(client, form_address(language))
    assert response.status_code == 303
    assert not response.cookies
    sent = EventProposal.objects.get()
    assert response.headers["Location"] == follow_address(sent, language)
    assert (sent.language, sent.state, sent.contact) == (language, "received", "wati@contoh.id")
    assert sent.description == "Reog dari lima desa.\n\nTerbuka untuk umum; <b>gratis</b>."
    page = client.get(response.headers["Location"])
    html = page.content.decode()
    assert sent.reference in html
    assert "wati@contoh.id" not in html and "Karang Taruna" not in html
    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert not page.cookies


def test_every_mistake_has_its_sentence_and_nothing_typed_is_lost(client):
    day = timezone.localdate()
    wrong = {
        "title": "",
        "place_text": "x" * 201,
        "regency": "mars",
        "starts_on": (day - timedelta(days=1)).isoformat(),
        "ends_on": "kapan-kapan",
        "start_time": "malam",
        "description": "  ",
        "contact": "hubungi saja",
        "link": "bukan alamat",
    }
    response = send(client, organiser_name='<script>"x"', **wrong)
    assert response.status_code == 422
    assert set(errors(response)) == set(wrong)
    html = response.content.decode()
    assert "&lt;script&gt;&quot;x&quot;" in html
    for typed in ("kapan-kapan", "hubungi saja", "bukan alamat", "malam"):
        assert f'value="{typed}"' in html
    for name in wrong:
        assert f'href="#id_{name}"' in html
        assert f'id="id_{name}_error"' in html
        described = re.search(
            rf'id="id_{name}"[^>]*aria-describedby="([^"]+)"|aria-describedby="([^"]+)"[^>]*id="id_{name}"', html
        )
        assert described and f"id_{name}_error" in (described[1] or described[2])
    assert not EventProposal.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_on": "2000-01-01"}, "ends_on"),
        ({"start_time": "19:00", "end_time": "18:00"}, "end_time"),
        ({"starts_on": "2099-01-01"}, "starts_on"),
        ({"starts_on": ""}, "starts_on"),
        ({"contact": "12345"}, "contact"),
        ({"contact": "a@b"}, "contact"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"description": "x" * 3001}, "description"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(client, changes, field):
    response = send(client, **changes)
    assert response.status_code == 422
    assert set(errors(response)) == {field}


@pytest.mark.parametrize(
    "contact", ["wati@contoh.id", "0812 3456 7890", "+62 812-3456-7890", "(0273) 321 045", "08123456789"]
)
def test_an_address_or_a_number_will_do(client, contact):
    assert send(client, contact=contact).status_code == 303


def test_no_line_break_gets_into_a_line(client):
    send(
        client,
        title="Festival\r\nBcc: semua@contoh.id",
        organiser_name="A\x0bB\u2028C\x85D",
        contact="wati@contoh.id\r\n",
    )
    sent = EventProposal.objects.get()
    assert sent.title == "Festival Bcc: semua@contoh.id"
    assert sent.organiser_name == "A B C D"
    assert sent.contact == "wati@contoh.id"


# Following


def test_only_the_signed_address_shows_a_proposal(client):
    sent = proposal()
    good = follow_address(sent, "id")
    assert client.get(good).status_code == 200
    assert client.get(good.replace("/id/usulkan-acara/", "/en/usulkan-acara/")).headers["Location"] == follow_address(
        sent, "en"
    )
    assert client.get(good[:-2] + ("A" if good[-2] != "A" else "B") + "/").status_code == 404
    assert client.get(f"{FORM}{sent.reference}/").status_code == 404
    assert client.get(f"{FORM}{sent.reference}.{'x' * 43}/").status_code == 404
    sent.delete()
    assert client.get(good).status_code == 404


def test_the_page_follows_what_becomes_of_it(admin_client, client):
    sent = proposal(language="en")
    address = follow_address(sent, "en")

    def heading():
        return unescape(re.search(r"<h1>(.*?)</h1>", client.get(address).content.decode())[1])

    assert "arrived" in heading()
    admin_client.get(reverse("event_proposals:inspect", args=[sent.pk]))
    assert "looking" in heading()
    admin_client.post(reverse("accept_event_proposal", args=[sent.pk]))
    assert "prepared" in heading()
    event = EventProposal.objects.get().event
    event.get_latest_revision().publish()
    assert "published" in heading()
    assert f'href="{event.url}"' in client.get(follow_address(sent, "id")).content.decode()
    event.delete()
    assert "no longer" in heading()


def test_a_refusal_says_why(admin_client, client):
    sent = proposal()
    address = reverse("decline_event_proposal", args=[sent.pk])
    admin_client.post(address, {"reason": "  "})
    sent.refresh_from_db()
    assert not sent.is_decided
    admin_client.post(address, {"reason": "Hanya <acara> terbuka."})
    sent.refresh_from_db()
    assert (sent.state, sent.reason) == ("declined", "Hanya <acara> terbuka.")
    assert "Hanya &lt;acara&gt; terbuka." in client.get(follow_address(sent, "jv")).content.decode()
    assert ModelLogEntry.objects.filter(action="events.decline_proposal").count() == 1


# Forgetting


def test_after_180_days_name_contact_and_picture_are_deleted(client):
    now = timezone.now()
    old, recent = now - timedelta(days=181), now - timedelta(days=179)
    send(client, picture=picture())
    declined = EventProposal.objects.get()
    path = Path(declined.picture.path)
    EventProposal.objects.filter(pk=declined.pk).update(
        state="declined", received_at=old, decided_at=old, reason="Tidak terbuka."
    )
    fresh = proposal(state="declined", decided_at=recent)
    waiting = proposal()
    EventProposal.objects.filter(pk=waiting.pk).update(received_at=old)
    missed = proposal(starts_on=(now - timedelta(days=200)).date())
    EventProposal.objects.filter(pk=missed.pk).update(received_at=now - timedelta(days=300))
    for _time in range(2):
        call_command("forget_proposals", stdout=io.StringIO())
    declined.refresh_from_db()
    assert (declined.contact, declined.organiser_name, declined.title) == ("", "", "Festival Reog Conto")
    assert declined.forgotten_at and not declined.picture and not path.exists()
    for row, contact in [(fresh, "0812 3456 7890"), (waiting, "0812 3456 7890"), (missed, "")]:
        row.refresh_from_db()
        assert row.contact == contact
    assert client.get(follow_address(declined, "id")).status_code == 200
    assert not EventProposal.objects.exclude(sender="").exists()


def test_addresses_never_change():
    assert WORDS == {"id": "usulkan-acara", "en": "propose-an-event", "jv": "usul-adicara"}
