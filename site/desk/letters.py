"""The desk's own e-mails. They do not go through `jobs.mail`, whose rows hold the text: a job of ours has only a key."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from desk.addresses import private_address
from desk.handing.links import LANGUAGE, handover_address, page_asked_about

PERMANENT = 500  # SMTP's replies from here on will be the same tomorrow
# Where mail goes while nobody has set a server up: into the log, where no answer belongs.
NO_SERVER = "django.core.mail.backends.console.EmailBackend"


def answer_letter(message):
    """The e-mail that brings an answer to the visitor."""
    question = message.question
    with translation.override(question.language):
        address = settings.PUBLIC_URL + private_address(question)
        context = {"question": question, "text": message.text, "address": address}
        return _letter("answer", context, f"answer-{message.pk}", question.contact)


def handover_letter(handover):
    """The e-mail that brings the link to somebody who is asked."""
    with translation.override(LANGUAGE):
        address = settings.PUBLIC_URL + handover_address(handover)
        context = {"handover": handover, "page": page_asked_about(handover.question), "address": address}
        return _letter("handover", context, f"handover-{handover.pk}", handover.contact)


def _letter(template, context, name, to):
    subject, body = render_to_string(f"emails/{template}.txt", context).strip().split("\n", 1)
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    connection = get_connection(settings.MAIL_TRANSPORT)
    headers = {"Message-ID": f"<{name}@{domain}>"}
    return EmailMessage(subject, body.strip() + "\n", to=[to], headers=headers, connection=connection)


def deliver(mailed, letter):
    """Send the letter of something Mailed; returns whether to try again later. What the server says may name the address: it is not kept."""
    if settings.MAIL_TRANSPORT == NO_SERVER:
        return _failed(mailed, _("No mail server is set up (EMAIL_URL)."))
    try:
        letter.send()
    except smtplib.SMTPRecipientsRefused as error:
        return _refused(mailed, next(iter(error.recipients.values()))[0])
    except smtplib.SMTPResponseException as error:
        return _refused(mailed, error.smtp_code)
    except OSError:
        return _failed(mailed, _("The mail server cannot be reached."), is_final=False)
    mailed.note_mail(mailed.Mail.SENT)
    return False


def _refused(mailed, code):
    return _failed(mailed, _("The mail server refuses it: %(code)s.") % {"code": code}, is_final=code >= PERMANENT)


def _failed(mailed, problem, is_final=True):
    mailed.note_mail(mailed.Mail.FAILED if is_final else mailed.Mail.WAITING, problem)
    return not is_final
