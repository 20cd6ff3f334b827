"""What an administrator sees of the jobs."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.module_loading import import_string
from wagtail.users.models import UserProfile

from accounts.models import User
from events.models import EventProposal
from jobs.models import Job, WorkerBeat
from jobs.schedule import tick


@pytest.fixture
def refused(db, settings, run_jobs):
    """A mail that could not be sent, because nobody listens."""
    settings.EMAIL_BACKEND = "jobs.mail.MailByJobs"
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.JOBS_RETRY_SECONDS = "127.0.0.1", 1, []
    EmailMessage("Halo", "", to=["siti@example.org"]).send()
    run_jobs()
    return Job.objects.get()


def test_a_failed_job_is_told_in_words_and_can_be_tried_again(admin_client, refused):
    page = admin_client.get("/admin/reports/jobs/").content.decode()
    assert "Kirim surel" in page and "siti@example.org" in page
    assert "Server surel tidak dapat dihubungi" in page
    answer = admin_client.post(f"/admin/reports/jobs/{refused.pk}/retry/", follow=True)
    assert "dijalankan lagi" in answer.content.decode()
    refused.refresh_from_db()
    assert refused.is_waiting


def test_the_page_says_when_no_worker_runs(admin_client, db):
    assert "manage.py worker" in admin_client.get("/admin/reports/jobs/").content.decode()
    WorkerBeat.objects.create(worker_id="one", seen_at=timezone.now())
    assert "manage.py worker" not in admin_client.get("/admin/reports/jobs/").content.decode()


def test_a_page_that_waits_hears_how_far_a_job_is(admin_client, refused):
    refused.note(done=3, total=10)
    Job.objects.update(status="RUNNING")
    told = admin_client.get(f"/admin/jobs/{refused.pk}/").json()
    assert told == {"is_finished": False, "state": "Berjalan: 3 dari 10", "done": 3, "total": 10}
    Job.objects.update(status="READY")
    assert "tidak ada" in admin_client.get(f"/admin/jobs/{refused.pk}/").json()["state"]


def test_editors_are_not_shown_the_jobs(client, refused):
    editor = User.objects.create_user("pembaca", password="a-long-password-for-tests")
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/admin/reports/jobs/").status_code == 302
    assert client.post(f"/admin/reports/jobs/{refused.pk}/retry/").status_code == 302
    assert "/admin/reports/jobs/" not in client.get("/admin/").content.decode()


def test_what_is_scheduled_runs_once_in_its_period_and_only_its_last_run_is_kept(db, run_jobs, settings):
    settings.JOBS_SCHEDULE = {"content.tasks.publish_scheduled": (timedelta(minutes=5), timedelta(0))}
    now = timezone.now()
    ids = set()
    for minutes in (0, 0, 5, 10):
        tick(now + timedelta(minutes=minutes))
        run_jobs()
        ids.add(Job.objects.get().pk)
    assert len(ids) == 3


def test_every_scheduled_task_is_one(settings):
    assert all(import_string(path).backend == "background" for path in settings.JOBS_SCHEDULE)


def proposal(title):
    return EventProposal.objects.create(
        title=title, place_text="Alun-alun", starts_on="2027-05-01", description="-", contact="-"
    )


def test_the_office_is_told_once_of_the_proposals_of_some_minutes(db, run_jobs, administrator, mailoutbox):
    proposal("Festival layangan")
    proposal("Lomba gethuk")
    run_jobs()
    assert not mailoutbox
    Job.objects.update(run_after=timezone.now())
    run_jobs()
    [message] = mailoutbox
    assert message.to == [administrator.email] and message.subject == "2 usulan acara menunggu"
    assert "Lomba gethuk" in message.body


def test_whoever_wants_no_notices_gets_none(db, run_jobs, administrator, mailoutbox):
    profile = UserProfile.get_for_user(administrator)
    profile.submitted_notifications = False
    profile.save()
    proposal("Festival layangan")
    Job.objects.update(run_after=timezone.now())
    run_jobs()
    assert not mailoutbox
