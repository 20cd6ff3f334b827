"""Where things are: one table for everything that stands on the map."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from content.blocks import BodyBlock
from content.models import BasePage, Photo
from places.districts import Regency, area_at, district_areas, is_near_district, regency_areas
from places.kinds import PlaceKind
from places.querysets import PlaceQuerySet

# Java with its small islands, in degrees: a point outside it is a slip of the pen.
JAVA = {"lon": (104.8, 114.7), "lat": (-8.9, -5.7)}


class District(models.Model):
    """A kecamatan of the three geopark regencies."""

    code = models.CharField(_("code"), max_length=8, unique=True, help_text=_("Kemendagri code, e.g. 33.12.01."))
    name = models.CharField(_("name"), max_length=60)
    regency = models.CharField(_("regency"), max_length=20, choices=Regency.choices)

    class Meta:
        ordering = ["name"]
        verbose_name = _("district")
        verbose_name_plural = _("districts")

    def __str__(self):
        return self.name


class Facility(models.TextChoices):
    """What a visitor finds on the spot; each is the field ``has_<code>`` of a place."""

    PARKING = "parking", _("Parking")
    TOILET = "toilet", _("Toilet")
    PRAYER_ROOM = "prayer_room", _("Prayer room")
    FOOD = "food", _("Food stalls")
    LODGING = "lodging", _("Homestay or lodging")
    GUIDE = "guide", _("Guide")
    SHELTER = "shelter", _("Shelter")
    WATER = "water", _("Drinking water")

    @property
    def field(self):
        return f"has_{self.value}"


class Safety(models.TextChoices):
    OPEN = "open", _("Open")
    CAUTION = "caution", _("Take care")
    CLOSED = "closed", _("Closed")
    UNKNOWN = "unknown", _("Ask first")


class PlacePage(BasePage):
    """Something that stands on the map. Not created itself: destinations, geosites and information centres are."""

    class Confidence(models.TextChoices):
        EXACT = "exact", _("Exact")
        APPROXIMATE = "approximate", _("Approximate")

    class Signal(models.TextChoices):
        UNKNOWN = "", _("Not recorded yet")
        NONE = "none", _("None")
        WEAK = "weak", _("Weak or none")
        GOOD = "good", _("Good")

    class Wheelchair(models.TextChoices):
        UNKNOWN = "", _("Not recorded yet")
        YES = "yes", _("Reachable by wheelchair")
        PARTLY = "partly", _("Partly reachable by wheelchair")
        NO = "no", _("Not reachable by wheelchair")

    is_creatable = False

    kind = models.CharField(_("kind"), max_length=20, choices=PlaceKind.choices, db_index=True)
    aksara = models.CharField(
        _("name in Aksara Jawa"),
        max_length=120,
        blank=True,
        help_text=_("Only when somebody who reads it has checked it."),
    )
    lat = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=5, null=True, blank=True, help_text=_("Degrees, e.g. -8.21035.")
    )
    lon = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True, help_text=_("Degrees, e.g. 110.90207.")
    )
    coordinate_confidence = models.CharField(
        _("how sure the point is"), max_length=12, choices=Confidence.choices, default=Confidence.APPROXIMATE
    )
    coordinate_source = models.CharField(
        _("source of the point"),
        max_length=200,
        blank=True,
        help_text=_("Shown under the coordinates, e.g. “Measured on site, May 2026”."),
    )
    district = models.ForeignKey(
        District,
        verbose_name=_("district"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    stated_district = models.ForeignKey(
        District,
        verbose_name=_("district, if the point misses it"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_(
            "Leave empty: the district is found from the point. Only for an approximate point just across the border."
        ),
    )
    regency = models.CharField(
        _("regency"),
        max_length=20,
        choices=Regency.choices,
        blank=True,
        db_index=True,
        help_text=_("Found from the point on the map; choose it only for a place without a point."),
    )
    address = models.CharField(
        _("hamlet and village"),
        max_length=200,
        blank=True,
        help_text=_("E.g. “Dringo, Gunturharjo”. The district is found from the point on the map."),
    )
    access = models.TextField(
        _("getting there"),
        blank=True,
        help_text=_("Road, last stretch, bus; e.g. “Jalan aspal sampai tempat parkir, lalu 200 anak tangga.”"),
    )
    opening_note = models.CharField(
        _("remark on hours"), max_length=200, blank=True, help_text=_("E.g. “Closed on the day of the rite.”")
    )
    is_free = models.BooleanField(_("entrance is free"), null=True, blank=True)
    price_idr = models.PositiveIntegerField(
        _("entrance for an adult, in rupiah"),
        null=True,
        blank=True,
        help_text=_("E.g. 10000. Leave empty when unknown."),
    )
    price_note = models.CharField(
        _("remark on prices"), max_length=200, blank=True, help_text=_("E.g. “Parking is paid separately.”")
    )
    has_parking = models.BooleanField(_("Parking"), default=False)
    has_toilet = models.BooleanField(_("Toilet"), default=False)
    has_prayer_room = models.BooleanField(_("Prayer room"), default=False)
    has_food = models.BooleanField(_("Food stalls"), default=False)
    has_lodging = models.BooleanField(_("Homestay or lodging"), default=False)
    has_guide = models.BooleanField(_("Guide"), default=False)
    has_shelter = models.BooleanField(_("Shelter"), default=False)
    has_water = models.BooleanField(_("Drinking water"), default=False)
    wheelchair = models.CharField(_("wheelchair"), max_length=8, choices=Wheelchair.choices, blank=True)
    accessibility = models.CharField(
        _("accessibility"),
        max_length=250,
        blank=True,
        help_text=_("Steps, slopes, surface; e.g. “300 steps, handrail on one side.”"),
    )
    signal = models.CharField(_("mobile signal"), max_length=6, choices=Signal.choices, blank=True)
    signal_note = models.CharField(
        _("remark on the signal"),
        max_length=200,
        blank=True,
        help_text=_("Which network, seen when; e.g. “Telkomsel, May 2026”."),
    )
    hazards = models.CharField(
        _("hazards"), max_length=250, blank=True, help_text=_("E.g. “High surf, slippery rocks”.")
    )
    contact_phone = models.CharField(
        _("telephone"),
        max_length=30,
        blank=True,
        help_text=_("Of the place itself, with its owner's consent; e.g. +62 273 321 000."),
    )
    contact_url = models.URLField(_("website"), blank=True)
    manager = models.ForeignKey(
        "accounts.Organisation",
        verbose_name=_("managed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    safety_state = models.CharField(
        _("state"),
        max_length=8,
        choices=Safety.choices,
        default=Safety.UNKNOWN,
        help_text=_("Seen on the page, on cards, on the map and at every event here."),
    )
    safety_reason = models.CharField(
        _("what a visitor should do"),
        max_length=300,
        blank=True,
        help_text=_("E.g. “Do not swim: the surf is strong.”"),
    )
    safety_valid_until = models.DateTimeField(
        _("valid until"),
        null=True,
        blank=True,
        help_text=_("After this the page says “Ask first”, never “open”. Time in Wonogiri (WIB)."),
    )
    safety_issuer = models.CharField(
        _("according to"),
        max_length=150,
        blank=True,
        help_text=_("Who said so and when, e.g. “SAR Parangtritis, 3 June 2027”."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel(["kind", "aksara"]),
        MultiFieldPanel(
            ["safety_state", "safety_reason", FieldRowPanel(["safety_valid_until", "safety_issuer"])],
            _("State of safety"),
        ),
        MultiFieldPanel(
            [
                HelpPanel(template="places/admin/map_picker.html"),
                FieldRowPanel(["lat", "lon"]),
                FieldRowPanel(["coordinate_confidence", "coordinate_source"]),
                "address",
                FieldRowPanel(["stated_district", "regency"]),
                "access",
            ],
            _("Where"),
        ),
        MultiFieldPanel(
            [
                InlinePanel("opening_hours", label=_("Opening hours")),
                "opening_note",
                FieldRowPanel(["is_free", "price_idr"]),
                "price_note",
                MultiFieldPanel(
                    [
                        FieldRowPanel(["has_parking", "has_toilet", "has_prayer_room", "has_food"]),
                        FieldRowPanel(["has_lodging", "has_guide", "has_shelter", "has_water"]),
                    ],
                    _("Facilities"),
                ),
                FieldRowPanel(["wheelchair", "accessibility"]),
                FieldRowPanel(["signal", "signal_note"]),
                "hazards",
                FieldRowPanel(["contact_phone", "contact_url"]),
                "manager",
            ],
            _("Facts"),
        ),
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
            for name in [
                "aksara",
                "lat",
                "lon",
                "district",
                "stated_district",
                "regency",
                "kind",
                "coordinate_confidence",
                "is_free",
                "price_idr",
                "wheelchair",
                "signal",
                "contact_phone",
                "contact_url",
                "manager",
                "safety_state",
                "safety_valid_until",
            ]
        ),
        *(SynchronizedField(facility.field, overridable=False) for facility in Facility),
    ]

    objects = PageManager.from_queryset(PlaceQuerySet)()

    class Meta:
        verbose_name = _("place")
        indexes = [models.Index(fields=["lat", "lon"], name="place_lat_lon")]

    def save(self, *args, **kwargs):
        self.locate()
        super().save(*args, **kwargs)

    def with_content_json(self, content):
        page = super().with_content_json(content)
        page.locate()
        return page

    def locate(self):
        """Set district and regency from the point; without one, the regency that the editor chose stays.

        An approximate point may lie across a border from the place: then the stated district counts, when it is near.
        """
        if not self.point:
            self.district = self.stated_district
            return
        stated = self.stated_district if self.is_approximate else None
        if stated and is_near_district(*self.point, stated.code):
            self.district, self.regency = stated, stated.regency
            return
        district = area_at(*self.point, district_areas())
        regency = district or area_at(*self.point, regency_areas())
        self.district = District.objects.filter(code=district.code).first() if district else None
        self.regency = regency.regency if regency else ""

    def publishing_problems(self):
        yield from super().publishing_problems()
        if (self.lat is None) != (self.lon is None):
            yield (
                "lat" if self.lat is None else "lon",
                _("A point needs both latitude and longitude. Give both or neither."),
            )
        elif self.point:
            lon, lat = self.point
            inside = JAVA["lon"][0] <= lon <= JAVA["lon"][1] and JAVA["lat"][0] <= lat <= JAVA["lat"][1]
            swapped = JAVA["lon"][0] <= lat <= JAVA["lon"][1] and JAVA["lat"][0] <= lon <= JAVA["lat"][1]
            if swapped:
                yield "lat", _("Latitude and longitude are swapped: latitude is the negative number, e.g. -8.21035.")
            elif not inside:
                yield (
                    "lat",
                    _(
                        "This point is not on Java. Check both numbers, e.g. -8.21035 and 110.90207, or click on the map."
                    ),
                )

    def get_context(self, request):
        if not getattr(request, "is_preview", False):
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
        return [item.photo for item in self.gallery.select_related("photo")]

    @property
    def point(self):
        """``(lon, lat)`` in degrees, or None."""
        return None if self.lat is None or self.lon is None else (float(self.lon), float(self.lat))

    @property
    def is_approximate(self):
        return self.coordinate_confidence != self.Confidence.EXACT

    @property
    def icon_name(self):
        return PlaceKind(self.kind).icon

    @property
    def kind_label(self):
        return PlaceKind(self.kind).label

    @property
    def district_and_regency(self):
        return " ".join(str(part) for part in (self.district, self.get_regency_display()) if part)

    @property
    def area_label(self):
        """The district here in Wonogiri, district and regency elsewhere in the geopark, else the regency."""
        regency = self.get_regency_display()
        if not self.district:
            return regency
        return self.district.name if self.regency == Regency.WONOGIRI else f"{self.district.name}, {regency}"

    @property
    def safety(self):
        """The state a visitor is shown now: an expired one is unknown, never open."""
        expired = self.safety_valid_until and self.safety_valid_until <= timezone.now()
        return Safety.UNKNOWN if expired else Safety(self.safety_state)

    @property
    def facility_labels(self):
        return [facility.label for facility in Facility if getattr(self, facility.field)]

    @property
    def mobile_signal(self):
        return self.Signal(self.signal)


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
