"""An officer on the beach closes it with a telephone; a visitor's telephone says so when it looks again."""

import re

import pytest

from tests.browser.axe import violations_in_both_schemes
from tests.browser.conftest import ADMIN

pytestmark = pytest.mark.browser

IS_TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"
BEACH, LIST = "/id/destinasi/pantai-nampu/", "/id/destinasi/?q=nampu"
LINE = "Pantai Nampu: Ditutup — Ombak tinggi, sampai 29 Apr"
LINES = """<script type="module" src="[[SITE]]/embed/v1/notices.js"></script>
<wonogiri-notices lang="id"><a href="[[SITE]]/id/notices/">Pemberitahuan</a></wonogiri-notices>
<iframe src="[[SITE]]/embed/v1/notices/?lang=id" title="Pemberitahuan" width="100%" height="200"></iframe>"""
NEXT = "form:not(.notice-search) .notice-row button"
TABS_AT_MOST = 80


@pytest.fixture
def phone(browser, site):
    """Another telephone of 360 px."""
    contexts = []

    def open():
        contexts.append(browser.new_context(viewport={"width": 360, "height": 740}))
        page = contexts[-1].new_page()
        page.set_default_timeout(30_000)
        return page

    yield open
    for context in contexts:
        context.close()


FORGET = """
from content.publishing import mark_published
from places.models import Notice
Notice.objects.all().delete()
mark_published()
"""


@pytest.fixture
def open_again(site):
    """Other tests look at the same beach."""
    yield
    site.manage("shell", "-v0", "-c", FORGET)


def test_an_officer_closes_a_beach_and_another_phone_sees_it(phone, site, partner, open_again):
    visitor, officer, guest = phone(), phone(), phone()
    for path in (BEACH, LIST):
        visitor.goto(site.url + path)
        assert not says_closed(visitor)

    guest.goto(page_with_notices(partner))
    element = guest.locator("wonogiri-notices")
    frame = guest.frame_locator("iframe").locator("body")
    for place in (element, frame):
        place.locator("text=bukan janji").wait_for()

    officer.goto(site.url + "/admin/login/?next=/admin/notices/new/")
    officer.fill("[name=username]", ADMIN[0])
    officer.fill("[name=password]", ADMIN[1])
    officer.keyboard.press("Enter")
    officer.locator("#notice-q").wait_for()
    # By the keyboard alone from here on.
    is_well_made(officer)
    tab_to(officer, "#notice-q")
    officer.keyboard.type("nampu")
    officer.keyboard.press("Enter")
    officer.wait_for_url(re.compile("q=nampu"))
    is_well_made(officer)
    assert officer.locator("[name=area]:checked + span").inner_text().startswith("Pantai Nampu")
    tab_to(officer, NEXT)
    officer.keyboard.press("Enter")
    officer.wait_for_url(re.compile("step=2"))
    is_well_made(officer)
    pick(officer, "level", "closed")
    pick(officer, "event", "wave")
    tab_to(officer, NEXT)
    officer.keyboard.press("Enter")
    officer.wait_for_url(re.compile("step=3"))
    is_well_made(officer)
    pick(officer, "until", "tomorrow")
    pick(officer, "source", "bpbd")
    tab_to(officer, "[name=check]")
    officer.keyboard.press("Enter")
    assert "Pantai Nampu ditutup sampai Kamis, 29 April 2027" in officer.locator(".notice-preview").inner_text()
    is_well_made(officer)
    tab_to(officer, "[name=publish]")
    officer.keyboard.press("Enter")
    officer.wait_for_url(re.compile(r"/admin/notices/(\?|$)"))
    is_well_made(officer)

    for path in (LIST, BEACH, "/id/notices/"):
        visitor.goto(site.url + path)
        assert says_closed(visitor), path
        assert not visitor.evaluate(IS_TOO_WIDE)
    assert violations_in_both_schemes(visitor) == []
    guest.reload()
    for place in (element, frame):
        place.get_by_role("link", name=LINE).wait_for()
        assert place.get_by_role("link", name=LINE).get_attribute("href").partition("#n-")[0].endswith("/id/notices/")
    assert not guest.evaluate(IS_TOO_WIDE)
    assert violations_in_both_schemes(guest) == []

    officer.get_by_role("button", name="Akhiri sekarang").first.click()
    visitor.goto(site.url + BEACH)
    assert not says_closed(visitor)


def page_with_notices(partner):
    """A homestay's page under a strict policy, with both lines of the builder."""
    html = (
        '<!doctype html><html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Homestay</title></head><body><main><h1>Homestay</h1>{LINES}</main></body></html>"
    ).replace("[[SITE]]", partner.site_url)
    own = partner.site_url
    partner.pages["/homestay"] = (
        html,
        f"default-src 'none'; script-src {own}; connect-src {own}; frame-src {own}; "
        "require-trusted-types-for 'script'; trusted-types 'none'",
    )
    return f"{partner.url}/homestay"


def is_well_made(page):
    assert not page.evaluate(IS_TOO_WIDE), page.url
    assert violations_in_both_schemes(page) == [], page.url


def says_closed(page):
    return page.locator(".safety--closed, .badge--closed").count() > 0


def tab_to(page, selector):
    for _press in range(TABS_AT_MOST):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"The keyboard does not come to {selector} on {page.url}")


def pick(page, name, value):
    """Come to a group of choices and go down it to one."""
    tab_to(page, f"[name={name}]")
    for _press in range(20):
        page.keyboard.press("Space")
        if page.evaluate("document.activeElement.value") == value:
            return
        page.keyboard.press("ArrowDown")
    pytest.fail(f"The arrows do not come to {value} of {name}")
