"""A visitor on a phone finds a destination, a geosite and an event, in three languages, with and without JavaScript."""

import re

import pytest

pytestmark = pytest.mark.browser


def test_a_visitor_finds_a_beach_and_its_warning_without_javascript(open_page):
    page = open_page("/id/", java_script_enabled=False)
    page.get_by_role("main").get_by_role("link", name=re.compile("^Pantai")).first.click()
    assert "kind=beach" in page.url
    page.get_by_role("main").get_by_role("link", name="Pantai Nampu", exact=True).first.click()
    assert page.locator("h1").inner_text() == "Pantai Nampu"
    assert "Jangan berenang" in page.locator("main").inner_text()
    assert "Tanyakan ke pusat informasi" in page.locator("main").inner_text()


def test_the_language_switcher_keeps_the_page(open_page):
    page = open_page("/id/geopark/gua-sodong/", width=1280)
    page.locator("details.lang summary").click()
    page.locator("details.lang").get_by_role("link", name="English").click()
    assert page.url.endswith("/en/geopark/sodong-cave/")
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator("details.lang summary").click()
    page.locator("details.lang").get_by_role("link", name="Basa Jawa").click()
    assert "/jv/geopark/" in page.url


def test_a_visitor_filters_by_kind_and_regency_and_sorts_by_distance(open_page):
    page = open_page("/en/places/?kind=karst&regency=pacitan&sort=distance&near=pacitan", java_script_enabled=False)
    rows = page.locator(".rows .card")
    assert rows.count() >= 4
    distances = [float(d) for d in re.findall(r"([\d.]+)\s*km", page.locator(".rows").inner_text())]
    assert distances == sorted(distances) and distances


def test_an_event_goes_into_a_calendar(open_page, site):
    page = open_page("/en/events/labuhan-ageng-at-sembukan-beach/")
    address = page.locator("a[href*='.ics']").first.get_attribute("href")
    answer = page.context.request.get(site.url + address)
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "DTSTART;VALUE=DATE:20270605" in answer.text()
    assert "(estimated\\, ± 1 day)" in answer.text()


def test_search_on_a_phone_finds_a_cave_under_both_spellings(open_page):
    for spelling in ("gua sodong", "goa sodong"):
        page = open_page(f"/id/search/?q={spelling}")
        assert page.get_by_role("link", name="Gua Sodong").first.is_visible()


def test_the_interactive_map_opens_with_the_keyboard_and_shows_the_same_places(open_page):
    page = open_page("/id/destinasi/?kind=beach&regency=wonogiri", width=1280)
    listed = page.locator(".rows .card").count()
    opener = page.locator(".map__open").first
    opener.focus()
    page.keyboard.press("Enter")
    page.locator(".pin-frame").first.wait_for()
    assert page.locator(".pin-frame").count() == listed
    assert "BPS" in page.locator(".leaflet-control-attribution").inner_text()


def test_a_first_visit_speaks_the_visitors_language(browser, site):
    for locale, expected in (("en-GB", "/en/"), ("jv", "/jv/"), ("fr-FR", "/id/")):
        context = browser.new_context(locale=locale)
        page = context.new_page()
        page.goto(site.url + "/")
        assert page.url == site.url + expected
        context.close()
