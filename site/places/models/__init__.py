"""Where things are: one table for everything that stands on the map."""

from places.models.districts import District
from places.models.facts import Facility
from places.models.place import OpeningHours, PlacePage, PlacePhoto
from places.models.record import PlaceRecord
from places.models.safety import Safety

__all__ = ["District", "Facility", "OpeningHours", "PlacePage", "PlacePhoto", "PlaceRecord", "Safety"]
