"""Who may set a notice, in three steps on a phone, and what happens to what is left out."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.models import User
from places.models import Notice, PlacePage
from tests.clock import NOW

pytestmark = pytest.mark.django_db

FORM = {"area": "coast", "level": "caution", "event": "wave", "until": "tomorrow", "source": "bmkg"}
ADD = "/admin/notices/new/"


@pytest.fixture
def officer(db):
    """Somebody who may set notices and nothing else."""
    group = Group.objects.create(name="Petugas")
    names = ["access_admin", "add_notice", "change_notice"]
    group.permissions.set(Permission.objects.filter(codename__in=names))
    user = User.objects.create_user("petugas", "petugas@example.org", "a-long-password-for-tests")
    user.groups.add(group)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def test_an_officer_needs_no_more_than_the_permission(officer):
    assert officer.post(ADD, FORM | {"publish": "1"}).status_code == 302
    notice = Notice.objects.get()
    assert "Seluruh pantai selatan" in text(officer.get("/admin/notices/"))
    assert "Akhiri sekarang" in text(officer.get("/admin/notices/"))
    assert officer.post(reverse("notices:check", args=[notice.pk])).status_code == 302
    assert officer.post(reverse("notices:end", args=[notice.pk])).status_code == 302
    assert "(1)" in text(officer.get("/admin/notices/?when=ended"))
    logged = ModelLogEntry.objects.filter(object_id=notice.pk).order_by("timestamp").values_list("action", flat=True)
    assert list(logged) == ["wagtail.create", "places.check_notice", "places.end_notice"]


def test_others_may_not(officer):
    Group.objects.get(name="Petugas").permissions.set(Permission.objects.filter(codename="access_admin"))
    notice = Notice.objects.create(scope="coast", level="closed", event="wave", source="sar", ends_at=NOW)
    for response in (officer.get(ADD), officer.post(reverse("notices:end", args=[notice.pk]))):
        assert response.status_code in {302, 403}
    notice.refresh_from_db()
    assert notice.ended_at is None


def test_a_step_left_out_is_asked_for_again(officer):
    assert "Pilih dulu tempat, kecamatan, atau jenisnya." in text(officer.get(f"{ADD}?step=2&area=place:0"))
    assert "Pilih dulu seberapa parah" in text(officer.get(f"{ADD}?step=3&area=coast&level=worst"))
    assert "Tidak ada yang bernama begitu" in text(officer.get(f"{ADD}?q=zzzz"))
    assert "Pantai Nampu" in text(officer.get(f"{ADD}?q=nampu"))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"until": "date"}, "Isi sampai kapan."),
        ({"until": "date", "ends_at": "2027-04-27T10:00"}, "Waktu ini sudah lewat."),
        ({"until": "tomorrow", "starts_at": "2027-05-27T10:00"}, "berakhir sebelum mulai"),
        ({"until": "season", "first_month": "10"}, "Pilih kedua bulannya"),
        ({"source_url": "bmkg"}, "Salin alamat halaman selengkapnya"),
        ({"contact_phone": "telepon saja"}, "Tulis nomor telepon dengan angka"),
        ({"area": "kind:dragon"}, "Pilih dulu tempat, kecamatan, atau jenisnya."),
        ({"level": "worst"}, "Pilih dulu seberapa parah"),
    ],
)
def test_what_is_wrong_is_said_beside_it(officer, changes, sentence):
    assert sentence in text(officer.post(ADD, FORM | changes | {"publish": "1"}))
    assert not Notice.objects.exists()


def test_a_draft_shows_nowhere_and_one_to_come_goes_live_by_itself(officer, client):
    officer.post(ADD, FORM | {"draft": "1"})
    later = {"starts_at": f"{NOW + timedelta(hours=1):%Y-%m-%dT%H:%M}", "publish": "1"}
    officer.post(ADD, FORM | later | {"area": "kind:cave"})
    assert "strip is-" not in text(client.get("/id/"))
    assert "Seluruh pantai" in text(officer.get("/admin/notices/?when=draft"))
    assert "Semua gua" in text(officer.get("/admin/notices/?when=coming"))


def test_every_rainy_season_and_a_change_of_place(officer):
    season = {"until": "season", "first_month": "10", "last_month": "4", "level": "after-rain", "event": "rain"}
    officer.post(ADD, FORM | season | {"publish": "1"})
    notice = Notice.objects.get()
    assert notice.is_repeating
    edit = reverse("notices:edit", args=[notice.pk])
    assert 'value="season"' in text(officer.get(edit))
    place = PlacePage.objects.get(slug="pantai-nampu", locale__language_code="id")
    officer.post(edit, FORM | {"area": f"place:{place.pk}", "words_id": "Tunggu di atas.", "publish": "1"})
    notice.refresh_from_db()
    assert (notice.place_id, notice.is_repeating, notice.words_id) == (place.pk, False, "Tunggu di atas.")


def test_a_closed_place_offers_others_of_another_kind(client, add_notice):
    add_notice()
    page = text(client.get("/id/geopark/gua-sodong/"))
    offered = page.partition('<ul class="instead"')[2].partition("</ul>")[0]
    assert offered.count("<li>") == 3
    assert "Gua," not in offered
    assert "Terakhir diperiksa 28 April 2027" in page
