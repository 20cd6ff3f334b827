"""What a value that was read (facts.reading) says in the active language."""

import re
from datetime import date

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

ISO_DATE = re.compile(r"\b((?:19|20)\d\d)-(0[1-9]|1[0-2])(?:-(\d\d))?\b(?!-)")
QUARTERS = ["", "¼", "½", "¾"]
WHO = {
    "adult": gettext_lazy("adults"),
    "child": gettext_lazy("children"),
    "foreigner": gettext_lazy("visitors from abroad"),
    "domestic": gettext_lazy("visitors from Indonesia"),
    "motorcycle": gettext_lazy("motorcycles"),
    "car": gettext_lazy("cars"),
    "minibus": gettext_lazy("minibuses"),
    "bus": gettext_lazy("buses"),
}
PER = {
    "person": gettext_lazy("a person"),
    "vehicle": gettext_lazy("a vehicle"),
    "motorcycle": gettext_lazy("a motorcycle"),
    "car": gettext_lazy("a car"),
}
DAYS = {
    "every": gettext_lazy("every day"),
    "weekday": gettext_lazy("on weekdays"),
    "monday_saturday": gettext_lazy("Monday to Saturday"),
    "sunday": gettext_lazy("on Sundays"),
    "weekend": gettext_lazy("at weekends"),
    "holiday": gettext_lazy("on holidays"),
    "sunday_holiday": gettext_lazy("on Sundays and holidays"),
    "weekend_holiday": gettext_lazy("at weekends and on holidays"),
    "lebaran": gettext_lazy("at Lebaran"),
}


def say(reading):
    """A value as words, e.g. "Rp10,000 a person on weekdays"; "" for what says less than the words of the fact."""
    if "free" in reading:
        return _("Free")
    if "prices" in reading:
        return capfirst("; ".join(_price(**price) for price in reading["prices"]))
    if "always" in reading:
        return _("Open ground, at any hour")
    if "spells" in reading:
        return "; ".join(_spell(**spell) for spell in reading["spells"])
    if "minutes" in reading:
        return _minutes(*reading["minutes"])
    return ""


def with_dates(text):
    """A text whose days and months, written 2024-07-06 or 2024-07, read as in the active language."""

    def told(match):
        year, month, day = int(match[1]), int(match[2]), match[3]
        try:
            return date_format(date(year, month, int(day or 1)), "j F Y" if day else "F Y")
        except ValueError:  # no day of a calendar
            return match[0]

    return ISO_DATE.sub(told, text)


def _price(amount, per, who, days):
    rupiah = _("Rp%(amount)s") % {"amount": number_format(amount, use_l10n=True, force_grouping=True)}
    parts = [WHO.get(who), rupiah, PER.get(per), DAYS.get(days)]
    return " ".join(str(part) for part in parts if part)


def _spell(days, opens, closes):
    hours = f"{opens}–{closes}"
    if not days:
        return hours
    names = [str(WEEKDAYS[day]) for day in (days[0], days[-1])]
    return f"{names[0]} {hours}" if len(days) == 1 else f"{names[0]}–{names[1]} {hours}"


def drive(shortest, longest=None):
    """Minutes on the road as people say them, e.g. "40 minutes" or "1½ h"; from an hour on in quarters of an hour."""
    if longest is None:
        return _("%(hours)s h") % {"hours": _hours(shortest)} if shortest >= 60 else _minutes(shortest)
    if shortest >= 60:
        return _("%(hours)s h") % {"hours": f"{_hours(shortest)}–{_hours(longest)}"}
    return _minutes(shortest, longest)


def _hours(minutes):
    hours, quarters = divmod(round(minutes / 15), 4)
    return f"{hours}{QUARTERS[quarters]}"


def _minutes(shortest, longest=None):
    if longest is None:
        return ngettext("%(number)s minute", "%(number)s minutes", shortest) % {"number": shortest}
    return _("%(shortest)s to %(longest)s minutes") % {"shortest": shortest, "longest": longest}
