"""What <wonogiri-events> shows and does, with feeds made up for the case."""

import gzip
import json
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.browser.partner import feed, item

pytestmark = pytest.mark.browser

FALLBACK = '<a class="fallback" href="/semua/">Acara di Wonogiri</a>'
LISTEN = """
window.heard = [];
window.fetches = 0;
window.trueFetch = fetch;
window.fetch = (...what) => (fetches++, trueFetch(...what));
for (const type of ["we:load", "we:error", "we:select"])
  addEventListener(type, event => heard.push([type, event.detail.count ?? event.detail.item?.title ?? "", event.detail.isStale ?? false]));
"""


class Element:
    """The one element of a page, as a visitor and the partner's script see it."""

    def __init__(self, page, partner):
        self.page, self.partner = page, partner
        self.host = page.locator("wonogiri-events")
        self.box = self.host.locator(".we")

    @property
    def state(self):
        return self.page.evaluate(
            "document.querySelector('wonogiri-events').shadowRoot?.querySelector('section')?.dataset.state"
        )

    def becomes(self, state):
        self.page.wait_for_function(
            "s => document.querySelector('wonogiri-events').shadowRoot?.querySelector('section')?.dataset.state === s",
            arg=state,
            timeout=4000,
        )
        return self

    @property
    def text(self):
        return self.box.inner_text()

    @property
    def titles(self):
        return self.host.locator(".title").all_inner_texts()

    @property
    def heard(self):
        return self.page.evaluate("heard")

    @property
    def feed_address(self):
        """What was asked of the site."""
        return self.page.wait_for_function(
            "performance.getEntriesByType('resource').map(e => e.name).find(n => n.includes('/feeds/'))"
        ).json_value()

    @property
    def fetches(self):
        """How often the element has asked by now; what was on the way has come back."""
        self.page.evaluate("trueFetch('/settled').then(() => 0)")
        return self.page.evaluate("fetches")


@pytest.fixture
def element(browser, partner):
    """Open a page with one element that reads `answer`, at `/feed` of the partner unless `attributes` say otherwise."""
    contexts = []

    def open(answer=None, attributes="", children=FALLBACK, clock=False, hangs=None, context=None, **settings):
        page_settings = {name: settings.pop(name) for name in ("head", "policy", "language") if name in settings}
        if answer is not None:
            partner.feeds["/feed"] = answer
        if "src=" not in attributes:
            attributes += ' src="/feed"'
        context = context or browser.new_context(**{"viewport": {"width": 600, "height": 900}, **settings})
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(LISTEN)
        if clock:
            page.clock.install()
        if hangs:
            page.route("**/feed", hangs)
        page.goto(partner.page_with(attributes, children, **page_settings))
        return Element(page, partner)

    yield open
    for context in set(contexts):
        context.close()


# States


def test_the_fallback_stays_until_the_list_is_there_and_after_three_seconds_says_so(element):
    shown = element(feed(item()), clock=True, hangs=lambda route: None).becomes("loading")
    assert shown.page.locator("a.fallback").is_visible()
    assert "Memuat acara…" in shown.text
    assert shown.heard == []
    shown.page.clock.run_for(3_100)
    shown.becomes("error")
    assert shown.page.locator("a.fallback").is_visible()
    assert "Daftar acara belum dapat dimuat." in shown.text
    assert [name for name, *_ in shown.heard] == ["we:error"]


def test_an_answer_that_comes_late_is_shown_all_the_same(element):
    held = []
    shown = element(feed(item()), clock=True, hangs=lambda route: held.append(route)).becomes("loading")
    shown.page.clock.run_for(3_100)
    shown.becomes("error")
    held[0].fulfill(json=feed(item(1, "Terlambat")))
    shown.becomes("list")
    assert shown.titles == ["Terlambat"]


def test_a_list_replaces_the_fallback(element):
    shown = element(feed(item(1), item(2))).becomes("list")
    assert shown.titles == ["Labuhan 1", "Labuhan 2"]
    assert not shown.page.locator("a.fallback").is_visible()
    assert "Rabu malam, 5 Juni 2047, 19.00–22.00 WIB" in shown.text
    assert "Pantai Sembukan, Paranggupito" in shown.text
    assert shown.heard == [["we:load", 2, False]]
    assert shown.host.locator("ol > li > article").count() == 2
    assert shown.host.locator("time").first.get_attribute("datetime") == "2047-06-05T19:00:00+07:00"
    assert shown.host.get_by_role("region", name="Acara di Wonogiri").count() == 1


