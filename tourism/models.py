"""Visiting: destinations, itineraries and the desks that answer."""

from itertools import zip_longest

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from content.blocks import BodyBlock
from content.models import BasePage
from places.geography.roads import minutes_by_road
from places.lists import PlaceListMixin
from places.models import PlacePage, Safety
from tourism.querysets import ItineraryQuerySet

ON_FOOT_KM = 1  # nearer places are walked between


class DestinationIndexPage(PlaceListMixin, BasePage):
    """The list and map of all places to visit."""

    page_description = _("The list and map of all destinations; one per site.")
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["tourism.DestinationPage"]
    max_count_per_parent = 1

    content_panels = [*BasePage.content_panels, *BasePage.care_panels]

    class Meta:
        verbose_name = _("list of destinations")


class DestinationPage(PlacePage):
    """One place to visit."""

    page_description = _("A place to visit: where it is, what to know before going, its story.")
    parent_page_types = ["tourism.DestinationIndexPage"]
    subpage_types = []

    is_cross_promotion = models.BooleanField(
        _("shown as a neighbour"), default=False, help_text=_("A place outside Wonogiri to which we send our visitors.")
    )

    content_panels = [*PlacePage.content_panels, "is_cross_promotion", *BasePage.care_panels]
    override_translatable_fields = [
        *PlacePage.override_translatable_fields,
        SynchronizedField("is_cross_promotion", overridable=False),
    ]

    class Meta:
        verbose_name = _("destination")
        verbose_name_plural = _("destinations")


class InformationIndexPage(BasePage):
    """The information desks of Wonogiri and its neighbours."""

    page_description = _("The list of information desks; one per site.")
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["tourism.InformationCentrePage", "portal.ArticlePage"]
    max_count_per_parent = 1

    content_panels = [*BasePage.content_panels, *BasePage.care_panels]

    class Meta:
        verbose_name = _("list of information desks")

    def get_context(self, request):
        context = super().get_context(request)
        context["centres"] = PlacePage.objects.child_of(self).for_cards().order_by("path")
        return context


class InformationCentrePage(PlacePage):
    """A desk where people answer visitors' questions."""

    page_description = _("An information desk: where it is, when it is open, what it helps with.")
    parent_page_types = ["tourism.InformationIndexPage"]
    subpage_types = []

    whatsapp = models.CharField(
        _("WhatsApp number"),
        max_length=30,
        blank=True,
        default="",
        help_text=_("Of the desk, not of a colleague; e.g. +62 812 3456 7890. Empty: none is shown."),
    )
    email = models.EmailField(_("e-mail"), blank=True, default="", help_text=_("Of the desk. Empty: none is shown."))

    content_panels = [*PlacePage.content_panels, FieldRowPanel(["whatsapp", "email"]), *BasePage.care_panels]
    override_translatable_fields = [
        *PlacePage.override_translatable_fields,
        SynchronizedField("whatsapp", overridable=False),
        SynchronizedField("email", overridable=False),
    ]

    class Meta:
        verbose_name = _("information centre")
        verbose_name_plural = _("information centres")


class ItineraryIndexPage(BasePage):
    """All itineraries."""

    page_description = _("The list of itineraries; one per site.")
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["tourism.ItineraryPage"]
    max_count_per_parent = 1

    content_panels = [*BasePage.content_panels, *BasePage.care_panels]

    class Meta:
        verbose_name = _("list of itineraries")

    def get_context(self, request):
        context = super().get_context(request)
        context["itineraries"] = ItineraryPage.objects.child_of(self).for_cards().order_by("length_days", "path")
        return context


