"""What a visitor or a partner asked for: one grammar for the events page, feeds, embeds and the API.

Anything not understood is told in `problems`: a page shows it, the API refuses with it. A filter of which nothing
was understood finds nothing (`is_lost`), as it was meant to narrow.
Parameters that nobody knows (utm_source …) are passed over. See docs/partners.md.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from content.languages import our_language
from events.choices import Category, Status
from events.time.dates import WIB, month_after, weekend_of
from places.districts import known_districts

WHEN = ["today", "tomorrow", "weekend", "week", "month", "upcoming", "past"]
SERIES = ["each", "next"]
LIMIT, LIMIT_AT_MOST = 50, 100
RADIUS_KM, RADIUS_AT_MOST = 25, 50
EARLIEST, LATEST = date(1936, 3, 24), date(2100, 1, 1)
VALUES_AT_MOST = 20
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Problem:
    """What was not understood: the parameter and a sentence that says what to write."""

    parameter: str
    message: str


@dataclass(frozen=True)
class EventQuery:
    """Which dates are wanted. `first` is the first day, `end` the day after the last or None."""

    today: date
    language: str = "id"
    when: str = ""
    month: date | None = None
    asked_from: date | None = None
    asked_to: date | None = None
    categories: tuple = ()
    excluded_categories: tuple = ()
    organisations: tuple = ()
    excluded_organisations: tuple = ()
    places: tuple = ()
    districts: tuple = ()
    regencies: tuple = ()
    is_free: bool = False
    near: tuple | None = None
    radius_km: float = RADIUS_KM
    bbox: tuple | None = None
    status: tuple = ()
    series: str = ""
    limit: int = LIMIT
    after: tuple | None = None
    client: str = ""
    is_lost: bool = False
    problems: tuple = field(default=(), compare=False)

    @classmethod
    def from_parameters(cls, parameters, today, language="id"):
        """Read a QueryDict; never raises, whatever it holds. `language` is used where none is asked for."""
        return QueryReader(parameters, today, language).query()

    @property
    def first(self):
        return self._span()[0]

    @property
    def end(self):
        return self._span()[1]

    def _span(self):
        today, day = self.today, timedelta(days=1)
        match self.when:
            case "today":
                return today, today + day
            case "tomorrow":
                return today + day, today + 2 * day
            case "weekend":
                saturday, sunday = weekend_of(today)
                return saturday, sunday + day
            case "week":
                return today, today + 7 * day
            case "month":
                return today, month_after(today)
            case "past":
                return self.asked_from or EARLIEST, min(self.asked_to or today, today)
        if self.month:
            return self.month, month_after(self.month)
        return self.asked_from or today, self.asked_to

    @property
    def is_past(self):
        return self.when == "past"

    @property
    def has_span(self):
        """Whether some days were asked for, rather than all that is coming."""
        return bool(self.month or self.asked_from or self.asked_to or self.when not in {"", "upcoming"})

    @property
    def is_active(self):
        return replace(self, language="id", limit=LIMIT, after=None, client="", series="", is_lost=False) != EventQuery(
            self.today
        )

    @property
    def last(self):
        """The last day asked for, or None."""
        return self.end - timedelta(days=1) if self.end else None

    @property
    def place_keys(self):
        """Those of `places` that are UUIDs."""
        return [UUID(value) for value in self.places if is_uuid(value)]

    @property
    def neighbours(self):
        return self.regencies == NEIGHBOURS

    def parameters(self, **changes):
        """This query as a query string in one form only: known parameters, sorted, empty ones left out.

        `changes` replace parameters by name (``from_`` for from); None or "" takes one away.
        """
        values = {
            "after": encode_cursor(self.after) if self.after else "",
            "bbox": ",".join(map(str, self.bbox)) if self.bbox else "",
            "cat": self.categories,
            "client": self.client,
            "district": self.districts,
            "free": "1" if self.is_free else "",
            "from": self.asked_from.isoformat() if self.asked_from else "",
            "lang": "" if self.language == "id" else self.language,
            "limit": "" if self.limit == LIMIT else self.limit,
            "month": f"{self.month:%Y-%m}" if self.month else "",
            "near": f"{self.near[1]},{self.near[0]}" if self.near else "",
            "not_cat": self.excluded_categories,
            "not_org": self.excluded_organisations,
            "org": self.organisations,
            "place": self.places,
            "radius": f"{self.radius_km:g}" if self.near and self.radius_km != RADIUS_KM else "",
            "regency": "neighbours" if self.neighbours else self.regencies,
            "series": self.series,
            "status": self.status,
            "to": self.asked_to.isoformat() if self.asked_to else "",
            "when": self.when,
        } | {name.rstrip("_"): value for name, value in changes.items()}
        text = urlencode({name: values[name] for name in sorted(values) if values[name]}, doseq=True)
        return f"?{text}" if text else ""

    def at_time(self, **time):
        """The query string for another time, other filters kept, in the language of the page."""
        return self.parameters(**({"when": "", "month": "", "from": "", "to": "", "after": "", "lang": ""} | time))


class QueryReader:
    def __init__(self, parameters, today, language):
        self.parameters = parameters
        self.today = today
        self.language = language
        self.problems = []

    def query(self):
        read = {
            "language": self.one("lang", LANGUAGES, our_language) or self.language,
            "when": self.one("when", WHEN),
            "month": self.month(),
            "categories": self.many("cat", Category.values),
            "excluded_categories": self.many("not_cat", Category.values),
            "organisations": self.words("org"),
            "excluded_organisations": self.words("not_org"),
            "places": self.words("place") + self.words("geosite"),
            "districts": self.districts(),
            "regencies": self.regencies(),
            "is_free": self.one("free", ["1", "true"]) != "",
            "near": self.point(),
            "radius_km": self.number("radius", RADIUS_KM, RADIUS_AT_MOST),
            "bbox": self.box(),
            "status": self.many("status", Status.values),
            "series": self.one("series", SERIES),
            "limit": self.number("limit", LIMIT, LIMIT_AT_MOST, r"\d{1,3}"),
            "after": self.cursor(),
            "client": self.one("client", ["outlook"]),
        }
        read["asked_from"], read["asked_to"] = self.days()
        self.one("sort", ["start"])
        return EventQuery(self.today, **read, is_lost=self.is_lost(read), problems=tuple(self.problems))

    def is_lost(self, read):
        """Whether a filter was given of which nothing is left."""
        told = {problem.parameter for problem in self.problems}
        return any(name in told and not read[field] for name, field in FILTERS.items())

    def refuse(self, name, message):
        self.problems.append(Problem(name, message))

    def values(self, name):
        return [value for value in self.parameters.getlist(name) if value][:VALUES_AT_MOST]

    def value(self, name):
        return self.parameters.get(name, "")

    def one(self, name, known, meant=str):
        value = meant(self.value(name))
        if not value or value in known:
            return value
        self.refuse(name, _("“%(name)s” must be one of: %(known)s.") % {"name": name, "known": ", ".join(known)})
        return ""

    def many(self, name, known):
        wanted = self.values(name)
        if any(value not in known for value in wanted):
            self.refuse(name, _("“%(name)s” must be one of: %(known)s.") % {"name": name, "known": ", ".join(known)})
        return tuple(sorted({value for value in wanted if value in known}))

    def words(self, name):
        wanted = self.values(name)
        good = {value for value in wanted if re.fullmatch(r"[\w .'-]{1,80}", value)}
        if len(good) < len(set(wanted)):
            self.refuse(name, _("“%(name)s” must be a code of letters, digits and hyphens.") % {"name": name})
        return tuple(sorted(good))

    def districts(self):
        """The names of districts as we write them, in whatever case they are given."""
        wanted, ours = self.words("district"), known_districts()
        for name in wanted:
            if name.lower() not in ours:
                self.refuse("district", _("We know no district “%(name)s”; no event of it is shown.") % {"name": name})
        return tuple(sorted({ours[name.lower()] for name in wanted if name.lower() in ours}))

    def regencies(self):
        if self.values("regency") == ["neighbours"]:
            return NEIGHBOURS
        return self.many("regency", REGENCIES)

    def days(self):
        first, end = self.day("from"), self.day("to")
        until = self.day("until")
        if until:
            end = until + timedelta(days=1)
        if first and end and end <= first:
            if until:
                self.refuse("until", _("The last day lies before the first, so they were exchanged."))
                return until, first + timedelta(days=1)
            self.refuse("to", _("“to” is the day after the last one and must lie after “from”."))
            return first, None
        return first, end

    def day(self, name):
        value = self.value(name)
        if not value:
            return None
        if value == "today":
            return self.today
        try:
            if match := re.fullmatch(r"([+ -])(\d{1,4})d", value, re.ASCII):
                day = self.today + timedelta(days=int(match[1].replace(" ", "+") + match[2]))
            elif re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
                day = date.fromisoformat(value)
            else:
                day = None
        except (ValueError, OverflowError):
            day = None
        if day and EARLIEST <= day <= LATEST:
            return day
        self.refuse(name, _("We could not read the date; write it as 2027-06-05."))
        return None

    def month(self):
        value = self.value("month")
        if not value:
            return None
        if re.fullmatch(r"(19[4-9]\d|20\d\d)-(0[1-9]|1[0-2])", value, re.ASCII):
            return date.fromisoformat(f"{value}-01")
        self.refuse("month", _("We could not read the month; write it as 2027-06."))
        return None

    def number(self, name, usual, most, form=r"\d{1,4}(\.\d{1,3})?"):
        value = self.value(name)
        if not value:
            return usual
        if re.fullmatch(form, value, re.ASCII) and 0 < float(value) <= most:
            return float(value) if "." in value else int(value)
        self.refuse(name, _("“%(name)s” must be a number up to %(most)d.") % {"name": name, "most": most})
        return usual

    def point(self):
        numbers = self.numbers("near", 2)
        if numbers is None:
            return None
        lat, lon = numbers
        if abs(lat) <= 90 and abs(lon) <= 180:
            return lon, lat
        self.refuse("near", _("“near” must be a latitude and a longitude, e.g. -8.21,110.90."))
        return None

    def box(self):
        numbers = self.numbers("bbox", 4)
        if numbers is None:
            return None
        west, south, east, north = numbers
        if -180 <= west < east <= 180 and -90 <= south < north <= 90:
            return west, south, east, north
        self.refuse(
            "bbox",
            _(
                "“bbox” must be west, south, east and north in degrees, e.g. 110.4,-8.4,111.3,-7.6; "
                "west comes before east, so no box crosses the 180th meridian."
            ),
        )
        return None

    def numbers(self, name, count):
        value = self.value(name)
        if not value:
            return None
        if re.fullmatch(rf"(-?\d{{1,3}}(\.\d{{1,8}})?,){{{count - 1}}}-?\d{{1,3}}(\.\d{{1,8}})?", value, re.ASCII):
            return tuple(float(number) for number in value.split(","))
        self.refuse(
            name, _("“%(name)s” must be %(count)d numbers with commas between.") % {"name": name, "count": count}
        )
        return None

    def cursor(self):
        value = self.value("after")
        if not value:
            return None
        try:
            return decode_cursor(value)
        except (ValueError, OverflowError):
            self.refuse("after", _("This place in the list cannot be read; begin again without “after”."))
            return None


# The filters that narrow, by parameter and field.
FILTERS = {
    "bbox": "bbox",
    "cat": "categories",
    "district": "districts",
    "from": "asked_from",
    "geosite": "places",
    "month": "month",
    "near": "near",
    "org": "organisations",
    "place": "places",
    "regency": "regencies",
    "status": "status",
    "to": "asked_to",
    "until": "asked_to",
    "when": "when",
}


NEIGHBOURS = ("bantul", "diy", "gunungkidul", "pacitan", "surakarta", "yogyakarta")
REGENCIES = ["wonogiri", *NEIGHBOURS]


def encode_cursor(cursor):
    """A cursor as opaque text for an address."""
    day, is_continuing, sort_at, occurrence = cursor
    text = f"{day:%Y%m%d}.{int(is_continuing)}.{int(sort_at.timestamp())}.{occurrence}"
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(text):
    """``(day, is_continuing, sort_at, occurrence id)``. Raises ValueError."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{8,80}", text):
        raise ValueError(text)
    decoded = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    match = re.fullmatch(r"(\d{8})\.([01])\.(\d{1,11})\.(\d{1,18})", decoded, re.ASCII)
    if not match:
        raise ValueError(text)
    day = date.fromisoformat(match[1])
    return day, match[2] == "1", datetime.fromtimestamp(int(match[3]), WIB), int(match[4])


def is_uuid(text):
    return re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text) is not None
