"""What people ask about: said by the desk with one tap, guessed from the words of a question until then."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from facts.kinds import FactKind


class Topic(models.TextChoices):
    """What a question or a visit is about, in the order of the desk's tiles."""

    ROUTE = "route", _("Way and transport")
    PRICE_HOURS = "price_hours", _("Prices and hours")
    EVENT = "event", _("Events")
    LODGING = "lodging", _("Lodging")
    FOOD = "food", _("Food")
    SAFETY = "safety", _("Safety")
    FACILITIES = "facilities", _("Facilities")
    GEOPARK = "geopark", _("Geopark")
    OTHER = "other", _("Something else")


# The facts of a place that answer it, what is asked most first.
ANSWERED_BY = {
    Topic.ROUTE: [
        FactKind.ACCESS_VEHICLE,
        FactKind.PUBLIC_TRANSPORT,
        FactKind.ROAD_CONDITION,
        FactKind.WALK_MINUTES,
    ],
    Topic.PRICE_HOURS: [FactKind.HOURS, FactKind.ENTRY_FEE, FactKind.PARKING_FEE],
    Topic.LODGING: [FactKind.LODGING_NEARBY],
    Topic.FOOD: [FactKind.FOOD_STALL, FactKind.DRINKING_WATER],
    Topic.SAFETY: [FactKind.HAZARD, FactKind.SWIMMING, FactKind.CLOSED_WHEN, FactKind.STAIRS],
    Topic.FACILITIES: [
        FactKind.TOILET,
        FactKind.MOBILE_SIGNAL,
        FactKind.WHEELCHAIR,
        FactKind.PARKING,
        FactKind.PRAYER_ROOM,
        FactKind.SHELTER,
        FactKind.FUEL_NEARBY,
        FactKind.GUIDE,
    ],
    Topic.GEOPARK: [FactKind.GEOLOGY],
}
TOPIC_OF_FACT = {kind: topic for topic, kinds in ANSWERED_BY.items() for kind in kinds}

# Words in Indonesian, English and Javanese; a longer one also stands for all that begins with it.
WORDS = {
    Topic.ROUTE: "rute jalan akses bus bis angkutan kereta stasiun terminal motor mobil minibus elf ojek arah jauh "
    "kilometer km route road way train station drive car far reach dalan dalanipun margi tebih",
    Topic.PRICE_HOURS: "harga tiket bayar membayar biaya tarif retribusi gratis jam buka tutup qris price ticket fee "
    "cost pay free open opening hours close regi mbayar bikak",
    Topic.EVENT: "acara festival event jadwal labuhan suran pentas konser kirab wayang karnaval ceremony adicara",
    Topic.LODGING: "inap menginap penginapan hotel homestay kamar kemah berkemah camping kemping tenda lodging stay "
    "room tent nyipeng",
    Topic.FOOD: "makan warung kuliner restoran minum kopi bakso food eat restaurant lunch dinner drink dhahar",
    Topic.SAFETY: "aman bahaya berbahaya ombak gelombang renang berenang banjir longsor hujan tangga safe dangerous "
    "wave waves swim swimming flood stairs jawah",
    Topic.FACILITIES: "toilet wc parkir musala mushola masjid sinyal wifi internet kursi roda difabel lansia pemandu "
    "fasilitas park parking restroom wheelchair signal guide prayer",
    Topic.GEOPARK: "geopark geosite geologi batuan fosil karst stalaktit luweng museum unesco rock rocks fossil geology",
}  # fmt: skip
KNOWN = {topic: frozenset(words.split()) for topic, words in WORDS.items()}
BEGINS_FROM = 5  # letters: “tiket” also stands for “tiketnya”, “buka” must not stand for “bukan”
WORD = re.compile(r"\w+")


def topic_of(text):
    """The Topic that most words of a text speak of, "" when none does or two do alike."""
    words = WORD.findall(text.lower())
    hits = {topic: sum(_is_among(word, known) for word in words) for topic, known in KNOWN.items()}
    most = max(hits.values())
    found = [topic for topic, number in hits.items() if number == most]
    return found[0] if most and len(found) == 1 else ""


def topic_of_fact(kind):
    """The Topic that a fact's kind answers; Topic.OTHER for those that visitors do not ask by themselves."""
    return TOPIC_OF_FACT.get(kind, Topic.OTHER)


def _is_among(word, known):
    return word in known or any(len(begin) >= BEGINS_FROM and word.startswith(begin) for begin in known)
