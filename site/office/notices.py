"""What people in the office are told without having asked."""

from datetime import timedelta

from django.utils import timezone

from jobs.declaring import enqueue_once
from office.tasks import tell_of_proposals, tell_organisers

# Whoever floods the form must not flood mailboxes: one mail tells all that came in these minutes.
GATHERED_FOR = timedelta(minutes=5)
# One mail for all that an officer closes in a row.
CLOSED_IN = timedelta(minutes=1)


def proposal_came_in(instance, created, raw=False, **kwargs):
    """Tell those who decide that a proposal waits (signal receiver)."""
    if created and not raw:
        enqueue_once(tell_of_proposals.using(run_after=timezone.now() + GATHERED_FOR))


def states_have_changed(**kwargs):
    """A notice of danger was set, begins or ends: tell who organises events there (signal receiver)."""
    enqueue_once(tell_organisers.using(run_after=timezone.now() + CLOSED_IN))
