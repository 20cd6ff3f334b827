from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.users.models import UserProfile

from events.editing.permissions import EventsPermissionPolicy
from events.models import EventProposal
from jobs import mail
from jobs.declaring import job
from office import organisers

TITLES_AT_MOST = 10


@job(_("Tell editors of proposals that wait"))
def tell_of_proposals():
    """One mail to each who may decide and wants to be told (Account → Notifications), in their language."""
    waiting = EventProposal.objects.waiting().filter(state=EventProposal.State.RECEIVED)
    number = waiting.count()
    if not number:
        return
    context = {
        "number": number,
        "titles": list(waiting.values_list("title", flat=True)[:TITLES_AT_MOST]),
        "address": settings.WAGTAILADMIN_BASE_URL + reverse("event_proposals:index"),
    }
    for user in EventsPermissionPolicy(EventProposal).users_with_any_permission(["view"]).exclude(email=""):
        profile = UserProfile.get_for_user(user)
        if profile.submitted_notifications:
            mail.send("proposals_wait", [user.email], profile.get_preferred_language(), context)


@job(_("Tell who organises events of notices of danger"))
def tell_organisers():
    """At once when a notice was set, and daily: of dates that have come near since."""
    organisers.tell()
