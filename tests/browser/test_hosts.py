"""Every form of embed on every difficult page of a partner, served from another site than ours."""

from urllib.parse import urlsplit

import pytest

from tests.browser.axe import violations
from tests.browser.partner import FRAME, HOSTS, RESIZE

pytestmark = pytest.mark.browser

WATCH = """
window.violations = [];
addEventListener("securitypolicyviolation", e => violations.push(e.effectiveDirective + " " + e.blockedURI));
"""
PAINTED = """() => [...document.querySelectorAll('wonogiri-events')]
    .every(e => e.shadowRoot?.querySelector('[data-state=list]'))"""
FITS = "document.documentElement.scrollWidth <= innerWidth + 1"
ELEMENT_FITS = """[...document.querySelectorAll('wonogiri-events')].every(e => {
    const box = e.shadowRoot.querySelector('.we'), all = [...box.querySelectorAll('*')];
    return all.every(x => x.getBoundingClientRect().right <= box.getBoundingClientRect().right + 1); })"""

# A window that is 1280 px wide at 200 % has 640 CSS pixels.
SETTINGS = {
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "zoom": {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2},
    "hostile-css": {"viewport": {"width": 1000, "height": 800}},
    "rtl": {"locale": "ar-EG", "timezone_id": "Africa/Cairo"},
    "strict-csp": {"color_scheme": "dark"},
    "small-root": {"forced_colors": "active"},
    "two-embeds": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
}
ORDINARY = sorted({page.stem for page in HOSTS.glob("*.html")} - {"wordpress"})


@pytest.fixture
def visit(browser, site, partner):
    """Open a page of the partner and keep account of requests, errors and policy violations."""
    visits = []

    def open(path, **settings):
        context = browser.new_context(**{"viewport": {"width": 800, "height": 900}, **settings})
        page = context.new_page()
        page.requests, page.problems = [], []
        page.on("request", lambda request: page.requests.append(request.url))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.add_init_script(WATCH)
        page.goto(partner.url + path)
        visits.append((context, page))
        return page

    yield open
    origins = {site.url, partner.url}
    for context, page in visits:
        elsewhere = [url for url in page.requests if "{0.scheme}://{0.netloc}".format(urlsplit(url)) not in origins]
        assert not elsewhere, elsewhere
        assert not page.problems, page.problems
        assert context.cookies() == []
        context.close()


def reveal(page, name):
    if name == "hidden":
        # By the keyboard: what opens first moves the second away from under a pointer.
        page.press("#open-tab", "Enter")
        page.press("summary", "Enter")


def embedded(page):
    """The iframe documents on a page."""
    found = [(frame, frame.content_frame()) for frame in page.query_selector_all("iframe")]
    for element, frame in found:
        element.scroll_into_view_if_needed()
        frame.wait_for_selector(".we__item")
    return found


def axe(page, where=None):
    # axe itself stumbles over what the libraries of a quirky page did to all objects.
    page.evaluate("for (const kind of [Object, Array]) for (const name in kind.prototype) delete kind.prototype[name]")
    return violations(page, where)


@pytest.mark.parametrize("name", ORDINARY)
def test_every_form_stands_on_a_difficult_page(visit, partner, site, name):
    page = visit(f"/{name}", **SETTINGS.get(name, {}))
    if name == "hidden":
        two_frames(page)
        assert not [url for url in page.requests if "/feeds/" in url or "/embed/v1/events/" in url]
    reveal(page, name)

    link = page.locator("a.we-link")
    assert link.is_visible() and link.get_attribute("href").startswith(site.url)

    frames = embedded(page)
    for element, frame in frames:
        page.wait_for_function(
            "e => e.clientHeight > 0 && e.style.height && e.style.height !== '420px'", arg=element, timeout=4000
        )
        content = frame.evaluate("document.getElementById('we').getBoundingClientRect().height")
        assert element.evaluate("e => e.clientHeight") == pytest.approx(content, abs=2)
        assert frame.evaluate(FITS)
        assert axe(frame) == []

    for element in page.query_selector_all("wonogiri-events"):
        element.scroll_into_view_if_needed()
    page.wait_for_function(PAINTED, timeout=6000)
    for shown in page.locator("wonogiri-events").all():
        assert shown.locator("article").count() == 3
        assert "WIB" in shown.locator(".foot").inner_text()
        assert not shown.locator("a.fallback").is_visible()
    assert page.evaluate(ELEMENT_FITS)
    assert axe(page, "wonogiri-events") == []
    asked = [url for url in page.requests if "/feeds/" in url]
    assert len(asked) == 1, "all elements with one address share one request"

    # What a strict policy takes away is only the style written on the iframe's line.
    allowed = ["style-src-attr inline"] if name == "strict-csp" else []
    assert [violation for violation in page.evaluate("violations") if violation not in allowed] == []


