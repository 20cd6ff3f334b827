"""A protected place: every output tells its cell, and the exact figures stand in none of them, however they are written.

`ADDRESSES` has an entry for every address of the site; a new one without an entry fails.
"""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from django.urls import URLResolver, get_resolver
from wagtail.models import Locale

from content.publishing import mark_published
from events.models import CalendarEntry, EventPage, EventRecord, Occurrence
from places.geography.cells import cell_of
from places.geography.maps import MAPS
from places.models import Notice, PlacePage, PlaceRecord
from tests.clock import NOW
from tests.seed_template import PUBLIC_URL, ROOT
from tourism.models import DestinationPage, ItineraryDay, ItineraryPage, ItineraryStop

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

LANGUAGES = ["id", "en", "jv"]
LON, LAT = EXACT = (110.87643, -8.19567)
CELL = cell_of(EXACT)
NEIGHBOUR = (110.90123, -8.18456)
BESIDE = "-8.18,110.86"
DAY = NOW.date() + timedelta(days=30)
MONTH = f"{DAY:%Y-%m}"
FEEDS = ["rss", "atom", "json", "geojson", "csv"]
# Told of no place: files, health, guarded answers and pages that stand for a secret.
NO_PLACE = {
    "",
    "health/live/",
    "health/ready/",
    "go/<slug:slug>/",
    "robots.txt",
    "favicon.ico",
    "embed/v1/builder/",
    r"^embed/v1/accents/(?P<digits>[0-9a-f]{6})\.css$",
    r"^embed/v1/(?P<name>w|notices|resize|frame|embed)(?:\.(?P<digest>[0-9a-f]{8}))?\.(?P<extension>js|css)$",
    "api/",
    "api/v1/articles/",
    "api/v1/organisations/",
    "id/_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
    "id/_util/login/",
    r"id/^(?P<word>usulkan-acara|propose-an-event|usul-adicara)/(?P<signed>[^/]{20,80})/$",
    r"id/^(?P<word>tanya|ask|pitakenan)/(?P<secret>[A-Za-z0-9]{22})/$",
    r"id/^(?P<word>tanya|ask|pitakenan)/usul/(?P<signed>[\w.-]{20,80})/$",
    # What is in a photo's file is cut off when it comes in: tests/content/files/.
    r"^media/images/(?P<path>.*)$",
}


