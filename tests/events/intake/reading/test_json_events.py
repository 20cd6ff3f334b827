"""JSON of other offices and our own, in the terms of our pages."""

import json
from datetime import date, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.intake.reading.incoming import (
    Change,
    Unreadable,
)
from events.intake.reading.readers import joined, next_page, read
from events.intake.trying import try_file
from tests.events.intake.reading.examples import messages, only

pytestmark = pytest.mark.usefixtures("english", "quiet")


OFFICE = [
    {"id": 1, "judul": "Pasar", "tanggal": "Sabtu, 12 Juni 2027", "waktu": "19.00 - 21.00 WIB", "lokasi": "Pendopo"},
    {"id": 2, "nama": "Tari", "mulai": "2027-06-12 19:00", "selesai": "21:00",
     "tempat": {"nama": "Balai", "alamat": "Jl. Melati 1", "kota": "Wonogiri"}},
    {"id": 3, "name": "Reog", "start": "12 Jun 2027 7pm", "end": "9pm", "status": "ditunda"},
    {"id": 4, "judul": "Kirab", "tanggal": "2027-06-12", "jam": "08.00 s.d. selesai"},
]  # fmt: skip


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


GOOGLE = {
    "kind": "calendar#events",
    "summary": "Kalender kantor",
    "items": [
        {
            "summary": "Pasar Malam",
            "iCalUID": "g1@google.com",
            "status": "confirmed",
            "start": {"dateTime": "2027-06-12T20:00:00", "timeZone": "Asia/Makassar"},
            "end": {"dateTime": "2027-06-12T22:00:00", "timeZone": "Asia/Makassar"},
            "location": "Alun-alun",
            "organizer": {"email": "x@y.example", "displayName": "Dinas"},
        },
        {
            "id": "g2",
            "summary": "Pekan",
            "status": "cancelled",
            "start": {"date": "2027-06-12"},
            "end": {"date": "2027-06-15"},
        },
    ],
}
MICROSOFT = {
    "value": [
        {
            "id": "m1",
            "subject": "Rapat",
            "body": {"contentType": "html", "content": "<p>Terbuka.</p>"},
            "isCancelled": True,
            "start": {"dateTime": "2027-06-12T12:00:00.0000000", "timeZone": "UTC"},
            "end": {"dateTime": "2027-06-12T14:00:00.0000000", "timeZone": "UTC"},
            "location": {"displayName": "Pendopo", "address": {"street": "Jl. Melati 1", "city": "Wonogiri"}},
        },
        {
            "id": "m2",
            "subject": "Pameran",
            "isAllDay": True,
            "start": {"dateTime": "2027-06-12T00:00:00.0000000", "timeZone": "UTC"},
            "end": {"dateTime": "2027-06-13T00:00:00.0000000", "timeZone": "UTC"},
        },
    ]
}
EVENTS_CALENDAR = {
    "events": [
        {
            "id": 7,
            "title": "Pasar &#8211; Tani",
            "all_day": True,
            "start_date": "2027-06-12 00:00:00",
            "end_date": "2027-06-14 23:59:59",
            "venue": {"venue": "Balai Desa", "address": "Jl. Melati 1", "city": "Wonogiri", "country": "Indonesia"},
            "organizer": [{"organizer": "Karang Taruna"}],
        },
        {"id": 8, "title": "Konser", "start_date": "2027-06-12 20:00:00", "timezone": "Asia/Makassar", "venue": []},
    ]
}
GRAPH = {
    "@graph": [
        {"@type": "WebSite", "name": "Situs"},
        {
            "@type": ["MusicEvent"],
            "@id": "#e",
            "name": [{"@language": "en", "@value": "Concert"}, {"@language": "id", "@value": "Konser"}],
            "startDate": "2027-06-12",
            "endDate": "2027-06-14",
            "eventStatus": "EventPostponed",
            "location": [{"@type": "VirtualLocation", "url": "https://x.example"}, {"@type": "Place", "address": "Jl. B"}],
        },
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": {"@type": "Festival", "name": "Pesta",
         "url": "https://x.example/f", "startDate": "2027-06-12T19:00+07:00", "duration": "PT2H"}}]},
    ]
}  # fmt: skip
FULL_CALENDAR = [
    {"id": 1, "title": "Tiga hari", "start": "2027-06-12", "end": "2027-06-15", "allDay": True},
    {"id": 2, "title": "DIBATALKAN: Lomba", "date": "Sabtu, 12 Juni 2027", "start_time": "19.00", "end_time": "21.00"},
    {"id": 3, "title": "Senam", "start": "2027-06-12 06:00", "end": "07:30", "place": {"id": {"name": "Aula"}}},
]
JSON_API = {"data": [{"id": "9", "attributes": {"title": "Reog", "starts_at": "2027-06-12T19:00+07:00"}}]}
GEOJSON = {
    "type": "FeatureCollection",
    "features": [{"type": "Feature", "id": "f", "properties": {"name": "Titik", "start": "2027-06-12"}}],
}


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (
            GOOGLE,
            [
                "Pasar Malam|2027-06-12 19:00-21:00|Alun-alun|scheduled|Dinas",
                "Pekan|2027-06-12..2027-06-14||cancelled|",
            ],
        ),
        (
            MICROSOFT,
            [
                "Rapat|2027-06-12 19:00-21:00|Pendopo, Jl. Melati 1, Wonogiri|cancelled|",
                "Pameran|2027-06-12||scheduled|",
            ],
        ),
        (
            EVENTS_CALENDAR,
            [
                "Pasar – Tani|2027-06-12..2027-06-14|Balai Desa, Jl. Melati 1, Wonogiri|scheduled|Karang Taruna",
                "Konser|2027-06-12 19:00||scheduled|",
            ],
        ),
        (GRAPH, ["Konser|2027-06-12..2027-06-14|Jl. B|postponed|", "Pesta|2027-06-12 19:00-21:00||scheduled|"]),
        (
            FULL_CALENDAR,
            [
                "Tiga hari|2027-06-12..2027-06-14||scheduled|",
                "Lomba|2027-06-12 19:00-21:00||cancelled|",
                "Senam|2027-06-12 06:00-07:30|Aula|scheduled|",
            ],
        ),
        (JSON_API, ["Reog|2027-06-12 19:00||scheduled|"]),
        (GEOJSON, ["Titik|2027-06-12||scheduled|"]),
        (
            OFFICE,
            [
                "Pasar|2027-06-12 19:00-21:00|Pendopo|scheduled|",
                "Tari|2027-06-12 19:00-21:00|Balai, Jl. Melati 1, Wonogiri|scheduled|",
                "Reog|2027-06-12 19:00-21:00||postponed|",
                "Kirab|2027-06-12 08:00||scheduled|",
            ],
        ),
    ],
    ids=[
        "google",
        "microsoft",
        "the events calendar",
        "schema.org",
        "fullcalendar",
        "json:api",
        "geojson",
        "an office's own",
    ],
)
def test_the_json_of_other_programs_is_read(document, expected):
    found = try_file("acara.json", json.dumps(document).encode(), date(2027, 1, 4))
    told = ["{title}|{dates[0]}|{place}|{status}|{organiser}".format_map(event) for event in found["events"]]
    assert told == expected
    assert not found["problems"]


