"""The parameters of the API: how each is described in the OpenAPI document, and how it is read.

Those of events are the one grammar of `events.asking.query`. What is not understood is refused, all of it at once;
what nobody knows is passed over, unless `strict=1` asks to be told.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from events.asking.query import (
    LANGUAGES,
    LIMIT,
    LIMIT_AT_MOST,
    RADIUS_AT_MOST,
    RADIUS_KM,
    REGENCIES,
    SERIES,
    WHEN,
    QueryReader,
    is_uuid,
)
from events.models import Category, EventPage
from events.time.dates import WIB
from places.districts import Regency
from places.kinds import PlaceGroup
from places.models import Facility, PlacePage
from portal.models import ArticlePage

DAYS_AT_MOST = 30
DAY_FORM = r"^(today|[+-]\d{1,4}d|\d{4}-\d\d-\d\d)$"
WORD_FORM = r"^[\w .'-]{0,80}$"
NUMBER = r"-?\d{1,3}(\.\d{1,8})?"
YES = ["1", "true"]
WHEELCHAIR = [value for value in PlacePage.Wheelchair.values if value]


def parameter(description, schema, example, **more):
    """A query parameter as the OpenAPI document describes it, but for its name; an empty one is as good as none."""
    return {
        "in": "query",
        "required": False,
        "allowEmptyValue": True,
        "description": description,
        "schema": schema,
        "example": example,
        **more,
    }


def one_of(values, description, example):
    return parameter(description, {"type": "string", "enum": list(values)}, example)


def matching(pattern, description, example):
    return parameter(description, {"type": "string", "pattern": pattern}, example)


def any_of(values, description, *example):
    """Repeatable: any of the values will do."""
    schema = {"type": "array", "items": {"type": "string", "enum": list(values)}}
    return parameter(f"{description} Repeatable: any of them.", schema, list(example))


def any_word(description, *example):
    """Repeatable: any of these names will do."""
    schema = {"type": "array", "items": {"type": "string", "pattern": WORD_FORM}}
    return parameter(f"{description} Repeatable: any of them.", schema, list(example), allowEmptyValue=None)


def number(most, usual, description, example, kind="number"):
    schema = {"type": kind, "maximum": most} | ({} if usual is None else {"default": usual})
    schema["minimum" if kind == "integer" else "exclusiveMinimum"] = 1 if kind == "integer" else 0
    return parameter(description, schema, example)


def commas(pattern, description, example):
    return matching(f"^{pattern}$", description, example)


EVERY_LANGUAGE = "*"
COMMON = {
    "lang": one_of(LANGUAGES, "The language of the words; where a record has none, see `lang_fallback`.", "en"),
    "strict": one_of(YES, "Refuse parameters that nobody knows. For use while you develop: not kept by caches.", "1"),
}
PAGED = {
    "limit": number(LIMIT_AT_MOST, LIMIT, "How many records at most.", 10, "integer"),
    "after": matching(r"^[A-Za-z0-9_-]{1,120}$", "Where to go on: taken from `next`, never made up.", None),
}
NEARBY = {
    "near": commas(f"{NUMBER},{NUMBER}", "Latitude and longitude, for what lies within `radius`.", "-8.21,110.90"),
    "radius": number(RADIUS_AT_MOST, RADIUS_KM, "In km, with `near`.", 20),
    "bbox": commas(f"({NUMBER},){{3}}{NUMBER}", "West, south, east, north (RFC 7946).", "110.4,-8.4,111.3,-7.6"),
}
REGENCY = any_of([*REGENCIES, "neighbours"], "Regency; `neighbours` stands alone.", "wonogiri", "pacitan")
EVENTS = {
    "from": matching(DAY_FORM, "First day, in Wonogiri. Events that go on are included.", "2027-06-01"),
    "to": matching(DAY_FORM, "The day after the last one.", "+30d"),
    "until": matching(DAY_FORM, "The last day itself, in place of `to`.", "2027-12-31"),
    "when": one_of(WHEN, "Days by name.", "weekend"),
    "month": matching(r"^(19[4-9]\d|20\d\d)-(0[1-9]|1[0-2])$", "A month.", "2027-06"),
    "cat": any_of(Category.values, "Category.", "rite", "pilgrimage"),
    "not_cat": any_of(Category.values, "Category left out.", "market"),
    "org": any_word("Organiser, by its `slug`.", "dinas-pariwisata-wonogiri"),
    "not_org": any_word("Organiser left out.", "dinas-kominfo-wonogiri"),
    "place": any_word("Place, by its `uid` or the last part of its address.", "pantai-sembukan"),
    "geosite": any_word("The same as `place`.", "pantai-sembukan"),
    "district": any_word("District by name.", "Paranggupito"),
    "regency": REGENCY,
    "free": one_of(YES, "Only where entrance is free.", "1"),
    "status": any_of(EventPage.Status.values, "Status of the date.", "scheduled", "rescheduled"),
} | NEARBY
ACCESSIBLE = {
    "wheelchair": any_of(
        WHEELCHAIR, "How far a wheelchair gets at the place; what nobody has recorded is left out.", "yes", "partly"
    )
}
IN_ORDER = {
    "series": one_of(SERIES, "Each date of a series, or only its next one.", "next"),
    "sort": one_of(["start"], "By start; what goes on stands after what starts on the day.", "start"),
}
PLACES = (
    {
        "kind": any_of(PlaceGroup.values, "What visitors look for, as on the list of places.", "beach", "karst"),
        "facility": any_of(Facility.values, "What must be there; with several, all of them.", "parking"),
        "place": any_word("By `uid` or the last part of the address.", "pantai-nampu"),
        "district": any_word("District by name.", "Paranggupito"),
        "regency": any_of(Regency.values, "Regency or town.", "wonogiri"),
    }
    | NEARBY
    | ACCESSIBLE
)


def since(description):
    return parameter(
        f"{description} from this moment on (RFC 3339, with its offset) or this day in Wonogiri on.",
        {"type": "string", "anyOf": [{"format": "date-time"}, {"format": "date"}]},
        "2026-01-01",
    )


SINCE = {"since": since("Changes")}
CHANGING = ["events", "places", "geosites"]
OF = {"of": one_of(CHANGING, "What became of which records; events when not said.", "places")}
NOBODY = "00000000-0000-4000-8000-000000000000"
PAGE = {
    "lang": one_of(
        [*LANGUAGES, EVERY_LANGUAGE],
        "The language of the words; where a record has none, see `lang_fallback`. With `*` they are Indonesian and "
        "`translations` has title, summary and address in every language.",
        "en",
    )
}
PAGES = PAGE | {
    "uid": parameter(
        "By identity. Repeatable: any of them.",
        {"type": "array", "items": {"type": "string", "format": "uuid"}},
        [NOBODY],
    ),
    "q": matching(r"^.{0,100}$", "Words, as in the search of the site: all of them, else any.", "pantai"),
    "updated_since": since("Published anew"),
}
ITINERARIES = {"days": number(DAYS_AT_MOST, None, "Of so many days.", 2, "integer")}
ARTICLES = {"topic": any_of(ArticlePage.Topic.values, "Topic.", "food")}


def fields(model):
    """The parameter `fields` for the records of a model."""
    names = list(model.model_fields)
    schema = {"type": "array", "items": {"type": "string", "enum": names}}
    description = "Only these fields, with commas between; the identity, language and licence always stand there."
    return {"fields": parameter(description, schema, names[:2], style="form", explode=False)}


class PlaceQuery(NamedTuple):
    """Which places are wanted."""

    groups: tuple
    facilities: tuple
    places: tuple
    districts: tuple
    regencies: tuple
    near: tuple | None
    radius_km: float
    bbox: tuple | None


class Narrowing(NamedTuple):
    """Which pages of any kind are wanted."""

    uids: tuple
    text: str
    updated_since: datetime | None
    wheelchair: tuple


class Reader(QueryReader):
    """Reads what is not of events alone. `problems` are Problem(parameter, message)."""

    def __init__(self, parameters):
        super().__init__(parameters, None, "")

    def is_strict(self, known):
        """Whether `strict` is set; a parameter that nobody knows is then a problem."""
        if not self.one("strict", YES):
            return False
        for name in sorted(set(self.parameters) - set(known)):
            self.refuse(name[:80], _("There is no such parameter."))
        return True

    def fields(self, names):
        """The names of the fields asked for; empty for all."""
        wanted = {name for value in self.values("fields") for name in value.split(",")}
        if wanted - set(names):
            self.refuse(
                "fields", _("“%(name)s” must be one of: %(known)s.") % {"name": "fields", "known": ", ".join(names)}
            )
        return wanted & set(names)

    def limit(self):
        return self.number("limit", LIMIT, LIMIT_AT_MOST, r"\d{1,3}")

    def place_query(self):
        return PlaceQuery(
            self.many("kind", PlaceGroup.values),
            tuple(map(Facility, self.many("facility", Facility.values))),
            self.words("place") + self.words("geosite"),
            self.words("district"),
            self.many("regency", Regency.values),
            self.point(),
            self.number("radius", RADIUS_KM, RADIUS_AT_MOST),
            self.box(),
        )

    def narrowing(self):
        uids = self.values("uid")
        if not all(map(is_uuid, uids)):
            self.refuse("uid", _("“uid” is the identity of a record, as its field “uid” tells it."))
        return Narrowing(
            tuple(filter(is_uuid, uids)),
            self.value("q")[:100],
            self.moment("updated_since"),
            self.many("wheelchair", WHEELCHAIR),
        )

    def days(self):
        return int(self.number("days", 0, DAYS_AT_MOST, r"\d{1,2}"))

    def after_key(self):
        """The uid that a list goes on after, or None."""
        value = self.value("after")
        if not value:
            return None
        if is_uuid(value):
            return UUID(value)
        return self.lost()

    def after_slug(self):
        value = self.value("after")
        return value if not value or re.fullmatch(r"[-\w]{1,50}", value, re.ASCII) else self.lost()

    def after_change(self):
        """``(changed_at, uid)`` of the change that a list goes on after, or None."""
        value = self.value("after")
        if not value:
            return None
        try:
            moment, uid = urlsafe_b64decode(value + "=" * (-len(value) % 4)).decode("ascii").split("/")
            return datetime.fromisoformat(moment).astimezone(UTC), UUID(uid)
        except (ValueError, OverflowError):
            return self.lost()

    def lost(self):
        self.refuse("after", _("This place in the list cannot be read; begin again without “after”."))

    def since(self):
        return self.moment("since")

    def moment(self, name):
        """An aware moment, or None."""
        # In an address a plus sign that is not written as %2B is a space.
        value = self.value(name).replace(" ", "+")
        if not value:
            return None
        try:
            if re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
                return datetime.fromisoformat(value).replace(tzinfo=WIB).astimezone(UTC)
            moment = parse_datetime(value) if re.match(r"\d{4}-\d\d-\d\d[Tt]", value, re.ASCII) else None
            if moment and moment.tzinfo:
                return moment.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        self.refuse(name, _("We could not read the moment; write it as 2027-06-05T19:00:00Z or as 2027-06-05."))
        return None


def change_cursor(changed_at, uid):
    """The place in the list of changes after this one, as opaque text for an address."""
    text = f"{changed_at.astimezone(UTC).isoformat()}/{uid}"
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")
