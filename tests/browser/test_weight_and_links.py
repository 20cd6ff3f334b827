"""What a page costs a visitor."""

import gzip

import pytest

pytestmark = pytest.mark.browser

PICTURES = ("image/jpeg", "image/avif", "image/webp", "image/png")


def transfers(browser, site, path):
    """``{address: (content type, bytes sent)}`` of everything a first visit to `path` fetches, without pictures."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    sizes = {}

    def note(response):
        kind = response.headers.get("content-type", "").split(";")[0]
        if kind not in PICTURES and response.status == 200:
            length = response.headers.get("content-length")
            sizes[response.url] = (kind, int(length) if length else len(gzip.compress(response.body())))

    page.on("response", note)
    page.goto(site.url + path)
    page.wait_for_load_state("networkidle")
    context.close()
    return sizes


def test_home_costs_at_most_90_kb_and_30_kb_of_script(browser, site):
    sizes = transfers(browser, site, "/id/")
    total = sum(size for _kind, size in sizes.values())
    scripts = sum(size for kind, size in sizes.values() if "javascript" in kind)
    assert total <= 90_000, sizes
    assert scripts <= 30_000, sizes


def test_a_detail_page_costs_at_most_60_kb_besides_fonts_and_map(browser, site):
    """The fonts are counted with home, which nearly every visit has kept; the drawn map is a map."""
    sizes = transfers(browser, site, "/id/budaya/batik-wonogiren/")
    total = sum(size for address, (kind, size) in sizes.items() if "font" not in kind and "map-" not in address)
    assert total <= 60_000, sizes
