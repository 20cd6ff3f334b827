"""Proposing an event: a form without a cookie that robots tire of, and what editors make of what comes in."""

import io
import re
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from unittest import mock

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image
from wagtail.models import ModelLogEntry

from content.models import Photo
from content.private_files import private_storage
from events.intake.proposals.limits import LEFT_EMPTY, new_token
from events.intake.proposals.views import WORDS, follow_address, form_address
from events.models import EventPage, EventProposal

pytestmark = pytest.mark.django_db
FORM = "/id/usulkan-acara/"
LANGUAGES = ["id", "en", "jv"]


@pytest.fixture(autouse=True)
def empty_folder():
    for name in ("proposals", "proposals/kept"):
        if private_storage().exists(name):
            for file in private_storage().listdir(name)[1]:
                private_storage().delete(f"{name}/{file}")


def token(seconds=60):
    """The token of a form that was handed out so long ago."""
    with time_machine.travel(datetime.now(UTC) - timedelta(seconds=seconds), tick=False):
        return new_token()


def filled_in(**changes):
    day = timezone.localdate() + timedelta(days=40)
    return {
        "token": token(),
        "title": "Festival Reog Conto",
        "place_text": "Lapangan Desa Conto, Bulukerto",
        "regency": "wonogiri",
        "starts_on": day.isoformat(),
        "ends_on": "",
        "start_time": "19:00",
        "end_time": "",
        "description": "Reog dari lima desa.\r\n\r\nTerbuka untuk umum; <b>gratis</b>.",
        "organiser_name": "Karang Taruna Conto",
        "contact": "wati@contoh.id",
        "link": "",
        "picture_credit": "",
    } | changes


def picture(format="JPEG", size=(1600, 900), name=None, **options):
    file = io.BytesIO()
    Image.effect_noise(size, 20).convert("RGB").save(file, format, **options)
    return SimpleUploadedFile(name or f"foto.{format.lower()}", file.getvalue())


def send(client, path=FORM, headers=None, **changes):
    return client.post(path, filled_in(**changes), headers=headers or {})


def errors(response):
    return response.context["form"].errors


def kept_token(response):
    found = re.search(r'name="kept_picture" value="([^"]+)"', response.content.decode())
    return found and found[1]


def proposal(**changes):
    return EventProposal.objects.create(
        **{
            "title": "Festival Reog Conto",
            "place_text": "Lapangan Desa Conto",
            "starts_on": timezone.localdate() + timedelta(days=40),
            "description": "Reog dari lima desa.\n\nTerbuka untuk umum.",
            "organiser_name": "Wati",
            "contact": "0812 3456 7890",
        }
        | changes
    )


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


# Pictures


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_written_anew_without_what_the_camera_added(client, format):
    exif = Image.Exif()
    exif[0x010F] = "Kamera Rahasia"
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(0x8825)[2] = (7.0, 54.0, 1.0)
    file = picture(format, (3000, 1500), exif=exif.tobytes())
    assert b"Kamera Rahasia" in file.read()
    file.seek(0)
    assert send(client, picture=file).status_code == 303
    sent = EventProposal.objects.get()
    path = Path(sent.picture.path)
    assert path.is_relative_to(settings.PRIVATE_ROOT)
    assert not path.is_relative_to(settings.MEDIA_ROOT)
    assert path.stat().st_mode & 0o077 == 0
    assert b"Kamera Rahasia" not in path.read_bytes()
    with Image.open(path) as image:
        assert image.format == "JPEG"
        assert image.size == (1200, 2400)
        assert not image.getexif()
    with pytest.raises(ValueError, match="no address"):
        _ = sent.picture.url


def test_a_comment_in_a_picture_is_left_out_too(client):
    assert send(client, picture=picture("JPEG", comment=b"Alamat rumah")).status_code == 303
    assert b"Alamat rumah" not in EventProposal.objects.get().picture.read()


