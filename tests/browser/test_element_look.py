"""How <wonogiri-events> looks and where it has room, with feeds made up for the case."""

import pytest

from tests.browser.partner import feed, item

pytestmark = pytest.mark.browser


# Look


def colour(shown, selector, name="color"):
    return shown.host.locator(selector).first.evaluate("(e, name) => getComputedStyle(e)[name]", name)


def test_a_partner_colours_it_with_tokens_and_parts(element):
    head = """<style>wonogiri-events { --we-color-accent: rgb(1, 2, 3); --we-font: monospace; --we-columns: 2 }
        wonogiri-events::part(title) { font-size: 40px } wonogiri-events::part(estimated) { color: rgb(4, 5, 6) }</style>"""
    shown = element(feed(item(certainty="estimated"), item(2)), head=head).becomes("list")
    assert colour(shown, ".head", "border-bottom-color") == "rgb(1, 2, 3)"
    assert colour(shown, ".title", "fontSize") == "40px"
    assert colour(shown, ".badge") == "rgb(4, 5, 6)"
    assert "monospace" in colour(shown, ".date", "fontFamily")
    left, right = (shown.host.locator("li").nth(number).bounding_box() for number in (0, 1))
    assert left["y"] == right["y"] and left["x"] < right["x"]


@pytest.mark.parametrize(
    ("theme", "scheme", "ground"),
    [
        ("", "light", "rgb(255, 255, 255)"),
        ("", "dark", "rgb(24, 34, 30)"),
        ("theme=light", "dark", "rgb(255, 255, 255)"),
        ("theme=dark", "light", "rgb(24, 34, 30)"),
        ("theme=inherit", "dark", "rgba(0, 0, 0, 0)"),
    ],
)
def test_a_theme(element, theme, scheme, ground):
    head = "<style>body { color: rgb(9, 9, 9); font: 20px serif }</style>"
    shown = element(feed(item()), theme, head=head, color_scheme=scheme).becomes("list")
    assert colour(shown, ".we", "backgroundColor") == ground
    assert (colour(shown, ".date") == "rgb(9, 9, 9)") is (theme == "theme=inherit")


@pytest.mark.parametrize(
    ("declared", "device", "ground"),
    [
        ("dark", "light", "rgb(24, 34, 30)"),
        ("light", "dark", "rgb(255, 255, 255)"),
        ("light dark", "dark", "rgb(24, 34, 30)"),
    ],
)
def test_a_page_with_a_scheme_of_its_own_is_followed(element, declared, device, ground):
    head = f"<style>:root {{ color-scheme: {declared} }} .other {{ color-scheme: {device} }}</style>"
    shown = element(feed(item()), head=head, color_scheme=device).becomes("list")
    assert colour(shown, ".we", "backgroundColor") == ground
    shown.page.evaluate("document.documentElement.classList.add('other')")
    switched = "rgb(24, 34, 30)" if device == "dark" else "rgb(255, 255, 255)"
    shown.page.wait_for_function(
        "ground => getComputedStyle(document.querySelector('wonogiri-events').shadowRoot.querySelector('.we'))"
        ".backgroundColor === ground",
        arg=switched,
    )


# Containers that take their width from what they hold, where such an element would vanish.
ROOMS = """
main { width: 600px }
.flex, .inline-flex { display: flex } .grid { display: grid; grid-template-columns: auto auto }
.inline { display: inline-block } .float { float: left } .absolute { position: absolute } .narrow { display: flex; width: 180px }
"""
SHRINKING = {
    "flex": '<div class="flex">[]<p>Lain</p></div>',
    "grid": '<div class="grid">[]<p>Lain</p></div>',
    "inline-block": '<div class="inline">[]</div>',
    "float": '<div class="float">[]</div>',
    "absolute": '<div class="absolute">[]</div>',
    "table cell": "<table><tr><td>[]</td><td>Lain</td></tr></table>",
    "details": '<details><summary>Acara</summary><div class="inline">[]</div></details>',
    "hidden tab": '<div class="inline" id="tab" hidden>[]</div>',
    "narrow": '<div class="narrow">[]</div>',
}


def test_it_has_room_in_whatever_holds_it(element, partner):
    one = '<wonogiri-events src="/feed"></wonogiri-events>'
    rooms = "".join(f'<section id="{name}">{html.replace("[]", one)}</section>' for name, html in SHRINKING.items())
    partner.feeds["/feed"] = feed(item())
    shown = element(feed(item()), children="", head=f"<style>{ROOMS}</style>")
    shown.page.evaluate("html => { document.querySelector('main').innerHTML = html }", rooms)
    shown.page.evaluate("document.querySelector('details').open = true; document.getElementById('tab').hidden = false")
    shown.page.wait_for_function(
        "[...document.querySelectorAll('wonogiri-events')].every(e => (e.scrollIntoView(), e.shadowRoot.querySelector('article')))"
    )
    widths = shown.page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('main > section')]"
        ".map(e => [e.id, e.querySelector('wonogiri-events').getBoundingClientRect().width]))"
    )
    assert widths.pop("narrow") == 180
    assert all(240 <= width <= 600 for width in widths.values()), widths


def test_targets_are_large_focus_is_seen_and_nothing_moves(element):
    shown = element(feed(item(1), item(2), next_url="/more"), viewport={"width": 320, "height": 600}).becomes("list")
    seen = []
    for _press in range(5):
        shown.page.keyboard.press("Tab")
        seen.append(
            shown.page.evaluate("""() => {
                const e = document.querySelector('wonogiri-events').shadowRoot.activeElement, box = e.getBoundingClientRect();
                const outlines = [getComputedStyle(e), getComputedStyle(e, '::after')].map(s => s.outlineStyle + s.outlineWidth);
                return [e.textContent, Math.min(box.width, box.height) >= 24, outlines.some(o => o === 'solid3px')]; }""")
        )
    assert seen == [
        [name, True, True] for name in ("Labuhan 1", "Labuhan 2", "Muat lagi", "Semua acara", "Tanya pusat informasi")
    ]
    moving = """[...document.querySelector('wonogiri-events').shadowRoot.querySelectorAll('*')]
        .filter(e => getComputedStyle(e).animationName !== 'none' || getComputedStyle(e).transitionDuration !== '0s').length"""
    assert shown.page.evaluate(moving) == 0
