"""Lists of places that a visitor filters by a plain GET form: one parser, one queryset, one map."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.publishing import until_published
from places.districts import Regency, district_areas, known_districts
from places.kinds import PlaceGroup, PlaceKind
from places.models import Facility, PlacePage

PAGE_SIZE = 20
QUERY_LENGTH = 80
NAME_LENGTH = 60
PLACES_FOR_A_FILTER = 3

# Where a journey may start, as (lon, lat); from GeoNames.
STARTING_POINTS = {
    "wonogiri": (gettext_lazy("Wonogiri town"), (110.926, -7.8139)),
    "yogyakarta": (gettext_lazy("Yogyakarta"), (110.3647, -7.8014)),
    "surakarta": (gettext_lazy("Surakarta"), (110.8317, -7.5561)),
    "pacitan": (gettext_lazy("Pacitan town"), (111.1017, -8.2063)),
}


class Sort:
    SUGGESTED = "suggested"
    NAME = "name"
    DISTANCE = "distance"

    labels = {
        SUGGESTED: gettext_lazy("suggested"),
        NAME: gettext_lazy("name"),
        DISTANCE: gettext_lazy("distance"),
    }


@dataclass
class PlaceFilter:
    """What a visitor asked for; what is not understood is told in `notes`.

    An unknown kind, regency, district or facility was meant to narrow, so it finds nothing; the rest is left out.
    """

    q: str = ""
    groups: list = field(default_factory=list)
    regency: str = ""
    district: str = ""
    facilities: list = field(default_factory=list)
    unknown: dict = field(default_factory=dict)
    geosites_only: bool = False
    sort: str = Sort.SUGGESTED
    near: str = ""
    point: tuple | None = None
    page: int = 1
    notes: list = field(default_factory=list)

    @classmethod
    def from_query(cls, query):
        """Read a QueryDict; never raises, whatever it holds."""
        self = cls()
        self.q = clean_text(query.get("q", ""))[:QUERY_LENGTH]
        self.groups = self._known("kind", query, PlaceGroup, _("kind"))
        self.regency = self._regency(query.get("regency", ""))
        self.district = self._district(query.get("district", ""))
        self.facilities = self._known("facility", query, Facility, _("facility"))
        self.geosites_only = query.get("geosite") == "1"
        self.sort = self._sort(query.get("sort", ""))
        self._read_start(clean_text(query.get("near", "")))
        self.page = self._page(query.get("page", ""))
        return self

    def _known(self, parameter, query, choices, name):
        """The known ones; of the others one is kept in `unknown`."""
        wanted = [value for value in dict.fromkeys(query.getlist(parameter)) if value]
        unknown = [value for value in wanted if value not in choices.values]
        if unknown:
            self.unknown[parameter] = clean_text(unknown[0])[:NAME_LENGTH] or "?"
            self._note_unknown(name)
        return [choices(value) for value in wanted if value in choices.values]

    def _regency(self, value):
        value = clean_text(value)[:NAME_LENGTH].lower()
        if value and value not in Regency.values:
            self._note_unknown(_("regency"))
        return value

    def _district(self, value):
        value = clean_text(value)[:NAME_LENGTH]
        if value and value.lower() not in known_districts():
            self._note_unknown(_("district"))
        return value

    def _note_unknown(self, name):
        self.notes.append(_("We do not know this %(name)s; no place of it is shown.") % {"name": name})

    def _sort(self, value):
        if not value or value in Sort.labels:
            return value or Sort.SUGGESTED
        self.notes.append(_("We do not know this %(name)s, so it was left out.") % {"name": _("order")})
        return Sort.SUGGESTED

    def _read_start(self, near):
        if near in STARTING_POINTS:
            self.near, self.point = near, STARTING_POINTS[near][1]
        elif near:
            try:
                lat, lon = (float(part) for part in near.split(","))
                if not (-11 <= lat <= 6 and 95 <= lon <= 141):
                    raise ValueError
                self.near, self.point = f"{lat:.4f},{lon:.4f}", (lon, lat)
            except ValueError:
                self.notes.append(_("We could not read the place to measure distances from."))
        if self.sort == Sort.DISTANCE and not self.point:
            self.near, self.point = "wonogiri", STARTING_POINTS["wonogiri"][1]

    def _page(self, value):
        if value.isascii() and value.isdigit() and 1 <= len(value) <= 5 and int(value) > 0:
            return int(value)
        if value:
            self.notes.append(_("There is no such page; this is the first."))
        return 1

    @property
    def is_active(self):
        narrowing = [self.q, self.groups, self.regency, self.district, self.facilities, self.geosites_only]
        return any([*narrowing, self.unknown])

    @property
    def is_lost(self):
        """Whether of the kinds none is known, or of the facilities, all of which must be there, not all are."""
        return ("kind" in self.unknown and not self.groups) or "facility" in self.unknown

    @property
    def narrowing(self):
        """Number of filters behind the fold: kinds and words stand in front of it."""
        return sum(map(bool, (self.regency, self.district, self.facilities, self.geosites_only)))

    def apply(self, places):
        """Narrow and order a PlaceQuerySet."""
        if self.is_lost:
            return places.none()
        places = self.without_kind(places).of_groups(self.groups)
        if self.sort == Sort.DISTANCE:
            return places.nearest_first(self.point)
        if self.sort == Sort.NAME:
            return places.order_by("title", "pk")
        at_home = Case(When(regency=Regency.WONOGIRI, then=Value(0)), default=Value(1), output_field=IntegerField())
        return places.order_by(at_home, "path")

    def without_kind(self, places):
        """Every filter but the kind: what the counts beside the kinds are taken from."""
        if "facility" in self.unknown:
            return places.none()
        if self.q:
            places = places.matching(self.q)
        if self.regency:
            places = places.filter(regency=self.regency)
        if self.district:
            places = places.filter(district__name__iexact=self.district)
        if self.geosites_only and places.model is PlacePage:
            places = places.filter(geositepage__isnull=False)
        return places.with_facilities(self.facilities)

    def query(self, **changes):
        """This filter as a query string, with some parameters changed; empty ones left out."""
        values = {
            "q": self.q,
            "kind": [*map(str, self.groups), *self._unknown("kind")],
            "regency": self.regency,
            "district": self.district,
            "facility": [*map(str, self.facilities), *self._unknown("facility")],
            "geosite": "1" if self.geosites_only else "",
            "sort": "" if self.sort == Sort.SUGGESTED else self.sort,
            "near": self.near,
        } | changes
        text = urlencode({name: value for name, value in values.items() if value}, doseq=True)
        return f"?{text}" if text else ""

    def _unknown(self, parameter):
        return [self.unknown[parameter]] if parameter in self.unknown else []


def clean_text(text):
    """Text from a query, without control characters (a NUL would stop PostgreSQL) and outer space."""
    return "".join(character for character in text if character.isprintable()).strip()


class PlaceListMixin:
    """A page that lists places with a filter and a map; override `places()`.

    `map_drawing` names the drawn map, empty chooses by what is found; `geosites_only_list` says that every
    place of the list is a geosite, so that its GeoJSON is narrowed as well; `card_fields` are those of its class
    that its cards show.
    """

    map_drawing = ""
    geosites_only_list = False
    card_fields = ()

    def places(self):
        return PlacePage.objects.visitable()

    def get_context(self, request):
        context = super().get_context(request)
        wanted = PlaceFilter.from_query(request.GET)
        places = self.places().in_language(self.locale_id).for_cards(*self.card_fields)
        listed = regencies_listed(self) if self.pk else set()
        offered = facilities_offered(self) if self.pk else set()
        found = wanted.apply(places)
        counts = group_counts(wanted.without_kind(places))
        chosen = wanted.groups or ([] if wanted.is_lost else PlaceGroup)
        total = sum(counts[group] for group in chosen)
        paginator = Paginator(found, PAGE_SIZE)
        paginator.count = total
        if wanted.page > paginator.num_pages:
            wanted.notes.append(_("There is no such page; this is the first."))
            wanted.page = 1
        page = paginator.page(wanted.page)
        page.object_list = list(page.object_list)
        if wanted.point:
            for place in page.object_list:
                place.distance = place.distance_from(wanted.point)
        own = wanted.query(page=page.number)
        context.update(
            filter=wanted,
            results=page,
            listed=tuple(page.object_list),
            total=total,
            groups=[
                {
                    "group": group,
                    "count": counts[group],
                    "query": wanted.query(kind=[str(group)]),
                    "chosen": group in wanted.groups,
                }
                for group in PlaceGroup
                if counts[group] or group in wanted.groups
            ],
            all_count=sum(counts.values()),
            all_query=wanted.query(kind=[]),
            regencies=[(value, label) for value, label in Regency.choices if value in listed],
            districts=district_names(wanted.regency),
            facilities=[
                (facility, facility in wanted.facilities)
                for facility in Facility
                if facility in offered or facility in wanted.facilities
            ],
            starting_points=[(slug, label) for slug, (label, _point) in STARTING_POINTS.items()],
            sorts=[
                (slug, label, wanted.query(sort="" if slug == Sort.SUGGESTED else slug))
                for slug, label in Sort.labels.items()
            ],
            later_page=own if page.number > 1 and own == f"?page={page.number}" else "",
            previous_query=wanted.query(page=page.number - 1) if page.has_previous() else "",
            next_query=wanted.query(page=page.number + 1) if page.has_next() else "",
            page_links=[
                (number, wanted.query(page=number))
                for number in paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
            ],
            map_drawing=self.map_drawing,
            geosites_only_list=self.geosites_only_list,
        )
        return context


@until_published
def regencies_listed(page):
    """The regencies that have a place on a list page, for the choice."""
    places = page.places().in_language(page.locale_id).for_visitors()
    return set(places.order_by().values_list("regency", flat=True).distinct())


@until_published
def facilities_offered(page):
    """The facilities that at least PLACES_FOR_A_FILTER places of a list page have: others would find next to nothing."""
    places = page.places().in_language(page.locale_id).for_visitors().order_by()
    counts = places.aggregate(
        **{str(facility): Count("pk", filter=Q(**{facility.field: True})) for facility in Facility}
    )
    return {facility for facility in Facility if counts[facility] >= PLACES_FOR_A_FILTER}


def district_names(regency=""):
    """The names of the districts of one regency or of all three, in order; from the boundary files, without a query."""
    return sorted(area.name for area in district_areas() if regency in {"", area.regency})


def group_counts(places):
    """``{group: number}`` for every PlaceGroup, in one query."""
    counts = dict.fromkeys(PlaceGroup, 0)
    for kind, number in places.counts_by_kind().items():
        group = PlaceKind(kind).group if kind in PlaceKind.values else None
        if group:
            counts[group] += number
    return counts