class ItineraryPage(BasePage):
    """A journey by day, from place to place."""

    page_description = _("A journey of one or more days, with its stops in order.")
    parent_page_types = ["tourism.ItineraryIndexPage"]
    subpage_types = []

    length_days = models.PositiveSmallIntegerField(_("length in days"), null=True, help_text=_("E.g. 2."))
    start_place = models.CharField(
        _("starts at"), max_length=120, blank=True, help_text=_("E.g. “Yogyakarta” or “Museum Karst, Pracimantoro”.")
    )
    season = models.CharField(
        _("season"), max_length=160, blank=True, help_text=_("E.g. “Dry season; caves flood in the rains.”")
    )
    transport = models.CharField(
        _("transport"),
        max_length=160,
        blank=True,
        help_text=_("E.g. “Own car or motorbike”. Empty: ask the information centre."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel(["length_days", "start_place"]),
        FieldRowPanel(["season", "transport"]),
        "body",
        InlinePanel("days", label=_("Day"), heading=_("Days")),
        InlinePanel("stops", label=_("Stop"), heading=_("Stops")),
        *BasePage.care_panels,
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.SearchField("start_place")]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("length_days", overridable=False),
    ]
    objects = PageManager.from_queryset(ItineraryQuerySet)()

    class Meta:
        verbose_name = _("itinerary")
        verbose_name_plural = _("itineraries")

    icon_name = "route"

    @cached_property
    def programme(self):
        """``[(day, [stop, ...]), ...]`` in order; each stop has `number`, its localised `page`, `way_to_next`, `minutes_to_next`.

        `way_to_next` is the Distance in a straight line, the minutes by road an estimate (places.geography.roads); None at the end of a day,
        where a point is not known and, of the minutes, where one walks.
        """
        stops = list(self.stops.all())
        chosen = PlacePage.objects.filter(pk__in=[stop.place_id for stop in stops])
        keys = dict(chosen.values_list("pk", "translation_key"))
        found = PlacePage.objects.for_cards().filter(locale=self.locale_id, translation_key__in=keys.values())
        pages = {place.translation_key: place for place in found}
        for number, stop in enumerate(stops, 1):
            stop.number = number
            stop.page = pages.get(keys.get(stop.place_id))
        for stop, following in zip_longest(stops, stops[1:]):
            same_day = following and following.day == stop.day
            start, end = (s.page if same_day and s.page and s.page.point else None for s in (stop, following))
            way = end.distance_from(start.point, is_about=start.is_protected) if start and end else None
            stop.way_to_next = way
            stop.minutes_to_next = minutes_by_road(start.point, end.point) if way and way.km >= ON_FOOT_KM else None
        return [(day, [stop for stop in stops if stop.day == day.number]) for day in self.days.all()]

    @property
    def all_stops(self):
        return [stop for _day, stops in self.programme for stop in stops if stop.page]

    @property
    def closed_stops(self):
        return [stop for stop in self.all_stops if stop.page.safety == Safety.CLOSED]

    @property
    def weak_signal_areas(self):
        """Where along the way a telephone may find no network, each area once."""
        weak = {PlacePage.Signal.NONE, PlacePage.Signal.WEAK}
        return list(dict.fromkeys(stop.page.area_label for stop in self.all_stops if stop.page.signal in weak))


class ItineraryDay(TranslatableMixin, Orderable):
    """One day of an itinerary: its heading and a line about it."""

    itinerary = ParentalKey(ItineraryPage, on_delete=models.CASCADE, related_name="days")
    number = models.PositiveSmallIntegerField(_("day"), help_text=_("1 for the first day."))
    title = models.CharField(_("heading"), max_length=120, help_text=_("E.g. “Inside the rock”."))
    intro = models.CharField(
        _("in one line"), max_length=200, blank=True, help_text=_("E.g. “Pracimantoro and Giritontro”.")
    )

    panels = [FieldRowPanel(["number", "title"]), "intro"]
    override_translatable_fields = [SynchronizedField("number", overridable=False)]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("day")


class ItineraryStop(TranslatableMixin, Orderable):
    """One place of an itinerary and how the journey goes on from it."""

    itinerary = ParentalKey(ItineraryPage, on_delete=models.CASCADE, related_name="stops")
    day = models.PositiveSmallIntegerField(_("day"), help_text=_("1 for the first day."))
    place = models.ForeignKey(PlacePage, verbose_name=_("place"), on_delete=models.PROTECT, related_name="+")
    arrive = models.TimeField(_("from"), null=True, blank=True, help_text=_("E.g. 09:00."))
    leave = models.TimeField(_("until"), null=True, blank=True, help_text=_("E.g. 11:00."))
    text = models.TextField(_("what to do here"), max_length=600, help_text=_("One or two sentences."))
    leg = models.CharField(
        _("how it goes on"), max_length=200, blank=True, help_text=_("E.g. “On foot, inside the museum grounds”.")
    )

    panels = [FieldRowPanel(["day", FieldPanel("place")]), FieldRowPanel(["arrive", "leave"]), "text", "leg"]
    override_translatable_fields = [
        SynchronizedField("day", overridable=False),
        SynchronizedField("place", overridable=False),
        SynchronizedField("arrive", overridable=False),
        SynchronizedField("leave", overridable=False),
        TranslatableField("text"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("stop")

    def clean(self):
        super().clean()
        if self.arrive and self.leave and self.leave <= self.arrive:
            raise ValidationError({"leave": _("This is not after the time of arrival.")})
