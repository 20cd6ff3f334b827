"""What comes in: how much from one address and from all, each form once, text with many links set aside."""

import re

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.limits import Limit
from accounts.visitor_address import visitor_key
from content.public_forms import HOUR, PublicForm, TooMany
from desk.models import Message, Question
from desk.offers.keeping import keep_pictures
from desk.tasks import question_came_in
from desk.topics import topic_of, topic_of_fact

FORM = PublicForm("question", salt="desk.form", lock=7120413, tries_per_hour=60)
# Whole villages share an address of their mobile network.
FROM_ONE = Limit("question", 20, HOUR)
FROM_ALL = Limit("question.all", 600, HOUR)
IN_ONE_THREAD = Limit("question.again", 10, HOUR)
LINK = re.compile(r"https?://|\bwww\.|\[url", re.IGNORECASE)
LINKS_AT_MOST = 2


def receive(request, key, kind, about, data, told, pictures=()):
    """The Question made of a form's clean `data`, what it tells and clean pictures; the one that came with this form already.

    Raises TooMany.
    """
    now = timezone.now()
    with FORM.one_at_a_time():
        if known := sent_with(key):
            return known
        if FROM_ONE.take(visitor_key(request, "question"), now):
            raise TooMany(_("Many questions have come from your connection. Send the next one in an hour."))
        if FROM_ALL.take("all", now):
            raise TooMany(_("Very many questions are arriving just now. Try again in an hour."))
        day = timezone.localdate(now)
        fact_kind = data.get("fact_kind", "")
        last = Question.objects.filter(received_on=day).aggregate(last=Max("serial"))["last"] or 0
        question = Question.objects.create(
            received_on=day,
            serial=last + 1,
            form_key=key,
            kind=kind,
            fact=data.get("fact", ""),
            proposed=data.get("proposed", ""),
            about=about,
            fact_kind=fact_kind,
            topic=topic_of_fact(fact_kind) if fact_kind else topic_of(told),
            language=data["language"],
            name=data["name"],
            contact_kind=data["contact"].kind,
            contact=data["contact"].text,
            is_suspect=has_many_links(told),
            received_at=now,
            waits_since=now,
        )
        question.say(Message.Kind.VISITOR, told, now)
        if pictures:
            keep_pictures(question, pictures, data["licence"], data["people"])
        if not question.is_suspect:
            question_came_in()
    return question


def sent_with(key):
    """The Question that came with a form already, or None."""
    return Question.objects.filter(form_key=key).first()


def receive_again(question, key, text):
    """Add one more question of the visitor's to a thread, once for each form. Raises TooMany."""
    now = timezone.now()
    with FORM.one_at_a_time():
        question = Question.objects.select_for_update().filter(pk=question.pk).first()
        if question is None or Message.objects.filter(form_key=key).exists():
            return
        if IN_ONE_THREAD.take(str(question.pk), now):
            raise TooMany(_("You have added much in the last hour. Send the next part in an hour."))
        question.say(Message.Kind.VISITOR, text, now, form_key=key)
        if not question.is_abuse:
            question.reopen(now)
            question.is_suspect = question.is_suspect or has_many_links(text)
            question.save()
            if not question.is_suspect:
                question_came_in()


def has_many_links(text):
    return len(LINK.findall(text)) > LINKS_AT_MOST
