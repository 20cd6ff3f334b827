"""The calendar of another office, and what a pull makes of it."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from events.models import EventPage, FederatedEvent

SOON = timezone.localdate() + timedelta(days=40)
LATER = SOON + timedelta(days=7)


def event(uid="1", title="Pentas Ketoprak Kota Lama", day=SOON, **lines):
    told = {
        "UID": uid,
        "SUMMARY": title,
        "DTSTART;TZID=Asia/Jakarta": f"{day:%Y%m%d}T190000",
        "DTEND;TZID=Asia/Jakarta": f"{day:%Y%m%d}T210000",
        "LOCATION": "Taman Budaya Yogyakarta",
        "DESCRIPTION": "Lakon semalam suntuk.",
        "URL": "https://diy.example/acara/1",
    } | {name.replace("_", ";"): text for name, text in lines.items()}
    body = "\r\n".join(f"{name}:{text}" for name, text in told.items() if text is not None)
    return f"BEGIN:VEVENT\r\n{body}\r\nEND:VEVENT\r\n"


def calendar(*events):
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(events) + "END:VCALENDAR\r\n"


def publish_at(internet, *events):
    internet.calendar(calendar(*events), "/acara.ics")


def run(source, **options):
    out = StringIO()
    call_command("pull_events", source=str(source.pk), stdout=out, stderr=out, **options)
    source.refresh_from_db()
    return out.getvalue()


def page_of(source, uid="1"):
    return FederatedEvent.objects.get(source=source, source_uid=uid).event


def draft_of(source, uid="1"):
    return page_of(source, uid).get_latest_revision_as_object()


def revisions():
    return EventPage.objects.count(), Page.objects.count(), sum(p.revisions.count() for p in EventPage.objects.all())


def publish(page, **fields):
    page = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return EventPage.objects.get(pk=page.pk)
