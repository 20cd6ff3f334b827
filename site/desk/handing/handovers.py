"""Handing over, taking back, and what comes back: a proposal for the answer, never the answer itself."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from desk.contacts import ContactKind, without_contacts, without_name
from desk.models import OPEN_FOR, Handover, Message, Question
from desk.tasks import question_came_in, send_handover


def hand_over(question, user, organisation, name, contact, note):
    """The Handover of a locked question to an organisation or a name; the one that is awaited from them already.

    `contact` is a Contact or None. By e-mail its link goes out at once.
    """
    now = timezone.now()
    whom = {
        "organisation": organisation,
        "name": name,
        "contact_kind": contact.kind if contact else "",
        "contact": contact.text if contact else "",
    }
    if known := question.handovers.awaited().filter(expires_at__gt=now, **whom).first():
        return known
    is_by_mail = bool(contact) and contact.kind == ContactKind.EMAIL
    handover = Handover.objects.create(
        question=question,
        note=note,
        by=user,
        at=now,
        expires_at=now + OPEN_FOR,
        mail_state=Handover.Mail.WAITING if is_by_mail else "",
        **whom,
    )
    question.state, question.owner, question.is_suspect = Question.State.WAITING, user, False
    question.save(update_fields=["state", "owner", "is_suspect"])
    log(question, "desk.hand_over", user=user)
    if is_by_mail:
        send_handover.enqueue(handover.pk)
    return handover


def take_back(question, handover, user):
    """Close a link that nobody has replied by. Of a locked question that waits for nobody else it is new again."""
    question.handovers.awaited().filter(pk=handover.pk).update(revoked_at=timezone.now())
    log(question, "desk.take_back", user=user)
    if question.state == Question.State.WAITING and not question.handovers.awaited().exists():
        question.state = Question.State.NEW
        question.save(update_fields=["state"])


def reply(handover, text):
    """Keep what somebody proposes: as a note inside, and as the draft if that is empty. False when their link is closed.

    The question is new again for the desk. One that is answered meanwhile stays so, and the desk reads the note.
    """
    now = timezone.now()
    with transaction.atomic():
        question = Question.objects.select_for_update(of=("self",)).get(pk=handover.question_id)
        handover = question.handovers.select_for_update(of=("self",)).get(pk=handover.pk)
        if not handover.is_awaited(now):
            return False
        handover.replied_at = now
        handover.save(update_fields=["replied_at"])
        if question.merged_into_id:
            question = Question.objects.select_for_update(of=("self",)).get(pk=question.merged_into_id)
        question.say(Message.Kind.NOTE, text, now, handover=handover)
        log(question, "desk.proposal")
        if not question.is_done:
            question.state = Question.State.NEW
            if not question.draft:
                question.draft, question.draft_at = text, now
            question.save(update_fields=["state", "draft", "draft_at"])
            question_came_in()
    return True


def words_for_others(question):
    """What the visitor wrote, without their name and without anything by which they could be reached."""
    said = question.messages.filter(kind=Message.Kind.VISITOR).values_list("text", flat=True)
    return [without_name(without_contacts(text), question.name) for text in [question.fact, *said] if text]
