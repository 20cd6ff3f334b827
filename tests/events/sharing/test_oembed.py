"""Pasting an address of ours into WordPress or another consumer of oEmbed gives a frame with the events."""

import json
import re
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit
from xml.etree import ElementTree

import micawber
import pytest
from django.conf import settings
from micawber.exceptions import ProviderHTTPException
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from events.models import EventIndexPage, EventPage
from tests.events.published import publish

pytestmark = pytest.mark.django_db
SITE = settings.PUBLIC_URL
EVENT = {
    "id": "/id/acara/labuhan-ageng-sembukan/",
    "en": "/en/events/labuhan-ageng-at-sembukan-beach/",
    "jv": "/jv/acara/labuhan-ageng-sembukan/",
}
LISTS = {"id": "/id/acara/", "en": "/en/events/", "jv": "/jv/acara/"}


def ask(client, url, **parameters):
    return client.get(f"/oembed/?{urlencode({'url': url, **parameters})}")


def answer(client, url, **parameters):
    response = ask(client, url, **parameters)
    assert response.status_code == 200, (url, response.content)
    return response.json()


def frame_of(values):
    """The query of the frame in an answer, and its path."""
    source = urlsplit(unescape(re.search(r'<iframe src="([^"]+)"', values["html"])[1]))
    assert f"{source.scheme}://{source.netloc}" == SITE
    return source.path, parse_qs(source.query)


@pytest.mark.parametrize("language", ["id", "en", "jv"])
@pytest.mark.parametrize("paths", [LISTS, EVENT])
def test_a_list_and_an_event_become_a_frame_in_their_language(client, paths, language):
    values = answer(client, SITE + paths[language])
    assert values["version"] == "1.0"
    assert values["type"] == "rich"
    assert values["provider_name"] == "Wonogiri"
    assert values["cache_age"] == 3600
    assert isinstance(values["width"], int)
    assert isinstance(values["height"], int)
    path, query = frame_of(values)
    assert query["lang"] == [language]
    shown = client.get(f"{path}?{urlencode(query, doseq=True)}")
    assert shown.status_code == 200
    assert f'<html lang="{language}">' in shown.content.decode()
    assert "<script" not in values["html"]


def test_filters_date_and_look_of_the_address_reach_the_frame(client):
    values = answer(client, f"{SITE}/en/events/?cat=rite&when=month&limit=3&theme=dark&accent=forest&utm_source=x")
    assert frame_of(values) == (
        "/embed/v1/events/",
        {"accent": ["forest"], "cat": ["rite"], "lang": ["en"], "limit": ["3"], "theme": ["dark"], "when": ["month"]},
    )
    _path, query = frame_of(answer(client, SITE + EVENT["en"] + "?date=20270605"))
    assert query["date"] == ["20270605"]
    assert "date" not in frame_of(answer(client, SITE + EVENT["en"]))[1]
    assert "date" not in frame_of(answer(client, SITE + EVENT["en"] + "?date=19990101"))[1]


def test_a_plain_list_names_a_series_once_as_the_page_does(client):
    assert frame_of(answer(client, f"{SITE}/id/acara/"))[1]["series"] == ["next"]
    assert "series" not in frame_of(answer(client, f"{SITE}/id/acara/?when=week"))[1]


def test_json_and_xml_say_the_same(client):
    values = answer(client, SITE + EVENT["id"], format="json")
    response = ask(client, SITE + EVENT["id"], format="xml")
    assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    assert root.tag == "oembed"
    assert {child.tag: child.text for child in root} == {name: str(value) for name, value in values.items()}


