"""The public form to propose an event, and the page by which a proposer follows it. No account, no cookie."""

from django.core import signing
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from content.files.sent_pictures import PictureQuota
from content.public_forms import LEFT_EMPTY, REFUSED, TOO_MANY, UNPROCESSABLE, TooMany, form_page, say_refused
from events.intake.proposals.forms import PICTURE_AT_MOST, ProposalForm
from events.intake.proposals.kept import KEPT
from events.intake.proposals.limits import FORM, receive
from events.models import EventPage, EventProposal

# The last part of the form's address. It stands here and not in the catalogues: an address must not change.
WORDS = {"id": "usulkan-acara", "en": "propose-an-event", "jv": "usul-adicara"}
ANY_WORD = "|".join(WORDS.values())
BODY_AT_MOST = 25 * 1024 * 1024
TOO_LARGE = 413


def form_address(language=None):
    """The form's address in a language, the active one when none is given."""
    language = language or get_language()
    return f"/{language}/{WORDS.get(language, WORDS['id'])}/"


def follow_address(proposal, language=None):
    """The signed address by which a proposer follows a proposal."""
    return f"{form_address(language)}{_signer().sign(proposal.reference)}/"


def _signer():
    return signing.Signer(sep=".", salt="events.proposals.follow")


# There is no session that a foreign form could misuse; a CSRF token would need a cookie.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def propose_event(request, word):
    """The form. What is wrong stands beside its field, and nothing typed or chosen is lost."""
    if word != WORDS[get_language()]:
        return HttpResponseRedirect(form_address())
    if request.method != "POST":
        return _form_page(request, ProposalForm(), FORM.new_token())
    if int(request.META.get("CONTENT_LENGTH") or 0) > BODY_AT_MOST:
        return HttpResponse(
            _("The picture is far too large."), status=TOO_LARGE, content_type="text/plain; charset=utf-8"
        )
    return _receive(request)


def _receive(request):
    quota = PictureQuota(request, "picture", number=1, size=PICTURE_AT_MOST)
    request.upload_handlers.insert(0, quota)
    token, kept = request.POST.get("token", ""), request.POST.get("kept_picture", "")
    old_picture = None if request.POST.get("drop_picture") else KEPT.get(kept)
    try:
        FORM.count_try(request)
    except TooMany as error:  # said without taking the picture apart
        form = ProposalForm(request.POST, kept_picture=old_picture)
        form.add_error(None, str(error))
        return _form_page(request, form, token, TOO_MANY, kept)
    form = ProposalForm(
        request.POST,
        request.FILES,
        picture_is_too_large=bool(quota.too_large),
        kept_picture=old_picture,
    )
    status = UNPROCESSABLE
    try:
        is_valid = form.is_valid()
        key = FORM.check_token(request, token)
        if is_valid:
            form.instance.language = get_language()
            proposal = receive(form.instance, request, key)
            KEPT.drop(kept)
            return HttpResponseRedirect(follow_address(proposal), status=303)
    except REFUSED as error:
        token, status = say_refused(form, token, error)
    return _form_page(request, form, token, status, kept)


def _form_page(request, form, token, status=200, kept=""):
    picture = form.cleaned_data.get("picture") if form.is_bound else None
    if picture is None:
        kept = ""
    elif picture is not form.kept_picture:
        KEPT.drop(kept)
        kept = KEPT.keep(picture)
    context = {
        "form": form,
        "token": token,
        "left_empty": LEFT_EMPTY,
        "kept_picture": kept,
        "addresses": {language: form_address(language) for language in WORDS},
    }
    return form_page(request, "events/propose.html", context, status)


@never_cache
@require_safe
def follow_proposal(request, word, signed):
    """What became of a proposal. Whoever has the signed address may read it; the contact never stands there."""
    try:
        reference = _signer().unsign(signed)
    except signing.BadSignature as error:
        raise Http404 from error
    if word != WORDS[get_language()]:
        return HttpResponseRedirect(f"{form_address()}{signed}/")
    proposal = get_object_or_404(EventProposal.objects.select_related("event"), reference=reference)
    response = render(
        request,
        "events/proposal.html",
        {
            "proposal": proposal,
            "event": _published(proposal),
            "address": follow_address(proposal),
            "addresses": {language: follow_address(proposal, language) for language in WORDS},
        },
    )
    response.headers["X-Robots-Tag"] = "noindex"
    # The address is the key to this page: no other website learns it from a link that is followed.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _published(proposal):
    """The public page made of a proposal, in the visitor's language where there is one; None while there is none."""
    if proposal.event is None:
        return None
    pages = EventPage.objects.for_visitors().filter(translation_key=proposal.event.translation_key)
    pages = {page.locale.language_code: page for page in pages.select_related("locale")}
    return pages.get(get_language()) or pages.get(proposal.event.locale.language_code)
