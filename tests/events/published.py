"""Events as an editor makes them: published below the list of events, with their sessions and changed dates."""

import uuid
from datetime import date

from events.models import DateChange, EventPage, EventSession


def publish(index, sessions=(), changes=(), **values):
    """A published EventPage; `sessions` and `changes` are dicts of their fields."""
    event = EventPage(
        **{
            "title": f"Acara {uuid.uuid4()}",
            "summary": "Ringkasan",
            "locale": index.locale,
            "starts_on": date(2027, 6, 5),
        }
        | values
    )
    event.sessions = [EventSession(**session) for session in sessions]
    event.date_changes = [DateChange(**change) for change in changes]
    index.add_child(instance=event)
    event.save_revision().publish()
    return event


def again(event, **values):
    """Publish an event once more with other `values`."""
    event = EventPage.objects.get(pk=event.pk)
    for name, value in values.items():
        setattr(event, name, value)
    event.save_revision().publish()
    return event
