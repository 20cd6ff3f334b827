"""The kinds of pages by which results are told apart."""

from django.utils.translation import gettext_lazy

from events.models import EventPage
from geopark.models import GeositePage
from places.models import PlacePage
from portal.models import ArticlePage
from tourism.models import ItineraryPage

KINDS = {
    "place": (gettext_lazy("Places"), PlacePage),
    "geosite": (gettext_lazy("Geosites"), GeositePage),
    "event": (gettext_lazy("Events"), EventPage),
    "itinerary": (gettext_lazy("Itineraries"), ItineraryPage),
    "article": (gettext_lazy("Articles"), ArticlePage),
}


def kind_of(model):
    """The key of KINDS of a page model, or “other”."""
    if issubclass(model, GeositePage):
        return "geosite"
    return next((kind for kind, (_label, base) in KINDS.items() if issubclass(model, base)), "other")
