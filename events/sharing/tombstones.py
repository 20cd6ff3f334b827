"""What is left in calendars of an event, or of one of its dates, that no longer stands on the site.

Whoever subscribed or kept a copy is told long enough that it does not take place, under the UID by which they have it.
"""

from datetime import date, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.models import EventPage
from events.querysets import TOMBSTONE_DAYS
from events.sharing.ical import headline

KEPT = timedelta(days=TOMBSTONE_DAYS)
# When it would have been, and where it is filed.
LEFT = {"start", "end", "rrule", "identity", "category", "regency"}


def removed(event):
    """The calendar event of something that no longer stands on the site: its dates are cancelled, nothing else is said."""
    kept = _left(event)
    if "parts" in event:
        kept["parts"] = [_left(part) for part in event["parts"]]
    return kept | {
        "is_withdrawn": True,
        "status": "CANCELLED",
        "summary": _("An event that was withdrawn"),
        "language": get_language(),
    }


def with_gone_dates(event, earlier, today):
    """A calendar event, with what the `earlier` one told of days to come under a UID that it has no more, as cancelled.

    Either may be None: an event without a date, one not told before.
    """
    if not earlier:
        return event
    living = event.get("parts", [{}]) if event else []
    known = {part.get("identity") for part in living}
    told = [earlier | part for part in earlier.get("parts", [{}])]
    gone = [_gone(part, today) for part in told if part.get("identity") not in known and _still_matters(part, today)]
    if not gone:
        return event
    event = event or {name: earlier[name] for name in ("language", "category", "regency")}
    return event | {"parts": [*living, *gone]}


def _gone(part, today):
    return {
        "identity": None,
        "rrule": "",
        **_left(part),
        "overrides": [],
        "is_withdrawn": True,
        "status": "CANCELLED",
        "title": part.get("title"),
        "summary": headline(part["title"], EventPage.Status.CANCELLED, False) if part.get("title") else part["summary"],
        "gone_on": part.get("gone_on", today.isoformat()),
    }


def _still_matters(part, today):
    if "gone_on" in part:
        return today - date.fromisoformat(part["gone_on"]) < KEPT
    rule = dict(item.split("=", 1) for item in (part.get("rrule") or "").split(";") if item)
    # A date or series that is over leaves by itself. What a COUNT leaves is not known here.
    return "COUNT" not in rule and (rule.get("UNTIL") or part["end"] or part["start"])[:8] >= f"{today:%Y%m%d}"


def _left(event):
    return {name: value for name, value in event.items() if name in LEFT}
