"""What is uploaded is seen by those whom it is meant for, and tells only what it shows."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from PIL import Image
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from accounts.models import User
from content.models import Photo
from tests.content.files.pictures import CAMERA, TURNED, phone_photo

pytestmark = pytest.mark.django_db

FIELDS = {"title": "Telaga", "collection": 1, "consent": "unknown"}


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks):
    """Whatever waits for the end of a transaction is done at the end of ``with on_commit():``."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def photo(on_commit):
    with on_commit():
        return Photo.objects.create(
            title="Telaga", file=ContentFile(phone_photo(), name="telaga.jpg"), alt_id="Telaga", credit="Foto: Siti"
        )


@pytest.fixture
def drawer(db):
    """A collection below the root, public at first."""
    return Collection.get_first_root_node().add_child(name="Laci")


@pytest.fixture
def make_private(on_commit, drawer):
    def make():
        with on_commit():
            return CollectionViewRestriction.objects.create(collection=drawer, restriction_type="login")

    return make


def files_of(photo):
    photo = Photo.objects.get(pk=photo.pk)
    return [photo.file.name, *photo.renditions.values_list("file", flat=True)]


def upload(admin_client, data, name, on_commit):
    with on_commit():
        return admin_client.post(
            reverse("wagtailimages:add"),
            {**FIELDS, "title": "Unggahan", "file": SimpleUploadedFile(name, data)},
        )


