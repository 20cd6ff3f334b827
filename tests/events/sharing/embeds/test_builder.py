"""A partner without an account chooses, looks and copies a line, in three languages, with or without JavaScript."""

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import override

from events.sharing.embeds.accent import NAMED
from events.sharing.embeds.manifest import (
    ACCENT_NAMES,
    BUILDER_PARAMETERS,
    ELEMENT,
    FEED,
    FRAME,
    GROUPS,
    LANGUAGES,
    OPTIONS,
    documentation,
)
from events.sharing.embeds.selection import SANDBOX, Embed, embed_file
from portal.keeping.pages import KNOWN_PARAMETERS
from tests.browser import partner

pytestmark = pytest.mark.django_db
SITE = settings.PUBLIC_URL
ROOT = Path(__file__).resolve().parents[4]
ELEMENT_SCRIPT = (ROOT / "static/embed/w.js").read_text()


def embed(**parameters):
    return Embed.from_parameters(QueryDict(urlencode(parameters, doseq=True)), timezone.localdate())


def page(client, language="en", **parameters):
    response = client.get(f"/{language}/embed/?{urlencode(parameters, doseq=True)}")
    assert response.status_code == 200
    return response.content.decode()


def snippet(html, key):
    return unescape(re.search(rf'<textarea[^>]*id="s-{key}"[^>]*>(.*?)</textarea>', html, re.S)[1])


def preview(html):
    return unescape(re.search(r'<iframe class="preview__frame"[^>]* src="([^"]+)"', html)[1])