def test_transparency_becomes_white_and_odd_kinds_are_taken(client):
    for mode in ("RGBA", "LA", "P", "L", "1", "I;16", "CMYK"):
        file = io.BytesIO()
        Image.new(mode, (40, 30)).save(file, "TIFF" if mode == "CMYK" else "PNG")
        response = send(client, picture=SimpleUploadedFile("x.png", file.getvalue()))
        assert response.status_code == (422 if mode == "CMYK" else 303), mode
        EventProposal.objects.update(received_at=timezone.now() - timedelta(hours=2))


@pytest.mark.parametrize(
    "data",
    [
        b"GIF89a" + b"x" * 100,
        b"%PDF-1.4",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\xff\xd8\xff\xe0" + b"\x00" * 50,
    ],
)
def test_what_is_no_picture_is_refused(client, data):
    response = send(client, picture=SimpleUploadedFile("foto.jpg", data, content_type="image/jpeg"))
    assert response.status_code == 422
    assert set(errors(response)) == {"picture"}


def test_a_picture_of_very_many_pixels_is_refused_before_it_is_unpacked(client):
    file = io.BytesIO()
    Image.new("1", (9000, 9000)).save(file, "PNG")
    assert len(file.getvalue()) < 20_000
    with mock.patch("PIL.Image.Image.load", side_effect=AssertionError("unpacked")):
        response = send(client, picture=SimpleUploadedFile("x.png", file.getvalue()))
    assert set(errors(response)) == {"picture"}


def test_a_picture_that_is_too_large_costs_only_the_picture(client):
    response = send(client, picture=SimpleUploadedFile("x.jpg", b"\xff" * (8 * 1024 * 1024 + 1)))
    assert response.status_code == 422
    assert set(errors(response)) == {"picture"}
    assert 'value="Festival Reog Conto"' in response.content.decode()
    assert send(client, picture=SimpleUploadedFile("x.jpg", b"\xff" * (26 * 1024 * 1024))).status_code == 413


def test_a_good_picture_survives_a_mistake_elsewhere(client):
    first = send(client, title="", picture=picture())
    kept = kept_token(first)
    assert kept
    second = send(client, contact="", kept_picture=kept)
    assert kept_token(second) == kept
    assert send(client, kept_picture=kept).status_code == 303
    sent = EventProposal.objects.get()
    with Image.open(sent.picture) as image:
        assert image.size == (1600, 900)
    assert private_storage().listdir("proposals/kept")[1] == []


def test_a_kept_picture_can_be_replaced_or_left_out(client):
    kept = kept_token(send(client, title="", picture=picture()))
    other = kept_token(send(client, title="", picture=picture(size=(400, 300)), kept_picture=kept))
    assert other != kept
    assert len(private_storage().listdir("proposals/kept")[1]) == 1
    assert send(client, kept_picture=other, drop_picture="1").status_code == 303
    assert not EventProposal.objects.get().picture


def test_nobody_gets_a_file_by_a_token_of_his_own(client):
    for nonsense in ["proposals/kept/x.jpg", "../../db.sqlite3", "x:y:z", "\x00"]:
        response = send(client, kept_picture=nonsense)
        assert response.status_code == 303
        assert not EventProposal.objects.latest("pk").picture
        EventProposal.objects.all().delete()


def test_only_so_many_pictures_wait(client):
    with mock.patch("events.intake.proposals.pictures.KEPT_AT_MOST", 1):
        assert kept_token(send(client, title="", picture=picture(size=(40, 30))))
        assert not kept_token(send(client, title="", picture=picture(size=(40, 30))))


# Robots


def test_a_robot_that_sends_a_hundred_times_gets_at_most_five_in(client):
    answers = [send(client).status_code for _number in range(100)]
    assert EventProposal.objects.count() <= 5
    assert answers[:5] == [303] * 5
    assert set(answers[5:]) == {429}
    assert int(send(client).headers["Retry-After"]) > 0


def test_a_form_sent_again_and_again_makes_one_proposal(client):
    data = filled_in()
    places = {client.post(FORM, data).headers["Location"] for _number in range(10)}
    assert len(places) == 1
    assert EventProposal.objects.count() == 1


def test_an_invented_sender_helps_nobody(client):
    for number in range(100):
        send(client, headers={"x-forwarded-for": f"203.0.113.{number}", "x-real-ip": f"203.0.113.{number}"})
    assert EventProposal.objects.count() <= 5


