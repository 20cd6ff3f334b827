"""What other pages show of events: the Javanese day, what is coming, what happens at a place."""

from datetime import timedelta

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.publishing import until_published
from content.querysets import VisitorQuerySet
from events.asking.month import CalendarMonth, OutsideCalendar
from events.asking.query import EventQuery
from events.choices import EVENT_REGENCIES
from events.intake.proposals.views import form_address
from events.models import EventIndexPage, EventPage
from events.models.dating_rules import islamic_month_of
from events.sharing import calendar_links, structured_data
from events.sharing.feeds import items
from events.sharing.feeds.formats import FORMATS
from events.time.dates import JavaneseDay, month_after, weton_name
from events.time.javanese_calendar import OutOfRange, from_civil

register = template.Library()

EVENTS_AT_PLACE = 5


@register.simple_tag
def javanese_day(civil=None):
    """The JavaneseDay of a civil date, today's in Wonogiri when none is given."""
    return JavaneseDay.of(civil or timezone.localdate())


@register.simple_tag
def coming_events(limit=4):
    """The next date of each coming event in the active language, the nearest first."""
    return _coming_events(get_language(), timezone.localdate(), limit)


@until_published
def _coming_events(language, today, limit):
    return EventPage.objects.next_of_each(language, limit, timezone.now())


@register.simple_tag
def events_at(place):
    """Events still to come at a place, dated ones first, in the language of its page."""
    return _events_at(place.translation_key, place.locale.language_code, timezone.localdate())


@until_published
def _events_at(translation_key, language, today):
    events = EventPage.objects
    dated = events.next_of_each(language, EVENTS_AT_PLACE, timezone.now(), places=(str(translation_key),))
    announced = events.announced_for(EventQuery(today, language=language), at=translation_key)
    return [*dated, *announced][:EVENTS_AT_PLACE]


@register.simple_tag
def events_on_the_same_day(event, limit=4):
    """Other events that touch the first day of this one, in its language."""
    if not event.dates:
        return []
    return _others_on(event.dates.first, event.locale.language_code, event.translation_key, limit)


@until_published
def _others_on(day, language, translation_key, limit):
    query = EventQuery(day, language=language, when="today", limit=limit + 1)
    rows = EventPage.objects.find(query, timezone.now()).rows
    return [row for row in rows if row.translation_key != translation_key][:limit]


@register.simple_tag
def propose_event_address():
    """Where anybody may propose an event, in the active language."""
    return form_address()


@register.simple_tag
def query_at(query, **time):
    """The query string of an EventQuery at another time: ``{% query_at query when="today" %}``."""
    return query.at_time(**time)


@register.filter
def date_text(dates):
    """EventDates in words of the active language."""
    return items.date_text(dates)


@register.filter
def weton_names(wetons):
    """The names of weton in a row, as a reader of the active language says them."""
    return ", ".join(map(weton_name, wetons))


@register.filter
def regency_name(value):
    """The name of a regency's code in the active language."""
    return dict(EVENT_REGENCIES).get(value, value)


@register.filter
def last_of_month(first):
    return month_after(first) - timedelta(days=1)


@register.simple_tag
def javanese_months(first, last):
    """The Javanese months that a span of civil days touches, e.g. ``["Besar 1960 Be", "Sura 1961 Wawu"]``."""
    try:
        ends = from_civil(first), from_civil(last)
    except OutOfRange:
        return []
    names = [f"{day.month_name} {day.year} {day.year_name}" for day in ends]
    middle = first + timedelta(days=(last - first).days // 2)
    between = from_civil(middle)
    names.insert(1, f"{between.month_name} {between.year} {between.year_name}")
    return list(dict.fromkeys(names))


@register.simple_tag
def calendar_of(day=None):
    """The address of the calendar of a day's month, of this month without a day; "" where the calendar does not reach."""
    index = _index_address(get_language())
    try:
        month = CalendarMonth.of(day or timezone.localdate())
    except OutsideCalendar:
        return ""
    return index and index + month.address_below(get_language())


@until_published
def _index_address(language):
    index = VisitorQuerySet(EventIndexPage).for_visitors().filter(locale__language_code=language).first()
    return index.url if index else ""


@register.simple_tag
def islamic_month(event):
    """The IslamicMonth that an event's date counts from, not saved while nobody announced it; None for other dates."""
    return islamic_month_of(event)


@register.simple_tag
def google_calendar(event):
    return calendar_links.google_link(event)


@register.simple_tag
def outlook_calendar(event):
    return calendar_links.outlook_link(event)


@register.simple_tag
def link_preview(event):
    """What a shared link to an event says."""
    return structured_data.link_preview(event)


@register.simple_tag
def structured_event(event):
    """The schema.org Events of an event's page, or None while no date is known."""
    return structured_data.structured_events(event)


@register.simple_tag
def feed_links(query=None, place=None, event=None):
    """What a page offers to programs: ``[(type, title, address), ...]``.

    A list of events with its filters, the events of a place, one event and all others, else all.
    """
    if not query:
        places = (str(place.translation_key),) if place else ()
        query = EventQuery(timezone.localdate(), language=get_language(), places=places)
    parameters = query.parameters(after="", limit="")
    formats = {"ics": ("text/calendar", "iCalendar")} | {
        extension: (format.content_type.split(";")[0], format.name) for extension, format in FORMATS.items()
    }
    title = _("Events around Wonogiri and the Gunung Sewu Geopark")
    title = _("Events at %(place)s") % {"place": place.title} if place else title
    links = [
        (content_type, f"{title} ({name})", f"{settings.PUBLIC_URL}/feeds/v1/events.{extension}{parameters}")
        for extension, (content_type, name) in formats.items()
    ]
    if event and event.dates:
        address = f"{settings.PUBLIC_URL}/feeds/v1/events/{event.translation_key}.ics?lang={get_language()}"
        links.insert(0, ("text/calendar", f"{event.title} (iCalendar)", address))
    return links
