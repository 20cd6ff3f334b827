"""The page for somebody in danger: what the office says of numbers and posts, and what the page may carry."""

import re

import pytest
from django.core.exceptions import ValidationError

from portal.models import EmergencyNumber, EmergencyPage, EmergencyPost
from portal.models.emergency import dialled

pytestmark = pytest.mark.django_db
PATHS = {"id": "/id/darurat/", "en": "/en/emergency/", "jv": "/jv/darurat/"}


@pytest.mark.parametrize(
    ("written", "links"),
    [("112", "112"), ("0811-2591-119", "+628112591119"), ("(0273) 321-000", "+62273321000"), ("+62 273 1", "+622731")],
)
def test_a_number_dials_as_it_is_written(written, links):
    assert dialled(written) == links


@pytest.mark.parametrize("written", ["seratus dua belas", "1" * 31, "", "--", "112; drop"])
def test_what_no_telephone_dials_is_refused_with_an_example(written):
    with pytest.raises(ValidationError) as refused:
        EmergencyNumber(label="Polisi", phone=written).clean_fields(exclude=["page", "locale", "translation_key"])
    assert "phone" in refused.value.message_dict


@pytest.mark.parametrize(
    ("lat", "lon", "field"), [(-8, None, "lon"), (None, 110, "lat"), (110, -8, "lat"), (48, 11, "lat")]
)
def test_a_post_has_its_whole_point_on_java_or_none(lat, lon, field):
    with pytest.raises(ValidationError) as refused:
        EmergencyPost(name="RSUD", lat=lat, lon=lon).clean()
    assert list(refused.value.message_dict) == [field]
    EmergencyPost(name="RSUD").clean()


def test_a_number_entered_once_stands_in_every_language(client):
    page = EmergencyPage.objects.get(locale__language_code="id", slug="darurat")
    page.numbers = [EmergencyNumber(label="Pos SAR", phone="0273-1", locale=page.locale, source="Surat, 2027")]
    page.posts = [EmergencyPost(kind="rescue", name="Pos SAR Klotok", lat="-8.2", lon="110.9", source="Surat, 2027")]
    page.save_revision().publish()
    for language, path in PATHS.items():
        html = client.get(path).content.decode()
        assert f'<html lang="{language}">' in html
        assert 'href="tel:+622731"' in html
        assert 'data-at="-8.20000,110.90000"' in html
        assert "Surat, 2027" in html


def test_the_policy_names_what_the_page_carries_and_nothing_else(client):
    answer = client.get(PATHS["id"])
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert len(re.findall(r"'sha256-[^']+'", policy)) == 2
    assert "sha256" not in client.get("/id/").headers["Content-Security-Policy"]
    assert not re.search(r"<(link rel=.stylesheet|img|script src)", answer.content.decode())


def test_a_notice_stands_on_it_without_a_query(client, add_notice):
    add_notice()
    html = client.get(PATHS["id"]).content.decode()
    assert 'class="now closed"' in html
    assert "Semua gua" in html


def test_pages_lead_to_it(client, add_notice):
    add_notice()
    for path in ("/id/", "/id/notices/", "/id/geopark/gua-sodong/"):
        assert PATHS["id"] in client.get(path).content.decode(), path