def test_an_empty_list_says_so_and_keeps_the_link_to_all(element):
    shown = element(feed()).becomes("empty")
    assert "Belum ada acara dalam pilihan ini." in shown.text
    assert shown.host.get_by_role("link", name="Semua acara").get_attribute("href").endswith("/semua/")
    assert shown.host.locator("button").count() == 0


def test_a_host_gives_its_own_words_for_the_states(element):
    words = '<p slot="empty" hidden>Kosong</p><p slot="error" hidden>Gagal</p><p slot="before">Atas</p><p slot="footer">Bawah</p>'
    shown = element(feed(), children=words).becomes("empty")
    assert [shown.page.get_by_text(text).is_visible() for text in ("Kosong", "Gagal", "Atas", "Bawah")] == [
        True,
        False,
        True,
        True,
    ]
    shown = element((404, {}), children=words).becomes("error")
    assert [shown.page.get_by_text(text).is_visible() for text in ("Kosong", "Gagal", "Atas", "Bawah")] == [
        False,
        True,
        True,
        True,
    ]


def test_an_element_without_children_has_a_link_when_nothing_can_be_read(element, partner):
    shown = element((404, {}), children="").becomes("error")
    assert shown.host.get_by_role("link", name="Acara di Wonogiri").get_attribute("href") == partner.site_url + "/"


@pytest.mark.parametrize(
    "answer",
    [(503, {}), b'{"items": [{"title": "Setengah', {"items": "none"}, {"status": 200}],
    ids=["503", "cut", "odd", "other"],
)
def test_an_answer_that_is_none_leaves_the_fallback(element, answer):
    shown = element(answer).becomes("error")
    assert shown.page.locator("a.fallback").is_visible()
    assert len(shown.heard) == 1


# Trying again


def test_it_tries_again_three_times_and_then_waits_for_the_visitor(element):
    shown = element((503, {}), clock=True).becomes("error")
    for _hour_third in range(7):
        assert shown.fetches <= 4
        shown.page.clock.run_for(1_200_000)
    assert shown.fetches == 4
    assert [name for name, *_ in shown.heard] == ["we:error"]
    shown.partner.feeds["/feed"] = feed(item())
    shown.page.evaluate("dispatchEvent(new Event('online'))")
    shown.becomes("list")
    assert shown.fetches == 5


def test_a_wrong_address_is_not_asked_again(element):
    shown = element((404, {}), clock=True).becomes("error")
    shown.page.clock.run_for(600_000)
    assert shown.fetches == 1


def test_a_server_that_says_when_is_asked_then(element):
    shown = element((503, {"Retry-After": "90"}), clock=True).becomes("error")
    shown.page.clock.run_for(60_000)
    assert shown.fetches == 1
    shown.page.clock.run_for(40_000)
    assert shown.fetches == 2


def test_the_visitor_tries_again_with_the_keyboard_and_keeps_the_place(element):
    shown = element((404, {})).becomes("error")
    button = shown.host.get_by_role("button", name="Coba lagi")
    button.focus()
    shown.page.keyboard.press("Enter")
    shown.page.wait_for_function(
        "document.querySelector('wonogiri-events').shadowRoot.activeElement?.textContent === 'Coba lagi'"
    )
    shown.partner.feeds["/feed"] = feed(item())
    shown.page.keyboard.press("Enter")
    shown.becomes("list")
    assert (
        shown.page.evaluate("document.querySelector('wonogiri-events').shadowRoot.activeElement?.tagName") == "SECTION"
    )


def test_refresh_reads_anew(element):
    shown = element(feed(item(1, "Lama"))).becomes("list")
    shown.partner.feeds["/feed"] = feed(item(1, "Baru"))
    shown.page.evaluate("document.querySelector('wonogiri-events').refresh()")
    assert shown.titles == ["Baru"]


# What was kept


