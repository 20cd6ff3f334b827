"""Somebody in danger with one bar of signal: the page is light, and says where the telephone is without telling anybody."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tests.browser.axe import violations_in_both_schemes
from tests.browser.test_weight_and_links import transfers

pytestmark = pytest.mark.browser

# From google/open-location-code, test_data/encoding.csv, those of ten digits; the first is Nampu's.
PLUS_CODES = [
    (-8.21035, 110.90207, "6P3GQWQ2+VR"),
    (20.3700625, 2.7821875, "7FG49QCJ+2V"),
    (47.0000625, 8.0000625, "8FVC2222+22"),
    (-41.2730625, 174.7859375, "4VCPPQGP+Q9"),
    (-89.9999375, -179.9999375, "22222222+22"),
    (90, 1, "CFX3X2X2+X2"),
    (1.2, 3.4, "6FH56C22+22"),
    (35.6, 3.033, "8F75J22M+26"),
    (66.89, -106, "95RPV2R2+22"),
    (-37.014, -159.936, "43J2X3P7+CJ"),
    (58.66, 149.17, "9RCFM56C+22"),
    (10.734, -168.294, "722HPPM4+JC"),
    (-25.798, -59.812, "5862652Q+R6"),
    (-19.212, 107.423, "5PG9QCQF+66"),
    (-18.32, 96.397, "5MHRM9JW+2R"),
]
READS = "navigator.geolocation.getCurrentPosition"
FAILURES = {1: "tidak mengizinkan", 2: "tidak tahu di mana", 3: "Letak belum terbaca"}


def test_all_of_it_is_one_answer_of_at_most_30_kb(browser, site):
    for path in ("/id/darurat/", "/en/emergency/", "/jv/darurat/"):
        sizes = transfers(browser, site, path)
        assert len(sizes) == 1, sizes
        assert sum(size for _kind, size in sizes.values()) <= 30_000 * 0.9, sizes


def test_without_scripts_every_number_dials(open_page):
    page = open_page("/id/darurat/", java_script_enabled=False)
    dialled = [link.get_attribute("href") for link in page.locator(".call a").all()]
    assert dialled[:3] == ["tel:119", "tel:110", "tel:115"]
    assert "tel:+628112591119" in dialled
    assert page.locator(".say li").count() == 4
    assert not page.locator("button").is_visible()


def test_a_tap_says_where_the_telephone_is_and_tells_nobody(open_page):
    page = open_page(
        "/id/darurat/", geolocation={"latitude": 0, "longitude": 0, "accuracy": 12}, permissions=["geolocation"]
    )
    page.evaluate(
        """() => { const [far, near] = document.querySelectorAll(".posts li");
            far.dataset.at = "-7.8139,110.9261"; near.dataset.at = "-8.06,110.81"; }"""
    )
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for latitude, longitude, code in reversed(PLUS_CODES):
        page.context.set_geolocation({"latitude": latitude, "longitude": longitude, "accuracy": 12})
        page.locator(".here button").click()
        page.locator("[data-code]", has_text=code).wait_for()
    assert page.locator("[data-point]").inner_text() == "-8.21035, 110.90207"
    assert "12 meter" in page.locator("[data-near]").inner_text()
    for link, name in (("sms", "body"), ("whatsapp", "text")):
        address = page.locator(f"[data-{link}]").get_attribute("href")
        (text,) = parse_qs(urlsplit(address).query)[name]
        assert text == "Darurat. Saya di -8.21035,110.90207 (plus code 6P3GQWQ2+VR, tepat sampai 12 m)."
        assert "+VR" in unquote(address)
    assert page.locator(".posts li b").first.inner_text() == "RS Maguan Husada"
    assert page.locator(".posts output").all_inner_texts()[:3] == ["20 km", "44 km", ""]
    assert asked == []
    assert violations_in_both_schemes(page) == []


def test_what_goes_wrong_is_said_with_what_to_do(open_page):
    page = open_page("/id/darurat/")
    told = page.locator("[data-said]")
    for code, sentence in FAILURES.items():
        page.evaluate(f"() => {{ {READS} = (_found, failed) => failed({{code: {code}}}) }}")
        page.locator(".here button").click()
        assert sentence in told.inner_text()
        assert "desa" in told.inner_text()
    reading = "{timestamp: Date.now() - 600_000, coords: {latitude: -8, longitude: 110, accuracy: 1500}}"
    page.evaluate(f"() => {{ {READS} = (found) => found({reading}) }}")
    page.locator(".here button").click()
    assert "10 menit yang lalu" in told.inner_text()
    assert "masih kasar" in told.inner_text()
    assert "1.500 meter" in page.locator("[data-near]").inner_text()
