"""What kinds of place there are, the icon of each, and the groups that visitors choose from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlaceGroup(models.TextChoices):
    """How a visitor thinks of places: the choices of lists and of the home page."""

    BEACH = "beach", _("Beaches")
    KARST = "karst", _("Caves and karst")
    WATER = "water", _("Lakes and waterfalls")
    HILL = "hill", _("Peaks and hills")
    FOREST = "forest", _("Forests and parks")
    MUSEUM = "museum", _("Museums")
    CRAFT = "craft", _("Wayang and batik")
    HERITAGE = "heritage", _("Pilgrimage and history")
    VILLAGE = "village", _("Tourism villages")
    FOOD = "food", _("Food")
    CITY = "city", _("Town")

    @property
    def icon(self):
        return GROUP_ICONS[self]


GROUP_ICONS = {
    PlaceGroup.BEACH: "pin-beach",
    PlaceGroup.KARST: "pin-cave",
    PlaceGroup.WATER: "pin-water",
    PlaceGroup.HILL: "pin-viewpoint",
    PlaceGroup.FOREST: "pin-forest",
    PlaceGroup.MUSEUM: "pin-museum",
    PlaceGroup.CRAFT: "pin-wayang",
    PlaceGroup.HERITAGE: "pin-monument",
    PlaceGroup.VILLAGE: "pin-village",
    PlaceGroup.FOOD: "pin-noodle",
    PlaceGroup.CITY: "map-pin",
}


class PlaceKind(models.TextChoices):
    """What a place is, as printed above its name."""

    BEACH = "beach", _("Beach")
    DUNES = "dunes", _("Sand dunes")
    CAVE = "cave", _("Cave")
    DRY_VALLEY = "dry_valley", _("Dry valley")
    VOLCANO = "volcano", _("Ancient volcano")
    KARST = "karst", _("Karst")
    RESERVOIR = "reservoir", _("Reservoir")
    LAKE = "lake", _("Lake")
    RIVER = "river", _("River")
    SPRING = "spring", _("Spring")
    WATERFALL = "waterfall", _("Waterfall")
    HILL = "hill", _("Hill")
    VIEWPOINT = "viewpoint", _("Viewpoint")
    PARAGLIDING = "paragliding", _("Paragliding")
    FOREST = "forest", _("Forest")
    PARK = "park", _("Park")
    MUSEUM = "museum", _("Museum")
    WAYANG = "wayang", _("Wayang village")
    BATIK = "batik", _("Batik centre")
    MONUMENT = "monument", _("Monument")
    PILGRIMAGE = "pilgrimage", _("Place of pilgrimage")
    MOSQUE = "mosque", _("Mosque")
    TEMPLE = "temple", _("Temple")
    PALACE = "palace", _("Palace")
    ARCHAEOLOGY = "archaeology", _("Archaeological site")
    VILLAGE = "village", _("Tourism village")
    FOOD = "food", _("Food and souvenirs")
    SQUARE = "square", _("Town square")
    STREET = "street", _("Street")
    INFORMATION = "information", _("Information centre")

    @property
    def icon(self):
        return KINDS[self][0]

    @property
    def group(self):
        return KINDS[self][1]


KINDS = {
    PlaceKind.BEACH: ("pin-beach", PlaceGroup.BEACH),
    PlaceKind.DUNES: ("pin-beach", PlaceGroup.BEACH),
    PlaceKind.CAVE: ("pin-cave", PlaceGroup.KARST),
    PlaceKind.DRY_VALLEY: ("pin-dry-valley", PlaceGroup.KARST),
    PlaceKind.VOLCANO: ("pin-karst", PlaceGroup.KARST),
    PlaceKind.KARST: ("pin-karst", PlaceGroup.KARST),
    PlaceKind.RESERVOIR: ("pin-water", PlaceGroup.WATER),
    PlaceKind.LAKE: ("pin-water", PlaceGroup.WATER),
    PlaceKind.RIVER: ("pin-water", PlaceGroup.WATER),
    PlaceKind.SPRING: ("pin-water", PlaceGroup.WATER),
    PlaceKind.WATERFALL: ("pin-waterfall", PlaceGroup.WATER),
    PlaceKind.HILL: ("pin-viewpoint", PlaceGroup.HILL),
    PlaceKind.VIEWPOINT: ("pin-viewpoint", PlaceGroup.HILL),
    PlaceKind.PARAGLIDING: ("pin-gliding", PlaceGroup.HILL),
    PlaceKind.FOREST: ("pin-forest", PlaceGroup.FOREST),
    PlaceKind.PARK: ("pin-forest", PlaceGroup.FOREST),
    PlaceKind.MUSEUM: ("pin-museum", PlaceGroup.MUSEUM),
    PlaceKind.WAYANG: ("pin-wayang", PlaceGroup.CRAFT),
    PlaceKind.BATIK: ("pin-batik", PlaceGroup.CRAFT),
    PlaceKind.MONUMENT: ("pin-monument", PlaceGroup.HERITAGE),
    PlaceKind.PILGRIMAGE: ("pin-ritual", PlaceGroup.HERITAGE),
    PlaceKind.MOSQUE: ("pin-mosque", PlaceGroup.HERITAGE),
    PlaceKind.TEMPLE: ("pin-castle", PlaceGroup.HERITAGE),
    PlaceKind.PALACE: ("pin-castle", PlaceGroup.HERITAGE),
    PlaceKind.ARCHAEOLOGY: ("pin-monument", PlaceGroup.HERITAGE),
    PlaceKind.VILLAGE: ("pin-village", PlaceGroup.VILLAGE),
    PlaceKind.FOOD: ("pin-noodle", PlaceGroup.FOOD),
    PlaceKind.SQUARE: ("pin-noodle", PlaceGroup.FOOD),
    PlaceKind.STREET: ("map-pin", PlaceGroup.CITY),
    PlaceKind.INFORMATION: ("pin-information", None),
}


def kinds_in(groups):
    """The kinds that belong to any of the named groups."""
    return [kind for kind, (_icon, group) in KINDS.items() if group in groups]
