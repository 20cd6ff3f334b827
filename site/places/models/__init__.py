"""Where things are: one table for everything that stands on the map."""

from places.models.districts import District
from places.models.facts import Facility
from places.models.notice import Notice
from places.models.place import OpeningHours, PlacePage, PlacePhoto
from places.models.record import PlaceRecord
from places.safety.dangers import Safety

__all__ = ["District", "Facility", "Notice", "OpeningHours", "PlacePage", "PlacePhoto", "PlaceRecord", "Safety"]
