"""What a notice may be about, as one value of a form: ``coast``, ``kind:cave``, ``district:3``, ``place:17``."""

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from places.kinds import PlaceKind
from places.models import District, Notice, PlacePage
from places.safety.dangers import Scope

FOUND_AT_MOST = 12
# A kind with fewer places needs no notice of its own.
PLACES_OF_A_KIND = 2


def read(value):
    """The fields of a Notice for an area, or None when nothing is named so."""
    scope, _colon, name = (value or "").partition(":")
    if scope == Scope.COAST and not name:
        return {"scope": Scope.COAST}
    if scope == Scope.KIND and name in PlaceKind.values:
        return {"scope": Scope.KIND, "kind": name}
    if scope == Scope.DISTRICT and name.isdecimal() and (district := District.objects.filter(pk=name[:9]).first()):
        return {"scope": Scope.DISTRICT, "district": district}
    if scope == Scope.PLACE and name.isdecimal() and (place := places().filter(pk=name[:9]).first()):
        return {"scope": Scope.PLACE, "place": place}
    return None


def written(notice):
    """The area of a notice as a value."""
    if notice.scope == Scope.COAST:
        return str(Scope.COAST)
    named = {Scope.KIND: notice.kind, Scope.DISTRICT: notice.district_id, Scope.PLACE: notice.place_id}
    return f"{notice.scope}:{named[notice.scope]}"


def named(value):
    """The name of an area, or ""."""
    return Notice(**fields).area if (fields := read(value)) else ""


def places():
    """The places of the source language that visitors see."""
    return PlacePage.objects.for_visitors().filter(locale__language_code=settings.LANGUAGE_CODE)


def wide():
    """``[(value, name, how many places), ...]`` of the areas that cover many."""
    numbers = places().counts_by_kind()
    coast = sum(numbers.get(kind, 0) for kind in Notice(scope=Scope.COAST).kinds)
    found = [("coast", str(Scope.COAST.label), number_of(coast))]
    for kind in PlaceKind:
        if numbers.get(kind, 0) >= PLACES_OF_A_KIND and kind != PlaceKind.INFORMATION:
            found.append((f"kind:{kind}", Notice(scope=Scope.KIND, kind=kind).area, number_of(numbers[kind])))
    return found


def search(text):
    """The same of the places, districts and kinds whose name contains `text`."""
    text = text.strip()
    if not text:
        return []
    found = [area for area in wide() if text.lower() in area[1].lower()]
    for district in District.objects.filter(name__icontains=text)[:FOUND_AT_MOST]:
        number = places().filter(district=district).count()
        if number:
            area = Notice(scope=Scope.DISTRICT, district=district).area
            found.append((f"district:{district.pk}", area, number_of(number)))
    wanted = Q(title__icontains=text) | Q(address__icontains=text)
    for place in places().filter(wanted).select_related("district").order_by("title")[:FOUND_AT_MOST]:
        found.append(
            (
                f"place:{place.pk}",
                place.title,
                ", ".join(str(part) for part in (place.kind_label, place.area_label) if part),
            )
        )
    return found[:FOUND_AT_MOST]


def number_of(places):
    return ngettext("%(number)s place", "%(number)s places", places) % {"number": places}


def nothing_found():
    return _("Nothing is called so. Try a part of the name, e.g. “nampu”, or a district.")
