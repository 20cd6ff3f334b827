"""A visitor sends photographs, the desk looks at them, and nothing of where they were taken is left anywhere."""

import io
import re
import struct
import zlib
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.models import Page

from content.files.private_files import private_storage
from content.models import Photo
from desk.models import OfferedPhoto, Question
from desk.tasks import forget_questions
from tests.content.files.pictures import CAMERA, TURNED, exif, phone_photo
from tests.desk.asking import PLACE, colleague, token

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
FORM = "/en/ask/?kind=photos"
MEGABYTE = 1024 * 1024


def scene(seed, size=(900, 600)):
    """The bytes of a photo with broad shapes, as a phone writes it; another one for each seed."""
    small = Image.new("L", (6, 5))
    small.putdata([(seed * 7919 * (place + 3) ** 2) % 256 for place in range(30)])
    out = io.BytesIO()
    small.resize(size, Image.Resampling.BICUBIC).convert("RGB").save(out, "JPEG", exif=exif(TURNED))
    return out.getvalue()


def upload(data, name="IMG_1.jpg"):
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def filled_in(*photos, **changes):
    return {
        "token": token(),
        "about": PLACE,
        "photos": list(photos),
        "question": "Tangga turun, Agustus 2026",
        "name": "Mayangsari",
        "contact": "",
        "licence": "CC BY 4.0",
        "people": "nobody",
        "is_own": "on",
    } | changes


def send(client, *photos, **changes):
    return client.post(FORM, filled_in(*photos, **changes))


def sent(client, *photos, path="/id/tanya/?kind=photos", **changes):
    response = client.post(path, filled_in(*photos, **changes))
    assert response.status_code == 303
    return Question.objects.get(secret=response.headers["Location"].split("/")[-2])


def errors(response):
    return " ".join(message for messages in response.context["form"].errors.values() for message in messages)


def decide(client, photo, do="accept", alt="Tangga semen turun ke pantai."):
    return client.post(reverse("desk:decide_photo", args=[photo.pk]), {"do": do, "alt": alt})


def stored_files():
    folders = (Path(settings.PRIVATE_ROOT), Path(settings.MEDIA_ROOT))
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def new_files():
    """The files that this test has made and not deleted."""
    before = set(stored_files())
    yield lambda: [path for path in stored_files() if path not in before]
    for path in set(stored_files()) - before:
        path.unlink()


def test_from_the_phone_to_the_page(client, admin_client, run_jobs, new_files, django_capture_on_commit_callbacks):
    html = client.get("/id/tanya/", {"about": PLACE, "kind": "photos"}).content.decode()
    assert 'type="file"' in html and "multiple" in html and "<h1>Foto Pantai Nampu</h1>" in html
    question = sent(client, upload(scene(1)), upload(scene(2)), upload(scene(1), "again.jpg"))
    private = f"/id/tanya/{question.secret}/"
    assert question.photos.count() == 2, "the same one twice is one"
    # Upright, and nothing of the camera is on the disk; no public address leads to them.
    for path in new_files():
        stored = path.read_bytes()
        assert CAMERA not in stored and b"Exif" not in stored and b"GPS" not in stored
        assert Image.open(path).size == (600, 900)
    page = client.get(private).content.decode()
    assert "Foto Anda sudah kami terima" in page and "offers/" not in page
    first, second = question.photos.all()
    assert client.get(f"/media/{first.file.name}").status_code == 404
    assert client.get(reverse("desk:photo", args=[first.pk])).status_code == 302
    # The desk sees them and accepts one; the other is declined.
    html = admin_client.get(reverse("desk:question", args=[question.pk])).content.decode()
    assert html.count("?small") == 2 and "Tangga turun, Agustus 2026</textarea>" in html
    big = admin_client.get(reverse("desk:photo", args=[first.pk]))
    assert CAMERA not in b"".join(big.streaming_content)
    assert admin_client.get(reverse("desk:photo", args=[first.pk]) + "?small").headers["Content-Type"] == "image/jpeg"
    decide(admin_client, first, alt=" ")
    assert not Photo.objects.filter(collection__name="Dari pengunjung").exists(), "it needs a description"
    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(2):
            decide(admin_client, first)
    image = Photo.objects.get(collection__name="Dari pengunjung")
    assert (image.credit, image.licence, image.consent) == ("Mayangsari", "CC BY 4.0", "nobody")
    assert not list(image.problems())
    first.refresh_from_db()
    assert not first.file and not private_storage().exists(f"offers/{first.pk}.jpg")
    assert Question.objects.get().state == "new", "one is left to decide"
    decide(admin_client, second, "decline:unclear")
    thanked = client.get(private).content.decode()
    assert "Terima kasih atas foto Anda" in thanked and "Kami terima 1 dari 2" in thanked and "Terlalu gelap" in thanked
    assert "belum dipasang di halaman" in thanked
    # It stands in the draft of the gallery, and on the page and the visitor's own when that is published.
    place = Page.objects.get(slug="pantai-nampu", locale__language_code="id").specific
    assert not place.gallery.exists()
    run_jobs()
    draft = place.get_latest_revision_as_object()
    assert [item.photo_id for item in draft.gallery.all()] == [image.pk]
    draft.save_revision().publish()
    html = client.get(place.url).content.decode()
    shown = re.search(rf"/media/({re.escape(Photo.objects.get(pk=image.pk).largest_jpeg)})", html)
    assert shown and CAMERA not in (Path(settings.MEDIA_ROOT) / shown[1]).read_bytes()
    thanked = client.get(private).content.decode()
    assert "Tampil di halaman" in thanked and shown[1].rpartition(".")[0].rpartition("width")[0] in thanked
    assert all(CAMERA not in path.read_bytes() for path in new_files())


