"""The list of questions, and one question with its thread."""

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page

from desk.addresses import private_address
from desk.answering import channel_link, last_said
from desk.handing.links import for_desk
from desk.inbox.corrections import correction_of
from desk.inbox.counting import number_late
from desk.inbox.inserting import pages_with, sentences_for
from desk.lateness import LATE_AFTER, SOON_LATE_AFTER, late_since
from desk.models import HELD_FOR, DeskSettings, Message, Question, ReadyText
from desk.offers.moderation import offers_of
from desk.topics import Topic

PER_PAGE = 30
FOUND_AT_MOST = 100
# Tabs that are there only while there is something in them.
SHOWN_WITH_SOME = {"late", "suspect"}


def tabs(user, now):
    """``{name: (label, queryset)}`` of the list."""
    questions = Question.objects
    return {
        "new": (_("New"), questions.new()),
        "mine": (_("Mine"), questions.of(user)),
        "waiting": (_("Waiting for others"), questions.waiting()),
        "late": (_("Late"), questions.late(late_since(now))),
        "done": (_("Answered"), questions.done().order_by("-finished_at")),
        "suspect": (_("Many links"), questions.suspect()),
    }


class InboxView(WagtailAdminTemplateMixin, TemplateView):
    """All questions by who has to do something, those that wait longest first.

    What is looked for is posted: a name or a number in an address would stand in the log of the server.
    """

    page_title = gettext_lazy("Information desk")
    header_icon = "comment"
    template_name = "desk/admin/inbox.html"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def post(self, request, *args, **kwargs):
        return self.get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        now = timezone.now()
        every = tabs(self.request.user, now)
        tab = asked.get("tab") if asked.get("tab") in every else "new"
        questions = every[tab][1]
        text, language, place = asked.get("q", "").strip()[:100], asked.get("language", ""), asked.get("place", "")
        if text:
            questions = Question.objects.with_words(text).order_by("-received_at")
        if language:
            questions = questions.filter(language=language)
        if place.isascii() and place.isdecimal():
            questions = questions.filter(about__translation_key__in=_keys(place))
        page = Paginator(questions.for_list(), FOUND_AT_MOST if text else PER_PAGE).get_page(asked.get("p"))
        worked = DeskSettings.load().working_time
        for question in page:
            if not question.is_done:
                question.waited = worked.elapsed(question.waits_since, now)
                question.lateness = _lateness(question.waited)
        counts = Question.objects.aggregate(
            new=Count("pk", filter=Q(state="new", is_suspect=False)),
            mine=Count("pk", filter=Q(state__in=Question.UNDONE, owner=self.request.user)),
            waiting=Count("pk", filter=Q(state="waiting")),
            suspect=Count("pk", filter=Q(state="new", is_suspect=True)),
        ) | {"late": number_late()}
        shown = [(name, label, counts.get(name)) for name, (label, _questions) in every.items()]
        return super().get_context_data(**kwargs) | {
            "tabs": [entry for entry in shown if entry[0] not in SHOWN_WITH_SOME or entry[2]],
            "tab": "" if text else tab,
            "questions": page,
            "text": text,
            "language": language,
            "place": place,
            "languages": settings.LANGUAGES,
            "places": Page.objects.filter(pk__in=Question.objects.exclude(about=None).values("about")).order_by(
                "title"
            ),
        }


def _keys(pk):
    return Page.objects.filter(pk=int(pk[:18])).values("translation_key")


def _lateness(waited):
    """Which sign stands beside its age: a visitor kept waiting is the only thing in red."""
    return "late" if waited >= LATE_AFTER else "wait" if waited >= SOON_LATE_AFTER else ""


class QuestionView(WagtailAdminTemplateMixin, TemplateView):
    """One question. Opening it takes it, unless a colleague has it; the visitor then sees that somebody reads."""

    header_icon = "comment"
    template_name = "desk/admin/question.html"
    _show_breadcrumbs = True
    # What was typed and could not be saved, and why.
    typed = None
    problem = ""

    def get_page_title(self):
        return _("Question %(number)s") % {"number": self.question.number}

    def get_breadcrumbs_items(self):
        desk = {"url": reverse("desk:index"), "label": InboxView.page_title}
        return [*self.breadcrumbs_items, desk, {"url": "", "label": self.question.number}]

    def get(self, request, pk, *args, **kwargs):
        now = timezone.now()
        self.question = get_object_or_404(
            Question.objects.select_related("about", "about__locale", "owner", "held_by", "merged_into"), pk=pk
        )
        if self.question.read_at is None:
            Question.objects.filter(pk=pk, read_at=None).update(read_at=now)
        if self.typed is None and not self.question.is_done:
            self.question.hold(request.user, now)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        question, user, now = self.question, self.request.user, timezone.now()
        is_mine = question.held_by_id == user.pk
        messages = list(question.messages.select_related("by", "handover", "handover__organisation"))
        answer_text = question.draft if self.typed is None else self.typed
        for message in messages:
            message.question = question
            message.channel_link = channel_link(message) if message.kind == Message.Kind.DESK else ""
        find = self.request.GET.get("find", "").strip()[:100]
        return super().get_context_data(**kwargs) | {
            "question": question,
            "thread": messages,
            "is_mine": is_mine,
            "may_write": is_mine or question.held_by_id is None,
            "held_until": question.held_at and question.held_at + HELD_FOR,
            "may_take_over": question.may_be_taken_over(now),
            "answer_text": answer_text,
            "proposal": next((said for said in messages if said.handover and said.text == answer_text), None),
            "handovers": for_desk(question),
            "sentences": sentences_for(question) if not question.is_done else [],
            "problem": self.problem,
            "seen": last_said(question),
            "ready_texts": ReadyText.objects.all(),
            "topics": Topic.choices,
            "find": find,
            "found": pages_with(find, question.language) if find else [],
            "address": private_address(question, question.language),
            "merged": question.merged.all(),
            "alike": alike(question),
            "correction": correction_of(question, user),
            "offers": offers_of(question, user),
        }


def alike(question):
    """Other open questions about the same page: perhaps the same is asked."""
    if question.about is None:
        return []
    same_page = Question.objects.open().filter(about__translation_key=question.about.translation_key)
    return same_page.exclude(pk=question.pk).for_list().order_by("received_at")[:5]
