"""The notices that this process knows: read once after each publishing, so that no list asks a query for them."""

from django.apps import apps
from django.utils import timezone

from content.publishing import mark_published, until_published
from places.safety.dangers import SEVERITY
from places.safety.state import InForce, in_force_at, state_of

_next_turn = None


@until_published
def known():
    """Every public notice that holds, will hold, or ended not long ago; one query."""
    global _next_turn
    now = timezone.now()
    notices = tuple(notice for notice in apps.get_model("places.Notice").objects.told(now) if notice.is_public)
    _next_turn = min(filter(None, (notice.next_turn(now) for notice in notices)), default=None)
    return notices


def state_now(place, now=None):
    """The State of a place: what every output tells of it."""
    return state_of(place, known(), now or timezone.now())


def warnings_at(spot, now=None):
    """InForce notices that cover a place known only as a Spot, what counts most first."""
    return in_force_at(spot, known(), now or timezone.now())


def in_force(now=None):
    """Every InForce notice, the most severe first, of these the one that began last."""
    now = now or timezone.now()
    found = [InForce(notice, *period) for notice in known() if (period := notice.period_at(now))]
    return sorted(found, key=lambda one: (SEVERITY[one.notice.level_of.state], one.starts_at), reverse=True)


def last_turn(now):
    """When a notice last began, ended or was changed, or None."""
    moments = [moment for notice in known() for period in notice.periods(now) for moment in period]
    changes = [notice.changed_at for notice in known()]
    return max((moment for moment in [*moments, *changes] if moment and moment <= now), default=None)


def seconds_to_turn(now=None):
    """How long what this process has made of its notices holds, or None; no query: it speaks of those it has read."""
    return None if _next_turn is None else max(1, int((_next_turn - (now or timezone.now())).total_seconds()) + 1)


def turn_if_due(now=None):
    """Where a notice has begun or ended since they were read: nothing kept from before is shown again."""
    global _next_turn
    if _next_turn is not None and _next_turn <= (now or timezone.now()):
        _next_turn = None
        mark_published()
