"""What is told of a place or an event in one dated fact, and how long such a thing stays true."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FactKind(models.TextChoices):
    """What a fact says; the value is the `field` of a spreadsheet of facts."""

    # Of places
    ACCESS_VEHICLE = "access_vehicle", _("Getting there")
    FROM_WONOGIRI = "minutes_wonogiri", _("By road from Wonogiri")
    FROM_PRACIMANTORO = "minutes_pracimantoro", _("By road from Pracimantoro")
    FROM_WONOSARI = "minutes_wonosari", _("By road from Wonosari")
    FROM_PACITAN = "minutes_pacitan", _("By road from Pacitan")
    ROAD_CONDITION = "road_condition", _("Road")
    PUBLIC_TRANSPORT = "public_transport", _("Public transport")
    WALK_MINUTES = "walk_minutes", _("On foot")
    STAIRS = "stairs", _("Stairs")
    HAZARD = "hazard", _("Hazards")
    SWIMMING = "swimming", _("Swimming")
    CLOSED_WHEN = "closed_when", _("Closed when")
    HOURS = "hours", _("Opening hours")
    ENTRY_FEE = "entry_fee", _("Entrance")
    PARKING_FEE = "parking_fee", _("Parking fee")
    GUIDE = "guide", _("Guide")
    BEST_TIME = "best_time", _("Best time")
    PARKING = "parking", _("Parking")
    TOILET = "toilet", _("Toilet")
    PRAYER_ROOM = "prayer_room", _("Prayer room")
    FOOD_STALL = "food_stall", _("Food stalls")
    SHELTER = "shelter", _("Shelter")
    DRINKING_WATER = "drinking_water", _("Drinking water")
    LODGING_NEARBY = "lodging_nearby", _("Homestay or lodging")
    FUEL_NEARBY = "fuel_nearby", _("Fuel")
    MOBILE_SIGNAL = "mobile_signal", _("Signal")
    WHEELCHAIR = "wheelchair", _("Wheelchair")
    MANAGER = "manager", _("Managed by")
    VISIT = "visit", _("To do and see")
    HIGHLIGHT = "highlight", _("Worth knowing")
    HISTORY = "history", _("History")
    GEOLOGY = "geology", _("Geology")
    # Of both, where people pray
    DRESS = "dress", _("Dress")
    PHOTOGRAPHY = "photography", _("Photographs")
    OFFERINGS = "offerings", _("Offerings")
    WHOM_TO_ASK = "whom_to_ask", _("Whom to ask")
    ETIQUETTE = "etiquette", _("As a guest")
    # Of events
    PAST_DATE = "past_date", _("Was held on")
    TIME_OF_DAY = "time_of_day", _("Time of day")
    PLACE = "place", _("Venue")
    WHAT_HAPPENS = "what_happens", _("What happens")
    HOW_TO_WATCH = "how_to_watch", _("How to watch")
    AUDIENCE = "audience", _("Who comes")
    ORGANISER = "organiser", _("Organiser")
    ORIGIN = "origin", _("Origin")
    RULE = "rule", _("Rule of the date")
    MOVED = "moved", _("Was moved")
    DISCONTINUED = "discontinued", _("Was discontinued")
    NOTE = "note", _("Remark")


# The table of facts of a page, in the order in which a visitor needs it: (kind, icon). Of each kind the newest counts;
# what other sources said follows in the list of sources.
FIRST = [
    (FactKind.HAZARD, "triangle-alert"),
    (FactKind.SWIMMING, "waves"),
    (FactKind.CLOSED_WHEN, "octagon-x"),
    (FactKind.ACCESS_VEHICLE, "bus"),
    (FactKind.ROAD_CONDITION, "route"),
    (FactKind.WALK_MINUTES, "footprints"),
    (FactKind.STAIRS, "footprints"),
    (FactKind.HOURS, "clock"),
    (FactKind.ENTRY_FEE, "ticket"),
    (FactKind.GUIDE, "users"),
    (FactKind.MOBILE_SIGNAL, "signal-1"),
    (FactKind.WHEELCHAIR, "accessibility"),
]
# Folded below it.
FURTHER = [
    (FactKind.PUBLIC_TRANSPORT, "bus"),
    (FactKind.PARKING, "square-parking"),
    (FactKind.PARKING_FEE, "ticket"),
    (FactKind.TOILET, "toilet"),
    (FactKind.PRAYER_ROOM, "pin-mosque"),
    (FactKind.FOOD_STALL, "utensils"),
    (FactKind.DRINKING_WATER, "info"),
    (FactKind.SHELTER, "info"),
    (FactKind.FUEL_NEARBY, "car"),
    (FactKind.LODGING_NEARBY, "pin-village"),
    (FactKind.BEST_TIME, "sunset"),
    (FactKind.MANAGER, "users"),
]

# What a guest has to know before coming to where people pray, told above everything else.
BEFORE_YOU_GO = [
    (FactKind.DRESS, "shirt"),
    (FactKind.PHOTOGRAPHY, "camera"),
    (FactKind.OFFERINGS, "circle-slash"),
    (FactKind.WHOM_TO_ASK, "users"),
    (FactKind.ETIQUETTE, "info"),
]

# How far a place is, told above both: the minutes by road from four towns.
ROAD_MINUTES = {
    FactKind.FROM_WONOGIRI: "Wonogiri",
    FactKind.FROM_PRACIMANTORO: "Pracimantoro",
    FactKind.FROM_WONOSARI: "Wonosari",
    FactKind.FROM_PACITAN: "Pacitan",
}

# What a visitor asks of every place: the line of what is not known names those that nobody has told.
ASKED = [
    FactKind.HOURS,
    FactKind.ENTRY_FEE,
    FactKind.ACCESS_VEHICLE,
    FactKind.TOILET,
    FactKind.MOBILE_SIGNAL,
    FactKind.WHEELCHAIR,
]

# What a visitor may correct of a place, and of an event.
TOLD_OF_PLACES = [kind for kind, _icon in [*FIRST, *FURTHER]]
TOLD_OF_EVENTS = [
    FactKind.TIME_OF_DAY,
    FactKind.PLACE,
    FactKind.ENTRY_FEE,
    FactKind.WHAT_HAPPENS,
    FactKind.HOW_TO_WATCH,
    FactKind.ETIQUETTE,
    FactKind.ORGANISER,
]

FEES = {FactKind.ENTRY_FEE, FactKind.PARKING_FEE}
# Whether there is one: a word says so, and a filter asks for it.
EXISTENCE = {
    FactKind.PARKING,
    FactKind.TOILET,
    FactKind.PRAYER_ROOM,
    FactKind.FOOD_STALL,
    FactKind.SHELTER,
    FactKind.DRINKING_WATER,
    FactKind.LODGING_NEARBY,
    FactKind.GUIDE,
}
