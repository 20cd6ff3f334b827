"""What editors make of what comes in."""

from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation

from content.models import Photo
from events.models import EventPage, EventProposal
from tests.events.proposing import picture, proposal, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_pictures_kept")]


def test_the_menu_and_the_front_page_say_how_many_wait(admin_client):
    with translation.override("id-id"):
        assert "(2)" not in admin_client.get("/admin/").content.decode()
        proposal()
        proposal()
        proposal(state="declined")
        html = admin_client.get("/admin/").content.decode()
    assert "(2)" in html
    assert "/admin/events/proposals/?state=received&amp;state=looked_at" in html


def test_the_list_can_be_narrowed_and_searched(admin_client):
    proposal(title="Reog Conto")
    proposal(title="Pasar Kaget", state="declined")
    index = reverse("event_proposals:index")
    assert "Pasar Kaget" in admin_client.get(index).content.decode()
    waiting = admin_client.get(f"{index}?state=received&state=looked_at").content.decode()
    assert "Reog Conto" in waiting and "Pasar Kaget" not in waiting
    assert "Pasar Kaget" not in admin_client.get(f"{index}?q=reog").content.decode()


def test_an_event_is_made_of_it_with_everything_but_the_contact(admin_client, administrator, client):
    send(client, organiser_name="Wati Sulastri", picture=picture(), link="https://contoh.id/reog", ends_on="")
    sent = EventProposal.objects.get()
    picture_path = Path(sent.picture.path)
    shown = admin_client.get(reverse("event_proposals:inspect", args=[sent.pk])).content.decode()
    assert "wati@contoh.id" in shown
    assert "&lt;b&gt;gratis&lt;/b&gt;" in shown
    image = admin_client.get(reverse("event_proposal_picture", args=[sent.pk]))
    assert image.headers["Content-Type"] == "image/jpeg"
    b"".join(image.streaming_content)
    response = admin_client.post(reverse("accept_event_proposal", args=[sent.pk]))
    sent.refresh_from_db()
    event = sent.event
    assert response.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[event.pk])
    assert (event.live, event.title, event.timing, event.starts_on) == (False, sent.title, "span", sent.starts_on)
    assert (event.place_text, event.regency, event.certainty) == (sent.place_text, "wonogiri", "estimated")
    assert "<p>Terbuka untuk umum; &lt;b&gt;gratis&lt;/b&gt;.</p>" in str(event.body)
    assert "https://contoh.id/reog" in event.sources
    revision = str(event.get_latest_revision().content)
    assert "wati@contoh.id" not in revision and "Wati Sulastri" not in revision
    assert {page.locale.language_code for page in event.get_translations()} == {"en", "jv"}
    photo = event.cover
    assert photo.alt_id == "" and photo.credit == ""
    assert not picture_path.exists()
    assert [field for field, _sentence in event.publishing_problems()] == ["cover", "cover"]
    Photo.objects.filter(pk=photo.pk).update(alt_id="Reog di lapangan.", credit="Foto: Wati")
    assert list(EventPage.objects.get(pk=event.pk).publishing_problems()) == []
    assert admin_client.get(response.headers["Location"]).status_code == 200


def test_two_clicks_make_one_event(admin_client):
    sent = proposal()
    address = reverse("accept_event_proposal", args=[sent.pk])
    first, second = admin_client.post(address), admin_client.post(address)
    assert first.headers["Location"] == second.headers["Location"]
    assert EventPage.objects.filter(title=sent.title, alias_of=None).count() == 1
    admin_client.post(reverse("decline_event_proposal", args=[sent.pk]), {"reason": "Terlambat."})
    sent.refresh_from_db()
    assert sent.state == "accepted"


def test_nobody_else_sees_a_contact_or_a_picture(client):
    sent = proposal()
    for name in (
        "event_proposals:inspect",
        "event_proposal_picture",
        "accept_event_proposal",
        "decline_event_proposal",
    ):
        response = (
            client.post(reverse(name, args=[sent.pk]))
            if "accept" in name or "decline" in name
            else client.get(reverse(name, args=[sent.pk]))
        )
        assert response.status_code == 302
        assert "/login/" in response.headers["Location"]
    sent.refresh_from_db()
    assert sent.state == "received"


def test_a_deleted_proposal_leaves_no_picture(client, admin_client):
    send(client, picture=picture())
    sent = EventProposal.objects.get()
    path = Path(sent.picture.path)
    assert path.exists()
    admin_client.post(reverse("event_proposals:delete", args=[sent.pk]))
    assert not EventProposal.objects.exists()
    assert not path.exists()
