"""What a page costs a visitor, and that nothing is fetched from anywhere else."""

import gzip
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import PAGE_TYPES

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


def test_home_costs_at_most_100_kb_and_30_kb_of_script(browser, site):
    sizes = transfers(browser, site, "/id/")
    total = sum(size for _kind, size in sizes.values())
    scripts = sum(size for kind, size in sizes.values() if "javascript" in kind)
    print(f"home: {total / 1000:.1f} kB, scripts {scripts / 1000:.1f} kB")
    assert total <= 100_000, sizes
    assert scripts <= 30_000, sizes


def test_a_detail_page_costs_at_most_60_kb_besides_fonts_and_map(browser, site):
    """The fonts are counted with home, which nearly every visit has kept; the drawn map is a map."""
    sizes = transfers(browser, site, "/id/budaya/batik-wonogiren/")
    total = sum(size for address, (kind, size) in sizes.items() if "font" not in kind and "map-" not in address)
    print(f"detail without map: {total / 1000:.1f} kB")
    assert total <= 60_000, sizes


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_no_request_leaves_the_site_and_no_policy_is_violated(browser, site, name):
    for language in ("id", "en", "jv"):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        elsewhere, complaints = [], []
        page.on("request", lambda request: elsewhere.append(request.url) if not request.url.startswith((site.url, "data:", "blob:")) else None)
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" and "404" not in message.text else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.add_init_script("window.violations = []; addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective + ' ' + e.blockedURI))")
        page.goto(site.url + PAGE_TYPES[name][language])
        page.wait_for_load_state("networkidle")
        assert not elsewhere and not complaints and not page.evaluate("violations")
        assert not context.cookies()
        context.close()


def test_every_link_on_every_page_type_leads_somewhere(browser, site):
    seen = {}
    context = browser.new_context()
    page = context.new_page()
    for paths in PAGE_TYPES.values():
        for path in paths.values():
            page.goto(site.url + path)
            for address in page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href)"):
                if address.startswith(site.url) and "/go/" not in address:
                    seen.setdefault(address.split("#")[0], path)
    broken = []
    for address, source in seen.items():
        status = context.request.get(address, max_redirects=0).status
        if status not in {200, 301, 302} and not urlsplit(address).path.endswith(("tidak-ada/", "nowhere/", "boten-wonten/")):
            broken.append((status, address, source))
    context.close()
    assert not broken, broken[:20]
