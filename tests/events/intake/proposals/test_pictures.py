"""The picture of a proposal: made anew, limited, kept over a mistake."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from content.files.private_files import private_storage
from content.files.sent_pictures import KeptPictures
from events.models import EventProposal
from tests.events.proposing import errors, kept_token, picture, send

pytestmark = [pytest.mark.django_db, pytest.mark.sql, pytest.mark.usefixtures("no_pictures_kept")]


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


def test_only_so_many_pictures_wait(client, tmp_path):
    # Files carry the machine's own time: it decides which of them have waited too long.
    (tmp_path / "now").touch()
    now = datetime.fromtimestamp((tmp_path / "now").stat().st_mtime, UTC)
    with (
        mock.patch("events.intake.proposals.views.KEPT", KeptPictures("proposals/kept", at_most=1)),
        time_machine.travel(now, tick=True),
    ):
        assert kept_token(send(client, title="", picture=picture(size=(40, 30))))
        assert not kept_token(send(client, title="", picture=picture(size=(40, 30))))
