"""Selecting places: one table holds everything that stands on the map."""

from math import cos, radians

from django.db.models import Case, Count, FloatField, Q, Value, When
from django.db.models.functions import Cast, Floor

from content.querysets import PAGE_FIELDS, PHOTO_FIELDS, VisitorQuerySet
from places.geography.cells import STEP, UNITS
from places.geography.geometry import KM_PER_DEGREE, box_around
from places.kinds import PlaceKind, kinds_in

# What a place's published point is made of.
POINT_FIELDS = ["lat", "lon", "is_protected"]
# The columns that a card or a pin is made of: reading all of them would cost each list twice the time.
PLACE_FIELDS = [
    *POINT_FIELDS,
    "kind",
    "coordinate_confidence",
    "address",
    "regency",
    "district",
    "safety_state",
    "safety_headline",
    "safety_reason",
    "safety_valid_until",
    "safety_issuer",
    "last_published_at",
    "signal",
    "signal_note",
]


class PlaceQuerySet(VisitorQuerySet):
    def for_cards(self, *more):
        """Public places with all that a card shows, in one query; `more` names fields of a subclass shown too."""
        return (
            self.for_visitors()
            .select_related("cover", "district", "locale")
            .only(*PAGE_FIELDS, *PHOTO_FIELDS, *PLACE_FIELDS, *more)
        )

    def visitable(self):
        """Places to visit: not the information desks."""
        return self.exclude(kind=PlaceKind.INFORMATION)

    def of_groups(self, groups):
        return self.filter(kind__in=kinds_in(groups)) if groups else self

    def with_facilities(self, facilities):
        """Places where every one of `facilities` (members of Facility) is recorded."""
        return self.filter(**{facility.field: True for facility in facilities})

    def located(self):
        return self.filter(lat__isnull=False, lon__isnull=False)

    def counts_by_kind(self):
        """``{kind: number}`` of these places, in one query."""
        return dict(self.order_by().values_list("kind").annotate(Count("pk")))

    def in_box(self, west, south, east, north):
        """Places whose published point lies in a box of degrees."""
        widened = STEP / UNITS  # so that the index on the points still helps
        found = self.filter(
            lon__range=(west - widened, east + widened), lat__range=(south - widened, north + widened)
        ).alias(shown_lon=published("lon"), shown_lat=published("lat"))
        return found.filter(shown_lon__range=(west, east), shown_lat__range=(south, north))

    def nearest_first(self, point):
        """Ordered by distance of the published point from `point` (lon, lat degrees): right in order below 200 km."""
        return self.located().order_by(_degrees_from(point), "pk")

    def within_km(self, point, km):
        """Places whose published point lies within `km` of `point` (lon, lat degrees); flat approximation."""
        found = self.in_box(*box_around(point, km))
        return found.alias(off=_degrees_from(point)).filter(off__lte=(km / KM_PER_DEGREE) ** 2)

    def near(self, point, km=25, limit=3, is_about=False):
        """The `limit` of these places nearest to `point` (lon, lat degrees) within `km`, each with its `distance`.

        `is_about`: the point is the centre of a cell, so that no distance is exact.
        """
        found = self.in_box(*box_around(point, km)).exclude(coordinate_confidence=self.model.Confidence.ROUGH)
        found = list(found.nearest_first(point)[:limit])
        for place in found:
            place.distance = place.distance_from(point, is_about)
        return [place for place in found if place.distance.km <= km]

    def matching(self, text):
        """Places whose name, village or district contains `text`."""
        return self.filter(Q(title__icontains=text) | Q(address__icontains=text) | Q(district__name__icontains=text))


def published(name):
    """`lat` or `lon` as an expression of SQL, as `Location.point` tells it: of a protected place that of its cell's centre."""
    exact = Cast(name, FloatField())
    # Half a unit more, so that a number on the edge of a cell does not fall off it for want of a bit.
    number = Floor((exact * Value(float(UNITS)) + Value(0.5)) / Value(float(STEP)))
    centre = (number * Value(float(STEP)) + Value(STEP / 2)) / Value(float(UNITS))
    return Case(When(is_protected=True, then=centre), default=exact, output_field=FloatField())


def _degrees_from(point):
    """The square of the distance of a published point from `point`, in degrees of latitude; flat approximation."""
    lon, lat = point
    north = published("lat") - Value(lat)
    east = (published("lon") - Value(lon)) * Value(cos(radians(lat)))
    return north * north + east * east
