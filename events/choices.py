"""What an event may be: its category, kind of date, certainty, status and regency."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from places.districts import Regency

EVENT_REGENCIES = [*Regency.choices, ("diy", _("All of Yogyakarta (DIY)"))]


class Category(models.TextChoices):
    RITE = "rite", _("Rite")
    PILGRIMAGE = "pilgrimage", _("Pilgrimage")
    HARVEST = "harvest", _("Harvest thanksgiving")
    FESTIVAL = "festival", _("Festival")
    PERFORMANCE = "performance", _("Performance")
    FOOD = "food", _("Food")
    SPORT = "sport", _("Sport")
    MARKET = "market", _("Market")
    FAIR = "fair", _("Fair")
    CONTEST = "contest", _("Contest")
    ANNOUNCEMENT = "announcement", _("Announcement")

    @property
    def icon(self):
        return CATEGORY_ICONS.get(self, "calendar")


CATEGORY_ICONS = {
    Category.RITE: "pin-ritual",
    Category.PILGRIMAGE: "pin-ritual",
    Category.HARVEST: "pin-ritual",
    Category.PERFORMANCE: "pin-wayang",
    Category.FOOD: "pin-noodle",
    Category.SPORT: "footprints",
}


class Timing(models.TextChoices):
    SPAN = "span", _("One date, or several days in a row")
    SESSIONS = "sessions", _("Several sessions, each with its own date and time")
    CIVIL = "civil", _("Repeats by the civil calendar, e.g. every Saturday")
    WETON = "weton", _("Repeats by weton, every 35 days")
    JAVANESE = "javanese", _("A day of the Javanese year, e.g. 1 Sura")
    ISLAMIC = "islamic", _("A day of the government's Islamic year, e.g. 1 Muharram")
    WETON_IN_MONTH = "weton_in_month", _("A weton in a Javanese month")
    WETON_IN_MANGSA = "weton_in_mangsa", _("A weton in a pranata mangsa")
    ANNOUNCED = "announced", _("The date is announced each year")


class Certainty(models.TextChoices):
    ESTIMATED = "estimated", _("Estimated")
    CONFIRMED = "confirmed", _("Confirmed")


class Status(models.TextChoices):
    SCHEDULED = "scheduled", _("Scheduled")
    POSTPONED = "postponed", _("Postponed")
    RESCHEDULED = "rescheduled", _("Date changed")
    FULL = "full", _("Fully booked")
    CANCELLED = "cancelled", _("Cancelled")
