"""Somebody sends photographs from a phone: made smaller before they are sent, and nothing is lost by a mistake."""

import re

import pytest
from PIL import Image

from tests.browser.axe import violations_in_both_schemes

pytestmark = pytest.mark.browser

A_HAND_MS = 4500  # a hand is not faster, and a faster one is asked again
IS_TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "IMG_1.jpg"
    Image.effect_noise((3200, 2400), 60).convert("RGB").save(path, quality=95)
    return path


def test_photographs_are_sent_smaller_and_a_mistake_loses_none(open_page, photo):
    page = open_page("/en/ask/?about=/en/places/nampu-beach/&kind=photos", width=360)
    assert violations_in_both_schemes(page) == []
    assert not page.evaluate(IS_TOO_WIDE)
    sizes = []
    page.on("request", lambda request: request.method == "POST" and sizes.append(len(request.post_data_buffer or b"")))
    page.locator("form.form").evaluate("form => form.noValidate = true")
    page.set_input_files("#id_photos", photo)
    page.fill("#id_question", "The stairs, August 2026")
    page.wait_for_timeout(A_HAND_MS)
    page.locator("form.form button.button").click()
    page.locator(".form-errors").wait_for()
    assert page.locator("input[name=kept]").count() == 1
    assert page.input_value("#id_question") == "The stairs, August 2026"
    assert sizes[0] < photo.stat().st_size * 0.7
    assert violations_in_both_schemes(page) == []
    page.fill("#id_name", "Maya")
    page.locator("#id_licence input").first.check()
    page.locator("#id_people input").first.check()
    page.check("#id_is_own")
    page.locator("form.form button.button").click()
    page.wait_for_url(re.compile(r"/en/ask/[A-Za-z0-9]{22}/$"))
    assert page.locator(".offered li").count() == 1
    assert violations_in_both_schemes(page) == []
