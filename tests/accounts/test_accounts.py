"""Who may log in, and how the first of them gets in."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db


def first_administrator():
    output = StringIO()
    call_command("create_first_administrator", stdout=output)
    return output.getvalue()


def test_the_first_administrator_gets_a_random_password_shown_once(client):
    text = first_administrator()
    name, password = re.search(r"user name (\S+), password (\S+)", text).groups()
    assert name == "admin"
    assert len(password) >= 16
    assert client.login(username=name, password=password) or User.objects.get(username=name).check_password(password)
    assert first_administrator() == ""
    assert User.objects.filter(is_superuser=True).count() == 1


def test_two_sites_never_get_the_same_password():
    passwords = set()
    for _ in range(2):
        passwords.add(re.search(r"password (\S+)", first_administrator())[1])
        User.objects.all().delete()
    assert len(passwords) == 2


def test_no_administrator_is_made_beside_an_existing_one(administrator):
    assert first_administrator() == ""
    assert not User.objects.filter(username="admin").exists()


def test_an_ordinary_account_called_admin_is_not_promoted():
    User.objects.create_user("admin", password="a-long-password-for-tests")
    with pytest.raises(CommandError, match="createsuperuser"):
        first_administrator()
    assert not User.objects.filter(is_superuser=True).exists()


def test_the_admin_greets_in_indonesian(client, admin_client):
    assert "Masuk" in client.get("/admin/login/").content.decode()
    assert "Halaman" in admin_client.get("/admin/").content.decode()


def test_a_visitor_is_sent_to_the_login(client):
    response = client.get(reverse("wagtailadmin_home"))
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("weak", ["short", "elevenchars", "qwertyuiop123"])
def test_a_weak_password_is_refused(weak):
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        validate_password(weak, User(username="siti"))
