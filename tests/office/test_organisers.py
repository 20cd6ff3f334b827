"""Who organises an event learns of danger where it takes place: by one mail, which a second look does not repeat."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Organisation, User
from events.models import EventIndexPage
from office import organisers
from office.models import ToldOrganiser
from places.models import Notice
from tests.clock import NOW
from tests.events.published import publish

pytestmark = pytest.mark.sql


@pytest.fixture
def event(db, page_at):
    """In a week at Gua Sodong, by an organisation of two people, one of whom has left."""
    organiser = Organisation.objects.create(slug="kelompok-gua", name="Kelompok Gua")
    for name, is_active in (("wati", True), ("bekas", False)):
        User.objects.create_user(name, f"{name}@example.org", organisation=organiser, is_active=is_active)
    index = EventIndexPage.objects.get(locale__language_code="id")
    day = timezone.localdate(NOW) + timedelta(days=7)
    return publish(index, title="Jelajah Gua", starts_on=day, venue=page_at("id", "gua-sodong"), organiser=organiser)


def close_caves(author=None, **values):
    usual = {"scope": "kind", "kind": "cave", "level": "caution", "event": "cave-flood", "source": "bpbd"}
    spans = {"starts_at": NOW - timedelta(hours=1), "ends_at": NOW + timedelta(days=20)}
    return Notice.objects.create(**usual | spans | {"author": author} | values)


def test_people_of_the_organiser_are_told_once_and_again_when_it_grows_worse(event, run_jobs, mailoutbox):
    notice = close_caves()
    with time_machine.travel(NOW + timedelta(minutes=2)):
        run_jobs()
        organisers.tell()
    (mail,) = mailoutbox
    assert mail.to == ["wati@example.org"]
    assert "Jelajah Gua" in mail.body and "Pemberitahuan sampai" in mail.body
    notice.level = "closed"
    notice.save()
    organisers.tell()
    assert len(mailoutbox) == 2
    assert "Tanyakan kepada penyelenggara" in mailoutbox[1].body


def test_one_who_closes_is_told_whom_nobody_could_write_to(event, administrator, mailoutbox):
    User.objects.filter(username="wati").update(email="")
    close_caves(author=administrator)
    organisers.tell()
    (mail,) = mailoutbox
    assert mail.to == [administrator.email]
    assert "Kelompok Gua" in mail.body


@pytest.mark.parametrize(
    "values",
    [{"is_draft": True}, {"ends_at": NOW + timedelta(days=3)}, {"kind": "beach"}],
    ids=["draft", "before", "elsewhere"],
)
def test_of_what_does_not_touch_it_nobody_is_told(event, mailoutbox, values):
    close_caves(**values)
    organisers.tell()
    assert not mailoutbox and not ToldOrganiser.objects.exists()