class World:
    """A place in three languages with a neighbour, an event, an itinerary and a notice."""

    def __init__(self, page_at):
        self.page_at = page_at
        destinations = page_at("id", "destinasi")
        self.place = self.add(destinations, DestinationPage, "Luweng Uji", kind="cave", **self.at(EXACT))
        self.neighbour = self.add(destinations, DestinationPage, "Sendang Uji", kind="spring", **self.at(NEIGHBOUR))
        self.event = self.add(
            page_at("id", "acara"), EventPage, "Resik Luweng", starts_on=DAY, category="rite", venue_id=self.place.pk
        )
        self.itinerary = self.add(
            page_at("id", "itinerari"),
            ItineraryPage,
            "Jalan Uji",
            length_days=1,
            days=[ItineraryDay(number=1, title="Satu")],
            stops=[ItineraryStop(day=1, place_id=page.pk, text="Uji") for page in (self.neighbour, self.place)],
        )
        source = PlacePage.objects.get(pk=self.place.pk)
        self.notice = Notice.objects.create(
            place=source, event="cave-flood", source="sar", ends_at=NOW + timedelta(days=60)
        )

    def at(self, point):
        return {
            "regency": "wonogiri",
            "lon": str(point[0]),
            "lat": str(point[1]),
            "coordinate_confidence": "exact",
            "coordinate_source": "GPS",
        }

    def add(self, parent, model, title, **values):
        page = model(title=title, slug=title.lower().replace(" ", "-"), locale=parent.locale, summary="Uji.", **values)
        parent.add_child(instance=page)
        page.save_revision().publish()
        for language in ("en", "jv"):
            translation = page.copy_for_translation(Locale.objects.get(language_code=language), copy_parents=True)
            translation.save_revision().publish()
        return model.objects.get(pk=page.pk)

    def protect(self):
        page = DestinationPage.objects.get(pk=self.place.pk)
        page.is_protected = True
        page.save_revision().publish()
        self.place = page

    def slug(self, language, *slugs):
        return slugs[1] if language == "en" else slugs[0]

    def addresses(self):
        """``{pattern of an address: addresses at which something of the place is told}``."""
        key, uid, notice = self.place.translation_key, self.event.uid, self.notice.uid
        around, inside = f"near={BESIDE}&radius=5", "bbox=110.7,-8.3,111.0,-8.1"
        own = f"place={self.place.slug}"
        pages = [
            shown.get_url()
            for page in (self.place, self.neighbour, self.event, self.itinerary)
            for shown in page.get_translations(inclusive=True)
        ]
        lists = [page.get_url() for slug in ("destinasi", "acara") for page in self.everywhere(slug)]

        def told(path, query=""):
            return [f"{path}?lang={language}{query and '&'}{query}" for language in LANGUAGES]

        def in_languages(path):
            return [f"/{language}/{path}" for language in LANGUAGES]

        return {
            "feeds/v1/events.ics": [*told("/feeds/v1/events.ics", own), f"/feeds/v1/events.ics?{own}&client=outlook"],
            "feeds/v1/events/<uuid:uid>.ics": told(f"/feeds/v1/events/{uid}.ics"),
            "feeds/v1/events.<slug:extension>": [
                address
                for extension in FEEDS
                for address in [
                    *told(f"/feeds/v1/events.{extension}", own),
                    f"/feeds/v1/events.{extension}?{around}&series=each",
                ]
            ],
            r"^feeds/v1/notices\.(?P<extension>rss|json|cap\.xml)$": [
                address for name in ("rss", "json", "cap.xml") for address in told(f"/feeds/v1/notices.{name}")
            ],
            "feeds/v1/notices/<uuid:uid>.cap.xml": [f"/feeds/v1/notices/{notice}.cap.xml"],
            "embed/v1/events/": told("/embed/v1/events/", own),
            "embed/v1/notices/": told("/embed/v1/notices/", own),
            "embed/v1/event/<str:uid>/": told(f"/embed/v1/event/{uid}/"),
            "oembed/": [
                f"/oembed/?url={quote(PUBLIC_URL + page)}&format={form}" for page in pages for form in ("json", "xml")
            ],
            "api/v1/openapi.json": ["/api/v1/openapi.json"],
            "api/v1/": ["/api/v1/"],
            "api/v1/events/": told("/api/v1/events/", own),
            "api/v1/events/<uuidstr:uid>/": told(f"/api/v1/events/{uid}/"),
            "api/v1/occurrences/": told("/api/v1/occurrences/", f"{own}&month={MONTH}"),
            "api/v1/facets/": told("/api/v1/facets/", own),
            "api/v1/places/": [
                address for query in (f"uid={key}", around, inside) for address in told("/api/v1/places/", query)
            ],
            "api/v1/geosites/": told("/api/v1/geosites/", around),
            "api/v1/itineraries/": told("/api/v1/itineraries/"),
            "api/v1/changes/": told("/api/v1/changes/", f"since={NOW:%Y-%m-%d}"),
            "sitemap.xml": ["/sitemap.xml"],
            "sitemap-<slug:section>.xml": [f"/sitemap-{language}.xml" for language in LANGUAGES],
            "id/search/": [*in_languages("search/?q=luweng+uji"), *in_languages("search/?q=resik")],
            "id/embed/": in_languages("embed/"),
            "id/notices/": in_languages("notices/"),
            "id/places.geojson": [*in_languages("places.geojson?q=uji"), *in_languages(f"places.geojson?{inside}")],
            r"id/^(?P<section>[-\w]+)/(?P<word>kalender|calendar)/(?:(?P<month>[-\w]+)/)?$": [
                f"{page.get_url()}{self.slug(page.locale.language_code, 'kalender', 'calendar')}/{MONTH}/"
                for page in self.everywhere("acara")
            ],
            r"id/^(?P<word>mitra|partners)/$": ["/id/mitra/"],
            r"id/^(?P<word>mitra|partners)/api/$": ["/id/mitra/api/"],
            r"id/^(?P<word>usulkan-acara|propose-an-event|usul-adicara)/$": ["/id/usulkan-acara/"],
            r"id/^(?P<word>tanya|ask|pitakenan)/$": [f"/id/tanya/?about={self.place.get_url()}"],
            r"id/^(?P<word>perjalanan|trip|lelampahan)/$": ["/id/perjalanan/"],
            r"id/^(?P<word>perjalanan|trip|lelampahan)/places\.geojson$": [
                "/id/perjalanan/places.geojson",
                "/en/trip/places.geojson",
                "/jv/lelampahan/places.geojson",
            ],
            r"id/^((?:[\w\-]+/)*)$": [
                *in_languages(""),
                *pages,
                *lists,
                *(f"{page}?q=uji&near={BESIDE}&sort=distance" for page in lists[:3]),
                *(f"{page}?place={self.place.slug}" for page in lists[3:]),
            ],
        }

    def everywhere(self, slug):
        return self.page_at("id", slug).get_translations(inclusive=True).live()

    def previews(self):
        """Previews of the place's drafts, the first of them from before it was protected."""
        for page in DestinationPage.objects.filter(translation_key=self.place.translation_key):
            for number, revision in enumerate(page.revisions.order_by("pk")):
                yield f"preview {page.locale.language_code} {number}", revision.as_object().make_preview_request()


