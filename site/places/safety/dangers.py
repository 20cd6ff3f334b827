"""What may keep visitors away, by CAP's names (Common Alerting Protocol 1.2), and the standard words for it.

The words stand in the catalogues, so no language ever lacks them.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Safety(models.TextChoices):
    """What a visitor is told of a place."""

    OPEN = "open", _("Open")
    CAUTION = "caution", _("Take care")
    CLOSED = "closed", _("Closed")
    UNKNOWN = "unknown", _("Ask first")


# The more severe one wins; “not known” is no consolation.
SEVERITY = {Safety.OPEN: 0, Safety.UNKNOWN: 1, Safety.CAUTION: 2, Safety.CLOSED: 3}


class Level(models.TextChoices):
    """How bad it is."""

    CAUTION = "caution", _("Take care")
    CLOSED = "closed", _("Closed")
    AFTER_RAIN = "after-rain", _("Closed after rain")

    @property
    def state(self):
        """What a place is told to be: nobody here knows whether it has just rained."""
        return Safety.CLOSED if self == Level.CLOSED else Safety.CAUTION

    @property
    def meaning(self):
        return LEVEL_MEANING[self]


LEVEL_MEANING = {
    Level.CAUTION: _("People may come, but there is something not to do."),
    Level.CLOSED: _("Nobody should come."),
    Level.AFTER_RAIN: _("Open when it is dry; whoever comes asks first."),
}


class Danger(models.TextChoices):
    """CAP's event."""

    WAVE = "wave", _("High waves")
    CAVE_FLOOD = "cave-flood", _("Flood in caves")
    RAIN = "rain", _("Heavy rain")
    LANDSLIDE = "landslide", _("Landslide")
    FIRE = "fire", _("Fire")
    ASH = "ash", _("Volcanic ash")
    DROUGHT = "drought", _("Drought")
    WORKS = "works", _("Repair works")
    RITUAL = "ritual", pgettext_lazy("reason of a notice", "Ritual")
    CROWD = "crowd", _("Too crowded")

    @property
    def advice(self):
        """What a visitor should do, in the active language."""
        return ADVICE[self]

    @property
    def category(self):
        """CAP's category."""
        return CATEGORY[self]


ADVICE = {
    Danger.WAVE: _("Do not go down to the sand or into the water."),
    Danger.CAVE_FLOOD: _("Do not enter the cave."),
    Danger.RAIN: _("Do not set out while it rains or when it has just rained."),
    Danger.LANDSLIDE: _("Keep away from slopes and from the road below them."),
    Danger.FIRE: _("Keep away, and light no fire."),
    Danger.ASH: _("Stay away; cover your nose and mouth."),
    Danger.DROUGHT: _("Bring your own water."),
    Danger.WORKS: _("Follow the signs and what the workers say."),
    Danger.RITUAL: _("Ask the caretaker before you enter."),
    Danger.CROWD: _("Choose another place or another hour."),
}

CATEGORY = {
    Danger.WAVE: "Met",
    Danger.CAVE_FLOOD: "Met",
    Danger.RAIN: "Met",
    Danger.LANDSLIDE: "Geo",
    Danger.FIRE: "Fire",
    Danger.ASH: "Geo",
    Danger.DROUGHT: "Env",
    Danger.WORKS: "Infra",
    Danger.RITUAL: "Other",
    Danger.CROWD: "Safety",
}

# Planned by people; everything else is a forecast or a report.
CERTAIN = {Danger.WORKS, Danger.RITUAL}


class Scope(models.TextChoices):
    """What a notice is about."""

    PLACE = "place", _("One place")
    DISTRICT = "district", _("A district")
    KIND = "kind", _("All places of a kind")
    COAST = "coast", _("The whole south coast")


# The words of the most specific one are shown.
SPECIFICITY = {Scope.PLACE: 3, Scope.KIND: 2, Scope.DISTRICT: 1, Scope.COAST: 0}


class Source(models.TextChoices):
    """Who said so."""

    BMKG = "bmkg", "BMKG"
    BPBD = "bpbd", "BPBD"
    SAR = "sar", "SAR"
    MANAGER = "manager", _("The manager of the place")
