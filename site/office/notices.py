"""What people in the office are told without having asked."""

from datetime import timedelta

from django.utils import timezone

from jobs.declaring import enqueue_once
from office.tasks import tell_of_proposals

# Whoever floods the form must not flood mailboxes: one mail tells all that came in these minutes.
GATHERED_FOR = timedelta(minutes=5)


def proposal_came_in(instance, created, raw=False, **kwargs):
    """Tell those who decide that a proposal waits (signal receiver)."""
    if created and not raw:
        enqueue_once(tell_of_proposals.using(run_after=timezone.now() + GATHERED_FOR))
