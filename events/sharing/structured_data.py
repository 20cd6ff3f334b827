"""Events for search engines (schema.org): what a page says of its dates, nothing else; an invented date would be indexed."""

from datetime import date, datetime, timedelta

from django.conf import settings

from events.models import Category, EventPage
from events.sharing.feeds.items import date_text
from events.sharing.ical import address, headline
from events.time.dates import WIB
from events.time.recurrence import WetonRule
from places.districts import locality, province_of
from places.geography.structured import structured_geo

SCHEMA = "https://schema.org"
STATUS = {
    EventPage.Status.POSTPONED: "EventPostponed",
    EventPage.Status.RESCHEDULED: "EventRescheduled",
    EventPage.Status.CANCELLED: "EventCancelled",
}
TYPES = {Category.FESTIVAL: "Festival", Category.FOOD: "FoodEvent", Category.SPORT: "SportsEvent"}
WEEKDAYS = {
    "MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday", "SA": "Saturday",
    "SU": "Sunday",
}  # fmt: skip
PERIODS = {"DAILY": "D", "WEEKLY": "W", "MONTHLY": "M", "YEARLY": "Y"}
DATES_TOLD = 6
WETON_CYCLE = timedelta(days=35)


def link_preview(event):
    """``{title, description}`` that a shared link shows: cancelled first, then the date, the place and the summary."""
    when = date_text(event.dates) if event.occurrence else ""
    facts = " · ".join(filter(None, [when, event.where]))
    return {
        "title": headline(event.title, event.shown_status, event.is_estimated),
        "facts": facts,
        "description": f"{facts}. {event.summary}" if event.summary else facts,
    }


def structured_events(event):
    """One schema.org Event for each confirmed date that the page names, the one it speaks of first; None without any.

    An Event must have a startDate and has no word for an estimate: what nobody confirmed is left to the page itself.
    """
    named = [event.occurrence, *event.other_occurrences] if event.occurrence else []
    confirmed = [occurrence for occurrence in named if occurrence.certainty == EventPage.Certainty.CONFIRMED]
    if not confirmed:
        return None
    common = _common(event)
    return [common | _on_date(event, occurrence, common["url"]) for occurrence in confirmed[:DATES_TOLD]]


def _common(event):
    data = {
        "@context": SCHEMA,
        "@type": TYPES.get(event.category, "Event"),
        "name": event.title,
        "description": event.summary,
        "url": address(event),
        "eventAttendanceMode": f"{SCHEMA}/OfflineEventAttendanceMode",
        "inLanguage": event.locale.language_code,
        "location": structured_venue(event),
    }
    if event.cover and event.cover.picture_sources:
        data["image"] = pictures(event.cover)
    if event.organiser:
        data["organizer"] = {"@type": "Organization", "name": event.organiser.name}
        if event.organiser.website:
            data["organizer"]["url"] = event.organiser.website
    if event.is_free is not None:
        data["isAccessibleForFree"] = event.is_free
    if schedule := schedules(event):
        data["eventSchedule"] = schedule
    return data


def _on_date(event, occurrence, url):
    dates, status = occurrence.dates, occurrence.status
    is_series = event.timing != EventPage.Timing.SPAN
    data = {
        "@id": f"{url}#{occurrence.recurrence_id}",
        "startDate": (dates.starts_at or dates.first).isoformat(),
        "eventStatus": f"{SCHEMA}/{STATUS.get(status, 'EventScheduled')}",
    }
    if is_series:
        data["url"] = f"{url}?date={occurrence.recurrence_id}"
    if dates.ends_at or dates.is_span or not dates.starts_at:
        data["endDate"] = (dates.ends_at or dates.last).isoformat()
    planned = moment(occurrence.recurrence_id)
    if status == EventPage.Status.RESCHEDULED and planned != data["startDate"]:
        data["previousStartDate"] = planned
    if event.price_idr or event.is_free:
        data["offers"] = {
            "@type": "Offer",
            "price": event.price_idr or 0,
            "priceCurrency": "IDR",
            "url": event.ticket_url or data.get("url", url),
        }
        if status == EventPage.Status.FULL:
            data["offers"]["availability"] = f"{SCHEMA}/SoldOut"
    return data