def test_what_was_kept_is_shown_with_its_age_and_without_what_is_over(element):
    over = item(2, "Kemarin", start="2020-01-01T19:00:00+07:00", end=None)
    over_by_server = item(3, "Arsip", start="2020-01-01", end="2020-01-02", is_over=True)
    first = element(feed(item(1), over, over_by_server)).becomes("list")
    kept = json.loads(first.page.evaluate("localStorage['wonogiri-events']"))
    [(address, entry)] = kept.items()
    assert address.endswith("/feed") and "content_text" not in entry["feed"]["items"][0]
    first.page.evaluate(
        "a => { const k = JSON.parse(localStorage['wonogiri-events']); k[a].at -= 3 * 3600e3; localStorage['wonogiri-events'] = JSON.stringify(k) }",
        address,
    )
    again = element((503, {}), context=first.page.context).becomes("stale")
    assert "Data dari 3 jam lalu." in again.text
    assert again.titles == ["Labuhan 1", "Arsip"]
    assert again.heard == [["we:load", 2, True], ["we:error", "", True]]


def test_what_was_kept_is_shown_when_the_network_hangs(element):
    first = element(feed(item())).becomes("list")
    again = element(clock=True, hangs=lambda route: None, context=first.page.context).becomes("loading")
    again.page.clock.run_for(3_100)
    again.becomes("stale")
    assert again.titles == ["Labuhan 1"]


def test_a_page_left_open_is_read_again_when_somebody_comes_back(element):
    shown = element(feed(item(1, "Kemarin")), clock=True).becomes("list")
    shown.partner.feeds["/feed"] = feed(item(1, "Hari ini"))
    for hours, titles, asked in [(0.5, ["Kemarin"], 1), (9, ["Hari ini"], 2)]:
        shown.page.clock.run_for(int(hours * 3_600_000))
        shown.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(shown.host.locator(".title")).to_have_text(titles)
        assert shown.fetches == asked


def test_a_host_may_forbid_keeping(element):
    shown = element(feed(item()), "no-store").becomes("list")
    assert shown.page.evaluate("localStorage.length") == 0


def test_at_most_100_kb_are_kept_and_the_oldest_goes_first(element):
    shown = element(feed(item(1, "é" * 30_000)), 'src="/feed?1"')
    for number in range(2, 5):
        shown.becomes("list")
        shown.page.evaluate("n => document.querySelector('wonogiri-events').setAttribute('src', '/feed?' + n)", number)
        shown.page.wait_for_function("n => heard.length === n", arg=number)
    kept = shown.page.evaluate("localStorage['wonogiri-events']")
    assert len(kept.encode()) <= 100_000
    assert [address.rsplit("?")[1] for address in json.loads(kept)] == ["4"]


def test_forbidden_storage_harms_nothing(element):
    shown = element(feed(item()), 'src="[[SITE]]/feeds/v1/events.json?limit=2"', policy="sandbox allow-scripts")
    shown.becomes("list")
    assert len(shown.titles) == 2


# Time


@pytest.mark.parametrize(
    ("zone", "line"),
    [
        ("America/New_York", "Waktu Anda: 5 Jun, 08.00 EDT"),
        ("Pacific/Auckland", "Waktu Anda: 6 Jun, 00.00 GMT+12"),
        ("Asia/Bangkok", None),
        ("Asia/Jakarta", None),
    ],
)
def test_the_visitors_own_time_is_only_a_second_line(element, zone, line):
    shown = element(feed(item()), timezone_id=zone, locale="en-US").becomes("list")
    assert "19.00–22.00 WIB" in shown.text
    assert shown.host.locator(".local").all_inner_texts() == ([line] if line else [])
    assert "5\nJun" in shown.host.locator(".day").inner_text()


def test_a_day_without_a_time_has_no_second_line(element):
    whole_day = item(start="2047-06-05", end="2047-06-08", all_day=True, time_text="", date_text="5–7 Juni 2047")
    shown = element(feed(whole_day), timezone_id="Pacific/Honolulu").becomes("list")
    assert shown.host.locator(".local").count() == 0
    assert shown.host.locator(".day").inner_text() == "5–7\nJun"


@pytest.mark.parametrize(
    ("event", "line"),
    [
        ({}, "Rebo Wage, 11 Besar 1981 Wawu"),
        ({"is_eve": True}, "Malam Rebo Wage, 11 Besar 1981 Wawu"),
        ({"is_eve": True, "javanese_date": "1 Sura 1982 Jimakir"}, "Malam 1 Sura 1982 Jimakir"),
        ({"javanese_date": None}, "Rebo Wage"),
        ({"weton": None}, None),
    ],
)
def test_the_javanese_day_when_asked_for(element, event, line):
    shown = element(feed(item(**event)), "show-weton").becomes("list")
    assert shown.host.locator(".weton").all_inner_texts() == ([line] if line else [])
    assert not line or shown.host.locator(".weton svg circle").count() == 5


