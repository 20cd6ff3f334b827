"""Every kind of page can be read and left with large letters, at 400 % zoom, and on a phone lying on its side."""

import shutil

import pytest

from tests.browser.conftest import CHROMIUMS, FLAGS

pytestmark = pytest.mark.browser

PATHS = [
    "/id/",
    "/id/destinasi/",
    "/id/destinasi/pantai-nampu/",
    "/id/geopark/gua-gong/",
    "/id/acara/kirab-malam-1-sura-surakarta/",
    "/id/acara/kalender/2027-06/",
    "/id/search/?q=pantai",
    "/id/itinerari/dua-hari-karst-dan-pesisir/",
    "/id/uang-bensin-sinyal/",
]
# A phone on its side, a laptop's window of 1280 px at 400 %, the smallest phone.
SMALL = [(740, 360), (320, 256), (320, 640)]
LARGEST_FIXED_SHARE = 0.25
LOOK = """() => {
  const shown = element => element.checkVisibility() && element.getBoundingClientRect().height > 0;
  const reachable = element => {
    const box = element.getBoundingClientRect();
    return shown(element) && box.top >= 0 && box.bottom <= innerHeight + 1;
  };
  const beyond = element => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.right > innerWidth + 1 && element.checkVisibility()
      && !element.closest("svg, .visually-hidden, .scroller, .table-scroll");
  };
  const all = [...document.querySelectorAll("body *")];
  const fixed = all.filter(element => getComputedStyle(element).position === "fixed" && shown(element));
  return {
    sideways: document.documentElement.scrollWidth - innerWidth,
    navigation: [...document.querySelectorAll(".nav, .tabbar")].filter(reachable).length,
    cut_off: all.filter(beyond).map(element => element.outerHTML.slice(0, 80)),
    too_wide: [...document.querySelectorAll(".tabbar__item")].filter(shown)
      .filter(item => item.scrollWidth > item.clientWidth + 1).map(item => item.textContent.trim()),
    fixed: Math.max(0, ...fixed.map(element => element.getBoundingClientRect().height / innerHeight)),
  };
}"""


LARGE_TEXT = [(360, 740), (740, 360), (1280, 720)]


@pytest.fixture
def large_text_page(browser):
    """A page of a browser whose own text size is set to 200 %."""
    executable = next(filter(None, map(shutil.which, CHROMIUMS)))
    large = browser.browser_type.launch(
        executable_path=executable, args=[*FLAGS, "--blink-settings=defaultFontSize=32"]
    )
    yield large.new_page()
    large.close()


def problems(page, site, sizes):
    for path in PATHS:
        page.goto(site.url + path)
        for width, height in sizes:
            page.set_viewport_size({"width": width, "height": height})
            seen = page.evaluate(LOOK)
            is_fine = seen["navigation"] == 1 and seen["fixed"] <= LARGEST_FIXED_SHARE
            if not is_fine or seen["sideways"] or seen["cut_off"] or seen["too_wide"]:
                yield path, (width, height), seen


def test_nothing_is_lost_on_a_small_or_low_screen(open_page, site):
    assert list(problems(open_page("/id/"), site, SMALL)) == []


def test_nothing_is_lost_with_letters_twice_as_large(large_text_page, site):
    assert list(problems(large_text_page, site, LARGE_TEXT)) == []


@pytest.mark.parametrize("path", ["/id/destinasi/pantai-nampu/", "/en/places/nampu-beach/", "/id/geopark/gua-sodong/"])
def test_the_first_screen_of_a_place_answers_what_danger_open_and_how_to_get_there(open_page, path):
    page = open_page(path, width=360, height=740)
    bar = page.locator(".tabbar").bounding_box()["y"]
    for part in ("h1", ".safety", ".brief", ".acts"):
        box = page.locator(part).first.bounding_box()
        assert box["y"] + box["height"] <= bar, part
