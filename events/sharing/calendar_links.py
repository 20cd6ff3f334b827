"""Links that fill in the form of a calendar on the web with one event."""

from datetime import timedelta
from urllib.parse import urlencode

from events.sharing.ical import description, headline


def _told(event):
    estimated, dates = event.is_estimated, event.dates
    return headline(event.title, event.shown_status, estimated, dates), description(event, estimated, "", dates)


def google_link(event):
    """Google Calendar's form, filled in."""
    dates = event.dates
    if dates.starts_at:
        end = dates.ends_at or dates.starts_at + timedelta(hours=2)
        span = f"{dates.starts_at:%Y%m%dT%H%M%S}/{end:%Y%m%dT%H%M%S}"
    else:
        span = f"{dates.first:%Y%m%d}/{dates.last + timedelta(days=1):%Y%m%d}"
    query = {
        "action": "TEMPLATE",
        "text": _told(event)[0],
        "dates": span,
        "ctz": "Asia/Jakarta",
        "details": _told(event)[1],
        "location": event.where,
    }
    return "https://calendar.google.com/calendar/render?" + urlencode(query)


def outlook_link(event):
    """Outlook on the web's form, filled in."""
    dates = event.dates
    query = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": _told(event)[0],
        "body": _told(event)[1],
        "location": event.where,
    }
    if dates.starts_at:
        query |= {"startdt": dates.starts_at.isoformat()}
        if dates.ends_at:
            query |= {"enddt": dates.ends_at.isoformat()}
    else:
        query |= {
            "allday": "true",
            "startdt": dates.first.isoformat(),
            "enddt": (dates.last + timedelta(days=1)).isoformat(),
        }
    return "https://outlook.live.com/calendar/0/deeplink/compose?" + urlencode(query)
