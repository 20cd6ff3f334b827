from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from content.blocks import BodyBlock
from content.models import BasePage, Photo
from places.kinds import PlaceKind
from places.models.facts import VisitorFacts
from places.models.location import Location
from places.models.safety import SafetyState
from places.querysets import PlaceQuerySet


class PlacePage(Location, VisitorFacts, SafetyState, BasePage):
    """Something that stands on the map. Not created itself: destinations, geosites and information centres are."""

    is_creatable = False

    kind = models.CharField(_("kind"), max_length=20, choices=PlaceKind.choices, db_index=True)
    aksara = models.CharField(
        _("name in Aksara Jawa"),
        max_length=120,
        blank=True,
        help_text=_("Only when somebody who reads it has checked it."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel(["kind", "aksara"]),
        SafetyState.safety_panel,
        Location.location_panel,
        VisitorFacts.facts_panel,
        "body",
        InlinePanel("gallery", label=_("Gallery"), heading=_("Gallery")),
    ]
    promote_panels = BasePage.promote_panels
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("address"),
        index.SearchField("district_and_regency"),
        index.SearchField("body"),
        index.FilterField("kind"),
        index.FilterField("regency"),
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "kind",
                "aksara",
                *Location.location_facts,
                *VisitorFacts.visitor_facts,
                *SafetyState.safety_facts,
            )
        ),
    ]

    objects = PageManager.from_queryset(PlaceQuerySet)()

    class Meta:
        verbose_name = _("place")
        indexes = [models.Index(fields=["lat", "lon"], name="place_lat_lon")]

    def get_context(self, request):
        if getattr(request, "is_preview", False):
            # An older or newer draft shows no more than visitors see: a preview is passed around.
            self.is_protected = self.is_protected or PlacePage.objects.filter(pk=self.pk, is_protected=True).exists()
        else:
            self.load_related()
        return super().get_context(request)

    def load_related(self):
        """Fetch in one query what the page of a place shows of other tables, and learn which rows it has at all."""
        names = ("cover", "district", "locale", "manager")
        related = (
            PlacePage.objects.filter(pk=self.pk)
            .select_related(*names)
            .only(*names)
            .annotate(
                has_hours=models.Exists(OpeningHours.objects.filter(place=models.OuterRef("pk"))),
                has_gallery=models.Exists(PlacePhoto.objects.filter(place=models.OuterRef("pk"))),
            )
            .first()
        )
        if related is None:
            return
        for name in names:
            setattr(self, name, getattr(related, name))
        if not related.has_hours:
            self.opening_rows = []
        if not related.has_gallery:
            self.gallery_photos = []

    @cached_property
    def opening_rows(self):
        """The OpeningHours in the order of the week."""
        return sorted(self.opening_hours.all(), key=lambda row: (row.weekday, row.opens))

    @cached_property
    def gallery_photos(self):
        """The public photos of the gallery, in the editors' order."""
        return [item.photo for item in self.gallery.select_related("photo") if item.photo.picture_sources]

    @property
    def icon_name(self):
        return PlaceKind(self.kind).icon if self.kind else super().icon_name

    @property
    def kind_label(self):
        return PlaceKind(self.kind).label if self.kind else super().kind_label


class OpeningHours(Orderable):
    """When a place opens on one day of the week; several rows make several spells."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    place = ParentalKey(PlacePage, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday.choices)
    opens = models.TimeField(_("opens"), help_text=_("E.g. 08:00."))
    closes = models.TimeField(_("closes"), help_text=_("E.g. 16:00. After midnight: the next day's row."))

    panels = [FieldRowPanel(["weekday", "opens", "closes"])]

    class Meta(Orderable.Meta):
        verbose_name = _("opening hours")

    def clean(self):
        if self.opens and self.closes and self.closes <= self.opens:
            raise ValidationError({"closes": _("This place closes before it opens. Check both times.")})

    def holds(self, moment):
        """Whether the place is open at `moment` (aware datetime) by this row."""
        local = timezone.localtime(moment)
        return local.weekday() == self.weekday and self.opens <= local.time() < self.closes


class PlacePhoto(Orderable):
    """A photo in the gallery of a place."""

    place = ParentalKey(PlacePage, on_delete=models.CASCADE, related_name="gallery")
    photo = models.ForeignKey(Photo, verbose_name=_("photo"), on_delete=models.PROTECT, related_name="+")

    panels = [FieldPanel("photo")]
