from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, InlinePanel, MultiFieldPanel

from facts.kinds import FactKind
from facts.models import facts_about
from facts.panels import FactsPanel


class Facility(models.TextChoices):
    """What a visitor finds on the spot; each is the field ``has_<code>`` of a place: True, False, or None when not known."""

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

    @property
    def fact_kind(self):
        """The kind of fact that tells of it."""
        return FACILITY_FACTS[self]


FACILITY_FACTS = {
    Facility.PARKING: FactKind.PARKING,
    Facility.TOILET: FactKind.TOILET,
    Facility.PRAYER_ROOM: FactKind.PRAYER_ROOM,
    Facility.FOOD: FactKind.FOOD_STALL,
    Facility.LODGING: FactKind.LODGING_NEARBY,
    Facility.GUIDE: FactKind.GUIDE,
    Facility.SHELTER: FactKind.SHELTER,
    Facility.WATER: FactKind.DRINKING_WATER,
}


class VisitorFacts(models.Model):
    """What somebody asks before going: hours, prices, facilities, signal, whom to call.

    Prices, facilities, wheelchair and swimming follow from the facts of the place (facts.models): they are kept here so
    that lists can ask for them, and `take_facts` sets them whenever a page or one of its facts is saved.
    """

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

    class Swimming(models.TextChoices):
        UNKNOWN = "", _("Not recorded yet")
        YES = "yes", _("People swim or bathe here")
        NO = "no", _("Do not swim")

    opening_note = models.CharField(
        _("remark on hours"), max_length=200, blank=True, help_text=_("E.g. “Closed on the day of the rite.”")
    )
    is_free = models.BooleanField(_("entrance is free"), null=True, editable=False)
    price_idr = models.PositiveIntegerField(_("entrance for an adult, in rupiah"), null=True, editable=False)
    price_note = models.CharField(
        _("remark on prices"), max_length=200, blank=True, help_text=_("E.g. “Parking is paid separately.”")
    )
    has_parking = models.BooleanField(_("Parking"), null=True, editable=False)
    has_toilet = models.BooleanField(_("Toilet"), null=True, editable=False)
    has_prayer_room = models.BooleanField(_("Prayer room"), null=True, editable=False)
    has_food = models.BooleanField(_("Food stalls"), null=True, editable=False)
    has_lodging = models.BooleanField(_("Homestay or lodging"), null=True, editable=False)
    has_guide = models.BooleanField(_("Guide"), null=True, editable=False)
    has_shelter = models.BooleanField(_("Shelter"), null=True, editable=False)
    has_water = models.BooleanField(_("Drinking water"), null=True, editable=False)
    wheelchair = models.CharField(_("wheelchair"), max_length=8, choices=Wheelchair.choices, blank=True, editable=False)
    swimming = models.CharField(
        _("swimming"), max_length=3, choices=Swimming.choices, blank=True, default="", editable=False
    )
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
            FactsPanel(),
            InlinePanel("opening_hours", label=_("Opening hours")),
            "opening_note",
            "price_note",
            "accessibility",
            FieldRowPanel(["signal", "signal_note"]),
            "hazards",
            FieldRowPanel(["contact_phone", "contact_url"]),
            "manager",
        ],
        _("Facts"),
    )
    # The same in every language.
    visitor_facts = ("signal", "contact_phone", "contact_url", "manager")

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.take_facts()
        super().save(*args, **kwargs)

    def with_content_json(self, content):
        page = super().with_content_json(content)
        page.take_facts()
        return page

    def take_facts(self):
        """Set what follows from the facts of the place."""
        for name, value in columns_from(facts_about(self.translation_key)).items():
            setattr(self, name, value)

    @property
    def facility_labels(self):
        return [facility.label for facility in Facility if getattr(self, facility.field)]

    @property
    def mobile_signal(self):
        return self.Signal(self.signal)


def columns_from(facts):
    """``{field: value}`` of the columns that follow from the Facts of a place, what counts most first."""
    readings = {}
    for fact in facts:
        if fact.reading:
            readings.setdefault(fact.kind, fact.reading)
    fee = readings.get(FactKind.ENTRY_FEE, {})
    prices = fee.get("prices", [])
    allowed = readings.get(FactKind.SWIMMING, {}).get("allowed")
    return {
        "is_free": True if "free" in fee else False if prices else None,
        "price_idr": adult_price(prices),
        "wheelchair": readings.get(FactKind.WHEELCHAIR, {}).get("reach", ""),
        "swimming": {True: VisitorFacts.Swimming.YES, False: VisitorFacts.Swimming.NO}.get(allowed, ""),
        **{facility.field: readings.get(facility.fact_kind, {}).get("exists") for facility in Facility},
    }


def adult_price(prices):
    """What an adult pays on an ordinary day, or None where the prices do not say it."""
    for price in prices:
        if price["who"] in {"", "adult", "domestic"} and price["days"] in {"", "every", "weekday", "monday_saturday"}:
            return price["amount"]
    return None
