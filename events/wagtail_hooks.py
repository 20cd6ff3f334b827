from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.contrib.settings.registry import register_setting
from wagtail.permissions import register_permission_policy

from events.editing.date_views import confirm_date, next_dates
from events.editing.permissions import EventsPermissionPolicy, SourcePermissionPolicy
from events.editing.proposal_views import accept_proposal, decline_proposal, proposal_picture
from events.editing.proposals_summary import ProposalsSummaryItem
from events.editing.source_views import pull_source, review_upload, upload_to_source
from events.editing.viewsets import EventsGroup
from events.models import EmbedSettings, EventPage, EventProposal, EventSource, IslamicMonth

register_permission_policy(EventProposal, EventsPermissionPolicy(EventProposal))
register_permission_policy(EventSource, SourcePermissionPolicy(EventSource))
register_permission_policy(IslamicMonth, SourcePermissionPolicy(IslamicMonth))
register_setting(EmbedSettings, icon="code")


@hooks.register("register_admin_viewset")
def events_menu():
    return EventsGroup()


@hooks.register("construct_homepage_summary_items")
def waiting_proposals(request, items):
    items.append(ProposalsSummaryItem(request))


@hooks.register("register_admin_urls")
def event_addresses():
    return [
        path("events/next-dates/", next_dates, name="next_event_dates"),
        path("events/<int:page_id>/confirm/", confirm_date, name="confirm_event_date"),
        path("events/proposals/<int:pk>/picture/", proposal_picture, name="event_proposal_picture"),
        path("events/proposals/<int:pk>/decline/", decline_proposal, name="decline_event_proposal"),
        path("events/proposals/<int:pk>/accept/", accept_proposal, name="accept_event_proposal"),
        path("events/sources/<int:pk>/pull/", pull_source, name="pull_event_source"),
        path("events/sources/<int:pk>/upload/", upload_to_source, name="upload_to_event_source"),
        path("events/sources/<int:pk>/upload/review/", review_upload, name="event_source_upload"),
    ]


@hooks.register("register_page_header_buttons")
def confirm_button(page, user, view_name, next_url=None):
    """Beside an event whose next date is an estimate: confirm it."""
    if isinstance(page, EventPage) and page.live and not page.alias_of_id and page.is_estimated:
        url = reverse("confirm_event_date", args=[page.pk])
        yield Button(_("Confirm this year's date"), url, icon_name="check", priority=5)


@hooks.register("register_log_actions")
def confirm_is_logged(actions):
    actions.register_action("events.confirm_date", _("Confirm a date"), _("Date confirmed"))
    actions.register_action("events.import_spreadsheet", _("Bring in a table"), _("Table brought in"))
    actions.register_action("events.accept_proposal", _("Make an event of a proposal"), _("Event made of the proposal"))
    actions.register_action("events.decline_proposal", _("Decline a proposal"), _("Proposal declined"))
