"""An officer closes all caves: whatever tells of a cave says so, and says “ask first” when it has ended."""

import re

import pytest
from django.urls import reverse

from events.models import EventPage
from places.models import Notice, PlacePage, PlaceRecord
from tests.clock import NOW
from tourism.models import ItineraryPage

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

SENTENCE = {
    "id": "Semua gua ditutup sampai Kamis, 29 April 2027, 18.00 WIB. Jangan masuk gua.",
    "en": "Every cave is closed until Thursday, 29 April 2027, 18:00 WIB. Do not enter the cave.",
    "jv": "Sedaya guwa dipuntutup ngantos Kemis, 29 April 2027, 18.00 WIB. Sampun ngantos mlebet guwa.",
}


def test_closing_all_caves_reaches_every_output_and_ending_it_too(client, admin_client, page_at):
    cave = page_at("id", "gua-sodong")
    event = held_in(cave, page_at)
    before = outputs(client, cave, event)
    assert not any(is_closed(text) for text in before.values())

    form = {"area": "kind:cave", "level": "closed", "event": "cave-flood", "until": "tomorrow", "source": "bpbd"}
    steps = reverse("notices:add")
    assert "Semua gua" in admin_client.get(steps, {"q": "gua"}).content.decode()
    assert "Banjir di gua" in admin_client.get(steps, {"step": 2, "area": "kind:cave"}).content.decode()
    preview = admin_client.post(steps, form | {"check": "1"}).content.decode()
    for sentence in SENTENCE.values():
        assert sentence in preview
    assert not Notice.objects.exists()
    assert admin_client.post(steps, form | {"publish": "1"}).status_code == 302
    notice = Notice.objects.get()

    closed = outputs(client, cave, event) | cap_of(client, notice)
    assert [name for name, text in closed.items() if not is_closed(text)] == []
    assert EventPage.objects.get(pk=event.pk).status == "scheduled"
    assert re.search(rf"{cave.get_url()}</loc>\s*<lastmod>2027-04-28T10", text_of(client, "/sitemap-id.xml"))
    assert cave.translation_key in PlaceRecord.objects.filter(changed_at__gte=NOW).values_list("uid", flat=True)

    assert admin_client.post(reverse("notices:end", args=[notice.pk])).status_code == 302
    ended = outputs(client, cave, event)
    assert [name for name, text in ended.items() if is_closed(text)] == []
    assert "Banjir pada musim hujan" in ended["place id"]  # what its own page has said all along
    assert "Pemberitahuan “Ditutup: Banjir di gua” berakhir 28 April 2027" in ended["place id"]
    assert "<msgType>Cancel</msgType>" in cap_of(client, notice)["one CAP"]


def held_in(cave, page_at):
    event = EventPage(
        title="Resik-resik Guwa", slug="resik-guwa", starts_on=NOW.date(), venue=PlacePage.objects.get(pk=cave.pk)
    )
    event.category, event.summary = "fair", "Bersama-sama."
    page_at("id", "acara").add_child(instance=event)
    event.save_revision().publish()
    return event


def outputs(client, cave, event):
    """``{name: text}`` of whatever tells of the state of a cave."""
    key = cave.translation_key
    paths = {
        "home id": "/id/",
        "home en": "/en/",
        "home jv": "/jv/",
        "notices": "/id/notices/",
        "itinerary": ItineraryPage.objects.filter(stops__place__kind="cave", locale=cave.locale).first().get_url(),
        "event": event.get_url(),
        "events": "/id/acara/",
        "search": "/id/search/?q=sodong",
        "geojson": "/id/places.geojson?q=sodong",
        "api": f"/api/v1/places/?uid={key}",
        "api events": f"/api/v1/events/{event.translation_key}/",
        "list": "/id/geopark/?q=sodong",
        "element": f"/feeds/v1/events.json?place={key}",
        "frame": f"/embed/v1/events/?place={key}",
        "calendar": f"/feeds/v1/events/{event.translation_key}.ics",
        "feed of events": f"/feeds/v1/events.rss?place={key}",
        "frame of notices": "/embed/v1/notices/",
        "emergency": "/id/darurat/",
        "rss": "/feeds/v1/notices.rss",
        "json": "/feeds/v1/notices.json",
        "cap": "/feeds/v1/notices.cap.xml",
    }
    for page in cave.get_translations(inclusive=True):
        paths[f"place {page.locale.language_code}"] = page.get_url()
    told = {name: text_of(client, path) for name, path in paths.items()}
    for language in ("id", "en", "jv"):
        page = told[f"place {language}"]
        data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
        told[f"structured data {language}"] = " ".join(part for part in data if "SpecialAnnouncement" in part)
    return told


def cap_of(client, notice):
    return {"one CAP": text_of(client, f"/feeds/v1/notices/{notice.uid}.cap.xml")}


def text_of(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode().replace("\r\n ", "").replace("\\,", ",")


def is_closed(text):
    words = [
        "Ditutup — Banjir di gua, sampai 29 Apr",
        "ditutup sampai Kamis, 29 April",
        "closed until Thursday, 29 April",
        "dipuntutup ngantos Kemis, 29 April",
    ]
    return any(
        word.lower() in text.lower()
        for word in [*words, '"safety":"closed"', "map__pin--closed", '"safety": "closed"', "badge--closed"]
    )
