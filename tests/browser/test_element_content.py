"""What <wonogiri-events> says of its events, and what it costs, with feeds made up for the case."""

import gzip
import json
import urllib.request

import pytest

from tests.browser.element import FALLBACK
from tests.browser.partner import feed, item

pytestmark = pytest.mark.browser


# Time


@pytest.mark.parametrize(
    ("zone", "line"),
    [
        ("America/New_York", "Waktu Anda: 5 Jun, 08.00 EDT"),
        ("Pacific/Auckland", "Waktu Anda: 6 Jun, 00.00 GMT+12"),
        ("Asia/Bangkok", None),
        ("Asia/Jakarta", None),
    ],
)
def test_the_visitors_own_time_is_only_a_second_line(element, zone, line):
    shown = element(feed(item()), timezone_id=zone, locale="en-US").becomes("list")
    assert "19.00–22.00 WIB" in shown.text
    assert shown.host.locator(".local").all_inner_texts() == ([line] if line else [])
    assert "5\nJun" in shown.host.locator(".day").inner_text()


def test_a_day_without_a_time_has_no_second_line(element):
    whole_day = item(start="2047-06-05", end="2047-06-08", all_day=True, time_text="", date_text="5–7 Juni 2047")
    shown = element(feed(whole_day), timezone_id="Pacific/Honolulu").becomes("list")
    assert shown.host.locator(".local").count() == 0
    assert shown.host.locator(".day").inner_text() == "5–7\nJun"


@pytest.mark.parametrize(
    ("event", "line"),
    [
        ({}, "Rebo Wage, 11 Besar 1981 Wawu"),
        ({"is_eve": True}, "Malam Rebo Wage, 11 Besar 1981 Wawu"),
        ({"is_eve": True, "javanese_date": "1 Sura 1982 Jimakir"}, "Malam 1 Sura 1982 Jimakir"),
        ({"javanese_date": None}, "Rebo Wage"),
        ({"weton": None}, None),
    ],
)
def test_the_javanese_day_when_asked_for(element, event, line):
    shown = element(feed(item(**event)), "show-weton").becomes("list")
    assert shown.host.locator(".weton").all_inner_texts() == ([line] if line else [])
    assert not line or shown.host.locator(".weton svg circle").count() == 5


def test_no_javanese_day_unless_asked_for(element):
    assert element(feed(item())).becomes("list").host.locator(".weton").count() == 0


# Content


@pytest.mark.parametrize(
    ("event", "badges"),
    [
        ({}, []),
        ({"certainty": "estimated"}, ["Perkiraan"]),
        ({"status": "cancelled", "certainty": "estimated"}, ["Batal"]),
        ({"status": "postponed", "certainty": "estimated"}, ["Ditunda"]),
        ({"status": "rescheduled"}, ["Tanggal berubah"]),
        ({"status": "full", "certainty": "estimated"}, ["Penuh", "Perkiraan"]),
        ({"is_over": True}, ["Sudah selesai"]),
        ({"status": "something new"}, []),
    ],
)
def test_a_state_is_a_word(element, event, badges):
    shown = element(feed(item(notice="Jalan licin.", **event))).becomes("list")
    assert shown.host.locator(".badge").all_inner_texts() == badges
    assert "Jalan licin." in shown.text


def test_what_a_feed_brings_is_text_and_its_links_are_web_addresses(element):
    hostile = item(1, "<img src=x onerror=heard.push(1)>")
    hostile["url"] = "javascript:heard.push(1)"
    foreign = {"title": "Dari tempat lain", "url": "https://example.org/1"}
    shown = element(feed(hostile, foreign, None, {"summary": "no title"})).becomes("list")
    assert shown.titles == ["<img src=x onerror=heard.push(1)>", "Dari tempat lain"]
    assert shown.host.locator("article a").count() == 1
    assert len(shown.heard) == 1


def test_another_language_is_marked_where_a_translation_is_missing(element):
    shown = element(feed(item()), 'lang="en"').becomes("list")
    assert shown.host.locator("section").get_attribute("lang") == "en"
    assert shown.host.locator(".title").get_attribute("lang") == "id"


@pytest.mark.parametrize(
    ("page_language", "own", "heading", "asked"),
    [
        ("id", "", "Acara di Wonogiri", "lang=id"),
        ("en-GB", "", "Events in Wonogiri", "lang=en"),
        ("de", "", "Events in Wonogiri", "lang=en"),
        ("de", 'lang="jv"', "Adicara ing Wonogiri", "lang=jv"),
        ("in", "", "Acara di Wonogiri", "lang=id"),
        ("en", 'lang="jw"', "Adicara ing Wonogiri", "lang=jv"),
    ],
)
def test_it_speaks_the_language_of_its_page(element, partner, page_language, own, heading, asked):
    shown = element(attributes=f'{own} limit="1" src=""', language=page_language).becomes("list")
    assert shown.host.get_by_role("heading", name=heading).count() == 1
    assert shown.feed_address == f"{partner.site_url}/feeds/v1/events.json?{asked}&limit=1"


