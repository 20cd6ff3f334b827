"""What the API finds: each event, date and place once, in the best language there is, in a total order.

Each function asks the database once, at any size.
"""

from collections import defaultdict

from django.conf import settings
from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber, TruncMonth
from wagtail.models import Page

from content.languages import public_path
from events.asking.query import LANGUAGES, is_uuid
from events.models import CalendarEntry, EventPage, EventRecord, FederatedEvent, Occurrence
from places.models import OpeningHours, PlacePage, PlaceRecord
from portal.models import ArticlePage
from portal.search.finding import find
from tourism.models import ItineraryPage, ItineraryStop

DATES_AT_MOST = 100


def in_best_language(pages, language):
    """Of each page one translation that visitors see: in `language`, else in the first language that it has."""
    order = dict.fromkeys([language, *LANGUAGES])
    rank = Case(
        *(When(locale__language_code=code, then=Value(number)) for number, code in enumerate(order)),
        default=Value(len(order)),
        output_field=IntegerField(),
    )
    better = (
        pages.model.objects.for_visitors()
        .filter(translation_key=OuterRef("translation_key"))
        .alias(rank=rank)
        .filter(rank__lt=OuterRef("rank"))
    )
    # An alias shows the words of another page.
    words = Coalesce("alias_of__locale__language_code", "locale__language_code")
    return (
        pages.for_visitors()
        .alias(rank=rank)
        .filter(~Exists(better))
        .annotate(words_language=words)
        .defer_streamfields()
    )


def translations_of(model, keys):
    """``{uid: {language: {title, summary, url}}}`` of what visitors see of the pages with these keys."""
    found = defaultdict(dict)
    # An alias has no words of its own.
    pages = model.objects.for_visitors().filter(translation_key__in=keys, alias_of=None)
    rows = pages.values_list("translation_key", "locale__language_code", "title", "summary", "url_path")
    for key, language, title, summary, path in sorted(rows, key=lambda row: LANGUAGES.index(row[1])):
        url = settings.PUBLIC_URL + public_path(language, path)
        found[key][language] = {"title": title, "summary": summary, "url": url}
    return found


def narrowed(pages, narrowing, language):
    """Those of `pages` that a Narrowing lets through."""
    if narrowing.uids:
        pages = pages.filter(translation_key__in=narrowing.uids)
    if narrowing.text:
        found = Page.objects.filter(pk__in=[pk for pk, _kind in find(narrowing.text, language).hits])
        pages = pages.filter(translation_key__in=found.values("translation_key"))
    if since := narrowing.updated_since:
        # Of whichever language: what languages share is published with the Indonesian page.
        published = Page.objects.filter(last_published_at__gte=since).values("translation_key")
        told = EventRecord.objects.filter(changed_at__gte=since).values("uid")
        pages = pages.filter(Q(translation_key__in=published) | Q(translation_key__in=told))
    return pages


def part_of(pages, after, limit):
    """``(pages after this uid, one more than the limit; how many there are in all)``."""
    following = pages.filter(translation_key__gt=after) if after else pages
    return list(following.order_by("translation_key")[: limit + 1]), pages.count()


# Events


def event_pages(language):
    """Every event once, with what calendars were told of it and the office it came from."""
    record = EventRecord.objects.filter(uid=OuterRef("translation_key"))
    source = FederatedEvent.objects.filter(event__translation_key=OuterRef("translation_key"))
    return (
        in_best_language(EventPage.objects.all(), language)
        .select_related("cover", "locale", "organiser")
        .annotate(
            venue_key=F("venue__translation_key"),
            told_first_at=Subquery(record.values("created_at")),
            told_at=Subquery(record.values("changed_at")),
            has_calendar=Exists(CalendarEntry.objects.filter(uid=OuterRef("translation_key"), language=language)),
            sequence=Subquery(record.values("sequence")),
            source_name=Subquery(source.order_by("first_seen_at", "pk").values("source__organisation__name")[:1]),
        )
    )


def events_of(query, narrowing):
    """Events with a date that an EventQuery lets through; where no days or a month are asked for, also those whose
    date is announced each year."""
    wanted = Q(translation_key__in=dates_of(query).values("event_key"))
    if query.month or not query.has_span:
        wanted |= announced(query)
    if narrowing.wheelchair:
        reachable = PlacePage.objects.for_visitors().filter(wheelchair__in=narrowing.wheelchair)
        wanted &= Q(venue__translation_key__in=reachable.values("translation_key"))
    return narrowed(event_pages(query.language).filter(wanted), narrowing, query.language)


def events_by_key(keys, language):
    """``{uid: EventPage}``."""
    return {event.translation_key: event for event in event_pages(language).filter(translation_key__in=keys)}


def dates_of(query):
    return Occurrence.objects.of_query(query).in_span(query.first, query.end)


def nearest_dates(query, keys):
    """``{uid: Occurrence}``: of each event the nearest date that an EventQuery lets through."""
    order = ["-starts_at", "pk"] if query.is_past else ["starts_at", "pk"]
    place = Window(RowNumber(), partition_by="event_key", order_by=order)
    dates = dates_of(query).filter(event_key__in=keys).annotate(place=place).filter(place=1)
    return {date.event_key: date for date in dates}