@pytest.mark.parametrize(("width", "height"), [(300, 200), (1, 1), (599, 10_000), (99_999, 9)])
def test_it_is_no_larger_than_asked_for(client, width, height):
    for url in (SITE + LISTS["id"], SITE + EVENT["id"]):
        values = answer(client, url, maxwidth=width, maxheight=height)
        assert 0 < values["width"] <= min(width, 600)
        assert 0 < values["height"] <= height
        assert f'width="{values["width"]}" height="{values["height"]}"' in values["html"]
        if "thumbnail_url" in values:
            assert values["thumbnail_width"] <= width
            assert values["thumbnail_height"] <= height


@pytest.mark.parametrize("nonsense", ["-1", "0", "abc", "1e3", "9" * 400, "%00", "٣٠٠"])
def test_a_size_that_is_no_number_is_passed_over(client, nonsense):
    assert answer(client, SITE + LISTS["id"], maxwidth=nonsense, maxheight=nonsense)["width"] == 600


UNKNOWN = [
    "https://example.org/id/acara/",
    "http://169.254.169.254/latest/meta-data/",
    "http://127.0.0.1:1/id/acara/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "//example.org/id/acara/",
    "https://[",
    "acara",
    SITE + "/",
    SITE + "/id/acara/tidak-ada/",
    SITE + "/fr/acara/",
    SITE + "/admin/",
    SITE + "/id/acara/%00/",
    SITE + "/id/acara/\x00",
    SITE + "/id/" + "a/" * 300,
    SITE + "@example.org/id/acara/",
]


@pytest.mark.parametrize("url", UNKNOWN)
@pytest.mark.parametrize("form", ["json", "xml"])
def test_an_address_that_is_none_of_ours_is_unknown_and_never_fetched(client, url, form):
    response = ask(client, url, format=form)
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"
    assert json.loads(response.content)["status"] == 404


def test_without_an_address_or_in_another_format_there_is_no_answer(client):
    assert client.get("/oembed/").status_code == 400
    assert ask(client, SITE + LISTS["id"], format="yaml").status_code == 501


def test_a_private_page_is_refused_as_private(client, page_at):
    page = page_at("id", "labuhan-ageng-sembukan")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert ask(client, SITE + EVENT["id"]).status_code == 401


def test_an_event_that_is_not_public_any_more_is_unknown(client, page_at):
    page_at("id", "labuhan-ageng-sembukan").unpublish()
    assert ask(client, SITE + EVENT["id"]).status_code == 404


def test_the_former_address_of_a_moved_page_still_answers(client, page_at):
    former = "/id/acara/labuhan-lama/"
    Redirect.add_redirect(former, page_at("id", "labuhan-ageng-sembukan"), is_permanent=True)
    assert client.get(former).status_code == 301
    assert f"{SITE}{EVENT['id']}" in answer(client, SITE + former)["html"]


def test_the_host_it_is_asked_at_is_ours_too(client):
    response = client.get("/oembed/?url=http://other.example/id/acara/", headers={"host": "other.example"})
    assert response.status_code == 200


def test_any_program_may_read_it_and_keep_it(client):
    response = ask(client, SITE + LISTS["id"])
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cache-Control"].startswith("public")
    assert response.headers["Vary"] == "Accept-Encoding"
    assert not response.cookies
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    known = client.get(
        f"/oembed/?{urlencode({'url': SITE + LISTS['id']})}", headers={"if-none-match": response["ETag"]}
    )
    assert known.status_code == 304
    assert client.options("/oembed/").status_code == 204


# Discovery


def discovered(html):
    """``{type: address}`` as WordPress finds them: in the first 150 kB, before </head>."""
    head = html[:150_000].split("</head>")[0]
    links = re.findall(r'<link rel="alternate" type="([^"]+oembed)" href="([^"]+)"', head)
    return {kind: unescape(address) for kind, address in links}