def test_behind_our_proxy_each_visitor_counts_alone(client, settings):
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    for number in range(8):
        forged = f"198.51.100.7, 203.0.113.{number}"
        assert send(client, headers={"x-forwarded-for": forged}).status_code == 303
    for _number in range(8):
        send(client, headers={"x-forwarded-for": "192.0.2.9"})
    assert EventProposal.objects.count() == 8 + 5


def test_a_household_of_ipv6_counts_as_one_visitor():
    for number in range(8):
        send(Client(REMOTE_ADDR=f"2001:db8:1:2::{number:x}"))
    assert EventProposal.objects.count() == 5
    assert send(Client(REMOTE_ADDR="2001:db8:1:3::1")).status_code == 303


def test_all_together_send_only_so_much(client):
    for number in range(70):
        send(Client(REMOTE_ADDR=f"10.0.{number}.1"))
    assert EventProposal.objects.count() == 60


def test_an_hour_later_one_may_send_again_and_the_sender_is_forgotten(client):
    for _number in range(6):
        send(client)
    assert EventProposal.objects.exclude(sender="").count() == 5
    EventProposal.objects.update(received_at=timezone.now() - timedelta(hours=1, minutes=1))
    assert send(client).status_code == 303
    assert EventProposal.objects.exclude(sender="").count() == 1
    assert "127.0.0.1" not in EventProposal.objects.exclude(sender="").get().sender


@pytest.mark.parametrize(
    ("changes", "headers"),
    [
        ({"token": ""}, {}),
        ({"token": "x" * 60}, {}),
        ({LEFT_EMPTY: "http://spam.example"}, {}),
        ({}, {"sec-fetch-site": "cross-site"}),
    ],
)
def test_a_program_is_asked_once_more_and_loses_nothing(client, changes, headers):
    response = send(client, headers=headers, **changes)
    assert response.status_code == 422
    assert set(errors(response)) == {"__all__"}
    html = response.content.decode()
    assert 'value="Festival Reog Conto"' in html
    assert "http://spam.example" not in html
    assert not EventProposal.objects.exists()


def test_a_form_sent_too_fast_or_too_late_works_the_second_time(client):
    fast = filled_in(token=token(0))
    response = client.post(FORM, fast)
    assert set(errors(response)) == {"__all__"}
    assert response.context["token"] == fast["token"]
    late = filled_in(token=token(25 * 3600))
    response = client.post(FORM, late)
    assert set(errors(response)) == {"__all__"}
    assert response.context["token"] != late["token"]
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=30), tick=True):
        assert client.post(FORM, late | {"token": response.context["token"]}).status_code == 303
        assert client.post(FORM, fast).status_code == 303


def test_a_dead_cache_neither_breaks_the_form_nor_lifts_the_limit(client):
    with mock.patch.object(cache, "get", return_value=None), mock.patch.object(cache, "set"):
        for _number in range(8):
            send(client)
    assert EventProposal.objects.count() == 5


def test_only_get_and_post_are_answered_and_no_answer_is_kept(client):
    assert client.put(FORM).status_code == 405
    assert client.head(FORM).status_code == 200
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(FORM, filled_in()).status_code == 303


names = st.sampled_from(
    ["token", "title", "place_text", "regency", "starts_on", "ends_on", "start_time", "end_time", "description",
     "organiser_name", "contact", "link", "picture", "picture_credit", "kept_picture", "drop_picture", LEFT_EMPTY]
)  # fmt: skip
values = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.sampled_from(["\x00", "9999-12-31", "0001-01-01", "24:00", "a" * 5000, "http://[", "http://xn--", "1e309", "٣"]),
)


@hypothesis_settings(
    max_examples=200, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
@given(st.dictionaries(names, values, max_size=6), st.booleans(), st.binary(max_size=60))
def test_nonsense_never_breaks_the_form(client, fields, with_rest, data):
    cache.clear()
    EventProposal.objects.all().delete()
    sent = (filled_in() if with_rest else {}) | fields
    if data:
        sent["picture"] = SimpleUploadedFile("x.jpg", data)
    assert client.post(FORM, sent).status_code in {303, 422}


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


# Editors


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
