"""A fact that a visitor reported: whether its words can stand as they are, and how it is written once the office accepts it."""

import re

from django.conf import settings
from django.utils.translation import gettext as _

from facts.kinds import EXISTENCE, FEES, ROAD_MINUTES, FactKind
from facts.models import Fact, source_of
from facts.reading import READERS, read

# What `read` takes for “there is one” unless it says otherwise: of a stranger's sentence only what begins so.
SAYS_WHETHER = re.compile(r"(ada|tersedia|tidak ada|belum ada|tanpa)\b", re.IGNORECASE)
PUBLISHER = "Laporan pengunjung, diperiksa meja informasi"
EXAMPLES = {
    **dict.fromkeys(FEES, "Rp10.000/orang"),
    **dict.fromkeys(EXISTENCE, "Ada"),
    **dict.fromkeys([FactKind.WALK_MINUTES, *ROAD_MINUTES], "15 menit"),
    FactKind.HOURS: "Senin–Sabtu 08.00–16.00",
    FactKind.ACCESS_VEHICLE: "Bus kecil bisa sampai tempat parkir",
    FactKind.STAIRS: "102 anak tangga",
    FactKind.SWIMMING: "Tidak boleh berenang",
    FactKind.WHEELCHAIR: "Tidak bisa",
}


def problem_with(kind, words, language):
    """Why the words of a visitor cannot stand as a fact of this kind, in a sentence for the office; "" when they can.

    A fact is Indonesian. Numbers and hours that are written as ours are read in any language.
    """
    if kind not in FactKind.values:
        return _("The correction names no fact of the page. Choose which one it is, then save it.")
    if not words:
        return _("What is right stands in the text only. Write it in few words, then save it.")
    has_values = kind in FEES or kind in READERS or kind in EXISTENCE
    if has_values and not (SAYS_WHETHER.match(words) if kind in EXISTENCE else read(kind, words)):
        return _("“%(words)s” cannot be read as a value. Write it as in “%(example)s”, then save it.") % {
            "words": words,
            "example": EXAMPLES[kind],
        }
    if not has_values and language != settings.LANGUAGE_CODE:
        return _("The words are not Indonesian, as a fact has to be. Translate them, then save it.")
    return ""


def accepted_fact(page, kind, words, day):
    """The Fact as it is to be saved: told on `day`, when the office accepted it; that of an earlier report of that day anew."""
    identity = {"page": source_of(page), "kind": kind, "publisher": PUBLISHER, "as_of": day.isoformat()}
    fact = Fact.objects.filter(**identity).first() or Fact(**identity, confidence=Fact.Confidence.OFFICIAL)
    if fact.value != words:
        fact.value, fact.value_en, fact.value_jv = words, "", ""
    return fact
