"""The calendar of a month in a real browser: on a phone, without JavaScript, on paper."""

import re

import pytest

pytestmark = pytest.mark.browser


def test_a_visitor_pages_and_jumps_through_the_months_without_javascript(open_page):
    page = open_page("/id/acara/kalender/2027-06/", java_script_enabled=False)
    page.get_by_role("link", name="Juli 2027").click()
    assert page.locator("h1").inner_text() == "Juli 2027"
    page.locator("#month").select_option("1")
    page.locator("#year").fill("1945")
    page.locator(".month-jump button").click()
    assert page.url.endswith("/id/acara/kalender/1945-01/")
    assert page.locator("h1").inner_text() == "Januari 1945"


def test_on_a_phone_a_day_leads_to_its_events(open_page):
    page = open_page("/id/acara/kalender/2027-06/", width=360)
    day = page.locator('td:has(time[datetime="2027-06-05"])')
    assert not day.get_by_role("link", name="Labuhan Ageng").is_visible()
    # The whole cell is the target, not only the figure in it.
    box = day.bounding_box()
    assert min(box["width"], box["height"]) >= 44
    day.click(position={"x": box["width"] - 4, "y": box["height"] - 4})
    page.wait_for_url("**/#d5")
    assert page.locator("#d5").get_by_role("link", name="Labuhan Ageng").is_visible()


@pytest.mark.parametrize("month", ["2027-06", "2027-05", "2027-08"])  # five weeks and six, and events of many days
def test_a_month_is_printed_on_one_landscape_sheet(open_page, month):
    page = open_page(f"/jv/acara/kalender/{month}/", width=1280)
    sheet = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    width, height = re.search(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)", sheet).groups()
    assert (round(float(width)), round(float(height))) == (842, 595)