@pytest.mark.parametrize("name", [name for name in ORDINARY if name != "hostile-css"])
def test_a_frame_without_its_script_can_be_scrolled(visit, name):
    page = visit(f"/{name}?resize=no", **SETTINGS.get(name, {}))
    reveal(page, name)
    for element, frame in embedded(page):
        assert element.evaluate("e => e.clientHeight") == 420
        reached = "(scrollTo(0, 1e5), [scrollY, Math.max(document.documentElement.scrollHeight - innerHeight, 0)])"
        scrolled, wanted = frame.evaluate(reached)
        assert scrolled == pytest.approx(wanted, abs=1)


@pytest.mark.parametrize("name", ORDINARY)
def test_without_javascript_every_form_says_something(visit, site, name):
    page = visit(f"/{name}", java_script_enabled=False, **SETTINGS.get(name, {}))
    reveal(page, name)
    for fallback in page.locator("a.fallback").all():
        assert fallback.is_visible() and fallback.get_attribute("href").startswith(site.url)
    for _element, frame in embedded(page):
        assert frame.locator(".we__item").count() == 3
        assert "WIB" in frame.locator("#we").inner_text()


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Auckland", "Asia/Kathmandu"])
def test_a_visitor_from_elsewhere_reads_the_time_of_wonogiri(visit, site, zone):
    page = visit("/plain", timezone_id=zone, locale="en-US")
    page.wait_for_function(PAINTED)
    answer = page.request.get(next(url for url in page.requests if "/feeds/" in url)).json()
    shown = page.locator("wonogiri-events time")
    for number, item in enumerate(answer["items"]):
        event = item["_event"]
        assert shown.nth(number).inner_text() == ", ".join(filter(None, [event["date_text"], event["time_text"]]))
        assert not event["time_text"] or event["time_text"].endswith("WIB")
    for _element, frame in embedded(page):
        assert "WIB" in frame.locator("#we").inner_text()


def test_a_link_in_a_frame_opens_in_the_partners_window(visit, site):
    page = visit("/plain")
    [(_element, frame)] = embedded(page)
    frame.locator(".we__name a").first.click()
    page.wait_for_url(f"{site.url}/**")


def test_wordpress_gives_the_pasted_address_its_height_and_follows_its_links(visit, site):
    page = visit("/wordpress")
    [(element, frame)] = embedded(page)
    assert frame.evaluate("origin") == "null"
    content = frame.evaluate("document.getElementById('we').getBoundingClientRect().height")
    wanted = min(max(content, 200), 1000)
    page.wait_for_function("([e, h]) => Math.abs(e.height - h) <= 2", arg=[element, wanted])
    assert frame.evaluate("violations") == []
    assert axe(frame) == []
    frame.locator(".we__name a").first.click()
    page.wait_for_url(f"{site.url}/**")


def test_wordpress_shows_all_of_a_long_list_and_lets_visitors_choose(visit, site, partner):
    page, _policy = partner.host("wordpress")
    shown = "lang=id&amp;limit=5&amp;filters=1&amp;show-weton=1"
    partner.pages["/long"] = (page.replace("lang=id&amp;limit=3", shown).replace('width="600"', 'width="300"'), None)
    page = visit("/long")
    [(element, frame)] = embedded(page)
    page.wait_for_function("e => e.height > 800", arg=element)
    frame.locator(".we__item a").last.scroll_into_view_if_needed()
    boxes = [frame.locator(where).last.bounding_box() for where in (".we__item", ".we__foot p")]
    bottom = element.bounding_box()["y"] + element.bounding_box()["height"]
    assert all(box["y"] + box["height"] <= bottom + 1 for box in boxes), "something is cut off"
    frame.locator(".we__choices a", has_text="Akhir pekan ini").click()
    frame.wait_for_url("**when=weekend*")
    assert frame.locator(".we__choices [aria-current]").first.inner_text() == "Akhir pekan ini"


def test_the_site_out_of_reach_leaves_the_fallback(browser, site, partner):
    context = browser.new_context()
    page = context.new_page()
    page.route(f"{site.url}/**", lambda route: route.abort())
    page.goto(partner.url + "/plain")
    assert page.locator("a.fallback").is_visible()
    assert page.locator("a.we-link").is_visible()
    context.close()


def test_a_network_that_ends_after_a_first_visit_leaves_the_last_list_with_its_age(browser, site, partner):
    context = browser.new_context()
    page = context.new_page()
    page.goto(partner.url + "/plain")
    page.wait_for_function(PAINTED)
    before = page.locator("wonogiri-events .title").all_inner_texts()
    context.route("**/feeds/**", lambda route: route.abort())
    page.reload()
    page.wait_for_function("document.querySelector('wonogiri-events').shadowRoot?.querySelector('[data-state=stale]')")
    assert page.locator("wonogiri-events .title").all_inner_texts() == before
    assert page.locator("wonogiri-events .note").inner_text().startswith("Data dari 1 menit lalu.")
    context.close()


GROUND = "getComputedStyle(document.getElementById('we')).backgroundColor"
WHITE, DARK = "rgb(255, 255, 255)", "rgb(24, 34, 30)"


