"""The calendar of a month, with civil and Javanese dates."""

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.views import serve

from content.querysets import VisitorQuerySet
from events.asking.month import EARLIEST, LATEST, CalendarMonth, OutsideCalendar, weeks_with_events, word_in
from events.asking.query import EventQuery
from events.models import EventIndexPage, EventPage
from events.time.javanese_calendar import PASARAN


@require_safe
def month_calendar(request, section, word, month=""):
    """A month with civil and Javanese dates and its events, below the list of events.

    Without a month it leads to the one asked for by ``?month=6&year=2027``, else to this one.
    """
    language = translation.get_language()
    indexes = VisitorQuerySet(EventIndexPage).for_visitors().select_related("cover", "locale")
    index = indexes.filter(slug=section, locale__language_code=language).first()
    if index is None or word != word_in(language):
        return serve(request, "/".join(filter(None, [section, word, month, ""])))
    today = timezone.localdate()
    context = {
        "page": index,
        "today": today,
        "this_month": f"{index.url}{CalendarMonth.of(today).address_below(language)}",
        "any_month": f"{index.url}{word}/",
        "month_names": MONTHS.items(),
        "earliest": EARLIEST,
        "latest": LATEST,
    }
    try:
        if not month:
            return HttpResponseRedirect(f"{index.url}{word}/{month_asked_for(request.GET, today)}/")
        shown = CalendarMonth.parse(month)
    except OutsideCalendar:
        return render(request, "events/calendar_outside.html", context, status=404)
    except ValueError as error:
        raise Http404 from error
    weeks = shown.weeks
    events = EventPage.objects.by_day(weeks[0][0], weeks[-1][-1], language)
    previous, after = (
        f"{index.url}{other.address_below(language)}" if other else "" for other in (shown.previous, shown.next)
    )
    weeks = weeks_with_events(shown, events, today, (previous, after))
    listed = [day for week in weeks for day in week if day.is_listed]
    name = date_format(shown.first, "F Y")
    context |= {
        "month": shown,
        "query": EventQuery(today, language, month=shown.first),
        "name": name,
        "month_code": f"{shown.first:%Y-%m}",
        "described": {
            "title": _("Javanese calendar, %(month)s") % {"month": name},
            "summary": _("The days of %(month)s with pasaran and Javanese date, and what is on in and around Wonogiri.")
            % {"month": name},
            "cover": index.cover,
        },
        "weeks": weeks,
        "new_months": [day for week in weeks for day in week if day.is_inside and day.is_new_month],
        "listed": listed,
        "events_listed": [entry.row for day in listed for entry in day.listed],
        "address": f"{index.url}{shown.address_below(language)}",
        "below": {code: shown.address_below(code) for code, _name in settings.LANGUAGES},
        "previous": previous,
        "next": after,
        "pasaran": PASARAN,
    }
    response = render(request, "events/calendar.html", context)
    response.is_one_of_many = True
    return response


def month_asked_for(parameters, today):
    """The month of the form of the calendar as ``2027-06``, this one where it asks for none. Raises ValueError."""
    if not parameters.get("month"):
        return CalendarMonth.of(today)
    year, number = int(parameters.get("year") or today.year), int(parameters["month"])
    if not (1 <= number <= 12 and 1 <= year <= 9999):
        raise ValueError
    return f"{year:04}-{number:02}"
