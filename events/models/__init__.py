from events.models.event import Category, DateChange, EventPage, EventSession
from events.models.event_index import EventIndexPage
from events.models.occurrence import CalendarEntry, EventRecord, Occurrence, OccurrenceDay
from events.models.proposal import EventProposal
from events.models.source import EventSource, FederatedEvent, UploadedCalendar

__all__ = [
    "CalendarEntry",
    "Category",
    "DateChange",
    "EventIndexPage",
    "EventPage",
    "EventProposal",
    "EventRecord",
    "EventSession",
    "EventSource",
    "FederatedEvent",
    "Occurrence",
    "OccurrenceDay",
    "UploadedCalendar",
]
