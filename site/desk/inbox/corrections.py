"""A correction of one fact: accepted in one click, declined with a sentence, or taken into the form of the fact."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from wagtail.log_actions import log

from content.querysets import is_hidden
from desk.answering import Overtaken, answer, last_said
from desk.inbox.counting import count_anew
from desk.inbox.permissions import at_desk
from desk.models import Question
from facts.kinds import FactKind
from facts.models import Fact, facts_about, source_of
from facts.reported import PUBLISHER, accepted_fact, problem_with
from facts.templatetags.fact_tags import FIELDS
from facts.wagtail_hooks import AddFactView

# What a visitor reads whose correction is not taken over.
DECLINES = {
    "unconfirmed": gettext_lazy(
        "Thank you for telling us. We asked and could not confirm it, so the page stays as it is."
    ),
    "known": gettext_lazy("Thank you for telling us. The page says so already."),
    "elsewhere": gettext_lazy("Thank you for telling us. It seems to be about another place; write to us which one."),
}


def may_accept(user):
    """Whether somebody at the desk may write facts."""
    return user.has_perms(["facts.add_fact", "facts.change_fact"])


def correction_of(question, user):
    """What the page of a question shows of a correction beside the thread, or None: old and new, and what may be done."""
    page = question.about
    if question.kind != Question.Kind.CORRECTION or page is None or question.is_abuse:
        return None
    kind = question.fact
    source = source_of(page).specific
    field = FIELDS.get(kind, "")
    with translation.override(settings.LANGUAGE_CODE):
        old = next((fact for fact in facts_about(page.translation_key) if fact.kind == kind), None)
    return {
        "label": FactKind(kind).label if kind in FactKind.values else kind,
        "old": old,
        "problem": problem_with(kind, question.proposed, question.language),
        "own_words": getattr(source, field, "") if field else "",
        "source": source,
        "publisher": PUBLISHER,
        "today": timezone.localdate(),
        "declines": DECLINES.items(),
        "is_open": not question.outcome,
        "may_accept": may_accept(user),
    }


@at_desk
@sensitive_post_parameters()
@require_POST
def decide(request, pk):
    """Accept a correction or decline it, once; the visitor reads it on their page at once."""
    decision, _colon, reason = request.POST.get("do", "").partition(":")
    seen = request.POST.get("seen", "")
    try:
        with transaction.atomic():
            question = _undecided(pk)
            if question is None:
                messages.info(request, _("This correction is decided already."))
            elif decision == "accept":
                _write(question, request.user)
                _settle(question, Question.Outcome.ACCEPTED, _thanks(question), request.user, _number(seen))
                messages.success(request, _("The fact is written, and the visitor is thanked on their page."))
            elif reason in DECLINES:
                with translation.override(question.language):
                    text = str(DECLINES[reason])
                _settle(question, Question.Outcome.DECLINED, text, request.user, _number(seen))
                messages.success(request, _("The visitor reads this answer on their page."))
    except Overtaken as error:
        messages.error(request, str(error))
    count_anew()
    return redirect("desk:question", pk)


def _number(text):
    return int(text) if text.isdecimal() else None


def _undecided(pk):
    """The locked correction, None when it is decided."""
    locked = Question.objects.select_for_update(of=("self",)).select_related("about", "about__locale")
    question = get_object_or_404(locked, pk=pk, kind=Question.Kind.CORRECTION)
    return None if question.outcome else question


def _write(question, user):
    page, kind, words = question.about, question.fact, question.proposed
    if not may_accept(user) or page is None:
        raise PermissionDenied
    if problem := problem_with(kind, words, question.language):
        raise Overtaken(problem)
    fact = accepted_fact(page, kind, words, timezone.localdate())
    action = "wagtail.create" if fact.pk is None else "wagtail.edit"
    fact.save()
    log(fact, action, user=user)


def _settle(question, outcome, text, user, seen):
    answer(question, text, user, seen)
    Question.objects.filter(pk=question.pk).update(outcome=outcome)
    log(question, f"desk.{outcome}", user=user)


def _thanks(question):
    page = question.about
    link = settings.PUBLIC_URL + page.url if page.live and not is_hidden(page) else ""
    with translation.override(question.language):
        text = _("Thank you, we have updated “%(fact)s” on the page %(page)s.") % {
            "fact": FactKind(question.fact).label if question.fact in FactKind.values else question.fact,
            "page": page.title,
        }
    return f"{text} {link}".strip()


class FactOfQuestionView(AddFactView):
    """The form of a new fact with what a visitor told; saving it accepts the correction. No word stands in an address."""

    def dispatch(self, request, *args, pk, **kwargs):
        self.question = _undecided(pk) if request.method == "POST" else get_object_or_404(Question, pk=pk)
        if self.question is None or self.question.about is None:
            messages.info(request, _("This correction is decided already."))
            return redirect("desk:question", pk)
        return super().dispatch(request, *args, **kwargs)

    def get_initial_form_instance(self):
        question = self.question
        return Fact(
            page=source_of(question.about),
            kind=question.fact if question.fact in FactKind.values else "",
            value=question.proposed,
            as_of=timezone.localdate().isoformat(),
            publisher=PUBLISHER,
        )

    def get_add_url(self):
        return reverse("desk:fact", args=[self.question.pk])

    def get_success_url(self):
        return reverse("desk:question", args=[self.question.pk])

    def save_instance(self):
        fact = super().save_instance()
        self.question.fact = fact.kind
        text = _thanks(self.question)
        _settle(self.question, Question.Outcome.ACCEPTED, text, self.request.user, last_said(self.question))
        return fact

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Overtaken as error:
            form.instance.pk, form.instance._state.adding = None, True
            form.add_error(None, str(error))
            return self.form_invalid(form)


def fact_of_question(request, pk):
    """The view as the admin of facts makes it, within one transaction."""
    viewset = Fact.snippet_viewset
    view = viewset.construct_view(FactOfQuestionView, **viewset.get_add_view_kwargs())
    with transaction.atomic():
        return view(request, pk=pk)
