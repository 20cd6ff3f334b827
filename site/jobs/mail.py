"""E-mail: rendered in the reader's language, sent by a job for each recipient.

Everything that sends mail through Django comes by here, Wagtail's own as well: no page waits for a mail server, and
an address that bounces stops nobody else's mail.
"""

import smtplib
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs.declaring import Failure, TryLater, job
from jobs.models import Job

PERMANENT = 500  # SMTP's replies from here on will be the same tomorrow


def send(template, recipients, language, context):
    """Send ``emails/<template>.txt`` (its first line is the subject) and ``.html`` to each of some addresses."""
    context = {"site_address": settings.PUBLIC_URL, **context}
    with translation.override(language):
        subject, text = render_to_string(f"emails/{template}.txt", context).strip().split("\n", 1)
        html = render_to_string(f"emails/{template}.html", {"language": language, **context})
    for recipient in recipients:
        message = EmailMultiAlternatives(subject, text.strip() + "\n", to=[recipient])
        message.attach_alternative(html, "text/html")
        message.send()


class MailByJobs(BaseEmailBackend):
    """Django's EMAIL_BACKEND here: hands each mail over once for each of its recipients."""

    def send_messages(self, messages):
        for message in messages:
            if message.attachments:
                raise ValueError("Mail with attachments cannot be sent as a job: link to the file instead.")
            parts = {
                "subject": str(message.subject),
                "body": message.body,
                "from_email": message.from_email,
                "reply_to": list(message.reply_to),
                "headers": message.extra_headers,
                "alternatives": [[part.content, part.mimetype] for part in getattr(message, "alternatives", [])],
            }
            for recipient in message.recipients():
                deliver.enqueue(recipient, parts)
        return len(messages)


@job(gettext_lazy("Send an e-mail"), priority=50, takes_context=True)
def deliver(context, recipient, parts):
    """Send one mail to one address. A second time it has the same Message-ID, so that mailboxes show it once."""
    job_id, domain = context.task_result.id, parseaddr(parts["from_email"])[1].rpartition("@")[2]
    headers = {**parts["headers"], "Message-ID": f"<{job_id}@{domain}>"}
    message = EmailMultiAlternatives(
        **{**parts, "headers": headers}, to=[recipient], connection=get_connection(settings.MAIL_TRANSPORT)
    )
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        raise _trouble(*error.recipients[recipient]) from error
    except smtplib.SMTPResponseException as error:
        raise _trouble(error.smtp_code, error.smtp_error) from error
    except OSError as error:
        raise TryLater(_("The mail server cannot be reached: %(reason)s.") % {"reason": error}) from error
    # What was written is nobody's business any more; it may hold a link that sets a password.
    Job.objects.filter(pk=job_id).update(args_kwargs={"args": [recipient], "kwargs": {}})


def _trouble(code, answer):
    answer = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    sentence = _("The mail server refuses it: %(code)s %(answer)s") % {"code": code, "answer": answer}
    return Failure(sentence) if code >= PERMANENT else TryLater(sentence)
