"""Selecting events and their dates. Days and moments in Wonogiri are always passed in."""

from datetime import timedelta
from math import cos, radians

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Window
from django.db.models.functions import RowNumber

from content.querysets import PAGE_FIELDS, PHOTO_FIELDS, VisitorQuerySet
from places.geography.geometry import box_around
from places.models import PlacePage

# The columns that a row is made of.
EVENT_FIELDS = [
    "category",
    "timing",
    "starts_on",
    "usual_month",
    "usual_text",
    "rule",
    "certainty",
    "status",
    "status_note",
    "place_text",
    "regency",
    "organiser",
    "is_free",
    "price_idr",
    "venue",
    "last_published_at",
]
TOMBSTONE_DAYS = 60
KEPT_DAYS = 90
KM_PER_DEGREE = 111.195
DAY_ORDER = ["day", "is_continuing", "sort_at", "occurrence"]


class EventQuerySet(VisitorQuerySet):
    def for_rows(self):
        """Public events with all that a row shows, in one query; the venue's name in each event's language."""
        venues = PlacePage.objects.for_visitors().filter(
            translation_key=OuterRef("venue__translation_key"), locale=OuterRef("locale")
        )
        return (
            self.for_visitors()
            .annotate(venue_title=Subquery(venues.values("title")[:1]))
            .select_related("cover", "locale")
            .only(*PAGE_FIELDS, *PHOTO_FIELDS, *EVENT_FIELDS)
        )

    def announced(self):
        """Events whose date is announced each year, by their usual month."""
        return self.filter(timing=self.model.Timing.ANNOUNCED).order_by("usual_month", "title")

    def at(self, translation_key):
        """Events held at the place of this translation_key: a translated event keeps its venue in the source locale."""
        return self.filter(venue__translation_key=translation_key)


class OccurrenceQuerySet(models.QuerySet):
    def coming(self, now):
        """Dates not over at `now`, earliest first."""
        return self.filter(ends_at__gt=now).order_by("starts_at", "pk")

    def to_speak_of(self, now, limit):
        """A list of the dates a page names: those to come, else the last one."""
        return list(self.coming(now)[:limit]) or list(self.order_by("-starts_at")[:1])

    def of_query(self, query):
        """Dates that an EventQuery lets through, whatever the time it asks for."""
        return within_radius(self.filter(query_conditions(query)), query)

    def in_span(self, first, end):
        """Dates that touch the days from `first` until before `end`, which may be None."""
        dates = self.filter(last__gte=first)
        return dates.filter(first__lt=end) if end else dates

    def published_last(self, query):
        """The nearest date of each event that an EventQuery lets through, of the events that were published last."""
        if query.is_lost:
            # Nothing within a subquery has no type, which PostgreSQL minds.
            return self.none()
        order = ["-starts_at", "pk"] if query.is_past else ["starts_at", "pk"]
        dates = self.of_query(query).in_span(query.first, query.end).filter(event_key=OuterRef("uid"))
        records = apps.get_model("events.EventRecord").objects.filter(removed_at=None)
        records = records.annotate(nearest=Subquery(dates.order_by(*order).values("pk")[:1]))
        newest = records.exclude(nearest=None).order_by("-changed_at", "uid").values("nearest")
        return self.filter(pk__in=newest[: query.limit])