def test_attributes_are_the_parameters_of_the_feed(element):
    shown = element(
        attributes='src="" when="month" cat="rite  market" not_cat="sport" regency="wonogiri" near="-8.1,110.9" radius="20" series="next" utm="x"'
    )
    address = shown.feed_address
    assert address.endswith(
        "/feeds/v1/events.json?cat=rite&cat=market&lang=id&limit=10&near=-8.1%2C110.9&not_cat=sport&radius=20&regency=wonogiri&series=next&when=month"
    )


def test_a_filter_that_is_wrong_finds_nothing_and_only_the_author_is_told_why(element, browser):
    warnings = []
    context = browser.new_context(viewport={"width": 600, "height": 900})
    context.on("console", lambda message: warnings.append(message.text) if message.type == "warning" else None)
    shown = element(attributes='src="" district="Atlantis"', context=context).becomes("empty")
    assert "Atlantis" not in shown.text
    assert warnings == [
        "<wonogiri-events> district: Kami tidak mengenal kecamatan “Atlantis”; tidak ada acaranya yang ditampilkan."
    ]


def test_more_events_are_asked_for_by_a_button(element):
    shown = element(feed(item(1), item(2), next_url="/more")).becomes("list")
    button = shown.host.get_by_role("button", name="Muat lagi")
    button.click()
    shown.host.get_by_role("status").filter(has_text="Daftar acara belum dapat dimuat.").wait_for()
    shown.partner.feeds["/more"] = feed(item(3), item(4))
    button.click()
    shown.page.wait_for_function(
        "document.querySelector('wonogiri-events').shadowRoot.activeElement?.textContent === 'Labuhan 3'"
    )
    assert shown.titles == [f"Labuhan {number}" for number in range(1, 5)]
    assert button.count() == 0


def test_a_partner_may_take_over_where_a_click_leads(element):
    shown = element(feed(item(1), item(2))).becomes("list")
    shown.page.evaluate("addEventListener('we:select', event => event.preventDefault())")
    shown.host.get_by_role("link", name="Labuhan 2").click()
    assert shown.heard[-1][:2] == ["we:select", "Labuhan 2"]
    assert shown.page.url.endswith("/page")
    with shown.page.context.expect_page():
        shown.host.get_by_role("link", name="Labuhan 1").click(modifiers=["ControlOrMeta"])
    assert len(shown.heard) == 2


def test_a_click_leads_to_the_event(element):
    shown = element(feed(item(7))).becomes("list")
    shown.host.locator("article").click(position={"x": 5, "y": 5})
    shown.page.wait_for_url("**/acara/7/")


def test_a_new_tab_is_announced(element):
    shown = element(feed(item()), 'target="_blank"').becomes("list")
    link = shown.host.locator(".title a")
    assert link.inner_text() == "Labuhan 1 (tab baru)"
    assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener")


def test_headings_fit_the_page(element):
    shown = element(feed(item()), 'heading="Yang akan datang" heading-level="4"').becomes("list")
    assert shown.host.locator("h4").inner_text() == "Yang akan datang"
    assert shown.host.locator("h5").inner_text() == "Labuhan 1"
    shown.page.evaluate("document.querySelector('wonogiri-events').setAttribute('heading', '')")
    shown.page.wait_for_function("!document.querySelector('wonogiri-events').shadowRoot.querySelector('h2')")
    assert shown.host.locator("h4").inner_text() == "Labuhan 1"
    assert shown.host.get_by_role("region", name="Acara di Wonogiri").count() == 1


def test_pictures_only_when_asked_for_and_never_for_who_saves_data(element, partner):
    with_picture = feed({**item(image_credit="Ilustrasi: Wonogiri"), "image": "/picture.jpg"})
    assert element(with_picture).becomes("list").host.locator("img").count() == 0
    shown = element(with_picture, "show-image").becomes("list")
    assert shown.host.locator("img").get_attribute("alt") == ""
    assert "Ilustrasi: Wonogiri" in shown.text
    shown.page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    shown.page.reload()
    assert shown.becomes("list").host.locator("img").count() == 0


# What it costs


def test_it_is_fetched_when_it_comes_near_the_window(element):
    shown = element(feed(item()), head="<style>h1 { margin-bottom: 3000px }</style>")
    assert shown.fetches == 0
    shown.page.mouse.wheel(0, 3000)
    shown.becomes("list")


def test_the_file_twice_on_a_page_is_no_error(element, partner):
    again = f'<script type="module" src="{partner.site_url}/embed/v1/w.js?again"></script>'
    shown = element(feed(item()), children=FALLBACK + again)
    problems = []
    shown.page.on("pageerror", lambda error: problems.append(error))
    shown.page.reload()
    shown.becomes("list")
    shown.page.wait_for_load_state("networkidle")
    assert problems == []


def served(address):
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip", "Origin": "https://example.org"})
    return urllib.request.urlopen(request, timeout=10)


def test_the_element_is_at_most_10_kb_and_the_data_of_20_events_30_kb(site):
    with served(f"{site.url}/embed/v1/w.js") as answer:
        script = answer.read()
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "javascript" in answer.headers["Content-Type"]
    with served(f"{site.url}/feeds/v1/events.json?limit=20") as answer:
        data = answer.read()
        assert len(json.loads(gzip.decompress(data))["items"]) == 20
    assert len(script) <= 10_000, len(script)
    assert len(data) <= 30_000, len(data)
