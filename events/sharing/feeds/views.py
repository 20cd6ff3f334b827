from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from content.sharing import public_feed
from events.asking.query import EventQuery
from events.sharing.feeds.formats import FORMATS
from events.sharing.ical import event_calendar, feed_calendar
from events.sharing.unknown import explained

# Nothing in a calendar file changes between midnight and the next publishing.
CALENDAR_KEPT_SECONDS = 86400


@public_feed
def events_feed(request, extension):
    """The dates of an EventQuery in one of `FORMATS`; what is not understood is left out and told in the feed."""
    if extension not in FORMATS:
        raise Http404
    wanted = FORMATS[extension]
    query = explained(EventQuery.from_parameters(request.GET, timezone.localdate(), get_language()))
    feed = wanted.feed(query)
    response = HttpResponse(wanted.write(feed), content_type=wanted.content_type)
    response.headers["Content-Disposition"] = f'inline; filename="wonogiri.{extension}"'
    if feed.next_after:
        response.headers["Link"] = f'<{feed.next_url(extension)}>; rel="next"'
    response.changed_at = feed.last_ended_at
    return response


@public_feed
def events_ics(request):
    """Every event of an EventQuery as iCalendar: three months back and eighteen ahead unless days are asked for."""
    query = explained(EventQuery.from_parameters(request.GET, timezone.localdate(), get_language()))
    return calendar_response(feed_calendar(query, timezone.now()), "wonogiri.ics")


@public_feed
def event_ics(request, uid):
    """One event as an iCalendar file; 404 while its date is not known."""
    body = event_calendar(uid, get_language())
    if body is None:
        raise Http404
    return calendar_response(body, f"{uid}.ics")


def calendar_response(body, name):
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    response.kept_seconds = CALENDAR_KEPT_SECONDS
    return response
