"""What is not public stands nowhere: every way of telling, in every language, against every way of hiding."""

from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Locale, PageViewRestriction

from content.publishing import mark_published
from events.models import EventPage
from places.models import Notice
from portal.models import ArticlePage
from tests.clock import NOW
from tourism.models import DestinationPage

pytestmark = pytest.mark.django_db

# No slug has one of these words, so that an address alone gives nothing away.
SECRETS = ["wingitan", "hiddenplace", "wewadi", "hiddenevent", "sinengker", "hiddentext"]
PUBLIC_URL = "http://127.0.0.1:8000"
LANGUAGES = ["id", "en", "jv"]
DAY = date(2027, 6, 12)


class Hidden:
    """A place, an event held there and two articles, in Indonesian and English; and an event that stays public."""

    count = 0

    def __init__(self, page_at):
        self.destinations, self.events = page_at("id", "destinasi"), page_at("id", "acara")
        self.culture, self.geopark = page_at("id", "budaya"), page_at("id", "geopark")
        place = {"kind": "beach", "regency": "wonogiri", "lat": "-8.19", "lon": "110.8", "coordinate_source": "GPS"}
        event = {"starts_on": DAY, "category": "rite", "status_note": "Wewadi"}
        self.place = self.add(self.destinations, DestinationPage, "Wingitan Pantai", "Hiddenplace Beach", **place)
        self.event = self.add(
            self.events, EventPage, "Wewadi Pantai", "Hiddenevent Beach", venue_id=self.place.pk, **event
        )
        self.articles = [
            self.add(parent, ArticlePage, "Sinengker Pantai", "Hiddentext Beach", topic="arts")
            for parent in (self.culture, self.geopark)
        ]
        self.pages = [self.place, self.event, *self.articles]
        Notice.objects.create(
            place=self.place,
            event="wave",
            source="sar",
            words_id="Wewadi.",
            words_en="Hiddenplace.",
            ends_at=NOW + timedelta(days=90),
        )
        self.parents = [self.destinations, self.events, self.culture, self.geopark]
        self.beside = self.add(
            self.events, EventPage, "Acara Terbuka", "Open event", venue_id=self.place.pk, starts_on=DAY
        )

    def add(self, parent, model, title, english_title, **values):
        self.count += 1
        page = model(
            title=title,
            slug=f"uji-{self.count}",
            locale=parent.locale,
            summary=title,
            **values,
        )
        parent.add_child(instance=page)
        page.save_revision().publish()
        translation = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
        translation.title = translation.summary = english_title
        translation.save_revision().publish()
        return model.objects.get(pk=page.pk)

    def addresses(self):
        """Every address at which something of these pages may be told."""
        key = self.place.translation_key
        for page in [*self.pages, self.beside]:
            for shown in page.get_translations(inclusive=True):
                yield shown.get_url()
                yield f"/oembed/?url={quote(PUBLIC_URL + shown.get_url())}"
        for language in LANGUAGES:
            destinations, events, calendar = {
                "id": ("destinasi", "acara", "kalender"),
                "en": ("places", "events", "calendar"),
                "jv": ("destinasi", "acara", "kalender"),
            }[language]
            yield from (f"/{language}/", f"/{language}/{destinations}/", f"/{language}/{destinations}/?kind=beach")
            yield from (f"/{language}/{events}/?month=2027-06", f"/{language}/{events}/{calendar}/2027-06/")
            yield from (f"/{language}/places.geojson", f"/sitemap-{language}.xml", f"/{language}/geopark/")
            yield f"/{language}/{'culture' if language == 'en' else 'budaya'}/"
            # Words that differ by a letter: what is suggested must not be one of the hidden ones.
            words = ["pantai", "beach", "wingitam", "hiddenplacs", "wewadu", "hiddenevens", "sinengkir", "hiddentexs"]
            yield from (f"/{language}/search/?q={word}" for word in words)
            for extension in ("ics", "rss", "atom", "json", "geojson", "csv"):
                yield f"/feeds/v1/events.{extension}?lang={language}&month=2027-06"
            yield f"/embed/v1/events/?lang={language}&month=2027-06"
            yield f"/{language}/notices/"
            yield from (f"/feeds/v1/notices.{extension}?lang={language}" for extension in ("rss", "json", "cap.xml"))
            for record in ("places", "geosites", "events", "occurrences"):
                yield f"/api/v1/{record}/?lang={language}&limit=100"
            yield f"/api/v1/occurrences/?lang={language}&from=2027-06-01&to=2027-06-30&limit=100"
            yield f"/api/v1/changes/?lang={language}&since={NOW:%Y-%m-%d}&limit=100"
            yield f"/api/v1/places/{key}/?lang={language}"
            for event in (self.event, self.beside):
                yield f"/api/v1/events/{event.uid}/?lang={language}"
        for event in (self.event, self.beside):
            yield f"/feeds/v1/events/{event.uid}.ics"
        yield f"/feeds/v1/events.ics?place={self.place.slug}"


