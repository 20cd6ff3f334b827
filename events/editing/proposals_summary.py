from wagtail.admin.site_summary import SummaryItem

from events.editing.permissions import can_add_events
from events.models import EventProposal


class ProposalsSummaryItem(SummaryItem):
    """On the admin's front page: how many proposals wait for an editor."""

    order = 150
    template_name = "events/admin/proposals_summary.html"

    def get_context_data(self, parent_context):
        return {"number": EventProposal.objects.waiting().count()}

    def is_shown(self):
        return can_add_events(self.request.user) and EventProposal.objects.waiting().exists()
