"""Somebody plans a trip on a phone, puts it in order, sends it to a friend who reads English, and takes it along."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from tests.browser.axe import violations_in_both_schemes

pytestmark = pytest.mark.browser

ORDER = "[...document.querySelectorAll('[data-days] h3')].map(h => h.textContent)"
GPX = "{http://www.topografix.com/GPX/1/1}"
IS_TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"


def taken(page, button):
    with page.expect_download() as download:
        page.locator(button).click()
    return Path(download.value.path()).read_text()


def test_a_trip_is_planned_put_in_order_sent_and_taken_along(open_page, site):
    page = open_page("/id/perjalanan/")
    page.locator(".trip__empty").wait_for()
    for path, button in [
        ("/id/destinasi/pantai-nampu/", ".act[data-trip]"),
        ("/id/destinasi/", ".card:has(a[href*='gua-putri-kencono']) .card__save"),
        ("/id/geopark/gua-sodong/", ".act[data-trip]"),
    ]:
        page.goto(site.url + path)
        page.locator(button).click()
        assert page.locator(button).get_attribute("aria-pressed") == "true"
        assert not page.evaluate(IS_TOO_WIDE)
    page.goto(site.url + "/id/acara/")
    row = page.locator(".event:has(.card__save)").first
    event = row.locator(".event__title").inner_text()
    row.locator(".card__save").click()
    assert page.locator("[data-trip-count]").inner_text() == "4"

    page.locator(".site-header__trip").click()
    page.locator("[data-full] .stop").first.wait_for()
    assert page.evaluate(ORDER) == ["Pantai Nampu", "Gua Putri Kencono", "Gua Sodong", event]
    assert "Jangan berenang" in page.locator(".stop").first.inner_text()

    # By keyboard: one up, the last one to a day of its own; one out and back.
    page.locator("[data-place='2'] [data-up]").press("Enter")
    assert page.evaluate(ORDER)[1] == "Gua Sodong"
    assert page.locator("[data-said]").inner_text() == "Gua Sodong sekarang nomor 2."
    assert page.evaluate("document.activeElement.closest('[data-place]').dataset.place") == "1"
    page.locator("[data-add-day]").press("Enter")
    page.locator("[data-place='3'] [data-down]").press("Enter")
    assert page.locator("[data-days] section:nth-child(2) h3").inner_text() == event
    page.locator("[data-place='0'] [data-remove]").press("Enter")
    assert page.evaluate(ORDER)[0] == "Gua Sodong"
    page.keyboard.press("Enter")  # the focus is on “undo”
    # By hand: the first below the second.
    grip, below = page.locator("[data-place='0'] [data-grip]"), page.locator("[data-place='1']")
    grip.evaluate("grip => grip.closest('.stop').scrollIntoView({block: 'start'})")
    held, target = grip.bounding_box(), below.bounding_box()
    page.mouse.move(held["x"] + 10, held["y"] + 10)
    page.mouse.down()
    page.mouse.move(held["x"] + 10, target["y"] + target["height"] - 5, steps=4)
    page.mouse.up()
    wanted = ["Gua Sodong", "Pantai Nampu", "Gua Putri Kencono", event]
    assert page.evaluate(ORDER) == wanted

    page.locator("[data-ics]").click()
    assert "Pilih hari pertama" in page.locator("[data-said]").inner_text()
    page.fill("#trip-start", "2028-02-28")
    page.locator("#trip-start").dispatch_event("change")
    assert event in page.locator("[data-trouble-list]").inner_text()
    days = Calendar.from_ical(taken(page, "[data-ics]")).walk("VEVENT")
    assert [str(day["DTSTART"].dt) for day in days] == ["2028-02-28", "2028-02-29"]
    assert days[0]["SUMMARY"] == "Gua Sodong – Pantai Nampu – Gua Putri Kencono"
    points = ElementTree.fromstring(taken(page, "[data-gpx]")).iterfind(f"{GPX}wpt")
    assert "Pantai Nampu" in [point.findtext(f"{GPX}name") for point in points]
    assert not page.evaluate(IS_TOO_WIDE)
    assert violations_in_both_schemes(page) == []

    friend = open_page("/en/itineraries/two-days-karst-and-coast/", width=1280)
    friend.locator("[data-trip]").first.click()
    own = int(friend.locator("[data-trip-count]").inner_text())
    friend.goto(page.input_value("#trip-link").replace("/id/perjalanan/", "/en/trip/"))
    friend.get_by_text("Somebody sent you this trip.").wait_for()
    assert friend.evaluate(ORDER)[:2] == ["Sodong Cave", "Nampu Beach"]
    friend.locator("[data-leave]").click()
    friend.wait_for_function(f"document.querySelectorAll('[data-days] h3').length === {own}")
    friend.goto(page.input_value("#trip-link").replace("/id/perjalanan/", "/en/trip/"))
    friend.locator("[data-keep]").click()
    friend.wait_for_function(f"document.querySelectorAll('[data-days] h3').length > {own}")
    assert not re.search("#", friend.url)
    friend.reload()
    friend.locator("[data-full] .stop").first.wait_for()
    assert "Sodong Cave" in friend.evaluate(ORDER)
