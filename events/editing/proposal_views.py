"""What editors do with a proposal: look, decline with a reason, make an event of it."""

from django.contrib import messages
from django.core.files.images import ImageFile
from django.db import transaction
from django.forms import CheckboxSelectMultiple
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_filters import MultipleChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.log_actions import log
from wagtail.models import Collection

from accounts.models import Organisation
from content.models import Photo
from events.editing.permissions import adds_events
from events.intake.drafts import NoIndex, add_draft
from events.intake.proposals.forms import DeclineForm
from events.intake.proposals.views import follow_address
from events.models import EventProposal

SUMMARY_LENGTH = 255


class ProposalFilterSet(WagtailFilterSet):
    state = MultipleChoiceFilter(
        label=gettext_lazy("State"), choices=EventProposal.State.choices, widget=CheckboxSelectMultiple
    )

    class Meta:
        model = EventProposal
        fields = ["state", "regency"]


class ProposalIndexView(generic.IndexView):
    """All proposals; those that wait come first."""

    page_title = gettext_lazy("Proposals")
    default_ordering = "-received_at"

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("event")

    @cached_property
    def columns(self):
        return [
            TitleColumn(
                "title",
                label=_("Name of the event"),
                get_url=lambda proposal: reverse("event_proposals:inspect", args=[proposal.pk]),
            ),
            Column("reference", label=_("Number")),
            Column("starts_on", label=_("First day"), sort_key="starts_on"),
            Column("place_text", label=_("Place")),
            DateColumn("received_at", label=_("Received"), sort_key="received_at"),
            Column("get_state_display", label=_("State"), sort_key="state"),
        ]


class ProposalInspectView(generic.InspectView):
    """One proposal as it was sent. Opening it tells the proposer that somebody is looking."""

    page_title = gettext_lazy("Proposal")
    template_name = "events/admin/proposal.html"

    def get(self, request, *args, **kwargs):
        now = timezone.now()
        looked = EventProposal.objects.filter(pk=self.object.pk, state=EventProposal.State.RECEIVED)
        if looked.update(state=EventProposal.State.LOOKED_AT, looked_at=now):
            self.object.refresh_from_db()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "proposal": self.object,
            "decline_form": DeclineForm(instance=self.object),
            "follow_address": follow_address(self.object, self.object.language),
        }


@never_cache
@adds_events
@require_safe
def proposal_picture(request, pk):
    """The picture of a proposal, for editors only."""
    proposal = get_object_or_404(EventProposal, pk=pk)
    if not proposal.picture:
        raise Http404
    response = FileResponse(proposal.picture.open("rb"), content_type="image/jpeg")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@adds_events
@require_POST
def decline_proposal(request, pk):
    """Decline with a reason; the proposer reads it at the signed address."""
    with transaction.atomic():
        proposal = get_object_or_404(EventProposal.objects.select_for_update(), pk=pk)
        form = DeclineForm(request.POST, instance=proposal)
        if proposal.state == EventProposal.State.ACCEPTED:
            messages.error(request, _("An event has been made of this proposal already."))
        elif form.is_valid():
            _decide(proposal, EventProposal.State.DECLINED, request.user)
            log(proposal, "events.decline_proposal", user=request.user, data={"reason": proposal.reason})
            messages.success(request, _("The proposal is declined. The proposer reads your reason."))
        else:
            messages.error(request, _("Write a reason: the proposer reads it."))
    return redirect("event_proposals:inspect", pk)


@adds_events
@require_POST
def accept_proposal(request, pk):
    """Make an event of it: a draft, opened for editing."""
    try:
        with transaction.atomic():
            proposal = get_object_or_404(EventProposal.objects.select_for_update(), pk=pk)
            if proposal.event_id is None:
                proposal.event = make_event(proposal, request.user)
                _decide(proposal, EventProposal.State.ACCEPTED, request.user)
                log(proposal, "events.accept_proposal", user=request.user, data={"page": proposal.event_id})
    except NoIndex as error:
        messages.error(request, str(error))
        return redirect("event_proposals:inspect", pk)
    messages.success(
        request,
        _("The event is a draft. Check it, describe its picture, and publish it: the proposer is shown its page."),
    )
    return redirect("wagtailadmin_pages:edit", proposal.event_id)


def _decide(proposal, state, user):
    proposal.state, proposal.decided_by, proposal.decided_at = state, user, timezone.now()
    proposal.looked_at = proposal.looked_at or proposal.decided_at
    proposal.save()


def make_event(proposal, user):
    """A draft EventPage of a proposal; its date is an estimate until confirmed.

    Name and contact stay with the proposal, where they are deleted in time.
    """
    paragraphs = [part.strip() for part in proposal.description.split("\n\n") if part.strip()]
    html = "".join(f"<p>{escape(part).replace(chr(10), '<br/>')}</p>" for part in paragraphs)
    told = {"number": proposal.reference}
    page = proposal.as_event(
        summary=Truncator(" ".join(proposal.description.split())).chars(SUMMARY_LENGTH),
        body=[("text", html)] if html else [],
        organiser=Organisation.objects.filter(name__iexact=proposal.organiser_name).first(),
        cover=_photo(proposal, user),
        sources="\n".join(filter(None, [_("Proposal %(number)s") % told, proposal.link])),
        editor_note=_("The organiser's contact stands in the proposal %(number)s.") % told,
    )
    add_draft(page, user)
    proposal.picture.delete(save=False)
    return page


def _photo(proposal, user):
    """The picture as a Photo that may not be published before somebody has described it and said who made it."""
    if not proposal.picture:
        return None
    with proposal.picture.open("rb") as file:
        photo = Photo(
            title=proposal.title,
            file=ImageFile(file, name=f"{proposal.reference}.jpg"),
            collection=Collection.get_first_root_node(),
            credit=proposal.picture_credit,
            source=_("Proposal %(number)s") % {"number": proposal.reference},
            uploaded_by_user=user,
        )
        photo.save()
    return photo
