from datetime import date

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from events.dates import EventDates
from events.dating import date_problems, next_spans
from events.forms import DatesFormMixin
from events.ical import event_calendar, feed_calendar
from events.models import EventPage
from events.query import LANGUAGES, EventQuery


@require_safe
def events_ics(request):
    """Every event of an EventQuery as iCalendar: three months back and eighteen ahead unless days are asked for."""
    query = EventQuery.from_parameters(request.GET, timezone.localdate())
    with translation.override(query.language):
        body = feed_calendar(query, timezone.now())
    return calendar_response(body, "wonogiri.ics")


@require_safe
def event_ics(request, uid):
    """One event as an iCalendar file, in the language `?lang=`; 404 while its date is not known."""
    language = request.GET.get("lang")
    language = language if language in LANGUAGES else LANGUAGES[0]
    with translation.override(language):
        body = event_calendar(uid, language)
    if body is None:
        raise Http404
    return calendar_response(body, f"{uid}.ics")


def calendar_response(body, name):
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


class DatesForm(DatesFormMixin, forms.ModelForm):
    """What an editor has entered about dates so far, right or not."""

    class Meta:
        model = EventPage
        fields = [
            "timing",
            "starts_on",
            "ends_on",
            "start_time",
            "end_time",
            "days",
            "is_eve",
            "rrule",
            "repeats_until",
            "wetons",
            "java_month",
            "java_day",
            "java_year_name",
            "mangsa",
        ]


@require_safe
def next_dates(request):
    """The next dates of what an editor has entered, with their weton, and what is wrong with it (admin)."""
    form = DatesForm(request.GET)
    form.is_valid()
    event = form.instance
    for name, value in form.cleaned_data.items():
        setattr(event, name, value)
    problems = [sentence for _field, sentence in date_problems(event)] if not form.errors else []
    spans = [] if form.errors else next_spans(event, max(event.starts_on or date.min, timezone.localdate()))
    dates = [EventDates(s.first, s.last, s.start_time, s.end_time, event.is_eve) for s in spans]
    return render(
        request,
        "events/admin/next_dates.html",
        {"errors": form.errors, "problems": problems, "dates": dates, "event": event},
    )
