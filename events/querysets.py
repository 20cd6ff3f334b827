"""Selecting events. `today` is a date in Wonogiri and always passed in."""

from datetime import timedelta

from django.db.models import OuterRef, Q, Subquery

from content.querysets import PAGE_FIELDS, PHOTO_FIELDS, VisitorQuerySet
from places.models import PlacePage

# The columns that a row is made of.
EVENT_FIELDS = [
    "category",
    "timing",
    "starts_on",
    "ends_on",
    "last_on",
    "start_time",
    "end_time",
    "is_eve",
    "usual_month",
    "usual_text",
    "rule",
    "certainty",
    "status",
    "place_text",
    "regency",
    "is_free",
    "venue",
]


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

    def dated(self):
        return self.filter(timing=self.model.Timing.DATED, starts_on__isnull=False)

    def announced(self):
        """Events whose date is announced each year, by their usual month."""
        return self.filter(timing=self.model.Timing.ANNOUNCED).order_by("usual_month", "title")

    def between(self, first, last):
        """Events that touch a day from `first` to `last`, both included, earliest first."""
        return self.dated().filter(starts_on__lte=last, last_on__gte=first).order_by("starts_on", "start_time", "pk")

    def starting_after(self, day):
        """Events that begin after `day`, earliest first."""
        return self.dated().filter(starts_on__gt=day).order_by("starts_on", "start_time", "pk")

    def coming(self, today):
        """Events not over yesterday, earliest first; running ones included."""
        return self.dated().filter(last_on__gte=today).order_by("starts_on", "start_time", "pk")

    def expected(self, today):
        """Coming events, earliest first, then those whose date is announced each year."""
        return self.filter(
            Q(timing=self.model.Timing.DATED, last_on__gte=today) | Q(timing=self.model.Timing.ANNOUNCED)
        ).order_by("-timing", "starts_on", "start_time", "usual_month", "title")

    def at(self, translation_key):
        """Events held at the place of this translation_key: a translated event keeps its venue in the source locale."""
        return self.filter(venue__translation_key=translation_key)


def weekend_of(today):
    """Saturday and Sunday of this week; on a Sunday, that same weekend."""
    saturday = today + timedelta(days=5 - today.weekday())
    return saturday, saturday + timedelta(days=1)
