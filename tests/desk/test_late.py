"""Visitors who wait too long: on the home of the office, in the list, in one mail on each working day."""

from datetime import datetime, time

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from desk.models import DeskSettings, Question
from desk.tasks import tell_desk_daily
from jobs.models import Job
from tests.desk.asking import WORDS, asked, colleague

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


@pytest.fixture(autouse=True)
def office_hours(settings):
    settings.EMAIL_BACKEND = "jobs.mail.MailByJobs"
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    DeskSettings.load()
    DeskSettings.objects.update(
        opens_at=time(8), closes_at=time(16), first_workday=0, last_workday=4, holidays="3-5-2027 libur"
    )


def on(day, hour=9):
    return time_machine.travel(datetime(2027, *day, hour, tzinfo=timezone.get_default_timezone()), tick=False)


def test_who_waits_longer_than_24_working_hours_is_told_of(client, run_jobs):
    sri = colleague("sri")
    with on((4, 29)):  # Thursday; Monday is a day off: 24 hours of work end on Wednesday at 9
        late, suspect = asked(), asked(question=" ".join(["https://spam.example/"] * 4))
    with on((5, 4), 10):
        asked(question="Adatoilet?", contact="0812 3456 7890")
    Job.objects.all().delete()  # the mail of some minutes later, that something has come in

    def told(day, hour=9):
        with on(day, hour):
            # A restart, and a job that is tried again, tell it once all the same.
            tell_desk_daily.func()
            tell_desk_daily.func()
            run_jobs()
        sent, mail.outbox[:] = list(mail.outbox), []
        return [(letter.subject, "24 jam kerja" in letter.body) for letter in sent]

    with on((5, 4), 15):
        assert "lebih dari 24 jam kerja" not in sri.get(reverse("wagtailadmin_home")).content.decode()
        assert "tab=late" not in sri.get(reverse("desk:index")).content.decode()
    assert told((5, 4)) == [("2 pertanyaan pengunjung menunggu", False)]
    assert told((5, 5)) == [("2 pertanyaan pengunjung menunggu", True)]
    assert told((5, 8)) == []  # Saturday
    with on((5, 5)):
        home = sri.get(reverse("wagtailadmin_home")).content.decode()
        assert "<span>1</span> pertanyaan belum dijawab lebih dari 24 jam kerja" in home
        address = reverse("desk:index") + "?tab=late"
        assert address in home
        listed = sri.get(address).content.decode()
        assert f"/{late.pk}/" in listed and "24 jam kerja" in listed
        assert "Adatoilet" not in listed and f"desk/{suspect.pk}/" not in listed
        # One that waits for others waits all the same; one that is answered does not.
        Question.objects.filter(pk=late.pk).update(state="waiting")
        assert f"desk/{late.pk}/" in sri.get(address).content.decode()
        Question.objects.update(state="answered", finished_at=timezone.now())
    assert told((5, 6)) == []
    assert WORDS not in home
