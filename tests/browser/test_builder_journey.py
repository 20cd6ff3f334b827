"""A partner makes an embed in a real browser and pastes it into a page of another site."""

import re
from urllib.parse import parse_qs, urlsplit

import micawber
import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations

pytestmark = pytest.mark.browser


def snippet(page, key):
    return page.input_value(f"#s-{key}")


def frame_query(page):
    return parse_qs(urlsplit(page.frames[1].url).query)


def test_what_is_chosen_shows_at_once_and_one_press_copies_it(open_page, site):
    page = open_page("/en/embed/", width=1280)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.url)
    before = page.url
    page.check('[name="cat"][value="rite"]')
    page.check('[name="lang"][value="jv"]')
    page.fill("[name=heading]", "Adicara kita")
    expect(page.locator("#s-iframe")).to_have_value(re.compile("Adicara kita", re.S))
    assert "cat=rite" in page.url != before
    page.frames[1].wait_for_selector("text=Adicara kita")
    assert frame_query(page)["cat"] == ["rite"]
    assert page.frames[1].locator("html").get_attribute("lang") == "jv"
    for key in ("link", "oembed", "iframe", "element"):
        assert "cat" in snippet(page, key)
    button = page.locator("#frame button")
    button.click()
    expect(button).to_contain_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == snippet(page, "iframe").rstrip("\n")
    # The browser's way back leads out of the builder, not through every choice.
    assert page.evaluate("history.length") <= 2
    assert page.context.cookies() == []


def test_it_is_seen_at_three_widths_and_as_high_as_it_is(open_page):
    page = open_page("/en/embed/", width=1280)
    frame = page.locator("#preview-frame")
    for width in (320, 768, 480):
        page.check(f'[name="width"][value="{width}"]')
        expect(frame).to_have_css("width", f"{width}px")
        page.wait_for_function(
            """() => { const f = document.getElementById('preview-frame');
            return Math.abs(f.clientHeight - f.contentDocument.getElementById('we').clientHeight) < 4; }"""
        )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_colour_nobody_can_read_is_repaired_while_it_is_chosen(open_page):
    page = open_page("/en/embed/", width=1280)
    page.evaluate(
        """() => { const c = document.getElementById('o-colour'); c.value = '#f0c419';
        c.dispatchEvent(new Event('input', {bubbles: true})); }"""
    )
    expect(page.locator("[data-live=notes]")).to_contain_text("#8e740f")
    assert page.is_checked('[name="accent"][value="own"]')
    assert "--we-color-accent: #8e740f" in snippet(page, "element")


def test_without_javascript_the_form_does_the_same(open_page):
    page = open_page("/id/embed/", width=360, java_script_enabled=False)
    page.check('[name="cat"][value="rite"]')
    page.check('[name="width"][value="320"]')
    expect(page.locator("#preview-frame")).to_have_css("width", "320px")
    page.locator("#builder button").click()
    page.wait_for_url("**/id/embed/?**cat=rite**")
    assert "cat=rite" in page.locator("#s-iframe").input_value()
    assert page.frames[1].locator(".we__item").count() > 0
    assert not page.locator("[data-copy]").first.is_visible()


def put(partner, lines):
    """Paste lines into a page of a partner."""
    partner.pages["/pasted"] = (f"<!doctype html><html lang=en><title>Hotel</title><h1>Hotel</h1>{lines}</html>", None)


