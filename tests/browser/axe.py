"""What axe-core says of a page, with the settings that every test shares."""

from pathlib import Path

import axe_playwright_python

SOURCE = next(Path(axe_playwright_python.__file__).parent.glob("axe.min.js")).read_text()
# The rest of a page is the same in the dark.
COLOURS = ["color-contrast", "link-in-text-block"]
RUN = """([where, rules, left]) => axe.run(where ?? document, {resultTypes: ['violations'],
    ...(rules && {runOnly: {type: 'rule', values: rules}}),
    ...(left && {rules: Object.fromEntries(left.map(rule => [rule, {enabled: false}]))})})
    .then(r => r.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 200)]))"""


# Colours that go over into those of the dark are told apart from those that stay.
SETTLED = """() => new Promise(done => requestAnimationFrame(() => {
    setTimeout(done, 1000);
    Promise.allSettled(document.getAnimations().map(a => a.finished)).then(done);
}))"""


def violations(page, where=None, rules=None):
    """``[[rule, number of places, first place], …]`` on a page or frame, or within a selector."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(SOURCE)
    return page.evaluate(RUN, [where, rules, None])


def violations_without_colours(page):
    """Everything but colour, whose rules take most of the time."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(SOURCE)
    return page.evaluate(RUN, [None, None, COLOURS])


def violations_in_both_schemes(page):
    """Every rule in light, those about colour again in the dark."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found = violations(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.evaluate(SETTLED)
    return found + violations(page, rules=COLOURS)
