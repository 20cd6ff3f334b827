"""Pressing "publish" while autosave is still creating the page."""

import pytest
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.test.utils.form_data import inline_formset, nested_form_data, querydict_from_html

from tourism.models import DestinationIndexPage, DestinationPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(admin_client):
    """The address of a new place's form, and what its editor has written."""
    parent = DestinationIndexPage.objects.get(locale__language_code="id")
    address = reverse("wagtailadmin_pages:add", args=("tourism", "destinationpage", parent.pk))
    data = querydict_from_html(admin_client.get(address).content.decode(), form_id="page-edit-form").dict()
    data |= {"title": "Telaga Baru", "slug": "telaga-baru", "summary": "Telaga kecil.", "kind": "lake"}
    saturday = {"weekday": "5", "opens": "08:00", "closes": "16:00", "id": ""}
    data |= nested_form_data({"opening_hours": inline_formset([saturday])})
    data |= {
        f"{field.name}-count": "0" for field in DestinationPage._meta.get_fields() if isinstance(field, StreamField)
    }
    return address, data


def test_the_page_that_autosave_created_is_published_with_all_that_was_written(admin_client, form):
    address, data = form
    assert admin_client.post(address, data, headers={"Accept": "application/json"}).json()["success"]
    written = data | {"summary": "Telaga kecil di lembah.", "action-publish": "1"}
    response = admin_client.post(address, written, follow=True)
    assert response.status_code == 200
    page = DestinationPage.objects.get(slug="telaga-baru", locale__language_code="id")
    assert (page.live, page.summary) == (True, "Telaga kecil di lembah.")
    assert page.opening_hours.count() == 1


def test_what_is_wrong_is_said_of_the_page_that_exists(admin_client, form):
    address, data = form
    admin_client.post(address, data, headers={"Accept": "application/json"})
    response = admin_client.post(address, data | {"lat": "-8.05", "lon": "135.85", "action-publish": "1"}, follow=True)
    html = response.content.decode()
    assert "tidak dapat dibuat" not in html
    assert "Titik ini tidak berada di Jawa" in html or "Jawa" in html
    assert DestinationPage.objects.filter(title="Telaga Baru", locale__language_code="id").count() == 1


def test_a_new_page_stands_in_the_lists_of_all_languages_at_once(admin_client, client, form):
    address, data = form
    lists = ["/id/destinasi/?q=Telaga+Baru", "/en/places/?q=Telaga+Baru", "/jv/destinasi/?q=Telaga+Baru"]
    for path in lists:
        assert "telaga-baru" not in client.get(path).content.decode()
    admin_client.post(address, data | {"action-publish": "1"})
    for path in lists:
        assert "/telaga-baru/" in client.get(path).content.decode(), path
