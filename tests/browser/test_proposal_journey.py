"""Somebody in a village proposes an event on a phone, with a picture; an editor makes a page of it."""

import re
from datetime import timedelta

import pytest
from PIL import Image

from tests.browser.axe import violations, violations_in_both_schemes
from tests.browser.conftest import ADMIN
from tests.clock import TODAY

pytestmark = pytest.mark.browser


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "reog.jpg"
    exif = Image.Exif()
    exif[0x010F] = "Kamera"
    Image.linear_gradient("L").resize((1800, 1200)).convert("RGB").save(path, exif=exif)
    return path


@pytest.fixture
def phone(browser, site):
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, java_script_enabled=False
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


def test_a_proposal_from_a_phone_becomes_a_published_event(phone, site, photo, open_page, browser):
    day = (TODAY + timedelta(days=60)).isoformat()
    page = phone
    page.goto(site.url + "/id/acara/")
    page.locator('main a[href="/id/usulkan-acara/"]').tap()
    page.wait_for_url("**/usulkan-acara/")
    page.fill("#id_title", "Festival Reog Uji Coba")
    page.fill("#id_description", "Reog dari lima desa.\nTerbuka untuk umum.")
    page.fill("#id_starts_on", day)
    page.fill("#id_ends_on", TODAY.isoformat())
    page.fill("#id_start_time", "19:00")
    page.fill("#id_place_text", "Lapangan Desa Conto")
    page.fill("#id_organiser_name", "Karang Taruna Conto")
    page.fill("#id_contact", "wati")
    page.set_input_files("#id_picture", photo)
    page.wait_for_timeout(4500)  # a hand is not faster, and a faster one is asked again
    page.locator(".form__end .button").tap()
    page.locator(".form-errors").wait_for()
    assert page.locator(".form-errors li").count() == 2
    assert page.locator("#id_ends_on_error, #id_contact_error").count() == 2
    assert page.input_value("#id_title") == "Festival Reog Uji Coba"
    assert page.input_value("#id_description").startswith("Reog dari lima desa.")
    assert page.locator(".notice--ok").is_visible(), "the picture is kept"
    page.fill("#id_ends_on", "")
    page.fill("#id_contact", "wati@contoh.id")
    page.locator(".form__end .button").tap()
    page.wait_for_url(re.compile(r"/usulkan-acara/[^/]{20,}/$"))
    assert page.context.cookies() == []
    follow = page.url.removeprefix(site.url)
    number = page.locator(".kind span").first.inner_text().split()[-1]
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}", number)
    assert violations_in_both_schemes(open_page(follow, width=360)) == []

    desk = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
    desk.set_default_timeout(30_000)
    desk.goto(site.url + "/admin/login/")
    desk.fill("#id_username", ADMIN[0])
    desk.fill("#id_password", ADMIN[1])
    desk.click("button[type=submit]")
    desk.wait_for_url(site.url + "/admin/")
    desk.locator('a[href*="/admin/events/proposals/?"]').first.click()
    desk.get_by_role("link", name="Festival Reog Uji Coba").first.click()
    assert "wati@contoh.id" in desk.locator("main").inner_text()
    loaded = desk.locator(".proposal__picture").evaluate("image => image.complete && image.naturalWidth")
    assert loaded == 1800
    page.reload()
    assert page.locator("[aria-current=step]").count() == 1
    desk.locator('form[action$="/accept/"] button').click()
    desk.wait_for_url("**/edit/")
    assert desk.input_value("#id_title") == "Festival Reog Uji Coba"
    assert desk.input_value("#id_starts_on") == day
    event = re.search(r"pages/(\d+)", desk.url)[1]
    site.manage(
        "shell", "-v0", "-c",
        f"from events.models import EventPage as E; e = E.objects.get(pk={event}); "
        "e.cover.alt_id, e.cover.credit = 'Reog di lapangan.', 'Foto: Karang Taruna'; e.cover.save(); "
        "e.check_publishable(); e.get_latest_revision().publish()",
    )  # fmt: skip
    page.reload()
    page.locator("main .button").first.tap()
    page.wait_for_load_state()
    assert page.locator("h1").inner_text() == "Festival Reog Uji Coba"
    assert "wati@contoh.id" not in page.content()
    desk.context.close()


def test_the_form_with_mistakes_has_no_axe_violation(browser, site):
    for width, scheme in ((360, "dark"), (1280, "light")):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
        )
        page = context.new_page()
        page.goto(site.url + "/en/propose-an-event/")
        page.locator("form.form").evaluate("form => form.noValidate = true")
        page.locator(".form__end .button").click()
        page.locator(".form-errors").wait_for()
        assert page.locator(".field__error").count() >= 6
        assert violations(page) == []
        widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert widths[0] <= widths[1]
        page.locator(".form-errors a").first.click()
        assert page.evaluate("document.activeElement.id") == "id_title"
        context.close()


def test_the_spare_field_is_neither_seen_nor_reached(open_page):
    page = open_page("/id/usulkan-acara/", width=1280)
    reached = set()
    for _press in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.name || ''"))
    assert {"title", "contact", "picture", "picture_credit"} <= reached
    assert "note" not in reached
    box = page.locator("#id_note").evaluate("field => field.parentElement.getBoundingClientRect().width")
    assert box <= 1