def test_no_javanese_day_unless_asked_for(element):
    assert element(feed(item())).becomes("list").host.locator(".weton").count() == 0


# Content


@pytest.mark.parametrize(
    ("event", "badges"),
    [
        ({}, []),
        ({"certainty": "estimated"}, ["Perkiraan"]),
        ({"status": "cancelled", "certainty": "estimated"}, ["Batal"]),
        ({"status": "postponed", "certainty": "estimated"}, ["Ditunda"]),
        ({"status": "rescheduled"}, ["Tanggal berubah"]),
        ({"status": "full", "certainty": "estimated"}, ["Penuh", "Perkiraan"]),
        ({"is_over": True}, ["Sudah selesai"]),
        ({"status": "something new"}, []),
    ],
)
def test_a_state_is_a_word(element, event, badges):
    shown = element(feed(item(notice="Jalan licin.", **event))).becomes("list")
    assert shown.host.locator(".badge").all_inner_texts() == badges
    assert "Jalan licin." in shown.text


def test_what_a_feed_brings_is_text_and_its_links_are_web_addresses(element):
    hostile = item(1, "<img src=x onerror=heard.push(1)>")
    hostile["url"] = "javascript:heard.push(1)"
    foreign = {"title": "Dari tempat lain", "url": "https://example.org/1"}
    shown = element(feed(hostile, foreign, None, {"summary": "no title"})).becomes("list")
    assert shown.titles == ["<img src=x onerror=heard.push(1)>", "Dari tempat lain"]
    assert shown.host.locator("article a").count() == 1
    assert len(shown.heard) == 1


def test_another_language_is_marked_where_a_translation_is_missing(element):
    shown = element(feed(item()), 'lang="en"').becomes("list")
    assert shown.host.locator("section").get_attribute("lang") == "en"
    assert shown.host.locator(".title").get_attribute("lang") == "id"


@pytest.mark.parametrize(
    ("page_language", "own", "heading", "asked"),
    [
        ("id", "", "Acara di Wonogiri", "lang=id"),
        ("en-GB", "", "Events in Wonogiri", "lang=en"),
        ("de", "", "Events in Wonogiri", "lang=en"),
        ("de", 'lang="jv"', "Adicara ing Wonogiri", "lang=jv"),
    ],
)
def test_it_speaks_the_language_of_its_page(element, partner, page_language, own, heading, asked):
    shown = element(attributes=f'{own} limit="1" src=""', language=page_language).becomes("list")
    assert shown.host.get_by_role("heading", name=heading).count() == 1
    assert shown.feed_address == f"{partner.site_url}/feeds/v1/events.json?{asked}&limit=1"


def test_attributes_are_the_parameters_of_the_feed(element):
    shown = element(
        attributes='src="" when="month" cat="rite  market" not_cat="sport" regency="wonogiri" near="-8.1,110.9" radius="20" series="next" utm="x"'
    )
    address = shown.feed_address
    assert address.endswith(
        "/feeds/v1/events.json?cat=rite&cat=market&lang=id&limit=10&near=-8.1%2C110.9&not_cat=sport&radius=20&regency=wonogiri&series=next&when=month"
    )


def test_more_events_are_asked_for_by_a_button(element):
    shown = element(feed(item(1), item(2), next_url="/more")).becomes("list")
    button = shown.host.get_by_role("button", name="Muat lagi")
    button.click()
    shown.host.get_by_role("status").filter(has_text="Daftar acara belum dapat dimuat.").wait_for()
    shown.partner.feeds["/more"] = feed(item(3), item(4))
    button.click()
    shown.page.wait_for_function(
        "document.querySelector('wonogiri-events').shadowRoot.activeElement?.textContent === 'Labuhan 3'"
    )
    assert shown.titles == [f"Labuhan {number}" for number in range(1, 5)]
    assert button.count() == 0


def test_a_partner_may_take_over_where_a_click_leads(element):
    shown = element(feed(item(1), item(2))).becomes("list")
    shown.page.evaluate("addEventListener('we:select', event => event.preventDefault())")
    shown.host.get_by_role("link", name="Labuhan 2").click()
    assert shown.heard[-1][:2] == ["we:select", "Labuhan 2"]
    assert shown.page.url.endswith("/page")
    with shown.page.context.expect_page():
        shown.host.get_by_role("link", name="Labuhan 1").click(modifiers=["ControlOrMeta"])
    assert len(shown.heard) == 2


