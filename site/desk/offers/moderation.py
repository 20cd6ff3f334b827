"""Who looks at offered photographs and decides: accepted ones go into the library, and the visitor is thanked."""

import io
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe
from PIL import Image
from wagtail.log_actions import log
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from content.files.likeness import alike
from content.files.photos import pictures_later
from content.files.private_files import private_storage
from content.models import Photo
from desk.answering import Overtaken, answer, called, last_said
from desk.inbox.counting import count_anew
from desk.inbox.permissions import at_desk
from desk.models import OfferedPhoto, Question
from facts.models import source_of
from places.models import PlacePage, PlacePhoto

COLLECTION = "Dari pengunjung"
ALT_AT_MOST = 250
ALIKE_SHOWN = 3
SMALL = (480, 480)
State = OfferedPhoto.State
# Why one is not taken; the visitor reads it.
DECLINES = {
    "unclear": gettext_lazy("It is too dark, too small or not sharp enough."),
    "known": gettext_lazy("We have such a photograph already."),
    "people": gettext_lazy("People can be recognised on it."),
    "elsewhere": gettext_lazy("It seems to show another place."),
}


@at_desk
@never_cache
@require_safe
def file(request, pk):
    """The picture of an offered photograph, with `?small` in the size of the list."""
    photo = get_object_or_404(OfferedPhoto, pk=pk)
    if not photo.file:
        raise Http404
    if "small" not in request.GET:
        return FileResponse(photo.file.open(), content_type="image/jpeg")
    out = io.BytesIO()
    with photo.file.open() as stored, Image.open(stored) as image:
        image.draft("RGB", SMALL)
        image.thumbnail(SMALL)
        image.save(out, "JPEG", quality=75)
    return HttpResponse(out.getvalue(), content_type="image/jpeg")


def offers_of(question, user):
    """What the page of a question shows of its photographs, or None."""
    if question.kind != Question.Kind.PHOTOS:
        return None
    photos = list(question.photos.select_related("image"))
    known = list(Photo.objects.fingerprints())
    waiting = [
        (other.pk, other.fingerprint)
        for other in OfferedPhoto.objects.filter(state=State.NEW).exclude(question=question).only("fingerprint")
    ]
    for photo in photos:
        if photo.state == State.NEW:
            photo.alike_in_library = Photo.objects.filter(pk__in=alike(photo.fingerprint, known)[:ALIKE_SHOWN])
            photo.alike_offered = OfferedPhoto.objects.select_related("question").filter(
                pk__in=alike(photo.fingerprint, waiting)[:ALIKE_SHOWN]
            )
    said = question.messages.order_by("pk").first()
    return {
        "photos": photos,
        # A fact is told in Indonesian, and so is what stands for the picture.
        "alt": said.text[:ALT_AT_MOST] if said and question.language == "id" else "",
        "collection": COLLECTION,
        "declines": DECLINES.items(),
        "may_accept": may_accept(user),
        "puts_on_page": gallery_for(question, user) is not None,
    }


def may_accept(user):
    """Whether somebody at the desk may add photos to the library."""
    return policy_registry.get_by_type(Photo).user_has_permission(user, "add")


def gallery_for(question, user):
    """The place in whose draft an accepted photograph is put, where this user may edit it; else None."""
    place = PlacePage.objects.filter(pk=source_of(question.about).pk).first() if question.about else None
    may_edit = (
        place and place.permissions_for_user(user).can_edit() and not place.permissions_for_user(user).page_locked()
    )
    return place.specific if may_edit else None


@at_desk
@sensitive_post_parameters()
@require_POST
def decide(request, pk):
    """Accept one photograph or decline it. The same picture is decided once, however often it was sent."""
    decision, _colon, reason = request.POST.get("do", "").partition(":")
    question = get_object_or_404(OfferedPhoto.objects.select_related("question"), pk=pk).question
    try:
        with transaction.atomic():
            _decide(request, pk, decision, reason)
    except Overtaken as error:
        messages.error(request, str(error))
    count_anew()
    return redirect("desk:question", question.pk)


