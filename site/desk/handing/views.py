"""The one page of somebody who was asked. No account, no cookie; nobody keeps it, and it tells nothing of the visitor."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_variables

from content.public_forms import HOUR, LEFT_EMPTY, TOO_MANY, UNPROCESSABLE, PublicForm, TooMany, TryAgain
from desk.handing.forms import ReplyForm
from desk.handing.handovers import reply, words_for_others
from desk.handing.links import LANGUAGE, handover_address, page_asked_about, signed_key
from desk.models import Handover
from desk.views import for_nobody_else
from desk.words import WORDS

FORM = PublicForm("handover", salt="desk.handover.form", lock=7120414)
GONE = 410


@for_nobody_else
@sensitive_variables()
def handed_over(request, word, signed):
    """The question to whoever was given its link. A link that is closed says why, and shows what was just typed."""
    key = signed_key(signed)
    if key is None:
        raise Http404
    handover = Handover.objects.select_related("question", "question__about", "organisation").filter(pk=key).first()
    if handover is None:  # deleted by the visitor, or long ago
        return _page(request, {"state": "gone", "typed": request.POST.get("reply", "")}, GONE)
    if (word, get_language()) != (WORDS[LANGUAGE], LANGUAGE):
        return HttpResponseRedirect(handover_address(handover))
    form, token, status = ReplyForm(), FORM.new_token(), 200
    if request.method == "POST":
        form, token, status = ReplyForm(request.POST), request.POST.get("token", ""), UNPROCESSABLE
        try:
            FORM.count_try(request)
            is_valid = form.is_valid()
            FORM.check_token(request, token)
            if is_valid and reply(handover, form.cleaned_data["reply"]):
                return HttpResponseRedirect(handover_address(handover), status=303)
        except TryAgain as error:
            token = error.token
            form.add_error(None, str(error))
        except TooMany as error:
            status = TOO_MANY
            form.add_error(None, str(error))
    return _handover_page(request, handover, form, token, status)


def _handover_page(request, handover, form, token, status):
    state = _state(handover)
    if state in {"revoked", "expired"}:
        return _page(request, {"state": state, "typed": request.POST.get("reply", "")}, GONE)
    question = handover.question
    context = {
        "state": state,
        "handover": handover,
        "question": question,
        "asked": words_for_others(question) if state == "open" else [],
        "about": page_asked_about(question),
        "form": form,
        "token": token,
        "left_empty": LEFT_EMPTY,
        "address": handover_address(handover),
        "typed": request.POST.get("reply", "") if state != "open" else "",
    }
    response = _page(request, context, status)
    if status == TOO_MANY:
        response.headers["Retry-After"] = str(int(HOUR.total_seconds()))
    return response


def _state(handover):
    if handover.replied_at:
        return "replied"
    if handover.revoked_at:
        return "revoked"
    question = handover.question
    if question.state == question.State.ANSWERED or (question.is_done and not question.merged_into_id):
        return "answered"
    return "open" if handover.is_awaited(timezone.now()) else "expired"


def _page(request, context, status):
    response = render(request, "desk/handover.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
