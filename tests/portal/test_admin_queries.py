"""Lists of the admin cost the same however many rows they have."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

pytestmark = pytest.mark.django_db


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_report_of_translations(admin_client):
    assert queries(admin_client, reverse("wagtail_localize:translations_report")) <= 25


def test_the_list_of_destinations(admin_client):
    destinations = Page.objects.get(slug="destinasi", locale__language_code="id")
    assert queries(admin_client, reverse("wagtailadmin_explore", args=[destinations.pk])) <= 41
