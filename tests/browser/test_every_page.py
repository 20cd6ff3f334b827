"""Every page type in three languages: readable for everybody, at home on any screen, and nobody else is told."""

import pytest

from tests.browser.axe import violations_in_both_schemes, violations_without_colours
from tests.page_types import PAGE_TYPES

pytestmark = pytest.mark.browser

WATCH_POLICY = """
window.forbidden = [];
addEventListener("securitypolicyviolation", e => forbidden.push(e.violatedDirective + " " + e.blockedURI));
"""
WIDTHS = "[document.documentElement.scrollWidth, innerWidth]"
# Pages that are forms, and what stands in others' pages.
FORMS = {"proposal form", "question form", "builder", "frame"}
PRESSED_ON_PAPER = """[...document.querySelectorAll('button, input, select, summary, .chip, .pager a')]
    .filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 120))"""
# Words that the end of a line cuts in two without a hyphen; addresses may break anywhere.
BROKEN_WORDS = """(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), broken = [];
    while (texts.nextNode()) {
        const text = texts.currentNode, around = text.parentElement;
        if (!around.checkVisibility() || around.closest('.visually-hidden, .month__pasaran, .we__unseen, svg, option, code, .feeds__address')) continue;
        for (const word of text.data.matchAll(/\\p{L}{3,}/gu)) {
            const range = document.createRange();
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) broken.push(word[0]);
        }
    }
    return broken;
})()"""


@pytest.mark.parametrize("language", ["id", "en", "jv"])
@pytest.mark.parametrize("name", PAGE_TYPES)
def test_a_page_is_accessible_fits_and_asks_nobody_else(browser, site, name, language):
    context = browser.new_context(viewport={"width": 320, "height": 800})
    page = context.new_page()
    requests, complaints = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append((message.type, message.text)))
    page.on("pageerror", lambda error: complaints.append(("error", str(error))))
    page.add_init_script(WATCH_POLICY)
    page.goto(site.url + PAGE_TYPES[name][language])

    wide, window = page.evaluate(WIDTHS)
    assert wide <= window, "the page scrolls sideways on 320 px"
    assert page.evaluate(BROKEN_WORDS) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate(BROKEN_WORDS) == []
    if name == "home":
        assert page.evaluate("document.documentElement.scrollHeight / innerHeight") <= 8
    if language == "id":
        assert violations_in_both_schemes(page) == []
        page.set_viewport_size({"width": 1280, "height": 900})
        assert violations_in_both_schemes(page) == []
    else:
        # A language changes words and names, not colours.
        assert violations_without_colours(page) == []

    if language == "id" and name not in FORMS:
        page.emulate_media(media="print")
        assert page.evaluate(PRESSED_ON_PAPER) == []
    page.wait_for_load_state("networkidle")
    assert [url for url in requests if not url.startswith((site.url, "data:", "blob:"))] == []
    assert [text for kind, text in complaints if kind == "error" and "404" not in text] == []
    assert page.evaluate("forbidden") == []
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("name", ["home", "destinations", "destination", "event", "calendar", "search"])
def test_the_keyboard_alone_reaches_every_link_and_control(open_page, name):
    page = open_page(PAGE_TYPES[name]["id"], width=1280)
    wanted = page.evaluate(
        """() => { window.targets = [...document.querySelectorAll('a[href], button, input, select, summary')]
            .filter(e => e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true})
                && !e.closest('details:not([open]) > :not(summary)') && !e.disabled && e.type !== 'hidden'
                && !e.closest('dialog:not([open])'));
            return targets.length; }"""
    )
    reached = set()
    for _press in range(wanted + 40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("targets.indexOf(document.activeElement)"))
    assert set(range(wanted)) <= reached, page.evaluate(
        "missing => missing.map(i => targets[i].outerHTML.slice(0, 120))", sorted(set(range(wanted)) - reached)[:5]
    )