def _decide(request, pk, decision, reason):
    question = Question.objects.select_for_update(of=("self",)).select_related("held_by").get(photos=pk)
    photo = get_object_or_404(OfferedPhoto.objects.select_for_update(), pk=pk)
    if question.held_by_id not in {None, request.user.pk}:
        raise Overtaken(_("%(name)s has taken this question over meanwhile.") % {"name": called(question.held_by)})
    if photo.state != State.NEW:
        messages.info(request, _("This photograph is decided already."))
        return
    if decision == "accept":
        alt = " ".join(request.POST.get("alt", "").split())[:ALT_AT_MOST]
        if not may_accept(request.user):
            raise PermissionDenied
        if not alt:
            messages.error(request, _("Describe the photograph first, for those who cannot see it."))
            return
        state, image = State.ACCEPTED, _into_library(photo, alt, request.user)
    elif reason in DECLINES:
        state, image = State.DECLINED, None
    else:
        return
    same = OfferedPhoto.objects.select_for_update().filter(digest=photo.digest, state=State.NEW)
    for other in same:
        other.state, other.image, other.reason = state, image, reason
        if image and other.file:
            name, other.file = other.file.name, ""
            transaction.on_commit(partial(private_storage().delete, name))
        other.save()
    for question in Question.objects.select_for_update().filter(pk__in={other.question_id for other in same}):
        log(question, f"desk.{state}", user=request.user)
        _settle(question, request.user)
    messages.success(request, _("The photograph is in the library.") if image else _("The photograph is declined."))


def _into_library(photo, alt, user):
    """The Photo made of an accepted one, in a collection of its own; also in the draft of the page's gallery where `user` may edit it."""
    question = photo.question
    with photo.file.open() as stored:
        file = ContentFile(stored.read(), name=f"pengunjung-{question.number}-{photo.pk}.jpg")
    subject = source_of(question.about).title if question.about else "Wonogiri"
    image = Photo(
        title=f"{subject} ({question.number})",
        file=file,
        collection=_collection(),
        alt_id=alt,
        credit=question.name,
        licence=photo.licence,
        consent=photo.consent,
        source=f"Kiriman pengunjung {question.number}",
        uploaded_by_user=user,
    )
    with pictures_later():
        image.save()
    log(image, "wagtail.create", user=user)
    if place := gallery_for(question, user):
        draft = place.get_latest_revision_as_object()
        draft.gallery.add(PlacePhoto(photo=image))
        draft.save_revision(user=user, log_action=True)
    return image


def _collection():
    found = Collection.objects.filter(name=COLLECTION).first()
    return found or Collection.get_first_root_node().add_child(name=COLLECTION)


def _settle(question, user):
    """Thank the visitor once nothing of what they sent is left to decide."""
    photos = list(question.photos.all())
    if any(photo.state == State.NEW for photo in photos):
        return
    taken = sum(photo.state == State.ACCEPTED for photo in photos)
    with translation.override(question.language):
        text = _thanks(taken, len(photos), {photo.reason for photo in photos if photo.state == State.DECLINED})
    outcome = Question.Outcome.ACCEPTED if taken else Question.Outcome.DECLINED
    answer(question, text, user, last_said(question))
    Question.objects.filter(pk=question.pk).update(outcome=outcome)


def _thanks(taken, number, reasons):
    said = [_("Thank you for your photographs.")]
    if taken:
        said.append(
            ngettext(
                "We have taken %(taken)d of %(number)d: it appears with your name when an editor puts it on a page.",
                "We have taken %(taken)d of %(number)d: they appear with your name when an editor puts them on a page.",
                taken,
            )
            % {"taken": taken, "number": number}
        )
    if taken < number:
        why = " ".join(str(DECLINES[reason]) for reason in sorted(reasons) if reason in DECLINES)
        said.append(_("What we did not take: %(why)s") % {"why": why})
    return " ".join(said)
