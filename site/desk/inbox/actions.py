"""What may be done with a question: one address takes all, since every button stands beside the text that is typed."""

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import time_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from wagtail.log_actions import log
from wagtail.models import Page

from content.querysets import VisitorQuerySet
from desk.answering import Overtaken, answer, called
from desk.inbox.counting import count_anew
from desk.inbox.inserting import link_of, sentences_for
from desk.inbox.permissions import at_desk
from desk.inbox.views import QuestionView
from desk.models import Faq, Message, Question, ReadyText
from desk.topics import Topic

TEXT_AT_MOST = 4000


@at_desk
@sensitive_post_parameters()
@require_POST
def act(request, pk):
    """Do what the pressed button says (``do``), after keeping the text of the answer as a draft."""
    with transaction.atomic():  # else a question that its visitor deletes just now would be written once more
        locked = Question.objects.select_for_update(of=("self",)).select_related("about", "about__locale")
        response = _act(request, get_object_or_404(locked, pk=pk))
    count_anew()
    return response


def _act(request, question):
    name, _colon, about = request.POST.get("do", "save").partition(":")
    if name in WRITING:
        text = request.POST.get("text", "").replace("\r\n", "\n").strip()[:TEXT_AT_MOST]
        if not question.hold(request.user, timezone.now()):
            return _not_saved(request, question, text, _held_by_another(question))
        question.draft, question.draft_at = text, timezone.now()
        question.save(update_fields=["draft", "draft_at"])
        return WRITING[name](request, question, about)
    if name in DOING:
        DOING[name](request, question)
        question.save()
    elif name in LEADING_ON:
        return LEADING_ON[name](request, question)
    return redirect("desk:question", question.pk)


def _held_by_another(question):
    return _("%(name)s has taken this question over meanwhile.") % {"name": called(question.held_by)}


def _not_saved(request, question, text, problem):
    """The page once more, with everything typed."""
    if _is_script(request):
        return JsonResponse({"problem": problem}, status=409)
    view = QuestionView.as_view(typed=text, problem=problem)
    # What was posted has been dealt with: the page is shown as it is asked for.
    request.method = "GET"
    response = view(request, pk=question.pk)
    response.status_code = 409
    return response


def _is_script(request):
    return not request.accepts("text/html")


# With the text of the answer


def save(request, question, about):
    if _is_script(request):
        return JsonResponse({"saved": _("Draft saved %(time)s") % {"time": time_format(timezone.localtime(), "H.i")}})
    messages.success(request, _("The draft is saved. The visitor does not see it yet."))
    return redirect("desk:question", question.pk)


def send(request, question, about):
    if not question.draft:
        return _not_saved(request, question, "", _("Write an answer first."))
    seen = request.POST.get("seen", "")
    try:
        message = answer(question, question.draft, request.user, int(seen) if seen.isdecimal() else None)
    except Overtaken as error:
        return _not_saved(request, question, question.draft, str(error))
    log(question, "desk.answer", user=request.user)
    if message.mail_state:
        messages.success(request, _("The answer stands on the visitor's page, and the e-mail is on its way."))
    else:
        messages.success(request, _("The answer stands on the visitor's page. Now bring it to the visitor, below."))
    return redirect("desk:question", question.pk)


def put_ready_text(request, question, about):
    chosen = request.POST.get("ready", "")
    ready = ReadyText.objects.filter(pk=int(chosen)).first() if chosen.isdecimal() else None
    if ready:
        page, language = question.about, question.language
        with translation.override(language):
            place = page.title if page else "Wonogiri"
            link = settings.PUBLIC_URL + (page.url if page and page.url else f"/{language}/")
        _append(question, ready.filled_in(language, question.name, place, link))
    return redirect("desk:question", question.pk)


def find_page(request, question, about):
    words = urlencode({"find": request.POST.get("find", "").strip()[:100]})
    return redirect(f"{reverse('desk:question', args=[question.pk])}?{words}#find")


def insert_page(request, question, about):
    pages = VisitorQuerySet(Page).for_visitors().select_related("locale")
    page = pages.filter(pk=int(about)).first() if about.isdecimal() else None
    if page:
        _append(question, link_of(page))
    return redirect("desk:question", question.pk)


