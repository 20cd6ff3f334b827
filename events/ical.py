"""Events as iCalendar (RFC 5545), written by the library icalendar."""

from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, TimezoneStandard, vGeo

PRODID = "-//Dinas Pariwisata Wonogiri//Events 1.0//ID"
STATUS = {"cancelled": "CANCELLED", "postponed": "TENTATIVE"}


def event_calendar(event):
    """A VCALENDAR with one VEVENT, as bytes; the same bytes until the event is published again."""
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if event.dates.starts_at:
        calendar.add_component(western_indonesia_time())
    calendar.add_component(vevent(event))
    return calendar.to_ical()


def vevent(event):
    """The VEVENT of an event with a date. All-day while no time is announced; DTEND is then exclusive."""
    dates = event.dates
    entry = Event()
    entry.add("uid", f"{event.uid}@{urlsplit(settings.PUBLIC_URL).hostname}")
    changed = event.last_published_at or event.latest_revision_created_at
    if changed:
        entry.add("dtstamp", changed)
        entry.add("last-modified", changed)
    if dates.starts_at:
        entry.add("dtstart", dates.starts_at)
        if dates.ends_at:
            entry.add("dtend", dates.ends_at)
    else:
        entry.add("dtstart", dates.first)
        entry.add("dtend", dates.last + timedelta(days=1))
    entry.add("summary", summary(event))
    entry.add("description", description(event))
    entry.add("location", event.where)
    if event.local_venue and event.local_venue.point:
        lon, lat = event.local_venue.point
        entry.add("geo", vGeo((lat, lon)))
    entry.add("url", address(event))
    entry.add("status", STATUS.get(event.status, "TENTATIVE" if event.is_estimated else "CONFIRMED"))
    entry.add("class", "PUBLIC")
    return entry


def western_indonesia_time():
    """Asia/Jakarta as a VTIMEZONE: UTC+7 without daylight saving time."""
    zone = Timezone()
    zone.add("tzid", "Asia/Jakarta")
    standard = TimezoneStandard()
    standard["dtstart"] = "19700101T000000"
    standard.add("tzname", "WIB")
    standard.add("tzoffsetfrom", timedelta(hours=7))
    standard.add("tzoffsetto", timedelta(hours=7))
    zone.add_component(standard)
    return zone


def summary(event):
    """The title, with what a calendar's user must see first."""
    if event.status == event.Status.CANCELLED:
        return _("CANCELLED: %(title)s") % {"title": event.title}
    if event.is_estimated:
        return _("%(title)s (estimated)") % {"title": event.title}
    return event.title


def description(event):
    parts = [event.summary]
    if event.is_estimated:
        parts.append(_("This date is an estimate. Look at the page again before you travel."))
    if event.local_venue and event.local_venue.safety_reason:
        parts.append(event.local_venue.safety_reason)
    parts.append(address(event))
    return "\n\n".join(parts)


def address(event):
    return settings.PUBLIC_URL + event.get_url()


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
        "text": summary(event),
        "dates": span,
        "ctz": "Asia/Jakarta",
        "details": description(event),
        "location": event.where,
    }
    return "https://calendar.google.com/calendar/render?" + urlencode(query)


def outlook_link(event):
    """Outlook on the web's form, filled in."""
    dates = event.dates
    query = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": summary(event),
        "body": description(event),
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
