"""How many proposals one address and all together may send in an hour; each form makes one, however often it is sent."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.visitor_address import visitor_key
from content.public_forms import HOUR, PublicForm, TooMany
from events.models import EventProposal

SENT_PER_HOUR = 5
SENT_BY_ALL_PER_HOUR = 60
FORM = PublicForm("proposal", salt="events.proposals.form", lock=7120412)


def check_numbers(sender, now):
    """Raise TooMany when enough has been sent in the last hour; forget who sent what before."""
    last_hour = EventProposal.objects.filter(received_at__gt=now - HOUR)
    EventProposal.objects.filter(received_at__lte=now - HOUR).exclude(sender="").update(sender="")
    if last_hour.filter(sender=sender).count() >= SENT_PER_HOUR:
        raise TooMany(
            _("You have sent %(number)d proposals in the last hour. Send the next one in an hour.")
            % {"number": SENT_PER_HOUR}
        )
    if last_hour.count() >= SENT_BY_ALL_PER_HOUR:
        raise TooMany(_("Very many proposals are arriving just now. Try again in an hour."))


def receive(proposal, request, form_key):
    """Save a proposal within the limits; one that came with this form already is returned instead."""
    now = timezone.now()
    with FORM.one_at_a_time():
        known = EventProposal.objects.filter(form_key=form_key).first()
        if known:
            return known
        proposal.sender = visitor_key(request, "proposal")
        proposal.form_key = form_key
        check_numbers(proposal.sender, now)
        proposal.save()
    return proposal