class OccurrenceDayQuerySet(models.QuerySet):
    """A span of days is read as a range of one index; `end` is the day after its last, or None.

    Each date stands in it once: on its first day, or on the first day of the span when it began before. One that is
    on one of several days stands on the first of them in the span.
    """

    def overlapping(self, first, end):
        days = self.filter(day__gte=first).filter(Q(is_continuing=False) | Q(day=first) | Q(after__lt=first))
        return days.filter(day__lt=end) if end else days

    def touching(self, first, end):
        """Every day that any date touches in the span: for a calendar."""
        return self.filter(day__gte=first, day__lt=end)

    def at_most_each_day(self, number):
        """The first dates of each day, with `on_day`: how many there are on it. One query, however many those are."""
        # Numbered in a query of its own, which an index answers alone: only the dates kept are joined and counted.
        place = Window(RowNumber(), partition_by="day", order_by=DAY_ORDER[1:])
        first = self.annotate(place=place).filter(place__lte=number).values("pk")
        same_day = self.model.objects.filter(day=OuterRef("day")).values("day").annotate(number=Count("pk"))
        return self.model.objects.filter(pk__in=first).annotate(on_day=Subquery(same_day.values("number")))

    def begun_before(self, end, first=None):
        """The first days of dates that began before `end`, latest first."""
        days = self.filter(day__lt=end, is_continuing=False)
        return (days.filter(day__gte=first) if first else days).order_by("-day", "-sort_at", "-occurrence")

    def earlier_than(self, cursor):
        """What follows a cursor in the order of `begun_before`."""
        day, _is_continuing, sort_at, occurrence = cursor
        same_day = Q(day=day, sort_at__lt=sort_at) | Q(day=day, sort_at=sort_at, occurrence__lt=occurrence)
        return self.filter(Q(day__lte=day) & (Q(day__lt=day) | same_day))

    def in_order(self):
        """What starts on a day before what goes on, that by its end: tonight's event is not buried."""
        return self.order_by(*DAY_ORDER)

    def after(self, cursor):
        """What follows a cursor ``(day, is_continuing, sort_at, occurrence)`` in order."""
        day, is_continuing, sort_at, occurrence = cursor
        same_day = Q(day=day)
        same_part = same_day & Q(is_continuing=is_continuing)
        later = (
            Q(day__gt=day)
            | same_part & Q(sort_at__gt=sort_at)
            | same_part & Q(sort_at=sort_at, occurrence__gt=occurrence)
        )
        if not is_continuing:
            later |= same_day & Q(is_continuing=True)
        return self.filter(Q(day__gte=day) & later)

    def of_query(self, query):
        """Days of the dates that an EventQuery lets through, whatever the time it asks for."""
        own = Q()
        if query.categories:
            own &= Q(category__in=query.categories)
        if query.regencies:
            own &= Q(regency__in=query.regencies)
        days = self.filter(own & query_conditions(query, "occurrence__", with_own=False))
        return within_radius(days, query, "occurrence__")

    def next_of_series(self, now):
        """Only the next date of each event: those with an earlier one to come, not called off, are left out."""
        earlier = (
            apps.get_model("events.Occurrence")
            .objects.filter(
                event_key=OuterRef("occurrence__event_key"),
                starts_at__lt=OuterRef("occurrence__starts_at"),
                ends_at__gt=now,
            )
            .exclude(status__in=["cancelled", "postponed"])
        )
        return self.exclude(Exists(earlier))


class CalendarEntryQuerySet(models.QuerySet):
    def of_query(self, query, now):
        """Entries of the events that an EventQuery lets through, in its language, and those removed lately."""
        occurrences = apps.get_model("events.Occurrence").objects.of_query(query)
        first = query.first if query.has_span else query.today - timedelta(days=KEPT_DAYS)
        occurrences = occurrences.in_span(first, query.end)
        gone = Q(removed_at__gte=now - timedelta(days=TOMBSTONE_DAYS))
        if query.categories:
            gone &= Q(category__in=query.categories)
        if query.regencies:
            gone &= Q(regency__in=query.regencies)
        standing = Q(removed_at=None, uid__in=occurrences.values("event_key"))
        return self.filter(standing | gone, language=query.language).order_by("uid")


def query_conditions(query, prefix="", with_own=True):
    """The conditions of an EventQuery on dates, but for time; `with_own` includes category and regency."""

    def on(**values):
        return Q(**{f"{prefix}{name}": value for name, value in values.items()})

    conditions = Q(pk__in=[]) if query.is_lost else Q()
    if with_own and query.categories:
        conditions &= on(category__in=query.categories)
    if with_own and query.regencies:
        conditions &= on(regency__in=query.regencies)
    if query.excluded_categories:
        conditions &= ~on(category__in=query.excluded_categories)
    if query.organisations:
        conditions &= on(organiser__slug__in=query.organisations)
    if query.excluded_organisations:
        conditions &= ~on(organiser__slug__in=query.excluded_organisations) | on(organiser=None)
    if query.districts:
        conditions &= on(district__name__in=query.districts)
    if query.places:
        slugs = PlacePage.objects.filter(slug__in=query.places).values("translation_key")
        conditions &= on(venue_key__in=slugs) | on(venue_key__in=query.place_keys)
    if query.is_free:
        conditions &= on(is_free=True)
    if query.status:
        conditions &= on(status__in=query.status)
    for west, south, east, north in filter(None, [query.bbox, query.near and box_around(query.near, query.radius_km)]):
        conditions &= on(longitude__range=(west, east), latitude__range=(south, north))
    return conditions


def within_radius(dates, query, prefix=""):
    """The dates held within the radius of an EventQuery; flat approximation, right to a few metres at 50 km."""
    if not query.near:
        return dates
    lon, lat = query.near
    north = F(f"{prefix}latitude") - lat
    east = (F(f"{prefix}longitude") - lon) * cos(radians(lat))
    return dates.alias(off=north * north + east * east).filter(off__lte=(query.radius_km / KM_PER_DEGREE) ** 2)
