"""The sections of the front page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks import FigureBlock


class PlacesByKindBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("heading"), max_length=80, help_text=_("E.g. “Where to?”"))

    class Meta:
        icon = "list-ul"
        label = _("Places by kind")
        description = _("Every kind of place with the number of places; kept up to date by itself.")
        preview_value = {"heading": "Mau ke mana?"}
        template = "blocks/places_by_kind.html"


class CardsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("heading"), max_length=80, help_text=_("E.g. “Start here”."))
    pages = blocks.ListBlock(
        blocks.PageChooserBlock(label=_("page")),
        label=_("pages"),
        min_num=1,
        max_num=3,
        help_text=_("The first is shown large."),
    )
    more = blocks.PageChooserBlock(label=_("link to all"), required=False)
    more_text = blocks.CharBlock(label=_("its text"), max_length=40, required=False)

    class Meta:
        icon = "grip"
        label = _("Three cards")
        description = _("One large card and two small ones.")
        template = "blocks/cards.html"


class GeoparkBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("heading"), max_length=100)
    text = blocks.TextBlock(label=_("text"), max_length=600)
    figures = blocks.ListBlock(FigureBlock(), label=_("figures"), max_num=3)
    page = blocks.PageChooserBlock(label=_("link"), page_type="geopark.GeoparkIndexPage", required=False)

    class Meta:
        icon = "site"
        label = _("The geopark at a glance")
        description = _("Dark band with the three regencies, their sites and three figures.")
        template = "blocks/geopark.html"


class ComingEventsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("heading"), max_length=80, help_text=_("E.g. “Coming up”."))

    class Meta:
        icon = "calendar-alt"
        label = _("Coming events")
        description = _("The next events; kept up to date by itself.")
        preview_value = {"heading": "Segera"}
        template = "blocks/coming_events.html"


class JourneyBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("heading"), max_length=80)
    text = blocks.TextBlock(label=_("text"), max_length=400)
    page = blocks.PageChooserBlock(label=_("itinerary"), page_type="tourism.ItineraryPage")

    class Meta:
        icon = "route"
        label = _("An itinerary")
        description = _("One itinerary with its picture.")
        template = "blocks/journey.html"


class NeighbourBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("name"), max_length=60)
    text = blocks.CharBlock(label=_("text"), max_length=160)
    page = blocks.PageChooserBlock(label=_("page"), required=False)

    class Meta:
        icon = "arrow-right"
        label = _("Neighbour")


class NeighboursBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("heading"), max_length=80)
    items = blocks.ListBlock(NeighbourBlock(), label=_("neighbours"), min_num=1, max_num=4)

    class Meta:
        icon = "arrow-right"
        label = _("Neighbours")
        description = _("The regions next to us, a sentence each.")
        template = "blocks/neighbours.html"


class HomeBlock(blocks.StreamBlock):
    """What the front page shows, in order."""

    places_by_kind = PlacesByKindBlock()
    cards = CardsBlock()
    geopark = GeoparkBlock()
    coming_events = ComingEventsBlock()
    journey = JourneyBlock()
    neighbours = NeighboursBlock()
