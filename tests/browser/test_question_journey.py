"""Somebody asks about a beach on a phone with little signal; the desk asks the village and answers; in the end the visitor deletes it all."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations_in_both_schemes
from tests.browser.conftest import ADMIN, COLLEAGUE

pytestmark = pytest.mark.browser

A_HAND_MS = 4500  # a hand is not faster, and a faster one is asked again
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
ON_THE_PAGE_WITHIN_S = 2
CLICKS_AT_MOST = 4
IS_TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"
COUNT_CLICKS = "addEventListener('click', () => sessionStorage.clicks = 1 + Number(sessionStorage.clicks ?? 0), true)"


@pytest.fixture
def people(browser, site):
    """A page of somebody's own: ``people(width=360, scripts=False)``."""
    contexts = []

    def open(width, scripts):
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts))
        page = contexts[-1].new_page()
        page.set_default_timeout(30_000)
        return page

    yield open
    for context in contexts:
        context.close()


def log_in(page, site, person):
    page.goto(site.url + "/admin/login/")
    page.fill("[name=username]", person[0])
    page.fill("[name=password]", person[1])
    page.locator("form button[type=submit]").click()
    page.wait_for_url(re.compile("/admin/$"))


def assert_whole(page):
    """For everybody: nothing that axe finds, nothing that scrolls sideways."""
    assert violations_in_both_schemes(page) == []
    assert not page.evaluate(IS_TOO_WIDE)


def test_a_question_is_handed_over_answered_gone_on_with_rated_and_deleted(people, site):
    visitor, desk, colleague = people(360, scripts=False), people(390, scripts=True), people(1280, scripts=True)
    visitor.context.new_cdp_session(visitor).send("Network.emulateNetworkConditions", SLOW_3G)
    visitor.goto(site.url + "/en/places/nampu-beach/")
    visitor.locator('main a.button[href="/en/ask/?about=/en/places/nampu-beach/"]').click()
    assert visitor.locator("h1").inner_text() == "Ask about Nampu Beach"
    visitor.fill("#id_question", "Can a minibus reach the car park?")
    visitor.fill("#id_contact", "0812 34")
    visitor.wait_for_timeout(A_HAND_MS)
    visitor.locator("form.form button.button").click()
    visitor.locator("#id_contact_error").wait_for()
    assert visitor.input_value("#id_question") == "Can a minibus reach the car park?"
    visitor.fill("#id_contact", "0812 3456 7890")
    visitor.locator("form.form button.button").click()
    visitor.wait_for_url(re.compile(r"/en/ask/[A-Za-z0-9]{22}/$"))
    private, number = visitor.url, visitor.locator(".ticket__num").inner_text()
    assert re.fullmatch(r"\d{4}-\d\d", number)

    # Two at the desk open it: the second sees who has it, and loses nothing by trying.
    log_in(desk, site, ADMIN)
    log_in(colleague, site, COLLEAGUE)
    desk.add_init_script(COUNT_CLICKS)
    desk.goto(site.url + "/admin/")
    desk.evaluate("sessionStorage.clicks = 0")
    desk.locator("a[href='/admin/desk/']", has_text="menunggu").click()
    desk.locator(".o-inbox").wait_for()
    assert_whole(desk)
    desk.locator(".o-inbox a", has_text=number).click()
    desk.locator("#desk-text").wait_for()
    colleague.goto(desk.url)
    colleague.get_by_text("admin sedang menjawab").wait_for()
    assert colleague.locator("#desk-text").get_attribute("readonly") is not None
    clicks_to_the_question = int(desk.evaluate("sessionStorage.clicks"))

    # The village is asked, by keyboard alone.
    desk.locator("button[value=hand]").press("Enter")
    desk.locator("#id_name").wait_for()
    desk.locator("#id_name").fill("Pak Darmo")
    desk.locator("#id_note").fill("Sampai mana minibus?")
    assert_whole(desk)
    desk.locator("#id_name").press("Enter")
    link = desk.locator("#handed input[type=text]").input_value()
    village = people(360, scripts=True)
    village.goto(link)
    assert_whole(village)
    assert "0812" not in village.content()
    village.fill("#id_reply", "Minibus bisa sampai tempat parkir, bus besar tidak.")
    village.wait_for_timeout(A_HAND_MS)
    village.keyboard.press("Tab")
    village.keyboard.press("Enter")
    village.get_by_role("heading", name="Terima kasih").wait_for()

    # What came back is the draft. A fact goes in where the cursor is, a page from the search by Enter.
    desk.reload()
    desk.get_by_text("Draf ini usulan dari Pak Darmo").wait_for()
    assert desk.input_value("#desk-text").startswith("Minibus bisa sampai")
    assert_whole(desk)
    desk.fill("#desk-text", "Yes, a minibus can; a large bus cannot.")
    desk.locator("button[value='sentence:fact-entry_fee']").press("Enter")
    assert desk.input_value("#desk-text").startswith("Yes, a minibus can; a large bus cannot. Entrance: Rp")
    assert desk.evaluate("document.activeElement.id") == "desk-text"
    desk.fill("#desk-find", "Nampu")
    desk.locator("#desk-find").press("Enter")
    desk.locator("button[value^=insert]").first.press("Enter")
    expect(desk.locator("#desk-text")).to_have_value(re.compile("/en/places/nampu-beach/"))
    stale = desk.context.new_page()
    stale.goto(desk.url.split("?")[0])
    stale.fill("#desk-text", "Another answer.")
    desk.evaluate("sessionStorage.clicks = 0")
    desk.locator("button[value=send]").click()
    opens = desk.locator('a[href^="https://wa.me/6281234567890?text="]')
    assert "Yes%2C%20a%20minibus%20can" in opens.get_attribute("href")
    answered_at = time.monotonic()
    assert people(360, scripts=False).request.get(private).text().count("Yes, a minibus can") == 1
    assert time.monotonic() - answered_at < ON_THE_PAGE_WITHIN_S
    assert clicks_to_the_question + int(desk.evaluate("sessionStorage.clicks")) <= CLICKS_AT_MOST

    # An answer that comes too late is not sent, and not lost.
    stale.locator("button[value=send]").click()
    stale.locator(".help-critical[role=alert]").wait_for()
    assert stale.input_value("#desk-text") == "Another answer."

    visitor.reload()
    assert visitor.locator(".is-desk").inner_text().count("Yes, a minibus can") == 1
    visitor.locator("button[name=helped][value=no]").click()
    visitor.fill("#id_question", "And is there a toilet?")
    visitor.wait_for_timeout(A_HAND_MS)
    visitor.locator("form.form button.button").click()
    visitor.locator(".thread li", has_text="toilet").wait_for()
    seen = people(320, scripts=True)
    seen.goto(private)
    assert_whole(seen)
    seen.goto(site.url + "/en/ask/?about=/en/places/nampu-beach/")
    assert_whole(seen)

    visitor.locator("summary", has_text="Delete").click()
    visitor.locator("button[name=delete]").click()
    assert visitor.locator("h1").inner_text() == "Your question is deleted"
    assert visitor.goto(private).status == 404
    desk.goto(site.url + "/admin/desk/")
    desk.fill("#desk-q", number)
    desk.locator(".desk__filter button").click()
    desk.locator(".o-empty").wait_for()
