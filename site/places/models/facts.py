from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, InlinePanel, MultiFieldPanel


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


class VisitorFacts(models.Model):
    """What somebody asks before going: hours, prices, facilities, signal, whom to call."""

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
    facts_panel = MultiFieldPanel(
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
    )
    # The same in every language.
    visitor_facts = (
        "is_free",
        "price_idr",
        "wheelchair",
        "signal",
        "contact_phone",
        "contact_url",
        "manager",
        *(facility.field for facility in Facility),
    )

    class Meta:
        abstract = True

    @property
    def facility_labels(self):
        return [facility.label for facility in Facility if getattr(self, facility.field)]

    @property
    def mobile_signal(self):
        return self.Signal(self.signal)
