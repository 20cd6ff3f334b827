"""Answers on their way: by e-mail, by WhatsApp, by telephone; on the private page they are at once."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from desk.addresses import private_address
from desk.contacts import ContactKind, call_link, whatsapp_link
from desk.models import Message, Question


def called(user):
    """What colleagues call somebody: the whole name, else the one they log in with."""
    return (user.get_full_name() or user.get_username()) if user else "–"


class Overtaken(Exception):
    """Somebody else answers it, or something new has been said. The message says so; nothing was sent."""


def answer(question, text, user, seen):
    """Add the desk's answer to a question that `user` holds, and to those merged into it; returns its Message.

    `seen` is the last message that the user has read. Raises Overtaken.
    """
    now = timezone.now()
    with transaction.atomic():
        question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
        if question.held_by_id not in {None, user.pk}:
            raise Overtaken(_("%(name)s has taken this question over meanwhile.") % {"name": called(question.held_by)})
        if last_said(question) != seen:
            raise Overtaken(_("Something new has been said meanwhile. Read it, then send your answer."))
        first, *others = [question, *question.merged.select_for_update(of=("self",))]
        message = _say(first, text, user, now)
        for other in others:
            _say(other, text, user, now)
    return message


def last_said(question):
    """The key of the newest message that an answer has to know of: of visitor, desk, or somebody outside who was asked."""
    return question.messages.exclude(kind=Message.Kind.NOTE, handover=None).values_list("pk", flat=True).last()


def _say(question, text, user, now):
    from desk.tasks import send_answer

    is_by_mail = question.contact_kind == ContactKind.EMAIL and bool(question.contact)
    message = question.say(Message.Kind.DESK, text, now, by=user, mail_state=Message.Mail.WAITING if is_by_mail else "")
    question.owner, question.answered_at = user, now
    question.read_at = question.read_at or now
    question.finish(Question.State.ANSWERED, now)
    question.save()
    if is_by_mail:
        send_answer.enqueue(message.pk)
    return message


def channel_link(message):
    """Where a colleague brings the answer themselves: WhatsApp with its text, or the number to call."""
    question = message.question
    with translation.override(question.language):
        address = settings.PUBLIC_URL + private_address(question)
    if question.contact_kind == ContactKind.WHATSAPP:
        return whatsapp_link(question.contact, f"{message.text}\n\n{question.number}: {address}")
    return call_link(question.contact) if question.contact_kind == ContactKind.PHONE else ""