@pytest.mark.parametrize(
    ("format", "name"),
    [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp"), ("AVIF", "a.avif"), ("HEIF", "IMG_1.HEIC")],
)
def test_neither_the_original_nor_anything_made_of_it_says_where_a_photo_was_taken(
    admin_client, on_commit, format, name
):
    response = upload(admin_client, phone_photo(format, TURNED), name, on_commit)
    assert response.status_code == 302
    photo = Photo.objects.get(title="Unggahan")
    assert (photo.width, photo.height) == (600, 900)
    assert photo.file_size == default_storage.size(photo.file.name)
    photo.get_rendition("original")
    photo.get_rendition("max-165x165")
    names = files_of(photo)
    assert len(names) >= 5
    for name in names:
        data = default_storage.open(name).read()
        assert CAMERA not in data
        assert b"Exif\0" not in data
        assert not dict(Image.open(io.BytesIO(data)).getexif())


def test_half_a_photo_is_refused_with_a_sentence(admin_client, on_commit):
    data = phone_photo()
    response = upload(admin_client, data[: len(data) // 2], "a.jpg", on_commit)
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert not Photo.objects.filter(title="Unggahan").exists()


def test_a_new_file_of_a_photo_replaces_every_picture_made_of_the_old_one(admin_client, on_commit, photo):
    before = files_of(photo)
    with on_commit():
        admin_client.post(
            reverse("wagtailimages:edit", args=[photo.pk]),
            FIELDS | {"file": SimpleUploadedFile("b.jpg", phone_photo(size=(800, 800)))},
        )
    after = files_of(photo)
    assert len(after) == len(before)
    assert not set(before) & set(after)
    assert not any(default_storage.exists(name) for name in before)
    photo.refresh_from_db()
    assert photo.width == 800
    for _width, name in photo.picture_sources["jpeg"]:
        assert default_storage.exists(name)


def test_photos_uploaded_long_ago_are_cleaned_by_a_command_once(on_commit, photo, capsys):
    """They are written past everything that cleans today, as the site once did."""
    old = "original_images/lama.jpg"
    default_storage.save(old, ContentFile(phone_photo("JPEG", TURNED)))
    Photo.objects.filter(pk=photo.pk).update(file=old, width=900, height=600, focal_point_x=10, focal_point_y=10)
    before = files_of(photo)
    with on_commit():
        call_command("clean_photos")
    assert "taken out of 1 photos" in capsys.readouterr().out
    photo.refresh_from_db()
    assert (photo.width, photo.height, photo.focal_point_x) == (600, 900, None)
    after = files_of(photo)
    assert not set(before) & set(after)
    assert not default_storage.exists(old)
    for name in after:
        assert CAMERA not in default_storage.open(name).read()
    with on_commit():
        call_command("clean_photos")
    assert "taken out of 0 photos" in capsys.readouterr().out
    assert files_of(photo) == after


def test_a_photo_whose_file_is_lost_does_not_stop_the_command(on_commit, photo, capsys):
    default_storage.delete(photo.file.name)
    with on_commit():
        call_command("clean_photos")
    assert "1 could not be read" in capsys.readouterr().out


def test_originals_are_for_editors_only(client, admin_client, photo):
    photo.get_rendition("original")
    for name in (photo.file.name, photo.renditions.get(filter_spec="original").file.name):
        assert client.get(f"/media/{name}").status_code == 404
        address = default_storage.url(name)
        assert client.get(address).status_code == 302
        assert admin_client.get(address).status_code == 200
    for path in ("../", "%2e%2e/", "..//", "x/../../"):
        assert client.get(f"/media/images/{path}{photo.file.name}").status_code in {400, 404}


def test_pictures_of_a_private_collection_are_for_editors_only_from_the_moment_it_becomes_private(
    client, admin_client, on_commit, photo, drawer, make_private, page_at
):
    Photo.objects.filter(pk=photo.pk).update(collection=drawer)
    page = page_at("id", "pantai-nampu")
    type(page).objects.filter(translation_key=page.translation_key).update(cover=photo)
    shown = [path for files in photo.picture_sources.values() for _width, path in files]
    assert all(client.get(f"/media/{path}").status_code == 200 for path in shown)

    restriction = make_private()
    thumbnail = Photo.objects.get(pk=photo.pk).get_rendition("max-165x165")
    for name in [*shown, *files_of(photo)]:
        assert client.get(f"/media/{name}").status_code == 404, name
    assert admin_client.get(thumbnail.url).status_code == 200
    assert client.get(thumbnail.url).status_code == 302
    assert list(Photo.objects.get(pk=photo.pk).problems())
    html = client.get(page.url).content.decode()
    assert "telaga" not in html
    assert "private_images" not in html
    assert "original_images" not in html

    with on_commit():
        restriction.delete()
    photo.refresh_from_db()
    assert all(client.get(f"/media/{path}").status_code == 200 for _width, path in photo.picture_sources["jpeg"])
    assert not list(photo.problems())
    assert "telaga" in client.get(page.url).content.decode()


def test_a_photo_put_into_a_private_collection_is_hidden_alone_or_together_with_others(
    client, admin_client, on_commit, photo, drawer, make_private
):
    make_private()
    shown = photo.picture_sources["jpeg"][0][1]
    for move in (
        lambda: admin_client.post(reverse("wagtailimages:edit", args=[photo.pk]), FIELDS | {"collection": drawer.pk}),
        lambda: admin_client.post(
            reverse("wagtail_bulk_action", args=["content", "photo", "add_to_collection"]) + f"?id={photo.pk}",
            {"collection": drawer.pk},
        ),
    ):
        with on_commit():
            move()
        photo.refresh_from_db()
        assert photo.collection == drawer
        assert photo.picture_sources == {}
        assert client.get(f"/media/{shown}").status_code == 404
        with on_commit():
            photo.collection = Collection.get_first_root_node()
            photo.save()
        shown = Photo.objects.get(pk=photo.pk).picture_sources["jpeg"][0][1]
        assert client.get(f"/media/{shown}").status_code == 200


def test_a_collection_moved_below_a_private_one_is_private(
    client, admin_client, on_commit, photo, drawer, make_private
):
    inner = Collection.get_first_root_node().add_child(name="Terbuka")
    Photo.objects.filter(pk=photo.pk).update(collection=inner)
    make_private()
    shown = photo.picture_sources["jpeg"][0][1]
    assert client.get(f"/media/{shown}").status_code == 200
    with on_commit():
        admin_client.post(
            reverse("wagtailadmin_collections:edit", args=[inner.pk]), {"name": "Terbuka", "parent": drawer.pk}
        )
    assert client.get(f"/media/{shown}").status_code == 404


def test_an_editor_without_rights_on_a_collection_does_not_see_its_originals(client, photo):
    from django.contrib.auth.models import Permission

    stranger = User.objects.create_user("tamu", password="a-long-password-for-tests")
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(default_storage.url(photo.file.name)).status_code in {302, 403}


def test_no_output_names_an_original(client):
    """The seed's originals have the names of their files: what is made of them has a longer one."""
    for path in (
        *("/feeds/v1/events.ics", "/feeds/v1/events.json", "/api/v1/events/", "/api/v1/places/"),
        *("/id/", "/id/itinerari/tiga-hari-tiga-kabupaten/", "/id/acara/labuhan-ageng-sembukan/"),
        *("/id/destinasi/pantai-nampu/", "/id/destinasi/places.geojson"),
    ):
        assert "original_images" not in client.get(path).content.decode(), path
    calendar = client.get("/feeds/v1/events.ics").content.decode().replace("\r\n ", "")
    picture = next(line for line in calendar.splitlines() if line.startswith("IMAGE"))
    assert client.get("/media/" + picture.split("/media/")[1]).status_code == 200


def test_ordinary_pictures_ask_the_database_for_nothing(client, photo, django_assert_num_queries):
    path = photo.picture_sources["jpeg"][0][1]
    with django_assert_num_queries(0):
        assert client.get(f"/media/{path}").status_code == 200


def test_documents_are_reached_only_where_it_is_asked_who_may_read_them(client, admin_client, drawer, make_private):
    document = Document.objects.create(title="Laporan", file=ContentFile(b"%PDF-1.4 rahasia", name="laporan.pdf"))
    assert client.get(f"/media/{document.file.name}").status_code == 404
    answer = client.get(document.url)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 rahasia"
    assert "private" in answer.headers["Cache-Control"]

    Document.objects.filter(pk=document.pk).update(collection=drawer)
    make_private()
    for _again in range(2):
        answer = client.get(document.url)
        assert answer.status_code == 302
        assert "private" in answer.headers["Cache-Control"]
        assert admin_client.get(document.url).status_code == 200
