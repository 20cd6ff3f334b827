"""Three taps on a tablet, two more without a signal, one taken back: sent once when the signal is there again."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations_in_both_schemes
from tests.browser.conftest import ADMIN

pytestmark = pytest.mark.browser

IS_TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"
IN_TODAY = "[data-today] li[data-key]:not([hidden])"


@pytest.fixture
def tablet(browser, site):
    context = browser.new_context(viewport={"width": 768, "height": 1024}, has_touch=True)
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(site.url + "/admin/login/?next=/admin/desk/counter/")
    page.fill("[name=username]", ADMIN[0])
    page.fill("[name=password]", ADMIN[1])
    page.locator("form button[type=submit]").click()
    page.wait_for_url("**/admin/desk/counter/")
    yield page
    context.close()


def tap(page, *labels):
    for label in labels:
        page.locator(".counter__tile, .counter__switch label, .counter__ends button", has_text=label).first.tap()


def test_visits_are_noted_with_and_without_a_signal_and_sent_once(tablet, site):
    today, waiting = tablet.locator(IN_TODAY), tablet.locator("[data-waiting]")
    tap(tablet, "Dijawab")
    assert tablet.locator("[data-problem=topic]").inner_text() == "Pilih dulu apa yang ditanyakan."
    assert violations_in_both_schemes(tablet) == []
    tap(tablet, "Rute dan angkutan", "Solo Raya", "Dijawab")
    today.first.wait_for()
    assert "Rute dan angkutan, Solo Raya" in tablet.locator("[data-said]").inner_text()
    assert not waiting.is_visible()
    assert tablet.locator("input:checked").count() == 1  # only how they came

    tablet.context.set_offline(True)
    tap(tablet, "Telepon", "Keselamatan", "Luar negeri", "Belum tahu")
    waiting.wait_for()
    tap(tablet, "Geopark", "Bahasa Jawa", "Dijawab")
    assert tablet.locator("[data-number]").inner_text() == "2"
    tablet.locator("[data-said] button").tap()
    assert tablet.locator("[data-number]").inner_text() == "1"
    assert "Keselamatan" in waiting.inner_text() and "Geopark" not in waiting.inner_text()

    tablet.context.set_offline(False)
    waiting.wait_for(state="hidden")
    expect(today).to_have_count(2, timeout=30_000)
    tablet.reload()
    expect(today).to_have_count(2, timeout=30_000)
    assert "Keselamatan" in today.first.inner_text()
    tablet.set_viewport_size({"width": 360, "height": 800})
    assert not tablet.evaluate(IS_TOO_WIDE)

    # Whoever is logged out keeps what they note.
    session = next(cookie for cookie in tablet.context.cookies() if cookie["name"] == "sessionid")
    tablet.context.clear_cookies(name="sessionid")
    tap(tablet, "Acara", "DIY", "Dijawab")
    tablet.locator("[data-login]").wait_for()
    assert tablet.locator("[data-number]").inner_text() == "1"
    tablet.context.add_cookies([session])
    tablet.reload()
    expect(today).to_have_count(3, timeout=30_000)
    assert not waiting.is_visible()

    # With the keyboard alone, then taken back on the server too.
    tablet.locator("[name=topic]").first.focus()
    for key in ("Space", "Tab", "Space", "Tab", "Tab", "Tab", "Enter"):
        tablet.keyboard.press(key)
    expect(today).to_have_count(4, timeout=30_000)
    tablet.locator("[data-said] button").press("Enter")
    expect(today).to_have_count(3, timeout=30_000)

    tablet.goto(site.url + "/admin/desk/report/")
    assert tablet.locator("#channels").count() == 1
    tablet.locator("summary").first.press("Enter")
    assert tablet.locator("table.o-grid").first.is_visible()
    assert violations_in_both_schemes(tablet) == []
    assert not tablet.evaluate(IS_TOO_WIDE)
