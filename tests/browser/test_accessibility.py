"""No axe violation on any page type, in three languages, light and dark, on a phone and on a desk."""

from pathlib import Path

import axe_playwright_python
import pytest

from tests.browser.conftest import PAGE_TYPES

pytestmark = pytest.mark.browser

AXE = next(Path(axe_playwright_python.__file__).parent.glob("axe.min.js")).read_text()
RUN_AXE = "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 200)]))"


@pytest.mark.parametrize("language", ["id", "en", "jv"])
@pytest.mark.parametrize("name", PAGE_TYPES)
def test_a_page_has_no_axe_violation(open_page, name, language):
    for width in (360, 1280):
        page = open_page(PAGE_TYPES[name][language], width=width, bypass_csp=True)
        page.evaluate(AXE)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            violations = page.evaluate(RUN_AXE)
            assert not violations, (width, scheme, violations)


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_a_page_does_not_scroll_sideways_at_320_px(open_page, name):
    for language in ("id", "en", "jv"):
        page = open_page(PAGE_TYPES[name][language], width=320)
        widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert widths[0] <= widths[1], (language, widths)


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
