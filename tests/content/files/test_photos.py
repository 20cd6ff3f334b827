"""Pictures are made once, before anybody waits for them, and only shown with their words and rights."""

import re
from io import BytesIO
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.urls import reverse
from PIL import Image
from wagtail.test.utils.form_data import querydict_from_html

from content.models import Photo
from content.tasks import make_missing_sizes

pytestmark = pytest.mark.django_db


def picture(width=1700, height=1000, format="JPEG"):
    file = BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(file, format)
    file.seek(0)
    return ImageFile(file, name=f"telaga.{format.lower()}")


@pytest.fixture
def photo(django_capture_on_commit_callbacks):
    def make(**fields):
        with django_capture_on_commit_callbacks(execute=True):
            return Photo.objects.create(title="Telaga", file=picture(), **fields)

    return make


def test_all_files_of_a_photo_are_made_when_it_is_saved(photo):
    made = photo(alt_id="Telaga", credit="Foto: Siti")
    made.refresh_from_db()
    assert {name: [width for width, _path in files] for name, files in made.picture_sources.items()} == {
        "avif": [400, 800, 1600],
        "jpeg": [400, 800, 1600],
        "social": [1200],
    }
    for files in made.picture_sources.values():
        for _width, path in files:
            assert made.file.storage.exists(path)


def test_what_a_photo_lacks_is_made_up_for(photo, run_jobs):
    made = photo()
    made.refresh_from_db()
    older = {name: made.picture_sources[name] for name in ("avif", "jpeg")}
    Photo.objects.filter(pk=made.pk).update(picture_sources=older)
    make_missing_sizes.enqueue()
    run_jobs()
    made.refresh_from_db()
    assert made.picture_sources == older | {"social": [[1200, made.picture_sources["social"][0][1]]]}


def test_photos_uploaded_many_at_once_have_their_files_made_by_a_job(
    admin_client, run_jobs, django_capture_on_commit_callbacks
):
    answer = admin_client.post(reverse("wagtailimages:add_multiple"), {"files[]": picture()}).json()
    told = querydict_from_html(answer["form"])
    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[answer["uploaded_file_id"]])
    with django_capture_on_commit_callbacks(execute=True):
        photo_id = admin_client.post(address, told).json()["image_id"]
    assert not Photo.objects.get(pk=photo_id).picture_sources
    run_jobs()
    sources = Photo.objects.get(pk=photo_id).picture_sources
    assert [width for width, _path in sources["jpeg"]] == [400, 800, 1600]


def test_no_page_encodes_a_picture(uncached_client):
    refuse = mock.Mock(side_effect=AssertionError("a picture was encoded in a request"))
    with (
        mock.patch("wagtail.images.models.Filter.run", refuse),
        mock.patch.object(Photo, "make_picture_sources", refuse),
    ):
        for path in (
            "/id/",
            "/id/destinasi/",
            "/id/destinasi/pantai-nampu/",
            "/id/geopark/gua-sodong/",
            "/id/acara/",
            "/id/budaya/batik-wonogiren/",
            "/id/itinerari/tiga-hari-tiga-kabupaten/",
            "/id/search/?q=pantai",
        ):
            html = uncached_client.get(path).content.decode()
            assert "<picture>" in html or path == "/id/acara/" or "search" in path, path


def test_a_picture_has_its_size_its_widths_and_waits_below_the_fold(client):
    html = client.get("/id/destinasi/pantai-nampu/").content.decode()
    images = re.findall(r'<img\b(?:[^>"]|"[^"]*")*>', html)
    assert images
    for image in images:
        assert 'width="' in image
        assert 'height="' in image
        assert "alt=" in image
        assert 'loading="lazy"' in image or 'fetchpriority="high"' in image
    assert sum('fetchpriority="high"' in image for image in images) <= 1


def test_an_illustration_says_so_in_each_language(client):
    for path, word in (("/id/destinasi/pantai-nampu/", "Ilustrasi"), ("/en/places/nampu-beach/", "Illustration")):
        html = client.get(path).content.decode()
        assert "<figcaption" in html
        assert word in html


