"""Words of a search that are no words to look for but a condition: “free”, “this weekend”, a district, a facility."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from events.models import Occurrence
from places.districts import Regency, district_areas
from places.models import Facility, PlacePage
from portal.search.documents import AREA, area_mark
from portal.search.language import words_of
from portal.search.models import SearchDocument

SATURDAY = 5

# What somebody writes, in small letters; the longest stand first so that “akhir pekan ini” is not read as “ini”.
DAYS = {
    "akhir pekan ini": "weekend",
    "akhir minggu ini": "weekend",
    "this weekend": "weekend",
    "akhir pekan": "weekend",
    "weekend": "weekend",
    "minggu ini": "week",
    "this week": "week",
    "bulan ini": "month",
    "this month": "month",
    "hari ini": "today",
    "dinten punika": "today",
    "today": "today",
    "besok": "tomorrow",
    "tomorrow": "tomorrow",
}
MARKS = {
    "gratis": "xfree",
    "free": "xfree",
    "cuma cuma": "xfree",
    "kursi roda": "xwheelchair",
    "wheelchair": "xwheelchair",
    "difabel": "xwheelchair",
    "toilet": "xtoilet",
    "kamar mandi": "xtoilet",
    "parkir": "xparking",
    "parking": "xparking",
    "musala": "xprayerroom",
    "mushola": "xprayerroom",
    "prayer room": "xprayerroom",
}


@dataclass(frozen=True)
class Condition:
    """One condition as it was understood: `words` of the search, its `label`, and what narrows by it."""

    words: str
    label: str
    mark: str = ""
    days: str = ""

    def is_met_by(self, marks):
        """Whether a document with these marks fulfils it; an article lies in no district, so it is in every one."""
        return self.mark in marks.split() or (self.mark.startswith(AREA) and AREA not in marks)

    def page_ids(self, language, today):
        """The pages that fulfil it, as a set."""
        documents = SearchDocument.objects.filter(language=language)
        if self.mark:
            return {pk for pk, marks in documents.values_list("page", "marks") if self.is_met_by(marks)}
        first, last = span_of(self.days, today)
        held = Occurrence.objects.filter(first__lte=last, last__gte=first).exclude(status="cancelled")
        return set(documents.filter(page__translation_key__in=held.values("event_key")).values_list("page", flat=True))


def conditions_in(text):
    """``([Condition, ...], the words that are left)`` of a search."""
    left, found = f" {' '.join(words_of(text))} ", []
    for phrase, days in DAYS.items():
        if f" {phrase} " in left:
            found.append(Condition(phrase, _day_label(days), days=days))
            left = left.replace(f" {phrase} ", " ")
            break
    for phrase, mark in MARKS.items():
        if f" {phrase} " in left:
            found.append(Condition(phrase, _mark_label(mark), mark=mark))
            left = left.replace(f" {phrase} ", " ")
    for name, label in _areas():
        if f" {name} " in left:
            found.append(Condition(name, label, mark=area_mark(name)))
            if left.strip() != name:  # alone it is also what is looked for
                left = left.replace(f" {name} ", " ")
            break
    return found, left.split()


def span_of(days, today):
    """``(first, last)`` day of “weekend”, “week”, “month”, “today” or “tomorrow”, from `today` on."""
    if days == "tomorrow":
        return today + timedelta(1), today + timedelta(1)
    if days == "weekend":
        saturday = today + timedelta((SATURDAY - today.weekday()) % 7)
        return (today, today) if today.weekday() > SATURDAY else (saturday, saturday + timedelta(1))
    if days == "week":
        return today, today + timedelta(6 - today.weekday())
    if days == "month":
        next_month = (today.replace(day=1) + timedelta(32)).replace(day=1)
        return today, next_month - timedelta(1)
    return today, today


def _areas():
    for value, label in Regency.choices:
        yield value, str(label)
    for area in sorted(district_areas(), key=lambda area: -len(area.name)):
        yield " ".join(words_of(area.name)), area.name


def _day_label(days):
    return {
        "weekend": _("this weekend"),
        "week": _("this week"),
        "month": _("this month"),
        "today": _("today"),
        "tomorrow": _("tomorrow"),
    }[days]


def _mark_label(mark):
    if mark == "xfree":
        return _("Free")
    if mark == "xwheelchair":
        return str(PlacePage.Wheelchair.YES.label)
    facilities = {f"x{facility.value.replace('_', '')}": facility for facility in Facility}
    return str(facilities[mark].label)