@pytest.fixture
def pasted(browser, site, partner, open_page):
    """Open a page of a partner with what the builder gives: ``pasted("iframe", "?cat=rite")``."""
    contexts = []

    def open(key, query, **options):
        builder = open_page(f"/en/embed/{query}", width=1280)
        put(partner, snippet(builder, key))
        builder.close()
        context = browser.new_context(viewport={"width": 700, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(partner.url + "/pasted")
        return page

    yield open
    for context in contexts:
        context.close()


def test_the_frame_works_where_it_is_pasted(pasted):
    page = pasted("iframe", "?lang=en&limit=3&theme=light&accent=forest&show-weton=1")
    frame = page.frames[1]
    frame.wait_for_selector(".we__item >> nth=2")
    page.wait_for_function("document.querySelector('iframe').style.height !== ''")
    height = frame.evaluate("document.getElementById('we').getBoundingClientRect().height")
    assert abs(page.evaluate("document.querySelector('iframe').clientHeight") - height) < 3
    expect(frame.locator(".we__head")).to_have_css("border-bottom-color", "rgb(28, 87, 64)")
    first = frame.locator(".we__name a").first
    address = first.get_attribute("href")
    first.click()
    page.wait_for_url(f"**{address}")


def test_paging_and_filters_stay_inside_the_frame(pasted):
    page = pasted("iframe", "?lang=en&limit=3&filters=1")
    here, frame = page.url, page.frames[1]
    first = frame.locator(".we__name").first.inner_text()
    frame.get_by_text("Later events").click()
    frame.wait_for_selector("text=From the beginning")
    assert frame.locator(".we__name").first.inner_text() != first
    frame.locator(".we__filter summary").first.click()
    frame.get_by_role("navigation", name="Filter events").get_by_role("link", name="Pilgrimage").click()
    frame.wait_for_url("**cat=pilgrimage**")
    assert page.url == here


def test_the_element_works_where_it_is_pasted(pasted):
    for key in ("element", "pinned"):
        page = pasted(key, "?lang=en&limit=3&accent=sea&show-weton=1&series=next")
        page.wait_for_selector("wonogiri-events .card >> nth=2")
        assert page.locator("wonogiri-events .weton").count() >= 3
        expect(page.locator("wonogiri-events .head")).to_have_css("border-bottom-color", "rgb(7, 90, 122)")


def test_the_link_inside_stays_where_scripts_are_off(pasted):
    page = pasted("element", "?lang=en", java_script_enabled=False)
    assert page.get_by_role("link", name="Events in Wonogiri").is_visible()


def test_an_oembed_consumer_makes_a_frame_of_the_pasted_address(open_page, site, partner):
    page = open_page("/en/embed/?lang=en&cat=rite&limit=3", width=1280)
    answer = micawber.Provider(f"{site.url}/oembed/").request(snippet(page, "oembed").strip())
    put(partner, answer["html"])
    page.goto(partner.url + "/pasted")
    page.frame_locator("iframe").locator(".we__item").first.wait_for()
    assert page.locator("iframe").get_attribute("title") == answer["title"]


def test_in_wordpress_the_next_page_of_the_list_stays_in_its_frame(open_page, partner):
    page = open_page("/id/embed/", width=800)
    page.goto(partner.url + "/wordpress")
    here, frame = page.url, page.frames[1]
    frame.get_by_role("link", name="Acara berikutnya").click()
    frame.wait_for_url("**after=*")
    assert page.url == here
    assert frame.url.endswith("#?secret=s3cr3tAbc9")
    content = frame.evaluate("document.getElementById('we').getBoundingClientRect().height")
    wanted = min(max(content, 200), 1000)
    page.wait_for_function("h => Math.abs(document.querySelector('iframe').height - h) <= 2", arg=wanted)


def test_the_menu_of_an_event_opens_without_javascript(open_page):
    page = open_page("/en/events/labuhan-ageng-at-sembukan-beach/", width=360, java_script_enabled=False)
    page.get_by_text("Follow changes of the date").click()
    assert page.locator('a[href^="webcal:"]').is_visible()
    assert page.locator('a[href*="calendar.google.com/calendar/r?cid=webcal"]').is_visible()


def test_axe_is_content_with_open_menus_and_folds(open_page):
    for path in ("/id/embed/", "/en/events/labuhan-ageng-at-sembukan-beach/", "/jv/acara/"):
        for width in (360, 1280):
            page = open_page(path, width=width)
            page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")
            assert violations(page) == [], (path, width)