def submit(admin_client, page, publish=True, **changes):
    """Send the page's form of the admin back with changes, as an editor does."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = querydict_from_html(admin_client.get(address).content.decode(), form_id="page-edit-form")
    data["body-count"] = "0"
    for name, value in changes.items():
        data[name] = value
    if publish:
        data["action-publish"] = "action-publish"
    return admin_client.post(address, data)


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"credit": "Foto: Siti"}, ["tidak punya teks alternatif", "no alternative text"]),
        ({"alt_id": "Telaga"}, ["tidak punya kredit", "no credit"]),
    ],
)
def test_a_page_whose_photo_lacks_words_or_credit_is_not_published_but_saved_as_a_draft(
    admin_client, photo, page_at, fields, missing
):
    page, bad = page_at("id", "pantai-nampu"), photo(**fields)
    refused = submit(admin_client, page, cover=bad.pk)
    assert refused.status_code == 200
    sentence = next(iter(bad.problems()))
    assert bad.title in sentence
    errors = refused.context["form"].errors
    assert "cover" in errors
    assert "Telaga" in errors["cover"][0]
    page.refresh_from_db()
    assert page.cover_id != bad.pk
    draft = submit(admin_client, page, publish=False, cover=bad.pk)
    assert draft.status_code == 302
    page.refresh_from_db()
    assert page.cover_id != bad.pk
    assert page.get_latest_revision_as_object().cover_id == bad.pk


def test_a_decorative_photo_needs_no_alternative_text(photo):
    assert not list(photo(is_decorative=True, credit="Foto: Siti").problems())


@pytest.mark.parametrize(
    ("lat", "lon", "field"), [("51.5", "-0.1", "lat"), ("110.9", "-8.2", "lat"), ("-8.2", "", "lon"), ("0", "0", "lat")]
)
def test_a_point_outside_java_is_refused_with_a_sentence_but_saved_as_a_draft(admin_client, page_at, lat, lon, field):
    page = page_at("id", "pantai-nampu")
    refused = submit(admin_client, page, lat=lat, lon=lon)
    assert refused.status_code == 200
    assert refused.context["form"].errors[field]
    assert submit(admin_client, page, publish=False, lat=lat, lon=lon).status_code == 302


def test_an_event_that_ends_before_it_starts_is_refused_with_a_sentence_but_saved_as_a_draft(admin_client, page_at):
    page = page_at("id", "labuhan-ageng-sembukan")
    dates = {"timing": "span", "starts_on": "2027-06-05", "ends_on": "2027-06-01"}
    refused = submit(admin_client, page, **dates)
    assert refused.status_code == 200
    assert refused.context["form"].errors["ends_on"]
    assert submit(admin_client, page, publish=False, **dates).status_code == 302


def test_a_good_change_is_published_and_seen_at_once(admin_client, client, page_at):
    page = page_at("id", "pantai-nampu")
    client.get(page.url)
    assert submit(admin_client, page, summary="Ringkasan baru dari kantor.").status_code == 302
    assert "Ringkasan baru dari kantor." in client.get(page.url).content.decode()


@pytest.mark.parametrize("name", ["bomb.svg", "page.html"])
def test_only_pictures_are_accepted_as_photos(admin_client, name):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile(name, b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    admin_client.post(reverse("wagtailimages:add"), {"title": "X", "file": file, "collection": 1})
    assert not Photo.objects.filter(title="X").exists()


def test_words_of_a_photo_are_not_emptied_while_a_published_page_shows_it(page_at):
    page = page_at("id", "pantai-nampu")
    photo = page.cover
    photo.alt_id, photo.credit = "", ""
    with pytest.raises(ValidationError) as refusal:
        photo.full_clean()
    assert set(refusal.value.message_dict) == {"alt_id", "credit"}
    photo.is_decorative, photo.credit = True, "Foto: Siti Rahayu"
    photo.full_clean()


def test_words_of_a_photo_that_nobody_shows_may_be_emptied(page_at):
    page = page_at("id", "pantai-nampu")
    photo = page.cover
    for shown_by in type(page).objects.filter(cover=photo):
        shown_by.unpublish()
    while shown := photo.shown_by():
        shown.specific.unpublish()
    photo.credit = ""
    photo.full_clean()
