"""Where an event came from, for its page and its editor."""

from django import template
from django.utils import timezone

from content.publishing import until_published
from events.intake.federation.page_values import differences
from events.models import FederatedEvent

register = template.Library()


@register.simple_tag
def event_sources(event):
    """The organisations whose calendars an event came from, each with the address of the event there."""
    return sources_of(event.translation_key)


@register.simple_tag
def provenance(page):
    """[(FederatedEvent, [(field, what the source says there), ...]), ...] of a page in the editor, as it is edited."""
    today = timezone.localdate()
    return [
        (record, differences(page, record, today)) for record in FederatedEvent.objects.of_event(page.translation_key)
    ]


@until_published
def sources_of(translation_key):
    records = FederatedEvent.objects.of_event(translation_key)
    found = {
        record.source.organisation_id: {"organisation": record.source.organisation, "url": record.url}
        for record in records
    }
    return list(found.values())
