from events.models.event import Category, DateChange, EventPage, EventSession
from events.models.event_index import EventIndexPage
from events.models.occurrence import CalendarEntry, EventRecord, Occurrence, OccurrenceDay

__all__ = [
    "CalendarEntry",
    "Category",
    "DateChange",
    "EventIndexPage",
    "EventPage",
    "EventRecord",
    "EventSession",
    "Occurrence",
    "OccurrenceDay",
]