def told(client, addresses):
    """``{address: the hidden words it says}``."""
    found = {}
    for address in addresses:
        response = client.get(address)
        assert response.status_code < 500, address
        body = b"".join(response.streaming_content) if response.streaming else response.content
        text = (body.decode() + str(response.headers)).replace("\r\n ", "").lower()
        if words := [word for word in SECRETS if word in text]:
            found[address] = words
    return found


@pytest.fixture
def hidden(page_at):
    return Hidden(page_at)


def unpublish(hidden, client):
    for page in hidden.pages:
        page.unpublish()


def restrict(hidden, client):
    for page in hidden.pages:
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def restrict_above(hidden, client):
    for page in hidden.parents:
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def unpublish_above(hidden, client):
    for page in hidden.parents:
        page.unpublish()


def delete(hidden, client):
    for page in hidden.pages:
        response = client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        assert response.status_code == 302


def schedule(hidden, client):
    for page in hidden.pages:
        page.unpublish()
        page.refresh_from_db()
        page.go_live_at = NOW + timedelta(days=7)
        page.save_revision().publish()
        assert not type(page).objects.get(pk=page.pk).live


def expire(hidden, client):
    for page in hidden.pages:
        page.expire_at = NOW - timedelta(minutes=1)
        page.save_revision().publish()
    call_command("publish_scheduled")


def test_every_output_tells_what_is_public(uncached_client, hidden):
    assert len(told(uncached_client, hidden.addresses())) > 60


@pytest.mark.parametrize(
    "hide",
    [
        unpublish,
        restrict,
        pytest.param(restrict_above, marks=pytest.mark.sql),
        unpublish_above,
        pytest.param(delete, marks=pytest.mark.sql),
        schedule,
        expire,
    ],
    ids=lambda hide: hide.__name__,
)
def test_no_output_says_a_word_of_what_is_not_public(uncached_client, admin_client, hidden, hide):
    addresses = list(hidden.addresses())
    hide(hidden, admin_client)
    mark_published()
    assert told(uncached_client, addresses) == {}


def test_a_withdrawn_page_is_gone_and_one_that_never_was_is_not_found(client, admin_client, page_at):
    page = page_at("id", "batik-wonogiren")
    english = page.get_translation(Locale.objects.get(language_code="en"))
    page.unpublish()
    for address, words in ((page.get_url(), "Halaman ditarik"), (english.get_url(), "Page withdrawn")):
        response = client.get(address)
        assert response.status_code == 410
        assert words in response.content.decode()
    assert client.get("/id/destinasi/tidak-pernah-ada/").status_code == 404
    admin_client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert not ArticlePage.objects.filter(translation_key=page.translation_key).exists()
    assert client.get(page.get_url()).status_code == client.get(english.get_url()).status_code == 410


@pytest.mark.parametrize(("answer", "english_lives"), [({"also_translations": "on"}, False), ({}, True)])
def test_unpublishing_asks_for_the_other_languages_and_shows_none_of_them_either_way(
    client, admin_client, page_at, answer, english_lives
):
    page = page_at("id", "batik-wonogiren")
    english = page.get_translation(Locale.objects.get(language_code="en"))
    address = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    form = admin_client.get(address).content.decode()
    assert 'name="also_translations" checked' in form and "English" in form
    admin_client.post(address, answer)
    english.refresh_from_db()
    assert english.live == english_lives
    assert client.get(english.get_url()).status_code == 410
    assert english.title not in client.get("/en/culture/").content.decode()