def test_a_click_leads_to_the_event(element):
    shown = element(feed(item(7))).becomes("list")
    shown.host.locator("article").click(position={"x": 5, "y": 5})
    shown.page.wait_for_url("**/acara/7/")


def test_a_new_tab_is_announced(element):
    shown = element(feed(item()), 'target="_blank"').becomes("list")
    link = shown.host.locator(".title a")
    assert link.inner_text() == "Labuhan 1 (tab baru)"
    assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener")


def test_headings_fit_the_page(element):
    shown = element(feed(item()), 'heading="Yang akan datang" heading-level="4"').becomes("list")
    assert shown.host.locator("h4").inner_text() == "Yang akan datang"
    assert shown.host.locator("h5").inner_text() == "Labuhan 1"
    shown.page.evaluate("document.querySelector('wonogiri-events').setAttribute('heading', '')")
    shown.page.wait_for_function("!document.querySelector('wonogiri-events').shadowRoot.querySelector('h2')")
    assert shown.host.locator("h4").inner_text() == "Labuhan 1"
    assert shown.host.get_by_role("region", name="Acara di Wonogiri").count() == 1


def test_pictures_only_when_asked_for_and_never_for_who_saves_data(element, partner):
    with_picture = feed({**item(image_credit="Ilustrasi: Wonogiri"), "image": "/picture.jpg"})
    assert element(with_picture).becomes("list").host.locator("img").count() == 0
    shown = element(with_picture, "show-image").becomes("list")
    assert shown.host.locator("img").get_attribute("alt") == ""
    assert "Ilustrasi: Wonogiri" in shown.text
    shown.page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    shown.page.reload()
    assert shown.becomes("list").host.locator("img").count() == 0


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


def test_targets_are_large_focus_is_seen_and_nothing_moves(element):
    shown = element(feed(item(1), item(2), next_url="/more"), viewport={"width": 320, "height": 600}).becomes("list")
    seen = []
    for _press in range(4):
        shown.page.keyboard.press("Tab")
        seen.append(
            shown.page.evaluate("""() => {
                const e = document.querySelector('wonogiri-events').shadowRoot.activeElement, box = e.getBoundingClientRect();
                const outlines = [getComputedStyle(e), getComputedStyle(e, '::after')].map(s => s.outlineStyle + s.outlineWidth);
                return [e.textContent, Math.min(box.width, box.height) >= 24, outlines.some(o => o === 'solid3px')]; }""")
        )
    assert seen == [[name, True, True] for name in ("Labuhan 1", "Labuhan 2", "Muat lagi", "Semua acara")]
    moving = """[...document.querySelector('wonogiri-events').shadowRoot.querySelectorAll('*')]
        .filter(e => getComputedStyle(e).animationName !== 'none' || getComputedStyle(e).transitionDuration !== '0s').length"""
    assert shown.page.evaluate(moving) == 0


# What it costs


def test_it_is_fetched_when_it_comes_near_the_window(element):
    shown = element(feed(item()), head="<style>h1 { margin-bottom: 3000px }</style>")
    assert shown.fetches == 0
    shown.page.mouse.wheel(0, 3000)
    shown.becomes("list")


def test_the_file_twice_on_a_page_is_no_error(element, partner):
    again = f'<script type="module" src="{partner.site_url}/embed/v1/w.js?again"></script>'
    shown = element(feed(item()), children=FALLBACK + again)
    problems = []
    shown.page.on("pageerror", lambda error: problems.append(error))
    shown.page.reload()
    shown.becomes("list")
    shown.page.wait_for_load_state("networkidle")
    assert problems == []


def served(address):
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip", "Origin": "https://example.org"})
    return urllib.request.urlopen(request, timeout=10)


def test_the_element_is_at_most_10_kb_and_the_data_of_20_events_30_kb(site):
    with served(f"{site.url}/embed/v1/w.js") as answer:
        script = answer.read()
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "javascript" in answer.headers["Content-Type"]
    with served(f"{site.url}/feeds/v1/events.json?limit=20") as answer:
        data = answer.read()
        assert len(json.loads(gzip.decompress(data))["items"]) == 20
    assert len(script) <= 10_000, len(script)
    assert len(data) <= 30_000, len(data)
