"""Pages of which the API tells."""

import uuid
from datetime import timedelta

from django.utils import timezone

from events.models import EventPage


def event_of(index, **values):
    event = EventPage(
        **{
            "title": f"Acara {uuid.uuid4()}",
            "summary": "Ringkasan",
            "locale": index.locale,
            "starts_on": timezone.localdate() + timedelta(days=30),
        }
        | values
    )
    index.add_child(instance=event)
    event.save_revision().publish()
    return event
