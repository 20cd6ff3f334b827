"""The operations of /api/v1/: for reading, without a key, from anywhere (see docs/partners.md)."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from accounts.models import Organisation
from events.asking.query import EventQuery, Problem
from events.models import EventPage, EventRecord, Occurrence
from geopark.models import GeositePage
from places.models import PlacePage
from portal.api import parameters as asking
from portal.api import records, schemas, selections
from portal.api.answers import Asked, Removed, cut, handle_errors
from portal.api.document import INFO, described
from portal.models import ArticlePage
from tourism.models import ItineraryPage

LISTS = ["events", "occurrences", "places", "geosites", "itineraries", "articles", "organisations", "changes"]
LISTED = asking.COMMON | asking.PAGED
EVENTS = LISTED | asking.EVENTS | asking.PAGES | asking.ACCESSIBLE | asking.fields(schemas.Event)
OCCURRENCES = LISTED | asking.EVENTS | asking.PAGE | asking.IN_ORDER | asking.fields(schemas.Occurrence)
EVENT = asking.COMMON | asking.PAGE | asking.fields(schemas.EventWithDates)
PLACES = LISTED | asking.PLACES | asking.PAGES | asking.fields(schemas.Place)
GEOSITES = LISTED | asking.PLACES | asking.PAGES | asking.fields(schemas.Geosite)
ITINERARIES = LISTED | asking.ITINERARIES | asking.PAGES | asking.fields(schemas.Itinerary)
ARTICLES = LISTED | asking.ARTICLES | asking.PAGES | asking.fields(schemas.Article)
ORGANISATIONS = LISTED | asking.fields(schemas.OrganisationRecord)
FACETS = asking.COMMON | asking.EVENTS
CHANGES = LISTED | asking.SINCE | asking.OF | asking.fields(schemas.Change)


class Renderer(JSONRenderer):
    """JSON with letters as they are."""

    json_dumps_params = {"ensure_ascii": False, "separators": (",", ":")}


api = NinjaAPI(**INFO, renderer=Renderer(), urls_namespace="api", openapi_url=None, docs_url=None)
handle_errors(api)


@api.get("/", response=schemas.Start, operation_id="start", **described({}))
def start(request):
    """Where everything is."""
    root = f"{settings.PUBLIC_URL}{records.API}"
    return {"openapi": f"{root}openapi.json", "facets": f"{root}facets/"} | {name: f"{root}{name}/" for name in LISTS}


@api.get("/events/", response=schemas.Events, operation_id="list_events", **described(EVENTS))
def list_events(request, response: HttpResponse):
    """Each event once, with the nearest of the dates asked for.

    In the order of their identities. Where no days, or a month, are asked for, events whose date is announced each
    year stand there too, without a date.
    """
    now = timezone.now()
    query = event_query(request, now)
    reader = asking.Reader(request.GET)
    after, narrowing = reader.after_key(), reader.narrowing()
    # Its cursor is the one of dates.
    problems = [problem for problem in query.problems if problem.parameter != "after"] + [*unknown_organisers(query)]
    asked = Asked(request, EVENTS, schemas.Event, reader, problems, pages=EventPage)
    found, total = selections.part_of(selections.events_of(query, narrowing), after, query.limit)
    events, following = cut(found, query.limit, key_of)
    venues = selections.venues_of(events, query.language)
    dates = selections.nearest_dates(query, [event.translation_key for event in events])
    response.changed_at = records.last_turned(dates.values(), venues.values(), now)
    told = [
        records.event_record(event, venues.get(event.venue_key), dates.get(event.translation_key), now)
        for event in events
    ]
    return asked.page(response, told, following, total=total)


def event_query(request, now):
    """The EventQuery that a request asks for, in the active language."""
    parameters = request.GET.copy()
    parameters.pop("lang", None)  # Asked reads it: it knows one more value
    return EventQuery.from_parameters(parameters, timezone.localdate(now), get_language())


def key_of(page):
    return page.translation_key


@api.get(
    "/events/{uuid:uid}/", response=schemas.EventWithDates, operation_id="get_event", **described(EVENT, gone=True)
)
def get_event(request, uid: UUID, response: HttpResponse):
    """One event with its dates to come."""
    now = timezone.now()
    asked = Asked(request, EVENT, schemas.EventWithDates, asking.Reader(request.GET), pages=EventPage)
    event = selections.events_by_key([uid], get_language()).get(uid)
    if event is None:
        if EventRecord.objects.filter(uid=uid).exclude(removed_at=None).exists():
            raise Removed
        raise Http404
    venues = selections.venues_of([event], get_language())
    venue = venues.get(event.venue_key)
    dates = Occurrence.objects.filter(event_key=uid).to_speak_of(now, selections.DATES_AT_MOST)
    response.changed_at = records.last_turned(dates, venues.values(), now)
    record = records.event_record(event, venue, next(iter(dates), None), now)
    record["occurrences"] = [records.date(records.item(event, venue, date, now)) for date in dates]
    return asked.sent(response, asked.told([record])[0])


@api.get("/occurrences/", response=schemas.Occurrences, operation_id="list_occurrences", **described(OCCURRENCES))
def list_occurrences(request, response: HttpResponse):
    """Each date, by its start: what goes on stands after what starts on the day, that by its end."""
    now = timezone.now()
    query = event_query(request, now)
    asked = Asked(
        request,
        OCCURRENCES,
        schemas.Occurrence,
        asking.Reader(request.GET),
        [*query.problems, *unknown_organisers(query)],
        pages=EventPage,
    )
    dates, following = Occurrence.objects.find(query, now)
    events = selections.events_by_key({date.event_key for date in dates}, query.language)
    venues = selections.venues_of(events.values(), query.language)
    response.changed_at = records.last_turned(dates, venues.values(), now)
    found = [
        records.occurrence_record(event, venues.get(event.venue_key), date, now)
        for date in dates
        if (event := events.get(date.event_key))
    ]
    return asked.page(response, found, following, total=Occurrence.objects.number_of(query, now))


@api.get("/facets/", response=schemas.Facets, operation_id="get_facets", **described(FACETS))
def get_facets(request, response: HttpResponse):
    """How many events of each kind, place, organiser and month there are among the dates asked for.

    The same question as of the dates. A filter of yours that only offers these values never finds nothing.
    """
    query = event_query(request, timezone.now())
    asked = Asked(
        request, FACETS, schemas.Facets, asking.Reader(request.GET), [*query.problems, *unknown_organisers(query)]
    )
    return asked.sent(response, records.facets_record(selections.facets_of(query)))


def unknown_organisers(query):
    """Problems of an EventQuery that names somebody who is not there: it would be answered with nothing, or with all."""
    for name, slugs in (("org", query.organisations), ("not_org", query.excluded_organisations)):
        known = Organisation.objects.filter(slug__in=slugs).values_list("slug", flat=True) if slugs else ()
        for slug in sorted(set(slugs) - set(known)):
            message = _("There is no organisation “%(slug)s”; %(address)s lists them.")
            yield Problem(name, message % {"slug": slug, "address": f"{records.API}organisations/"})


@api.get("/places/", response=schemas.Places, operation_id="list_places", **described(PLACES))
def list_places(request, response: HttpResponse):
    """Everything that stands on the map: destinations, geosites, information centres."""
    return places_page(request, response, PlacePage, PLACES, schemas.Place, records.place_record)


@api.get("/geosites/", response=schemas.Geosites, operation_id="list_geosites", **described(GEOSITES))
def list_geosites(request, response: HttpResponse):
    """The geosites with their science."""
    return places_page(request, response, GeositePage, GEOSITES, schemas.Geosite, records.geosite_record)


def places_page(request, response, model, parameters, schema, record):
    reader = asking.Reader(request.GET)
    query, narrowing = reader.place_query(), reader.narrowing()
    places, following, total, asked = part(
        request,
        parameters,
        schema,
        reader,
        lambda: selections.places_of(model, query, narrowing, get_language()),
        pages_of=model,
    )
    hours = selections.hours_by_place(places)
    response.changed_at = records.last_turned([], places, timezone.now())
    return asked.page(response, [record(place, hours[place.pk]) for place in places], following, total=total)


def part(request, parameters, schema, reader, select, pages_of):
    """``(pages, cursor, how many in all, Asked)`` of a list of pages; `select` is called when all could be read."""
    after, limit = reader.after_key(), reader.limit()
    asked = Asked(request, parameters, schema, reader, pages=pages_of)
    found, total = selections.part_of(select(), after, limit)
    pages, following = cut(found, limit, key_of)
    return pages, following, total, asked


@api.get("/itineraries/", response=schemas.Itineraries, operation_id="list_itineraries", **described(ITINERARIES))
def list_itineraries(request, response: HttpResponse):
    """Journeys by day, with their places."""
    reader = asking.Reader(request.GET)
    days, narrowing = reader.days(), reader.narrowing()
    pages, following, total, asked = part(
        request,
        ITINERARIES,
        schemas.Itinerary,
        reader,
        lambda: selections.itineraries_of(days, narrowing, get_language()),
        pages_of=ItineraryPage,
    )
    stops = selections.stops_by_itinerary(pages)
    return asked.page(
        response, [records.itinerary_record(page, stops[page.pk]) for page in pages], following, total=total
    )


@api.get("/articles/", response=schemas.Articles, operation_id="list_articles", **described(ARTICLES))
def list_articles(request, response: HttpResponse):
    """What there is to read: culture, the geopark, safety."""
    reader = asking.Reader(request.GET)
    topics, narrowing = reader.many("topic", ArticlePage.Topic.values), reader.narrowing()
    pages, following, total, asked = part(
        request,
        ARTICLES,
        schemas.Article,
        reader,
        lambda: selections.articles_of(topics, narrowing, get_language()),
        pages_of=ArticlePage,
    )
    return asked.page(response, [records.article_record(page) for page in pages], following, total=total)


@api.get(
    "/organisations/",
    response=schemas.Organisations,
    operation_id="list_organisations",
    **described(ORGANISATIONS),
)
def list_organisations(request, response: HttpResponse):
    """Who organises events and manages places, in the order of their codes."""
    reader = asking.Reader(request.GET)
    after, limit = reader.after_slug(), reader.limit()
    asked = Asked(request, ORGANISATIONS, schemas.OrganisationRecord, reader)
    organisations = Organisation.objects.select_related("parent").order_by("slug")
    found = list(organisations.filter(slug__gt=after)[: limit + 1])
    shown, following = cut(found, limit, lambda organisation: organisation.slug)
    told = [records.organisation_record(organisation) for organisation in shown]
    return asked.page(response, told, following, total=organisations.count())


@api.get("/changes/", response=schemas.Changes, operation_id="list_changes", **described(CHANGES))
def list_changes(request, response: HttpResponse):
    """What became of which event or place since a moment, oldest first; those removed stay there for ever.

    Keep `next_since` of the last page and ask for it the next time: the last change is told once more.
    """
    reader = asking.Reader(request.GET)
    of = reader.one("of", asking.CHANGING) or "events"
    since, after, limit = reader.since(), reader.after_change(), reader.limit()
    asked = Asked(request, CHANGES, schemas.Change, reader)
    found = list(selections.changes_of(of, since, after)[: limit + 1])
    shown, following = cut(found, limit, lambda row: asking.change_cursor(row["changed_at"], row["uid"]))
    last = shown[-1]["changed_at"] if shown else (after[0] if after else since)
    told = [records.change_record(of, row, since) for row in shown]
    return asked.page(response, told, following, next_since=records.moment(last))