FACETS = {
    "cat": ["category"],
    "regency": ["regency"],
    "district": ["district__name"],
    "org": ["organiser__slug", "organiser__name"],
    "month": ["month"],
}


def facets_of(query):
    """``{parameter: [(value, …, number of events), ...]}`` of the dates that an EventQuery lets through."""
    dates = dates_of(query).annotate(month=TruncMonth("first", output_field=DateField())).order_by()
    found = {}
    for parameter, names in FACETS.items():
        rows = dates.exclude(**{names[0]: None}).values_list(*names).annotate(events=Count("event_key", distinct=True))
        found[parameter] = list(rows.order_by(*([] if parameter == "month" else ["-events"]), names[0]))
    return found


def announced(query):
    """The conditions of an EventQuery on events whose date is announced each year."""
    wanted = Q(timing=EventPage.Timing.ANNOUNCED)
    for name, values in [
        ("category", query.categories),
        ("regency", query.regencies),
        ("organiser__slug", query.organisations),
        ("status", query.status),
        ("venue__district__name", query.districts),
    ]:
        if values:
            wanted &= Q(**{f"{name}__in": values})
    if query.excluded_categories:
        wanted &= ~Q(category__in=query.excluded_categories)
    if query.excluded_organisations:
        wanted &= ~Q(organiser__slug__in=query.excluded_organisations) | Q(organiser=None)
    if query.is_free:
        wanted &= Q(is_free=True)
    if query.month:
        wanted &= Q(usual_month=query.month.month)
    if query.places or query.near or query.bbox:
        places = within(named(PlacePage.objects.all(), query.places), query)
        wanted &= Q(venue__translation_key__in=places.values("translation_key"))
    return wanted


def changes_of(of, since, after):
    """What became of events, places or geosites (`of`), oldest first, as dicts; on from a moment, after a cursor."""
    if of == "events":
        changes, names = EventRecord.objects.all(), ["sequence"]
    else:
        changes, names = PlaceRecord.objects.all(), []
        if of == "geosites":
            changes = changes.filter(kind="geositepage")
    if since:
        changes = changes.filter(changed_at__gte=since)
    if after:
        moment, uid = after
        changes = changes.filter(Q(changed_at__gt=moment) | Q(changed_at=moment, uid__gt=uid))
    return changes.order_by("changed_at", "uid").values("uid", "created_at", "changed_at", "removed_at", *names)


# Places


def places_of(model, query, narrowing, language):
    """Places (of PlacePage or a model below it) that a PlaceQuery lets through."""
    places = in_best_language(model.objects.all(), language).select_related("cover", "district", "locale", "manager")
    places = places.of_groups(query.groups).with_facilities(query.facilities)
    if narrowing.wheelchair:
        places = places.filter(wheelchair__in=narrowing.wheelchair)
    if query.regencies:
        places = places.filter(regency__in=query.regencies)
    if query.districts:
        places = places.filter(district__name__in=query.districts)
    if query.places:
        places = places.filter(
            translation_key__in=named(PlacePage.objects.all(), query.places).values("translation_key")
        )
    return narrowed(within(places, query), narrowing, language)


def named(places, names):
    """Those of `places` with one of these slugs, in any language, or translation_keys; all when none is named."""
    keys = [name for name in names if is_uuid(name)]
    return places.filter(Q(slug__in=names) | Q(translation_key__in=keys)) if names else places


def within(places, query):
    """Those of `places` in the box and the radius of an EventQuery or PlaceQuery."""
    places = places.in_box(*query.bbox) if query.bbox else places
    return places.within_km(query.near, query.radius_km) if query.near else places


def venues_of(events, language):
    """``{uid: PlacePage}`` of where events take place, by their `venue_key`."""
    keys = {event.venue_key for event in events if event.venue_key}
    places = in_best_language(PlacePage.objects.all(), language).select_related("district", "locale")
    return {place.translation_key: place for place in places.filter(translation_key__in=keys)}


def itineraries_of(days, narrowing, language):
    pages = in_best_language(ItineraryPage.objects.all(), language).select_related("cover", "locale")
    return narrowed(pages.filter(length_days=days) if days else pages, narrowing, language)


def stops_by_itinerary(itineraries):
    """``{pk of the itinerary: [ItineraryStop, ...]}`` in order, each with the `place_key` of a place that is public."""
    found = defaultdict(list)
    public = PlacePage.objects.for_visitors().values("translation_key")
    stops = ItineraryStop.objects.filter(
        itinerary__in=[page.pk for page in itineraries], place__translation_key__in=public
    )
    for stop in stops.annotate(place_key=F("place__translation_key")).order_by("sort_order"):
        found[stop.itinerary_id].append(stop)
    return found


def articles_of(topics, narrowing, language):
    pages = in_best_language(ArticlePage.objects.all(), language).select_related("cover", "locale")
    return narrowed(pages.filter(topic__in=topics) if topics else pages, narrowing, language)


def hours_by_place(places):
    """``{pk of the place: [OpeningHours, ...]}`` in the order of the week."""
    found = defaultdict(list)
    for row in OpeningHours.objects.filter(place__in=[place.pk for place in places]).order_by("weekday", "opens", "pk"):
        found[row.place_id].append(row)
    return found
