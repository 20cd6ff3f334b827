"""A filled-in form as the field sends it, and somebody at the desk."""

from datetime import UTC, datetime, timedelta

import time_machine
from django.contrib.auth.models import Group, Permission
from django.test import Client

from accounts.models import User
from desk.models import Question
from desk.receiving import FORM as QUESTION_FORM

FORM = "/en/ask/"
PLACE = "/en/places/nampu-beach/"
WORDS = "Kursirodaku di Nampu"
EMAIL = "rahasia.sekali@contoh.id"


def token(seconds=60, form=QUESTION_FORM):
    """The token of a form that was handed out so long ago."""
    with time_machine.travel(datetime.now(UTC) - timedelta(seconds=seconds), tick=False):
        return form.new_token()


def filled_in(**changes):
    return {
        "token": token(),
        "about": PLACE,
        "question": f"{WORDS}?",
        "name": "Mayangsari",
        "contact": EMAIL,
        "language": "en",
    } | changes


def send(client, path=FORM, headers=None, **changes):
    return client.post(path, filled_in(**changes), headers=headers or {})


def asked(**changes):
    """A question that has come in."""
    response = send(Client(REMOTE_ADDR="198.51.100.1"), **changes)
    assert response.status_code == 303
    return Question.objects.get(secret=response.headers["Location"].split("/")[-2])


def colleague(name):
    """A client logged in as somebody who may answer and nothing else."""
    group, _created = Group.objects.get_or_create(name="Meja informasi")
    group.permissions.set(Permission.objects.filter(codename__in=["access_admin", "change_question"]))
    user = User.objects.create_user(name, f"{name}@example.org", first_name=name.title())
    user.groups.add(group)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
