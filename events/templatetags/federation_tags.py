"""Where an event came from, for its page and its editor."""

from django import template

from content.publishing import until_published
from events.models import FederatedEvent

register = template.Library()


@register.simple_tag
def event_sources(event):
    """The organisations whose calendars an event came from, each with the address of the event there."""
    return sources_of(event.translation_key)


@until_published
def sources_of(translation_key):
    records = FederatedEvent.objects.filter(event__translation_key=translation_key)
    records = records.select_related("source__organisation").order_by("first_seen_at")
    found = {
        record.source.organisation_id: {"organisation": record.source.organisation, "url": record.url}
        for record in records
    }
    return list(found.values())
