"""JSON of other offices and our own, in the terms of our pages."""

import json
from datetime import date, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.intake.reading.incoming import (
    Change,
)
from events.intake.reading.readers import joined, next_page, read
from tests.events.intake.reading.examples import messages, only

pytestmark = pytest.mark.usefixtures("english", "quiet")


def feed(*items, **document):
    head = {"version": "https://jsonfeed.org/version/1.1", "title": "Acara", "items": list(items)}
    return json.dumps(head | document).encode()


def entry(uid="7f3b", day="2027-06-05", **event):
    told = {"uid": uid, "recurrence_id": day.replace("-", ""), "start": day, "end": None, "all_day": True} | event
    return {"id": f"{uid}/{day}", "url": "https://x.example/a", "title": "Labuhan", "summary": "Ritus.", "_event": told}


def test_our_own_json_feed_is_read_back():
    item = only(
        read(
            feed(
                entry(
                    start="2027-06-05T19:00:00+07:00",
                    end="2027-06-05T22:00:00+07:00",
                    all_day=False,
                    status="full",
                    certainty="confirmed",
                    is_eve=True,
                    category="rite",
                    place={"name": "Pantai Sembukan", "latitude": -8.21, "longitude": 110.9},
                    organiser="Keraton",
                    is_free=True,
                    price_idr=10000,
                )
            )
        )
    )
    assert (item.uid, item.title, item.summary, item.url) == ("7f3b", "Labuhan", "Ritus.", "https://x.example/a")
    dates = item.dates
    assert (dates.timing, dates.starts_on, dates.start_time, dates.end_time) == (
        "span",
        date(2027, 6, 5),
        time(19),
        time(22),
    )
    assert dates.is_eve
    assert (item.status, item.certainty, item.categories) == ("full", "confirmed", ("rite",))
    assert (item.place, item.latitude, item.organiser) == ("Pantai Sembukan", -8.21, "Keraton")
    assert (item.is_free, item.price_idr) == (True, 10000)


def test_the_dates_of_one_event_are_gathered_from_the_items_of_a_feed():
    item = only(read(feed(entry(), entry(day="2027-07-10", status="cancelled"), entry(day="2027-08-14"))))
    assert [session.held_on for session in item.dates.sessions] == [
        date(2027, 6, 5),
        date(2027, 7, 10),
        date(2027, 8, 14),
    ]
    assert item.dates.changes == (Change(date(2027, 7, 10), "cancelled"),)
    assert item.status == "scheduled"


def test_the_end_of_a_day_in_json_is_exclusive():
    dates = only(read(feed(entry(day="2027-08-08", end="2027-08-16")))).dates
    assert (dates.starts_on, dates.ends_on) == (date(2027, 8, 8), date(2027, 8, 15))


def test_a_json_feed_of_somebody_else_arrives_without_dates():
    item = {"id": 3, "title": "Pengumuman", "content_html": "<p>Isi <script>x</script></p>", "tags": ["a", 3]}
    reading = read(feed(item))
    assert (only(reading).uid, only(reading).dates.timing, only(reading).summary) == ("3", "announced", "Isi")
    assert "names no date" in messages(reading)


def test_a_list_that_goes_on_is_read_page_by_page_on_the_same_server_only():
    url = "https://x.example/feeds/v1/events.json"
    first, second = feed(entry(), next_url="/feeds/v1/events.json?after=1"), feed(entry(day="2027-07-10"))
    assert next_page(first, url) == url + "?after=1"
    assert next_page(feed(next_url="https://other.example/"), url) == ""
    assert next_page(second, url) == ""
    assert not read(first).is_whole
    whole = read(joined([first, second]))
    assert whole.is_whole
    assert len(only(whole).dates.sessions) == 2


def test_no_sign_that_a_database_refuses_gets_through():
    bad = "a\x00b\ud800c"
    told = {"uid": bad, "start": bad, "category": bad, "organiser": bad, "place": {"name": bad}}
    item = {"id": bad, "title": bad, "summary": bad, "content_text": bad * 200, "url": f"https://x.example/{bad}"}
    item |= {"image": f"https://x.example/{bad}", "tags": [bad], "authors": [{"name": bad}], "_event": told}
    reading = read(feed(item))
    assert only(reading).title == "abc"
    everything = repr(reading)
    assert "\\x00" not in everything
    assert "\\ud800" not in everything


JSON_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=5,
)
NAMES = ["id", "uid", "title", "url", "start", "end", "place", "status", "all_day", "occurrences", "tags", "_event"]
NAMES += ["summary", "authors", "date_modified", "price_idr", "content_text", "image", "organiser", "notice", "is_eve"]


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.dictionaries(st.sampled_from(NAMES), JSON_VALUES, max_size=8) | JSON_VALUES, max_size=4),
    st.dictionaries(st.sampled_from(NAMES), JSON_VALUES),
)
def test_no_json_crashes_the_reader(items, event):
    reading = read(json.dumps({"items": [*items, {"title": "a", "id": "b", "_event": event}]}).encode())
    assert reading.items or reading.problems