class Tags(HTMLParser):
    """``[(tag, attributes), ...]`` of some HTML."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))

    @classmethod
    def of(cls, html, wanted):
        return [attributes for tag, attributes in cls(html).found if tag == wanted]


# The page


@pytest.mark.parametrize("language", ["id", "en", "jv"])
def test_it_is_public_in_every_language_without_cookie_or_login(client, language):
    response = client.get(f"/{language}/embed/", headers={"cookie": f"sessionid={'a1' * 16}; _ga=GA1.2.3"})
    html = response.content.decode()
    assert response.status_code == 200
    assert not response.cookies
    assert response.headers["Cache-Control"].startswith("public")
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.content == client.get(f"/{language}/embed/").content
    assert html.count("<h1") == 1
    assert f"/embed/v1/events/?lang={language}&" in preview(html)
    for key in ("link", "oembed", "iframe", "element", "pinned"):
        assert snippet(html, key)
    for extension in ("ics", "rss", "atom", "json", "geojson", "csv"):
        assert f"{SITE}/feeds/v1/events.{extension}" in html


def test_its_policy_allows_our_own_frame_and_nothing_more(client):
    policy = client.get("/id/embed/").headers["Content-Security-Policy"]
    assert "frame-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-src" not in client.get("/id/").headers["Content-Security-Policy"]


def test_visitors_and_search_engines_find_it(client):
    for language in ("id", "en", "jv"):
        assert f'href="/{language}/embed/"' in client.get(f"/{language}/").content.decode()
        assert f"<loc>{SITE}/{language}/embed/</loc>" in client.get(f"/sitemap-{language}.xml").content.decode()
        html = page(client, language, cat="rite")
        assert f'<link rel="canonical" href="{SITE}/{language}/embed/" />' in html
        for other in ("id", "en", "jv"):
            assert f'hreflang="{other}" href="{SITE}/{other}/embed/"' in html


@pytest.mark.parametrize(
    ("asked", "path"), [("", "/id/embed/"), ("?lang=en", "/en/embed/"), ("?lang=xx", "/id/embed/")]
)
def test_the_address_in_the_feeds_leads_to_it(client, asked, path):
    response = client.get(f"/embed/v1/builder/{asked}")
    assert response.status_code == 301
    assert response.headers["Location"] == path


def test_without_javascript_the_form_is_sent_and_keeps_what_was_chosen(client):
    html = page(client, lang="jv", cat=["rite", "market"], limit="3", heading="Acara <kami>", theme="dark", width="768")
    assert "lang=jv" in preview(html)
    chosen = {
        (tag["name"], tag["value"]) for tag in Tags.of(html, "input") if "checked" in tag and tag["name"] != "series"
    }
    assert chosen == {
        ("lang", "jv"), ("cat", "rite"), ("cat", "market"), ("limit", "3"), ("theme", "dark"),
        ("accent", "sogan"), ("target", ""), ("width", "768"),
    }  # fmt: skip
    heading = next(tag for tag in Tags.of(html, "input") if tag["name"] == "heading")
    assert heading["value"] == "Acara <kami>"
    assert "show-weton" not in preview(html)


def test_a_box_that_was_emptied_stays_empty(client):
    assert "show-weton=1" in preview(page(client))
    assert "show-weton" not in preview(page(client, lang="en", limit="5"))


@pytest.mark.parametrize(
    ("accent", "own", "used"),
    [("own", "#f0c419", "#8e740f"), ("own", "#ffffff", None), ("own", "#1c5740", ""), ("forest", "#ffffff", "")],
)
def test_a_colour_that_nobody_can_read_is_repaired_and_said(client, accent, own, used):
    html = page(client, lang="en", accent=accent, colour=own)
    assert ("that everybody can read" in html) == (used != "")
    if used:
        assert used in html


def test_what_is_not_understood_is_said_beside_the_preview(client):
    html = page(client, lang="en", near="Wonogiri", accent="own", colour="red")
    notes = html[html.index('data-live="notes"') :].split('class="preview__host"')[0]
    assert notes.count('<div class="notice') == 2
    assert 'value="Wonogiri"' in html


NONSENSE = [
    "cat=%00&lang=xx",
    "limit=" + "9" * 300,
    "place=" + "a" * 3000,
    "heading=%F0%00%22%3E%3Cscript%3E",
    "width=1",
    "=&&%",
]


@pytest.mark.parametrize("query", NONSENSE)
def test_no_nonsense_breaks_it(client, query):
    response = client.get(f"/en/embed/?{query}")
    assert response.status_code == 200
    assert b"<script>" not in response.content


# What is pasted


def test_the_frame_carries_filters_and_look_and_may_do_no_more_than_it_needs():
    made = embed(cat="rite", limit="3", theme="dark", accent="forest", heading='Acara "kami"', **{"show-weton": "1"})
    (frame,) = Tags.of(made.frame, "iframe")
    address = urlsplit(frame["src"])
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{SITE}/embed/v1/events/"
    assert parse_qs(address.query) == {
        "accent": ["forest"], "cat": ["rite"], "heading": ['Acara "kami"'], "lang": ["id"], "limit": ["3"],
        "show-weton": ["1"], "theme": ["dark"],
    }  # fmt: skip
    assert frame["title"] == 'Acara "kami"'
    assert frame["loading"] == "lazy"
    assert "min-height" in frame["style"]
    assert frame["sandbox"] == SANDBOX == partner.SANDBOX
    (script,) = Tags.of(made.frame, "script")
    assert script["src"] == f"{SITE}/embed/v1/resize.js"


def test_the_element_carries_the_same_as_attributes_and_a_link_for_who_has_no_javascript():
    made = embed(lang="en", cat=["rite", "market"], limit="3", series="next", free="1", **{"show-weton": "1"})
    (element,) = Tags.of(made.element, "wonogiri-events")
    assert element == {
        "lang": "en", "cat": "market rite", "limit": "3", "series": "next", "free": "1", "show-weton": None,
    }  # fmt: skip
    (link,) = Tags.of(made.element, "a")
    assert link["href"] == f"{SITE}/en/events/?cat=market&cat=rite&free=1"
    (script,) = Tags.of(made.element, "script")
    assert script == {"type": "module", "src": f"{SITE}/embed/v1/w.js"}


def test_one_version_of_the_element_comes_with_its_hash():
    (script,) = Tags.of(embed().pinned_element, "script")
    assert script["src"] == SITE + embed_file("w.js").path
    assert script["integrity"] == embed_file("w.js").integrity
    assert script["crossorigin"] == "anonymous"


def test_a_value_with_a_space_reaches_the_element_whole():
    (element,) = Tags.of(embed(org="Dinas Wonogiri", limit="3").element, "wonogiri-events")
    assert parse_qs(urlsplit(element["src"]).query) == {"org": ["Dinas Wonogiri"], "lang": ["id"], "limit": ["3"]}
    assert "org" not in element


def test_the_accent_reaches_the_element_as_a_style_rule():
    assert "--we-color-accent: #1c5740" in embed(accent="forest").element
    assert "prefers-color-scheme: dark" in embed(accent="forest").element
    assert "#8fd0ae" in embed(accent="forest", theme="dark").element
    assert "prefers-color-scheme" not in embed(accent="forest", theme="dark").element
    assert "<style>" not in embed(accent="sogan").element


def test_the_address_for_oembed_is_that_of_the_page_and_gives_the_same_frame(client):
    made = embed(lang="en", cat="rite", limit="3", series="next", theme="dark")
    assert made.oembed_url == f"{SITE}/en/events/?cat=rite&limit=3&theme=dark"
    assert client.get(made.oembed_url.removeprefix(SITE)).status_code == 200
    answer = client.get("/oembed/?" + urlencode({"url": made.oembed_url})).json()
    assert made.frame_url.replace("&", "&amp;") in answer["html"]


def test_nothing_typed_breaks_out_of_the_lines_to_paste():
    made = embed(heading='"><script>alert(1)</script>')
    for lines in (made.link, made.frame, made.element, made.pinned_element):
        assert "alert(1)" in lines
        assert "<script>alert" not in lines


def test_feeds_are_not_cut_to_the_number_that_is_shown():
    feeds = dict(embed(lang="en", cat="rite", limit="3", series="next", theme="dark").feeds)
    assert feeds["iCalendar"] == f"{SITE}/feeds/v1/events.ics?cat=rite&lang=en"
    assert feeds["JSON Feed"] == f"{SITE}/feeds/v1/events.json?cat=rite&lang=en&series=next"
    assert len(feeds) == 6


# The manifest

EXAMPLES = {
    "text": ["Acara kami"],
    "number": ["5"],
    "point": ["-7.81,110.92"],
    "flag": ["1"],
    "accent": [*NAMED, "1c5740"],
}
SPECIAL = {
    "from": ["2027-06-05", "+30d"],
    "until": ["+30d"],
    "to": ["+30d"],
    "month": ["2027-06"],
    "bbox": ["110.4,-8.4,111.3,-7.6"],
    "not_org": ["pemkab-wonogiri"],
}


def examples(option):
    if option.name in SPECIAL:
        return SPECIAL[option.name]
    if option.kind in {"choice", "choices"}:
        return [value for value, _label in option.choices_in("id") if value][:20]
    return EXAMPLES[option.kind]


@pytest.mark.parametrize("name", OPTIONS)
def test_every_option_is_understood_wherever_it_is_said_to_be(client, name):
    option = OPTIONS[name]
    needed = {"near": EXAMPLES["point"][0]} if name == "radius" else {}
    for value in examples(option):
        made = embed(**needed, **{name: value})
        assert not made.problems, value
        query = urlencode({name: value})
        if FRAME in option.forms:
            assert client.get(f"/embed/v1/events/?{query}").status_code == 200
            if value not in {option.usual, "auto"}:
                assert parse_qs(made.parameters()[1:]) != parse_qs(embed(**needed).parameters()[1:]), value
            assert name in KNOWN_PARAMETERS
        if FEED in option.forms:
            assert client.get(f"/feeds/v1/events.json?{query}").status_code == 200
        if ELEMENT in option.forms and name not in {"theme", "lang"}:
            assert re.search(rf'[" ]{name}[" ]', ELEMENT_SCRIPT), name
    assert set(BUILDER_PARAMETERS) < KNOWN_PARAMETERS


def test_the_form_has_a_control_for_every_option_and_no_other(client):
    html = page(client)
    form = html[html.index('id="builder"') : html.index("</form>")]
    names = {tag["name"] for kind in ("input", "select") for tag in Tags.of(form, kind)}
    wanted = {option.name for group in GROUPS for option in group.in_form}
    # Nobody is named as the organiser of a seeded event, so that there is nothing to choose.
    assert names == (wanted | {"colour"}) - {"org"}


def test_each_control_has_a_name_that_is_read_aloud(client):
    html = page(client, "jv")
    labelled = {tag.get("for") for tag in Tags.of(html, "label")}
    for kind in ("input", "select", "textarea"):
        for tag in Tags.of(html, kind):
            inside_label = tag.get("type") in {"radio", "checkbox"}
            assert inside_label or tag.get("id") in labelled, tag


def test_every_language_and_every_named_colour_is_offered():
    assert [code for code, _name in LANGUAGES] == [code for code, _name in settings.LANGUAGES]
    assert ACCENT_NAMES.keys() == NAMED.keys()


def test_the_table_in_the_documentation_is_that_of_the_manifest():
    text = (ROOT / "docs/partners.md").read_text()
    with override("en"):
        assert "\n".join(documentation()) in text
