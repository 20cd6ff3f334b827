"""Links to partners: registered addresses only, counted without a trace of the person."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from promotion.models import OutboundDay, PartnerLink

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


@pytest.fixture
def link():
    return PartnerLink.objects.exclude(url="").filter(locale__language_code="id").first()


def test_a_partner_link_leads_to_its_registered_address_and_is_counted(client, link):
    for number in (1, 2):
        response = client.get(f"/go/{link.slug}/")
        assert response.status_code == 302
        assert response.headers["Location"] == link.url
        assert "no-store" in response.headers["Cache-Control"]
        assert not response.cookies
        assert OutboundDay.objects.get(slug=link.slug, day=timezone.localdate()).count == number


def test_a_look_without_following_is_not_counted(client, link):
    assert client.head(f"/go/{link.slug}/").status_code == 302
    assert not OutboundDay.objects.exists()


@pytest.mark.parametrize("path", ["/go/unknown/", "/go/unknown/?url=https://evil.example", "/go/https://evil.example/"])
def test_an_unknown_link_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_link_whose_time_is_over_or_has_not_come_is_not_found(client, link):
    today = timezone.localdate()
    same = PartnerLink.objects.filter(slug=link.slug)
    same.update(ends_on=today - timedelta(days=1))
    assert client.get(f"/go/{link.slug}/").status_code == 404
    same.update(ends_on=None, starts_on=today + timedelta(days=1))
    assert client.get(f"/go/{link.slug}/").status_code == 404
    same.update(ends_on=today, starts_on=today)
    assert client.get(f"/go/{link.slug}/").status_code == 302


def test_a_link_needs_a_place_or_an_address_but_not_both(link):
    link.url = ""
    with pytest.raises(ValidationError):
        link.clean()
    link.url, link.place = "https://example.org", None
    link.clean()
    link.starts_on, link.ends_on = timezone.localdate(), timezone.localdate() - timedelta(days=1)
    with pytest.raises(ValidationError) as refused:
        link.clean()
    assert "ends_on" in refused.value.message_dict


@pytest.mark.parametrize("path", ["/id/", "/id/destinasi/pantai-nampu/", "/en/events/labuhan-ageng-at-sembukan-beach/"])
def test_pages_lead_on_to_yogyakarta_from_the_registered_links(client, path):
    language = path.split("/")[1]
    html = client.get(path).content.decode()
    shown = PartnerLink.objects.at("journey", language, timezone.localdate())
    assert shown
    assert sum(link.title in html for link in shown) >= 3
    shown[0].title = "Tautan lain"
    shown[0].save()
    assert "Tautan lain" in client.get(path).content.decode()
