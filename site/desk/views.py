"""The form, and the page that only the asker can open. No account, no cookie; neither page is kept by anybody."""

from functools import wraps

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from content.public_forms import (
    LEFT_EMPTY,
    REFUSED,
    TOO_MANY,
    UNPROCESSABLE,
    form_page,
    is_from_elsewhere,
    say_refused,
)
from content.querysets import is_hidden
from desk.addresses import form_address, page_at, private_address
from desk.channels import all_channels, telephones
from desk.forms import AgainForm, AskForm
from desk.models import DeskSettings, Faq, Message, Question
from desk.offers.keeping import photos_of
from desk.offers.views import offer
from desk.receiving import FORM, receive, receive_again
from desk.words import WORDS


def for_nobody_else(view):
    """A public view whose answer nobody keeps, and whose address no other website learns.

    There is no session that a foreign form could misuse; a CSRF token would need a cookie. No error report names
    what was sent.
    """

    @wraps(view)
    @csrf_exempt
    @sensitive_post_parameters()
    @require_http_methods(["GET", "HEAD", "POST"])
    def private(request, word, **kwargs):
        response = view(request, word, **kwargs)
        add_never_cache_headers(response)
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return private


@for_nobody_else
@sensitive_variables()
def ask(request, word):
    """The form. What is wrong stands beside its field, and nothing typed is lost."""
    if request.GET.get("kind") == Question.Kind.PHOTOS and word == WORDS[get_language()]:
        return offer(request)
    asked = request.POST if request.method == "POST" else request.GET
    about = page_at(asked.get("about", ""))
    kind = asked.get("kind") if asked.get("kind") in Question.Kind.values else Question.Kind.QUESTION
    if word != WORDS[get_language()]:
        return HttpResponseRedirect(form_address(about=about.url if about else "", kind=_word(kind)))
    if kind == Question.Kind.PHOTOS:  # its own form only has them
        kind = Question.Kind.QUESTION
    if request.method != "POST":
        initial = {"language": get_language(), "fact_kind": asked.get("fact_kind", "")}
        form = AskForm(kind=kind, about=about, initial=initial)
        return _form_page(request, form, FORM.new_token(), about, kind)
    form, token, status = AskForm(request.POST, kind=kind, about=about), request.POST.get("token", ""), UNPROCESSABLE
    try:
        FORM.count_try(request)
        is_valid = form.is_valid()
        key = FORM.check_token(request, token)
        if is_valid:
            question = receive(request, key, kind, about, form.cleaned_data, form.told)
            return HttpResponseRedirect(private_address(question), status=303)
    except REFUSED as error:
        token, status = say_refused(form, token, error)
        if status == TOO_MANY and (numbers := telephones()):
            form.add_error(None, _("Or call: %(numbers)s.") % {"numbers": ", ".join(numbers)})
    return _form_page(request, form, token, about, kind, status)


def _word(kind):
    return "" if kind == Question.Kind.QUESTION else kind


def _form_page(request, form, token, about, kind, status=200):
    context = {
        "form": form,
        "token": token,
        "left_empty": LEFT_EMPTY,
        "about": about,
        "is_correction": kind == Question.Kind.CORRECTION,
        "kind": _word(kind),
        "desk": DeskSettings.load(),
        "channels": all_channels(about.title if about else ""),
        "faqs": Faq.objects.about(about.translation_key) if about else [],
        "addresses": {language: form_address(language) for language in WORDS},
    }
    return form_page(request, "desk/ask.html", context, status)


@for_nobody_else
@sensitive_variables()
def question_page(request, word, secret):
    """One visitor's question and its answers. Here it is continued, rated and deleted."""
    question = Question.objects.select_related("about", "about__locale").filter(secret=secret).first()
    if question is None:
        raise Http404
    if word != WORDS[get_language()]:
        return HttpResponseRedirect(private_address(question))
    form, token, status = AgainForm(), FORM.new_token(), 200
    if request.method == "POST" and not is_from_elsewhere(request):
        if "delete" in request.POST:
            question.withdraw(timezone.now())
            return render(request, "desk/deleted.html", {"addresses": {code: form_address(code) for code in WORDS}})
        if "helped" in request.POST:
            Question.objects.filter(pk=question.pk).update(helped=request.POST["helped"] == "yes")
            return HttpResponseRedirect(private_address(question), status=303)
        form, token = AgainForm(request.POST), request.POST.get("token", "")
        try:
            is_valid = form.is_valid()
            key = FORM.check_token(request, token)
            if is_valid:
                receive_again(question, key, form.cleaned_data["question"])
                return HttpResponseRedirect(private_address(question), status=303)
            status = UNPROCESSABLE
        except REFUSED as error:
            token, status = say_refused(form, token, error)
    response = form_page(request, "desk/question.html", _thread(question, form, token), status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _thread(question, form, token):
    about = question.about
    return {
        "question": question,
        "photos": photos_of(question),
        "said": question.messages.exclude(kind=Message.Kind.NOTE).select_related("by"),
        "about": about if about and about.live and not is_hidden(about) else None,
        "form": form,
        "token": token,
        "left_empty": LEFT_EMPTY,
        "desk": DeskSettings.load(),
        "address": private_address(question),
        "addresses": {language: private_address(question, language) for language in WORDS},
    }
