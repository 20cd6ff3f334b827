"""What <wonogiri-events> does until, when and after its feed is read, with feeds made up for the case."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.partner import feed, item

pytestmark = pytest.mark.browser


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
    asks = shown.host.get_by_role("link", name="Tanya pusat informasi")
    assert asks.get_attribute("href").endswith("/id/tanya/?about=")
    assert (asks.get_attribute("target"), asks.get_attribute("rel")) == ("_top", "noopener")


def test_of_one_event_alone_its_foot_asks(element):
    shown = element(feed(item(1, url="/en/events/labuhan/?date=2047-06-05"), language="en"), 'lang="en"').becomes(
        "list"
    )
    asks = shown.host.get_by_role("link", name="Ask the information centre")
    assert asks.get_attribute("href").endswith("/en/tanya/?about=/acara/1/")
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
