"""The signed address of a handover, and how it is brought to whom it is for."""

from django.conf import settings
from django.core import signing
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from desk.addresses import form_address, page_in
from desk.contacts import ContactKind, call_link, whatsapp_link
from desk.words import HANDED

# Whoever is asked reads Indonesian.
LANGUAGE = settings.LANGUAGE_CODE


def handover_address(handover):
    """The address by which a question is read and replied to; only its signature opens it."""
    return f"{form_address(LANGUAGE)}{HANDED}/{_signer().sign(handover.pk)}/"


def signed_key(signed):
    """The key of the handover that an address was signed for, None when it was not signed by us."""
    try:
        return int(_signer().unsign(signed))
    except signing.BadSignature:
        return None


def _signer():
    return signing.Signer(sep=".", salt="desk.handover")


def page_asked_about(question):
    """The public page that a question is about, in the language of whoever is asked, or None."""
    return page_in(question.about, LANGUAGE) if question.about else None


def for_desk(question):
    """The Handovers of a question, each with its whole `address`, whether it `is_open`, and `bring`, where a colleague brings it."""
    now = timezone.now()
    handovers = list(question.handovers.select_related("organisation", "by"))
    for handover in handovers:
        handover.question = question
        handover.is_open = handover.is_awaited(now) and not question.is_done
        handover.address = settings.PUBLIC_URL + handover_address(handover)
        handover.bring = _bring(handover)
    return handovers


def _bring(handover):
    """WhatsApp with the text and the address (of somebody without a number: WhatsApp asks to whom), or the number to call."""
    if handover.contact_kind == ContactKind.PHONE:
        return call_link(handover.contact)
    if handover.contact_kind == ContactKind.EMAIL:
        return ""
    return whatsapp_link(handover.contact, request_text(handover))


def request_text(handover):
    """What is said to whom the question is handed over; nothing of the question itself."""
    with translation.override(LANGUAGE):
        page = page_asked_about(handover.question)
        subject = (
            _("A visitor asks about %(page)s.") % {"page": page.title} if page else _("A visitor asks about Wonogiri.")
        )
        request = _("Can you help with the answer? You can read and answer here, without an account:")
        return f"{subject} {request}\n{settings.PUBLIC_URL}{handover_address(handover)}"
