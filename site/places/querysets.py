"""Selecting places: one table holds everything that stands on the map."""

from math import cos, radians

from django.db.models import Count, FloatField, Q, Value
from django.db.models.functions import Cast

from content.querysets import PAGE_FIELDS, PHOTO_FIELDS, VisitorQuerySet
from places.geography.geometry import box_around, haversine_km
from places.kinds import PlaceKind, kinds_in

# The columns that a card or a pin is made of: reading all of them would cost each list twice the time.
PLACE_FIELDS = [
    "kind",
    "lat",
    "lon",
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

    def nearest_first(self, point):
        """Ordered by distance from `point` (lon, lat degrees): flat approximation, right in order below 200 km."""
        lon, lat = point
        north = Cast("lat", FloatField()) - Value(lat)
        east = (Cast("lon", FloatField()) - Value(lon)) * Value(cos(radians(lat)))
        return self.located().order_by(north * north + east * east, "pk")

    def near(self, point, km=25, limit=3):
        """The `limit` of these places nearest to `point` (lon, lat degrees) within `km`, each with `distance_km`."""
        lon_min, lat_min, lon_max, lat_max = box_around(point, km)
        in_box = self.filter(lon__range=(lon_min, lon_max), lat__range=(lat_min, lat_max))
        in_box = in_box.exclude(coordinate_confidence=self.model.Confidence.ROUGH)
        found = list(in_box.nearest_first(point)[:limit])
        for place in found:
            place.distance_km = haversine_km(point, place.point)
        return [place for place in found if place.distance_km <= km]

    def matching(self, text):
        """Places whose name, village or district contains `text`."""
        return self.filter(Q(title__icontains=text) | Q(address__icontains=text) | Q(district__name__icontains=text))
