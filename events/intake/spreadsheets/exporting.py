"""The table of all events in the source language, and an empty one that explains itself."""

from content.spreadsheets.cells import REMARK
from content.spreadsheets.writing import write_csv, write_xlsx
from events.intake.drafts import event_index
from events.intake.spreadsheets.columns import COLUMNS, HEADINGS
from events.models import EventPage

SHEET = "Acara"


def source_events():
    """Every event of the source language, published or not; by first day."""
    index = event_index()
    if index is None:
        return EventPage.objects.none()
    return (
        EventPage.objects.filter(locale=index.locale_id, alias_of=None)
        .select_related("venue", "organiser", "locale", "latest_revision", "content_type")
        .prefetch_related("sessions", "date_changes")
        .order_by("starts_on", "title", "pk")
    )


def events_to_edit():
    """Every event as its editor sees it: the newest draft where there is one."""
    return [newest(event) for event in source_events()]


def newest(event):
    """The draft that somebody works on, else the page as it is."""
    return event.get_latest_revision_as_object() if event.has_unpublished_changes else event


def event_row(event):
    """One event as a row of cells under HEADINGS."""
    published = "ya" if event.live and not event.has_unpublished_changes else "draf" if event.live else "tidak"
    cells = [column.kind.to_cell(column.value(event)) for column in COLUMNS]
    return [str(event.translation_key), event.latest_revision_id or "", *cells, published]


def template_rows():
    """An explanation and an example under each heading; lines that begin with # are never read."""
    yield [f"{REMARK} Jangan diubah; kosong untuk acara baru.", "", *(column.explanation for column in COLUMNS), ""]
    yield [f"{REMARK} Contoh", "", *(column.example for column in COLUMNS), ""]


def events_file(extension):
    """All events as the bytes of a .csv or .xlsx file."""
    return _file(extension, [event_row(event) for event in events_to_edit()])


def template_file(extension):
    """The empty table with its explanations."""
    return _file(extension, list(template_rows()))


def _file(extension, rows):
    return write_xlsx(HEADINGS, rows, SHEET) if extension == "xlsx" else write_csv(HEADINGS, rows)