@pytest.mark.parametrize("path", [*LISTS.values(), *EVENT.values(), "/en/events/?cat=rite&limit=3&theme=dark"])
def test_a_page_says_where_its_oembed_is(client, path):
    found = discovered(client.get(path).content.decode())
    assert found.keys() == {"application/json+oembed", "text/xml+oembed"}
    for address in found.values():
        assert address.startswith(f"{SITE}/oembed/")
        assert client.get(address.removeprefix(SITE)).status_code == 200
    asked = parse_qs(urlsplit(found["application/json+oembed"]).query)["url"][0]
    assert urlsplit(asked).path == urlsplit(path).path
    assert parse_qs(urlsplit(asked).query) == parse_qs(urlsplit(path).query)


@pytest.mark.parametrize(
    "path", ["/id/", "/en/places/", "/id/destinasi/pantai-nampu/", "/en/geopark/sodong-cave/", "/id/itinerari/"]
)
def test_any_other_page_gives_its_title_and_picture_as_a_link(client, path):
    found = discovered(client.get(path).content.decode())
    told = client.get(found["application/json+oembed"].removeprefix(SITE)).json()
    assert (told["type"], told["provider_name"]) == ("link", "Wonogiri")
    assert told["title"] and "html" not in told
    xml = client.get(found["text/xml+oembed"].removeprefix(SITE))
    assert told["title"] in ElementTree.fromstring(xml.content).findtext("title")


def test_a_month_leads_programs_to_its_own_events(client):
    html = client.get("/en/events/calendar/2027-06/").content.decode()
    asked = parse_qs(urlsplit(discovered(html)["application/json+oembed"]).query)["url"][0]
    assert asked == f"{SITE}/en/events/?month=2027-06"
    feeds = re.findall(r'<link rel="alternate" type="[^"]+" title="[^"]*" href="([^"]*/feeds/v1/[^"]*)"', html)
    assert feeds and all("month=2027-06" in unescape(address) for address in feeds)


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/en/", "?lang=en"),
        ("/id/geopark/", ""),
        ("/en/geopark/sembukan-beach/", "?lang=en&place="),
        ("/id/acara/labuhan-ageng-sembukan/", ""),
    ],
)
def test_every_page_leads_programs_to_events(client, path, asked):
    html = client.get(path).content.decode()
    feeds = re.findall(r'<link rel="alternate" type="text/calendar" title="[^"]*" href="([^"]*)"', html)
    assert asked in unescape(feeds[-1])
    assert ("/feeds/v1/events/" in feeds[0]) == ("/acara/" in path)
    for address in feeds:
        assert "SUMMARY" in client.get(unescape(address).removeprefix(SITE)).content.decode()


def test_a_shared_link_has_a_picture_of_its_shape(client):
    html = client.get("/en/geopark/sembukan-beach/").content.decode()
    address, width, height = re.findall(r'<meta property="og:image(?::(?:width|height))?" content="([^"]*)"', html)
    with Image.open(Path(settings.MEDIA_ROOT) / address.removeprefix(f"{SITE}/media/")) as picture:
        assert picture.size == (int(width), int(height)) == (1200, 630)


def test_a_shared_event_says_when_where_and_whether_it_is_off(client, page_at):
    event = EventPage.objects.get(pk=page_at("en", "labuhan-ageng-at-sembukan-beach").pk)
    html = client.get(event.url).content.decode()
    description = unescape(re.search(r'<meta property="og:description" content="([^"]*)"', html)[1])
    assert description.startswith("Saturday evening, 5 June 2027 (± 1 day) · Sembukan Beach, Paranggupito. ")
    assert "5 June 2027 (± 1 day) · Sembukan Beach, Paranggupito" in answer(client, SITE + event.url)["title"]
    source = EventPage.objects.get(pk=page_at("id", "labuhan-ageng-sembukan").pk)
    source.status, source.status_note = "cancelled", "Ombak terlalu besar."
    source.save_revision().publish()
    html = client.get(event.url).content.decode()
    assert re.search(r'<meta property="og:title" content="CANCELLED: ', html)
    assert answer(client, SITE + event.url)["title"].startswith("CANCELLED: ")


# What consumers make of it


