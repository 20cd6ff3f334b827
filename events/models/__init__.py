from events.choices import Category
from events.models.embed_settings import EmbedSettings
from events.models.event import EventPage
from events.models.event_index import EventIndexPage
from events.models.islamic_month import IslamicMonth
from events.models.occurrence import CalendarEntry, EventRecord, Occurrence, OccurrenceDay
from events.models.proposal import EventProposal
from events.models.single_dates import DateChange, EventSession
from events.models.source import EventSource, FederatedEvent, UploadedCalendar

__all__ = [
    "CalendarEntry",
    "Category",
    "DateChange",
    "EmbedSettings",
    "EventIndexPage",
    "EventPage",
    "EventProposal",
    "EventRecord",
    "EventSession",
    "EventSource",
    "FederatedEvent",
    "IslamicMonth",
    "Occurrence",
    "OccurrenceDay",
    "UploadedCalendar",
]