def put_sentence(request, question, about):
    """A fact of the question's place, or the link of its page."""
    _append(question, next((found.text for found in sentences_for(question) if found.key == about), ""))
    return redirect("desk:question", question.pk)


def put_proposal(request, question, about):
    """What somebody outside has proposed."""
    proposals = question.messages.exclude(handover=None)
    proposal = proposals.filter(pk=int(about)).first() if about.isdecimal() else None
    _append(question, proposal.text if proposal else "")
    return redirect("desk:question", question.pk)


def choose_whom(request, question, about):
    return redirect("desk:hand_over", question.pk)


def sort(request, question, about):
    """Say what it is about, for the month's report."""
    if about in Topic.values:
        question.topic = about
        question.save(update_fields=["topic"])
    return redirect("desk:question", question.pk)


def _append(question, text):
    question.draft = "\n\n".join(filter(None, [question.draft, text]))[:TEXT_AT_MOST]
    question.save(update_fields=["draft"])


WRITING = {
    "save": save,
    "send": send,
    "ready": put_ready_text,
    "find": find_page,
    "insert": insert_page,
    "sentence": put_sentence,
    "proposal": put_proposal,
    "hand": choose_whom,
    "topic": sort,
}


# Without it


def note(request, question):
    text = request.POST.get("note", "").strip()[:TEXT_AT_MOST]
    if text:
        question.say(Message.Kind.NOTE, text, timezone.now(), by=request.user)


def take(request, question):
    """Take it over; it is then among one's own."""
    if question.hold(request.user, timezone.now(), is_taking_over=True):
        question.owner = request.user
    else:
        messages.error(request, _held_by_another(question))


def release(request, question):
    if question.held_by_id == request.user.pk:
        question.held_by = question.held_at = None


def wait(request, question):
    """Others are being asked."""
    question.state, question.owner, question.is_suspect = Question.State.WAITING, request.user, False
    log(question, "desk.wait", user=request.user)


def accept(request, question):
    """Held because of its links, and a question after all."""
    question.is_suspect = False


def close(request, question):
    now = timezone.now()
    question.finish(Question.State.CLOSED, now)
    question.merged.update(finished_at=now)
    log(question, "desk.close", user=request.user)


def mark_as_abuse(request, question):
    question.is_abuse = True
    close(request, question)


def reopen(request, question):
    question.is_abuse = False
    question.reopen(timezone.now())
    log(question, "desk.reopen", user=request.user)


def merge(request, question):
    """Answer it together with another one; one that is answered already leaves its answer as a draft."""
    other = Question.objects.with_words(request.POST.get("number", "")).exclude(pk=question.pk).order_by("pk").last()
    if other is None or other.merged_into_id == question.pk:
        messages.error(request, _("There is no question of this number. Write it as in 0603-17."))
        return
    other = other.merged_into or other
    answered = other.messages.filter(kind=Message.Kind.DESK).last()
    if answered:
        question.draft = answered.text
        messages.success(request, _("Its answer is in your draft. Check it and send it."))
        return
    question.finish(Question.State.CLOSED, timezone.now())
    question.finished_at, question.merged_into = None, other
    question.merged.update(merged_into=other)
    log(question, "desk.merge", user=request.user)
    messages.success(request, _("Both are answered together now: %(number)s.") % {"number": other.number})


DOING = {
    "note": note,
    "take": take,
    "release": release,
    "wait": wait,
    "accept": accept,
    "close": close,
    "abuse": mark_as_abuse,
    "reopen": reopen,
    "merge": merge,
}


def make_faq(request, question):
    """An unpublished question and answer for the page, opened for editing."""
    if question.about is None or not request.user.has_perms(["desk.add_faq", "desk.change_faq"]):
        messages.error(request, _("Only a question about a page can become a question and answer of that page."))
        return redirect("desk:question", question.pk)
    asked = question.messages.filter(kind=Message.Kind.VISITOR).first()
    answered = question.messages.filter(kind=Message.Kind.DESK).last()
    words = {
        f"question_{question.language}": asked.text[:200] if asked else "",
        f"answer_{question.language}": answered.text[:1500] if answered else "",
    }
    faq = Faq.objects.create(page=question.about, **words)
    messages.warning(request, _("Take out names and personal stories, then publish it."))
    return redirect("desk_faqs:edit", faq.pk)


LEADING_ON = {"faq": make_faq}
