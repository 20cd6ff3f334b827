"""The form for photographs. It works without a script; what was chosen well is kept over a mistake."""

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from content.files.sent_pictures import PictureQuota
from content.public_forms import LEFT_EMPTY, REFUSED, TOO_MANY, UNPROCESSABLE, form_page, say_refused
from desk.addresses import form_address, page_at, private_address
from desk.channels import telephones
from desk.models import DeskSettings, Question
from desk.offers.forms import NUMBER, SIZE, OfferForm
from desk.offers.keeping import KEPT
from desk.receiving import FORM, receive, sent_with
from desk.words import WORDS

# As large as nginx lets it be (deploy/nginx): five photographs, one more, and the fields.
BODY_AT_MOST = 64 * 1024 * 1024
TOO_LARGE = 413
KIND = Question.Kind.PHOTOS


def offer(request):
    """The form, and what it brings. Asked for and sent with `?kind=photos`: a body is read only after its quota is set."""
    if request.method != "POST":
        about = page_at(request.GET.get("about", ""))
        return _page(request, OfferForm(about=about), FORM.new_token(), about)
    if int(request.META.get("CONTENT_LENGTH") or 0) > BODY_AT_MOST:
        return _far_too_large()
    return _receive(request)


def _far_too_large():
    text = _("The photographs are too large together. Go back and choose fewer of them.")
    return HttpResponse(text, status=TOO_LARGE, content_type="text/plain; charset=utf-8")


def _receive(request):
    quota = PictureQuota(request, "photos", NUMBER, SIZE)
    request.upload_handlers.insert(0, quota)
    token, about = request.POST.get("token", ""), page_at(request.POST.get("about", ""))
    waiting, left_out = request.POST.getlist("kept")[:NUMBER], request.POST.getlist("drop")
    pictures = [picture for name in waiting if name not in left_out and (picture := KEPT.get(name))]
    for name in waiting:
        KEPT.drop(name)  # what is still wanted is kept anew with the page
    form = OfferForm(request.POST, request.FILES, about=about, kept=pictures, quota=quota)
    status = UNPROCESSABLE
    try:
        FORM.count_try(request)
        is_valid = form.is_valid()
        key = FORM.check_token(request, token)
        question = (
            receive(request, key, KIND, about, form.cleaned_data, form.told, form.pictures)
            if is_valid
            else sent_with(key)
        )
        if question:
            return HttpResponseRedirect(private_address(question), status=303)
    except REFUSED as error:
        token, status = say_refused(form, token, error)
        if status == TOO_MANY and (numbers := telephones()):
            form.add_error(None, _("Or call: %(numbers)s.") % {"numbers": ", ".join(numbers)})
    return _page(request, form, token, about, status)


def _page(request, form, token, about, status=200):
    return form_page(
        request,
        "desk/offer.html",
        {
            "form": form,
            "token": token,
            "left_empty": LEFT_EMPTY,
            "kept": [name for picture in form.pictures if (name := KEPT.keep(picture))],
            "about": about,
            "kind": KIND,
            "desk": DeskSettings.load(),
            "addresses": {language: form_address(language, about.url if about else "", KIND) for language in WORDS},
        },
        status,
    )