def test_a_frame_follows_its_page_from_light_to_dark_unless_its_address_names_a_theme(visit, partner, site):
    named = FRAME.replace("limit=3", "limit=3&amp;theme=light")
    looks = "<style>:root { color-scheme: light } :root[data-dark] { color-scheme: dark }</style>"
    html = f"<!doctype html><html lang='id'><title>Mitra</title>{looks}{FRAME}{named}{RESIZE}</html>"
    partner.pages["/switch"] = (html.replace("[[SITE]]", site.url), None)
    page = visit("/switch", color_scheme="dark")
    [(_first, follows), (_second, keeps)] = embedded(page)
    for switch, ground in [("delete dataset.dark", WHITE), ("dataset.dark = 1", DARK), ("delete dataset.dark", WHITE)]:
        page.evaluate(f"{{ const {{ dataset }} = document.documentElement; {switch} }}")
        follows.wait_for_function(f"{GROUND} === '{ground}'", timeout=3000)
        assert keeps.evaluate(GROUND) == WHITE


# The height protocol (we.height/1), spoken by a page of ours inside a partner's.


def tell_height(frame, *heights, **more):
    frame.evaluate(
        "([heights, more]) => heights.forEach(h => parent.postMessage({we: 1, type: 'height', h, ...more}, '*'))",
        [heights, more],
    )


def two_frames(page):
    """Let the browser draw what has changed by now, and look at what came into view."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def let_pass(page, frame):
    """Return when `page` has dealt with every message that `frame` has sent."""
    page.evaluate("passed = false; addEventListener('message', e => { passed ||= e.data === 'passed' })")
    frame.evaluate("top.postMessage('passed', '*')")
    page.wait_for_function("passed")
    two_frames(page)


def height_becomes(page, element, height):
    page.wait_for_function("([e, h]) => e.clientHeight === h", arg=[element, height], timeout=3000)


@pytest.fixture
def resized(visit):
    page = visit("/two-embeds", viewport={"width": 1280, "height": 900})
    frames = embedded(page)
    for element, _frame in frames:
        page.wait_for_function("e => e.style.height && e.style.height !== '420px'", arg=element)
    return page, frames


def test_a_height_is_kept_within_bounds_and_is_that_of_the_frame_that_told(resized):
    page, [(first, first_frame), (second, _second_frame)] = resized
    untouched = second.evaluate("e => e.clientHeight")
    for told, given in [(5, 80), (300.2, 301), (1e9, 10_000)]:
        tell_height(first_frame, told)
        height_becomes(page, first, given)
    for nonsense in ["900px", None, {}]:
        tell_height(first_frame, nonsense)
    tell_height(first_frame, 500, we=2)
    let_pass(page, first_frame)
    assert first.evaluate("e => e.clientHeight") == 10_000
    assert second.evaluate("e => e.clientHeight") == untouched


def test_a_frame_that_grows_for_ever_is_stopped(resized):
    page, [(first, first_frame), (second, second_frame)] = resized
    start = first.evaluate("e => e.clientHeight")
    tell_height(first_frame, *range(start + 1, start + 61))
    tell_height(second_frame, 700)
    height_becomes(page, second, 700)
    stopped_at = first.evaluate("e => e.clientHeight")
    assert stopped_at <= start + 30
    tell_height(first_frame, 9_000)
    let_pass(page, first_frame)
    assert first.evaluate("e => e.clientHeight") == stopped_at


def test_nobody_else_sets_the_height_of_our_frame(resized, partner):
    page, [(first, _frame), _second] = resized
    before = first.evaluate("e => e.clientHeight")
    page.evaluate("postMessage({we: 1, type: 'height', h: 999}, '*')")
    partner.pages["/stranger"] = ("<script>top.postMessage({we: 1, type: 'height', h: 999}, '*')</script>", None)
    page.evaluate(
        "path => document.body.append(Object.assign(document.createElement('iframe'), {src: path}))", "/stranger"
    )
    let_pass(page, page.query_selector("iframe[src='/stranger']").content_frame())
    assert first.evaluate("e => e.clientHeight") == before
    assert page.locator("iframe[src='/stranger']").evaluate("e => e.style.height") == ""


def test_a_frame_of_another_origin_under_our_address_is_not_believed(resized, partner):
    page, [(first, frame), _second] = resized
    before = first.evaluate("e => e.clientHeight")
    partner.pages["/stranger"] = ("<script>parent.postMessage({we: 1, type: 'height', h: 999}, '*')</script>", None)
    frame.evaluate("address => location.replace(address)", f"{partner.url}/stranger")
    frame.wait_for_url(f"{partner.url}/stranger")
    let_pass(page, frame)
    assert first.evaluate("e => e.clientHeight") == before


def test_a_change_inside_the_frame_is_followed_and_its_height_never_depends_on_the_frame(resized):
    page, [(first, frame), _second] = resized
    before = first.evaluate("e => e.clientHeight")
    frame.evaluate("document.querySelector('.we__item').remove()")
    page.wait_for_function("([e, h]) => e.clientHeight < h - 20", arg=[first, before])
    settled = first.evaluate("e => e.clientHeight")
    first.evaluate("e => { e.style.setProperty('height', '3000px', 'important') }")
    two_frames(page)
    assert frame.evaluate("Math.ceil(document.getElementById('we').getBoundingClientRect().height)") == settled