def bomb():
    """A PNG of a few bytes that says it is 30,000 × 30,000."""
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)

    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (bomb(), "bomb.png", "more than 50 million pixels"),
        (phone_photo()[:4000], "cut.jpg", "no picture we can read"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "a.svg", "no picture we can read"),
        (b"<!doctype html><script>alert(1)</script>", "a.jpg", "no picture we can read"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 11 * MEGABYTE, "large.jpg", "larger than 10 MB"),
        (b"", "empty.jpg", "no picture we can read"),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "a.gif", "no picture we can read"),
    ],
    ids=["bomb", "truncated", "svg", "html", "11 MB", "empty", "gif"],
)
def test_what_is_no_photograph_is_told_by_its_name_and_the_good_one_is_kept(client, new_files, data, name, words):
    response = send(client, upload(data, name), upload(scene(1)))
    assert response.status_code == 422
    assert words in errors(response) and name in errors(response)
    html = response.content.decode()
    assert "Tangga turun, Agustus 2026" in html and "1 photograph is kept" in html
    kept = re.search(r'name="kept" value="([^"]+)"', html)[1]
    data = filled_in(kept=[kept])
    assert {client.post(FORM, data).headers["Location"] for _time in range(2)} == {
        f"/en/ask/{Question.objects.get().secret}/"
    }
    assert OfferedPhoto.objects.count() == 1
    assert all(CAMERA not in path.read_bytes() for path in new_files())


def test_a_sixth_one_is_kept_for_later_with_words_and_none_at_all_is_asked_for(client, new_files):
    response = send(client, *(upload(scene(number)) for number in range(1, 7)))
    assert response.status_code == 422 and "1 did not fit in" in errors(response)
    assert response.content.decode().count('name="kept"') == 5
    response = send(client, licence="", people="", is_own="", name="", question="")
    assert set(response.context["form"].errors) == {"photos", "licence", "people", "is_own", "name", "question"}
    far_too_large = client.generic(
        "POST", FORM, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(10**9)
    )
    assert far_too_large.status_code == 413 and far_too_large.content.decode().endswith("fewer of them.")


def test_a_photo_of_an_iphone_is_taken(client, new_files):
    question = sent(client, upload(phone_photo("HEIF"), "IMG_1.HEIC"))
    with question.photos.get().file.open() as stored:
        assert Image.open(stored).format == "JPEG"


def test_what_looks_alike_is_shown_and_the_same_is_decided_once(client, admin_client, new_files):
    one, other = sent(client, upload(scene(1))), sent(client, upload(scene(1)), name="Daniel")
    alike = sent(client, upload(scene(1, size=(600, 400))))
    html = admin_client.get(reverse("desk:question", args=[alike.pk])).content.decode()
    assert "Mirip dengan yang di" in html and one.number in html
    decide(admin_client, one.photos.get(), "decline:known")
    assert set(Question.objects.filter(outcome="declined")) == {one, other}
    decide(admin_client, alike.photos.get())
    again = sent(client, upload(scene(1, size=(1200, 800))))
    image = Photo.objects.get(collection__name="Dari pengunjung")
    image.make_picture_sources()
    html = admin_client.get(reverse("desk:question", args=[again.pk])).content.decode()
    assert "Mirip dengan" in html and image.title in html


def test_deleting_takes_the_files_at_once_and_time_those_that_were_declined(
    client, admin_client, new_files, django_capture_on_commit_callbacks
):
    question, declined = sent(client, upload(scene(1))), sent(client, upload(scene(2)))
    assert len(new_files()) == 2
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"/id/tanya/{question.secret}/", {"delete": "1"}).status_code == 200
    assert len(new_files()) == 1 and OfferedPhoto.objects.count() == 1
    decide(admin_client, declined.photos.get(), "decline:known")
    for days, left in [(89, 1), (91, 0)]:
        later = time_machine.travel(timezone.now() + timedelta(days=days), tick=False)
        with later, django_capture_on_commit_callbacks(execute=True):
            forget_questions.func()
        assert len(new_files()) == OfferedPhoto.objects.count() == left
    assert "Mayangsari" not in repr(list(Question.objects.values()))


def test_only_who_may_add_photos_accepts_and_nobody_past_a_colleague(client, new_files):
    question, sri, joko = sent(client, upload(scene(1))), colleague("sri"), colleague("joko")
    html = sri.get(reverse("desk:question", args=[question.pk])).content.decode()
    assert "perlu hak menambah foto" in html and 'value="accept"' not in html
    photo = question.photos.get()
    assert decide(sri, photo).headers["Location"] == reverse("wagtailadmin_home")
    decide(joko, photo, "decline:known")
    assert OfferedPhoto.objects.get().state == "new"
    decide(sri, photo, "decline:known")
    assert OfferedPhoto.objects.get().state == "declined"


def test_every_page_of_a_place_geosite_or_event_leads_to_telling_and_to_photographs(client):
    for path in (PLACE, "/en/geopark/sodong-cave/", "/en/events/labuhan-ageng-at-sembukan-beach/"):
        assert f'href="/en/ask/?about={path}&amp;kind=correction"' in client.get(path).content.decode()
        told = client.get("/en/ask/", {"about": path, "kind": "correction"}).content.decode()
        assert f'href="/en/ask/?about={path}&amp;kind=photos"' in told
    assert client.get("/en/tanya/", {"about": PLACE, "kind": "photos"}).headers["Location"].endswith("&kind=photos")