class Kses(HTMLParser):
    """wp_kses with what WordPress allows to a provider it does not know."""

    ALLOWED = {
        "a": {"href"},
        "blockquote": set(),
        "iframe": {"src", "width", "height", "frameborder", "marginwidth", "marginheight", "scrolling", "title"},
    }

    def __init__(self, html):
        super().__init__()
        self.kept = ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag in self.ALLOWED:
            kept = "".join(f' {n}="{escape(v or "")}"' for n, v in attributes if n in self.ALLOWED[tag])
            self.kept += f"<{tag}{kept}>"

    def handle_endtag(self, tag):
        if tag in self.ALLOWED:
            self.kept += f"</{tag}>"

    def handle_data(self, data):
        self.kept += escape(data)


def as_in_wordpress(html):
    """``(blockquote, iframe, src)`` that are left of an answer, by wp_filter_oembed_result of WordPress 6."""
    match = re.search(r"(<blockquote>.*?</blockquote>)?.*(<iframe.*?></iframe>)", Kses(html).kept, re.S)
    source = re.search(r""" src=(['"])(.*?)\1""", match[2])
    return match[1], match[2], unescape(source[2])


@pytest.mark.parametrize("path", [LISTS["en"], EVENT["jv"]])
def test_wordpress_keeps_the_link_and_the_frame(client, path):
    values = answer(client, SITE + path)
    quote, frame, source = as_in_wordpress(values["html"])
    assert f'<a href="{SITE}{path}">{escape(values["title"])}</a>' in quote
    assert "sandbox" not in frame
    # WordPress puts its secret behind the address and asks with its own sandbox; the frame must answer a bare GET.
    assert client.get(source.removeprefix(SITE)).status_code == 200
    assert "#" not in source


def test_a_title_cannot_break_out_of_the_html(client):
    title = "Pesta \"<script>alert(1)</script>\" & 'x'"
    index = EventIndexPage.objects.get(locale__language_code="id")
    event = publish(index, title=title, slug="pesta-aneh")
    values = answer(client, SITE + event.url)
    assert values["title"].startswith(title)
    assert "<script" not in values["html"]
    assert "<script" not in as_in_wordpress(values["html"])[0]
    ElementTree.fromstring(ask(client, SITE + event.url, format="xml").content)
    heading = answer(client, f"{SITE}/id/acara/?heading=%3Cb%3E%22%27%00%EF%BF%BF")
    assert "<b>" not in heading["html"]
    ElementTree.fromstring(ask(client, f"{SITE}/id/acara/?heading=%3Cb%3E%22%27%00%EF%BF%BF", format="xml").content)


class OurProvider(micawber.Provider):
    """micawber's provider, which asks the test client instead of the network."""

    def __init__(self, client, endpoint, **parameters):
        super().__init__(endpoint, **parameters)
        self.client = client

    def fetch(self, url):
        response = self.client.get(url.removeprefix(SITE))
        if response.status_code != 200:
            raise ProviderHTTPException(url, response.status_code)
        return response.content.decode()


def test_micawber_understands_the_answer_and_the_text_around_it(client):
    registry = micawber.ProviderRegistry()
    registry.register(rf"{re.escape(SITE)}/\w\w/(acara|events)/\S*", OurProvider(client, f"{SITE}/oembed/"))
    asked = registry.request(SITE + EVENT["en"], maxwidth=500)
    title = EventPage.objects.get(url_path__endswith=EVENT["en"].removeprefix("/en")).title
    assert asked["title"].startswith(f"{title} (estimated) · ")
    assert asked["width"] == 500
    text = micawber.parse_text(f"Datang ya:\n{SITE}{LISTS['id']}?cat=rite\nSampai jumpa.", registry)
    assert "<iframe" in text
    assert "cat=rite" in text
    with pytest.raises(ProviderHTTPException):
        registry.request(f"{SITE}/id/acara/tidak-ada/")
