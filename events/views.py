from django.http import Http404, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from events.ical import event_calendar
from events.models import EventPage


@require_safe
def event_ics(request, uid):
    """One event as an iCalendar file, in the language `?lang=`; 404 while its date is not known."""
    language = request.GET.get("lang", "id")
    events = EventPage.objects.for_visitors().filter(translation_key=uid).select_related("venue", "locale")
    by_language = {event.locale.language_code: event for event in events}
    event = by_language.get(language) or by_language.get("id")
    if event is None or event.dates is None:
        raise Http404
    with translation.override(event.locale.language_code):
        body = event_calendar(event)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{event.slug}.ics"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response
