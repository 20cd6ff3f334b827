"""Somebody asks about a beach on a phone without scripts; the desk answers; in the end the visitor deletes it all."""

import re

import pytest

from tests.browser.axe import violations_in_both_schemes
from tests.browser.conftest import ADMIN

pytestmark = pytest.mark.browser

A_HAND_MS = 4500  # a hand is not faster, and a faster one is asked again
IS_TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"


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


def test_a_question_is_answered_gone_on_with_rated_and_deleted(people, site):
    # Wagtail's own menu lies over the page until its script has run.
    visitor, desk = people(360, scripts=False), people(390, scripts=True)
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

    desk.goto(site.url + "/admin/login/?next=/admin/desk/")
    desk.fill("[name=username]", ADMIN[0])
    desk.fill("[name=password]", ADMIN[1])
    desk.locator("form button[type=submit]").click()
    desk.locator(".o-inbox a", has_text=number).click()
    desk.fill("#desk-find", "Nampu")
    desk.fill("#desk-text", "Yes, a minibus can; a large bus cannot.")
    desk.locator("button[value=find]").click()
    desk.locator("button[value^=insert]").first.click()
    assert "Yes, a minibus can" in desk.input_value("#desk-text")
    assert "/en/places/nampu-beach/" in desk.input_value("#desk-text")
    desk.locator("button[value=send]").click()
    opens = desk.locator('a[href^="https://wa.me/6281234567890?text="]')
    assert "Yes%2C%20a%20minibus%20can" in opens.get_attribute("href")

    visitor.reload()
    assert visitor.locator(".is-desk").inner_text().count("Yes, a minibus can") == 1
    visitor.locator("button[name=helped][value=no]").click()
    visitor.fill("#id_question", "And is there a toilet?")
    visitor.wait_for_timeout(A_HAND_MS)
    visitor.locator("form.form button.button").click()
    visitor.locator(".thread li", has_text="toilet").wait_for()
    seen = people(320, scripts=True)
    seen.goto(private)
    assert violations_in_both_schemes(seen) == []
    assert not seen.evaluate(IS_TOO_WIDE)
    desk.goto(site.url + "/admin/desk/")
    assert desk.locator(".o-inbox a", has_text=number).count() == 1
    assert not desk.evaluate(IS_TOO_WIDE)

    visitor.locator("summary", has_text="Delete").click()
    visitor.locator("button[name=delete]").click()
    assert visitor.locator("h1").inner_text() == "Your question is deleted"
    assert visitor.goto(private).status == 404
    desk.fill("#desk-q", number)
    desk.locator(".desk__filter button").click()
    desk.locator(".o-empty").wait_for()
