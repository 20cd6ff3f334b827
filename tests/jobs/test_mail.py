"""Mail as a real SMTP server receives it."""

import socket
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.core.mail import EmailMessage
from django.utils import timezone

from jobs import mail
from jobs.models import Job

CONTEXT = {"number": 2, "titles": ["Pasar <Legi> & kopi", "Wayang"], "address": "https://wisata.example/admin/"}
REFUSALS = {"gone@example.org": "550 No such mailbox", "busy@example.org": "451 Come back later"}


class Mailboxes:
    """Keeps what it is sent; refuses some."""

    def __init__(self):
        self.messages = []
        self.refusals = dict(REFUSALS)

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 Kept"

    @property
    def recipients(self):
        return [str(message["To"]) for message in self.messages]


@pytest.fixture
def by_jobs(db, settings):
    settings.EMAIL_BACKEND = "jobs.mail.MailByJobs"
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.DEFAULT_FROM_EMAIL = "Dinas Pariwisata <wisata@example.org>"


@pytest.fixture
def mailboxes(by_jobs, settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = free.getsockname()[1]
    controller = Controller(Mailboxes(), hostname="127.0.0.1", port=settings.EMAIL_PORT)
    controller.start()
    yield controller.handler
    controller.stop()


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("id", "2 usulan acara menunggu"),
        ("en", "2 proposals of events wait"),
        ("jv", "Wonten 2 usulan adicara ingkang ngrantos"),
    ],
)
def test_a_mail_comes_in_the_readers_language_as_text_and_as_a_page(mailboxes, run_jobs, language, subject):
    mail.send("proposals_wait", ["siti@example.org"], language, CONTEXT)
    run_jobs()
    [message] = mailboxes.messages
    text, html = (message.get_body([kind]).get_content().replace("\r\n", "\n") for kind in ("plain", "html"))
    assert message["Subject"] == subject
    assert "- Pasar <Legi> & kopi\n- Wayang\n" in text and "https://wisata.example/admin/" in text
    assert "<li>Pasar &lt;Legi&gt; &amp; kopi</li>" in html and f'<html lang="{language}">' in html


def test_an_address_that_bounces_stops_nobody_elses_mail(mailboxes, run_jobs):
    mail.send("proposals_wait", ["gone@example.org", "busy@example.org", "siti@example.org"], "en", CONTEXT)
    run_jobs()
    assert mailboxes.recipients == ["siti@example.org"]
    gone, busy = (Job.objects.of(mail.deliver, address).get() for address in REFUSALS)
    assert gone.is_failed and "550 No such mailbox" in gone.reason
    assert busy.is_waiting and "451 Come back later" in busy.reason
    del mailboxes.refusals["busy@example.org"]
    with time_machine.travel(timezone.now() + timedelta(seconds=31)):
        run_jobs()
    assert mailboxes.recipients == ["siti@example.org", "busy@example.org"]


def test_a_mail_server_that_cannot_be_reached_is_tried_five_times_at_growing_intervals(by_jobs, settings, run_jobs):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = closed.getsockname()[1]
        mail.send("proposals_wait", ["siti@example.org"], "en", CONTEXT)
        waits = []
        with time_machine.travel(timezone.now(), tick=False) as clock:
            run_jobs()
            while (job := Job.objects.get()).is_waiting:
                waits.append((job.run_after - timezone.now()).total_seconds())
                clock.move_to(job.run_after)
                run_jobs()
    assert waits == settings.JOBS_RETRY_SECONDS
    assert job.is_failed and "tidak dapat dihubungi" in job.reason


def test_a_mail_server_that_says_nothing_is_given_up_in_time(by_jobs, settings, run_jobs):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = silent.getsockname()[1], 0.1
        mail.send("proposals_wait", ["siti@example.org"], "en", CONTEXT)
        run_jobs()
    assert "timed out" in Job.objects.get().reason


def test_a_job_that_hangs_is_stopped_and_says_so(by_jobs, settings, run_jobs, english):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings.EMAIL_PORT, settings.EMAIL_TIMEOUT, settings.JOBS_LONGEST_SECONDS = silent.getsockname()[1], 20, 0.1
        mail.send("proposals_wait", ["siti@example.org"], "en", CONTEXT)
        run_jobs()
    job = Job.objects.get()
    assert job.is_failed and "was stopped" in job.reason


def test_what_stood_in_a_mail_is_forgotten_once_it_is_sent(mailboxes, run_jobs):
    EmailMessage("Kata sandi", "https://wisata.example/reset/secret/", to=["siti@example.org"]).send()
    assert "secret" in str(Job.objects.get().args_kwargs)
    run_jobs()
    assert "secret" in mailboxes.messages[0].get_content()
    assert "secret" not in str(Job.objects.get().args_kwargs)
    assert mailboxes.messages[0]["Message-ID"] == f"<{Job.objects.get().pk}@example.org>"


def test_a_forgotten_password_is_mailed_without_the_page_waiting_for_the_server(
    mailboxes, run_jobs, client, administrator
):
    answer = client.post("/admin/password_reset/", {"email": administrator.email})
    assert answer.status_code == 302 and not mailboxes.messages
    run_jobs()
    assert mailboxes.recipients == [administrator.email]
    assert "/admin/password_reset/confirm/" in mailboxes.messages[0].get_content()
