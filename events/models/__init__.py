from events.models.event import Category, DateChange, EventPage, EventSession
from events.models.event_index import EventIndexPage
from events.models.occurrence import CalendarEntry, EventRecord, Occurrence, OccurrenceDay
from events.models.proposal import EventProposal

__all__ = [
    "CalendarEntry",
    "Category",
    "DateChange",
    "EventIndexPage",
    "EventPage",
    "EventProposal",
    "EventRecord",
    "EventSession",
    "Occurrence",
    "OccurrenceDay",
]