def patterns(resolver, before=""):
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if not route.startswith(("admin/", "documents/")):
                yield from patterns(pattern, route)
        elif not route.startswith(("admin/", "documents/")):
            yield route


def plus_code(lon, lat):
    """The first eight digits of an Open Location Code: 275 m wide."""
    digits, east, north = "23456789CFGHJMPQRVWX", lon + 180, lat + 90
    code = ""
    for size in (20, 1, 0.05, 0.0025):
        code += digits[int(north // size)] + digits[int(east // size)]
        north, east = north % size, east % size
    return f"{code}+"


def writings():
    """Every usual way to write either exact figure from four decimals up, as regular expressions."""
    for degrees in (LON, LAT):
        size = abs(degrees)
        for four in {int(size * 1e4), round(size * 1e4)}:
            yield rf"(?<!\d){four // 10_000}[.,٫]{four % 10_000:04}"
        yield rf"(?<!\d){round(size * 1e5)}\d{{0,2}}(?!\d)"  # e5, e6, e7
        minutes = size % 1 * 60
        seconds = minutes % 1 * 60
        yield rf"{int(size)}\s*[°º]\s*{int(minutes)}\s*['′’]\s*({int(seconds)}|{round(seconds)})"
        yield rf"{int(size)}\s*[°º]\s*{int(minutes)}[.,]{int(minutes % 1 * 100):02}"
    yield re.escape(plus_code(LON, LAT))
    for drawing in MAPS.values():
        x, y = drawing.place(EXACT)
        yield rf'c?x="{re.escape(str(x))}"\s+c?y="{re.escape(str(y))}"'


FIGURES = re.compile("|".join(writings()))
CELL_FIGURES = re.compile(r"110[.,]87(1|5|55|8)0*(?!\d)")


def text_of(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = f"{body.decode()} {response.headers}".replace("\r\n ", "")
    return unquote(unescape(text))


def told_by(client, world):
    """``{address: text}`` of every output."""
    mark_published()
    answers = {}
    for address in dict.fromkeys(address for found in world.addresses().values() for address in found):
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        answers[address] = text_of(response)
    return answers | {name: text_of(response.render()) for name, response in world.previews()}


def test_ticking_one_box_takes_the_exact_figures_out_of_every_output(uncached_client, page_at):
    world = World(page_at)
    assert set(patterns(get_resolver())) == {*world.addresses(), *NO_PLACE}  # each has its place in the matrix
    before = told_by(uncached_client, world)
    telling = {address for address, text in before.items() if FIGURES.search(text)}
    # Otherwise the search below would prove nothing.
    assert len(telling) > 60
    endings = {address.split("?")[0].rsplit(".", 1)[-1] for address in telling}
    assert endings >= {"ics", "geojson", "json", "csv", "rss", "xml"}
    assert found_around(EXACT, world)
    last = PlaceRecord.objects.get(uid=world.place.translation_key).changed_at

    world.protect()
    after = told_by(uncached_client, world)
    assert [address for address, text in after.items() if FIGURES.search(text)] == []
    assert not found_around(EXACT, world) and found_around(CELL.centre, world)
    assert_cell_is_told(world, telling, after)
    assert_is_an_area(world, after)
    assert_distances_are_about(world, after)
    assert PlaceRecord.objects.get(uid=world.place.translation_key).changed_at >= last
    held = Occurrence.objects.filter(event_key=world.event.uid)
    assert set(held.values_list("longitude", "latitude")) == {CELL.centre}
    kept = [EventRecord.objects.values_list("snapshot", flat=True), CalendarEntry.objects.values_list("ics", flat=True)]
    assert not FIGURES.search(str([list(rows) for rows in kept]))


def found_around(point, world):
    """Whether who searches within 50 m of a point, or in a box around it, finds the place."""
    places = PlacePage.objects.in_language(world.place.locale_id).filter(pk=world.place.pk)
    found = places.within_km(point, 0.05).exists()
    (lon, lat), off = point, 0.0005
    assert places.in_box(lon - off, lat - off, lon + off, lat + off).exists() == found
    return found


def assert_cell_is_told(world, telling, after):
    """Whatever told the point tells the cell: but no calendar, and a list whose drawing has a square."""
    drawn = {page.get_url() for page in world.everywhere("destinasi")}
    silent = {address for address in telling if not CELL_FIGURES.search(after[address])}
    assert {address for address in silent if ".ics" not in address and address.split("?")[0] not in drawn} == set()
    assert "GEO:" not in after[f"/feeds/v1/events/{world.event.uid}.ics?lang=id"]


def assert_is_an_area(world, after):
    for language, sentence in {
        "id": "Tempat yang dilindungi: yang ditampilkan hanya sekitarnya",
        "en": "Protected place: only its surroundings are shown",
        "jv": "Papan ingkang dipunayomi: ingkang dipunaturaken namung sakiwa-tengenipun",
    }.items():
        page = after[dict(pages_of(world.place))[language]]
        assert sentence in page and "map__square" in page
        assert re.findall(r"google\.com/maps|openstreetmap\.org/\?|geo:|data-copy=.-", page) == []
    layer = after["/en/places.geojson?q=uji"]
    assert '"type": "Polygon"' in layer and '"protected": true' in layer
    cap = after[f"/feeds/v1/notices/{world.notice.uid}.cap.xml"]
    assert "<circle>" not in cap and "<polygon>-8.19900,110.87100 -8.19900,110.88000 " in cap


def assert_distances_are_about(world, after):
    far = re.findall(r"<span>([^<]* km)</span>", after[world.place.get_url()])
    assert far and all(text.startswith(("sekitar", "kurang")) for text in far)
    assert "<span>sekitar 3 km</span>" in after[world.neighbour.get_url()]
    assert "sekitar 3 km garis lurus" in after[world.itinerary.get_url()]


def pages_of(page):
    return [(shown.locale.language_code, shown.get_url()) for shown in page.get_translations(inclusive=True)]


def test_a_text_that_tells_the_point_of_a_protected_place_is_not_published(english):
    lon, lat = map(str, EXACT)
    place = DestinationPage(title="Luweng", lon=lon, lat=lat, access="Titik GPS -8.1957, 110.8764, lalu jalan kaki.")
    assert not list(place.publishing_problems())
    place.is_protected = True
    [(field, sentence)] = place.publishing_problems()
    assert field == "access" and "protected place" in sentence


EDITORS = {
    "site/places/models/location.py": "has them",
    "site/places/models/place.py": "the index of the table",
    "site/places/querysets.py": "asks the database for what is published",
    "events/intake/federation/likeness.py": "compares in the dark: is it the same event?",
    "site/portal/seed/fields.py": "reads the seed",
    "site/portal/seed/roads.py": "reads the seed, by the cell where a place is protected",
}
RAW = re.compile(r"\bexact_point\b|\.(lat|lon)\b(?!\()|[\"'](lat|lon)(__\w+)?[\"']|\b(lat|lon)__\w+=")
# What has a latitude of its own, and no place.
OTHERS = {
    "site/portal/models/emergency.py",
    "templates/portal/emergency_page.html",
    "site/places/geography/maps.py",
    "site/places/management/commands/draw_maps.py",
    "events/intake/reading/json_values.py",
    "templates/trips/trip.html",
}


def test_only_editors_code_names_the_exact_point():
    """Take `point`, `cell` or `distance_from`; what must know the exact point stands in EDITORS with its reason."""
    folders = ["site", "tourism", "geopark", "events", "templates"]
    sources = [file for folder in folders for kind in ("*.py", "*.html") for file in Path(ROOT, folder).rglob(kind)]
    naming = {
        str(file.relative_to(ROOT))
        for file in sources
        if "migrations" not in file.parts and RAW.search(file.read_text())
    }
    assert naming - OTHERS == set(EDITORS)
