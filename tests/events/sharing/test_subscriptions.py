"""Subscribing works on Android, Apple, Google on the web and Outlook, in plain HTML."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings

from events.sharing.subscriptions import Subscription

pytestmark = pytest.mark.django_db
CALENDAR = Subscription("https://example.org/feeds/v1/events.ics?cat=rite&lang=en", "Events in Wonogiri")


def test_apple_opens_webcal():
    assert CALENDAR.webcal == "webcal://example.org/feeds/v1/events.ics?cat=rite&lang=en"


def test_google_is_given_a_webcal_address_as_https_fails_there():
    google = urlsplit(CALENDAR.google)
    assert google.netloc == "calendar.google.com"
    assert google.path == "/calendar/r"
    assert parse_qs(google.query) == {"cid": [CALENDAR.webcal]}


@pytest.mark.parametrize("address", [CALENDAR.outlook, CALENDAR.office])
def test_outlook_gets_the_calendar_without_our_name_for_it(address):
    outlook = urlsplit(address)
    assert outlook.path == "/calendar/0/addfromweb"
    asked = parse_qs(outlook.query)
    assert asked["url"] == [CALENDAR.url + "&client=outlook"]
    assert asked["name"] == ["Events in Wonogiri"]


def addresses(html):
    return [unescape(address) for address in re.findall(r'href="([^"]+)"', html)]


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/id/acara/", ""),
        ("/id/acara/?cat=rite&utm_source=x", "?cat=rite"),
        ("/en/events/?regency=wonogiri&when=weekend", "?lang=en&regency=wonogiri&when=weekend"),
        ("/jv/acara/?free=1", "?free=1&lang=jv"),
    ],
)
def test_the_list_offers_its_own_calendar_with_the_filters_in_force(client, path, query):
    html = client.get(path).content.decode()
    box = html[html.index('id="langganan"') :].split("</section>")[0]
    calendar = f"{settings.PUBLIC_URL}/feeds/v1/events.ics{query}"
    assert Subscription(calendar, "").webcal in addresses(box)
    assert calendar in addresses(box)
    assert f'value="{calendar.replace("&", "&amp;")}"' in box
    shown = client.get(calendar.removeprefix(settings.PUBLIC_URL))
    assert shown.status_code == 200
    assert shown.content.startswith(b"BEGIN:VCALENDAR")


def test_the_text_beside_it_is_honest_about_google(client):
    assert "8 to 24 hours" in client.get("/en/events/").content.decode()


@pytest.mark.parametrize("language", ["id", "en", "jv"])
def test_the_page_of_an_event_offers_that_event_alone(client, language):
    page = client.get(f"/{language}/{'events' if language == 'en' else 'acara'}/")
    event = next(path for path in addresses(page.content.decode()) if re.search("/(acara|events)/[a-z].*date=", path))
    html = client.get(event).content.decode()
    webcal = next(address for address in addresses(html) if address.startswith("webcal:"))
    file = client.get(f"{urlsplit(webcal).path}?{urlsplit(webcal).query}").content.decode()
    assert file.count("BEGIN:VEVENT") >= 1
    assert len(set(re.findall(r"\r\nUID:(\S{36})[@-]", file))) == 1