def test_objects_that_cannot_be_read_are_named_and_never_printed():
    odd = {"id": 6, "title": "Aneh", "start": {"x": 1}, "location": {"x": {"y": 1}}, "description": {"blocks": [1]}}
    odd |= {"harga": "Rp 10.000", "status": "SOLD_OUT"}
    reading = read(json.dumps([odd | {"organizer": {"x": [1]}, "image": {"x": 1}}]).encode())
    item = only(reading)
    assert (item.place, item.organiser, item.summary, item.image) == ("", "", "", "")
    for what in ["date", "place", "organiser", "text"]:
        assert f"Its {what}" in messages(reading)
    for told in ["Not taken over: harga.", "STATUS “sold_out” is not understood."]:
        assert told in messages(reading)


def test_an_event_without_identity_is_kept_by_its_title_and_date():
    reading = read(b'[{"title": "BATAL: Reog", "start": "2027-06-12"}]')
    assert (only(reading).uid, only(reading).status) == ("no-uid:BATAL: Reog:2027-06-12", "cancelled")
    assert [(problem.item, "no identity" in problem.message) for problem in reading.problems] == [("Reog", True)]


def test_a_google_list_that_goes_on_is_not_whole():
    assert not read(json.dumps(GOOGLE | {"nextPageToken": "x"}).encode()).is_whole


def test_json_without_events_is_refused():
    with pytest.raises(Unreadable, match="no event"):
        read(b'{"@graph": [{"@type": "WebPage", "name": "x"}]}')


JSON_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=5,
)
NAMES = ["id", "uid", "title", "url", "start", "end", "place", "status", "all_day", "occurrences", "tags", "_event"]
NAMES += ["summary", "authors", "date_modified", "price_idr", "content_text", "image", "organiser", "notice", "is_eve"]
NAMES += ["startDate", "endDate", "location", "eventStatus", "offers", "@type", "duration", "timeZone", "date", "time"]


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.dictionaries(st.sampled_from(NAMES), JSON_VALUES, max_size=8) | JSON_VALUES, max_size=4),
    st.dictionaries(st.sampled_from(NAMES), JSON_VALUES),
)
def test_no_json_crashes_the_reader(items, event):
    reading = read(json.dumps({"items": [*items, {"title": "a", "id": "b", "_event": event}]}).encode())
    assert reading.items or reading.problems
