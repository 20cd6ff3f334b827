"""People and the organisation they write for, in the admin."""

import pytest
from django.urls import reverse

from accounts.models import Organisation, User

pytestmark = pytest.mark.django_db


def test_an_administrator_says_for_whom_a_colleague_writes(admin_client):
    agency, other = Organisation.objects.all()[:2]
    password = "a-long-password-for-tests"
    person = {"username": "siti", "email": "siti@example.org", "first_name": "Siti", "last_name": "Rahayu"}
    new = person | {"password1": password, "password2": password, "organisation": agency.pk}
    address = reverse("wagtailusers_users:add")
    assert 'name="organisation"' in admin_client.get(address).content.decode()
    admin_client.post(address, new)
    colleague = User.objects.get(username="siti")
    assert colleague.organisation == agency
    address = reverse("wagtailusers_users:edit", args=[colleague.pk])
    assert 'name="organisation"' in admin_client.get(address).content.decode()
    admin_client.post(address, person | {"is_active": "on", "organisation": other.pk})
    colleague.refresh_from_db()
    assert colleague.organisation == other