def moment(recurrence_id):
    """A recurrence_id in ISO 8601: a date, or a moment with +07:00."""
    if "T" not in recurrence_id:
        return date.fromisoformat(recurrence_id).isoformat()
    return datetime.fromisoformat(recurrence_id).replace(tzinfo=WIB).isoformat()


def pictures(photo):
    """The addresses of a public photo's JPEGs, the largest first."""
    files = photo.picture_sources["jpeg"]
    return [settings.PUBLIC_URL + settings.MEDIA_URL + path for _width, path in reversed(files)]


def structured_venue(event):
    """A schema.org Place: the venue's page where there is one, else the place in words."""
    venue = event.local_venue
    place = {
        "@type": "Place",
        "name": venue.title if venue else event.where,
        "address": {
            "@type": "PostalAddress",
            "addressRegion": province_of(event.regency),
            "addressLocality": locality(venue and venue.district, event.get_regency_display()),
            "addressCountry": "ID",
        },
    }
    if venue:
        place["url"] = settings.PUBLIC_URL + venue.get_url()
        if geo := structured_geo(venue):
            place["geo"] = geo
    return place


def schedules(event):
    """The schema.org Schedules of a confirmed rule that repeats evenly; a Javanese date of the year has none."""
    if event.certainty != EventPage.Certainty.CONFIRMED:
        return []
    if event.timing == EventPage.Timing.WETON:
        rhythms = [_weton_rhythm(event, weton) for weton in event.wetons if event.starts_on]
    elif event.timing == EventPage.Timing.CIVIL and event.dating_rule:
        rhythms = [_civil_rhythm(event)]
    else:
        return []
    off = [
        moment(occurrence.recurrence_id)
        for occurrence in event.occurrences
        if occurrence.moved_from or occurrence.status == EventPage.Status.CANCELLED
    ]
    return [_schedule(event) | rhythm | ({"exceptDate": off} if off else {}) for rhythm in rhythms if rhythm]


def _schedule(event):
    times = {"startTime": event.start_time, "endTime": event.end_time, "endDate": event.repeats_until}
    told = {name: value.isoformat() for name, value in times.items() if value is not None}
    return {"@type": "Schedule", "scheduleTimezone": "Asia/Jakarta"} | told


def _weton_rhythm(event, weton):
    first = WetonRule((weton,), event.is_eve).between(event.starts_on, event.starts_on + WETON_CYCLE)[0]
    return {"repeatFrequency": "P35D", "startDate": first.isoformat()}


def _civil_rhythm(event):
    """An RRULE in the words of schema.org, or None where it has none for a part of it."""
    parts = dict(part.split("=", 1) for part in event.rrule.upper().split(";"))
    rhythm = {
        "repeatFrequency": f"P{parts.pop('INTERVAL', '1')}{PERIODS[parts.pop('FREQ')]}",
        "startDate": event.starts_on.isoformat(),
    }
    days, position = parts.pop("BYDAY", ""), parts.pop("BYSETPOS", "")
    if days and (not position or "," not in days):
        days = f"{position}{days}"
        rhythm["byDay"] = [f"{SCHEMA}/{WEEKDAYS[day]}" if day in WEEKDAYS else day for day in days.split(",")]
    elif days or position:
        return None
    for part, name in (("BYMONTH", "byMonth"), ("BYMONTHDAY", "byMonthDay"), ("COUNT", "repeatCount")):
        numbers = [int(number) for number in parts.pop(part, "").split(",") if number]
        if any(number < 1 for number in numbers):
            return None
        if numbers:
            rhythm[name] = numbers[0] if part == "COUNT" else numbers
    parts.pop("WKST", None)
    return None if parts else rhythm
