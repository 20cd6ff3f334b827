"""Six formats tell the same dates, each as its readers expect."""

import gzip
import json
import re
from datetime import UTC, date, datetime, time
from uuid import UUID
from xml.etree import ElementTree

import feedparser
import jsonschema
import pytest
from django.utils import translation

from content.models import Photo
from content.publishing import mark_published
from events.models import EventPage, EventRecord
from events.sharing.feeds.facts import picture
from events.sharing.feeds.items import date_text, time_text
from events.sharing.feeds.spreadsheet import cell
from events.time.dates import EventDates
from tests.events.published import again, publish
from tests.events.sharing.feeds.following import FORMATS, SCHEMA, entries, get, items, rows, soon

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


@pytest.mark.parametrize("language", ["id", "en", "jv"])
@pytest.mark.parametrize("extension", ["rss", "atom"])
def test_feed_readers_accept_rss_and_atom(client, extension, language):
    parsed = feedparser.parse(get(client, extension, f"?lang={language}").content)
    assert parsed.bozo == 0, parsed.get("bozo_exception")
    assert parsed.version == {"rss": "rss20", "atom": "atom10"}[extension]
    assert parsed.feed.language == language
    assert len(parsed.entries) > 10
    assert len({entry.id for entry in parsed.entries}) == len(parsed.entries)
    own = next(link.href for link in parsed.feed.links if link.rel == "self")
    assert own.endswith(f"/feeds/v1/events.{extension}" + ("" if language == "id" else f"?lang={language}"))
    for entry in parsed.entries:
        assert entry.title
        assert f"/{language}/" in entry.link
        assert entry.updated_parsed if extension == "atom" else entry.published_parsed


def test_news_are_ordered_by_publishing_and_titled_by_their_date(client, index):
    with translation.override("id"):
        event = publish(
            index, title="Kirab & <Sedekah>", starts_on=date(2027, 6, 5), is_eve=True, certainty="confirmed"
        )
    for extension in ("rss", "atom"):
        first, second, *_others = entries(client, extension)
        assert first.title == "Sabtu malam, 5 Juni 2027: Kirab & <Sedekah>"
        assert str(event.uid) in first.id
        when = "published_parsed" if extension == "rss" else "updated_parsed"
        assert first[when] >= second[when]
    again(event, status="cancelled")
    assert entries(client, "rss")[0].title == "Sabtu malam, 5 Juni 2027: BATAL: Kirab & <Sedekah>"


def test_pub_date_is_the_moment_of_publishing_and_the_date_stands_in_the_event_module(client, index):
    before = datetime.now(UTC).replace(microsecond=0)
    publish(index, starts_on=date(2027, 6, 5), start_time=time(19), end_time=time(22))
    entry = entries(client, "rss")[0]
    assert before <= datetime(*entry.published_parsed[:6], tzinfo=UTC) <= datetime.now(UTC)
    assert entry.ev_startdate == "2027-06-05T19:00:00+07:00"
    assert entry.ev_enddate == "2027-06-05T22:00:00+07:00"
    assert entry.guidislink is False


def test_an_enclosure_tells_its_true_length(client):
    told = [entry.enclosures[0] for entry in entries(client, "rss") if entry.enclosures]
    assert told
    for enclosure in told:
        path = "/media/" + enclosure.href.split("/media/")[1]
        assert int(enclosure.length) == len(b"".join(client.get(path).streaming_content))
        assert enclosure.type == "image/jpeg"


def test_an_event_repeated_every_week_stands_once_among_the_news(client, index):
    event = publish(index, timing="civil", rrule="FREQ=WEEKLY", starts_on=date(2026, 12, 5))
    assert sum(str(event.uid) in entry.id for entry in entries(client, "atom", "?limit=100")) == 1


@pytest.mark.parametrize("language", ["id", "en", "jv"])
@pytest.mark.parametrize("query", ["", "&limit=3", "&when=past", "&cat=rite&near=x", "&from=2099-01-01"])
def test_json_feed_keeps_its_promise(client, language, query):
    content = get(client, "json", f"?lang={language}{query}").json()
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(content)
    assert content["language"] == language
    assert ("problems" in content["_wonogiri"]) == ("near=x" in query)


def test_json_feed_says_everything_of_a_date(client, index, page_at):
    event = publish(
        index,
        title="Labuhan",
        starts_on=date(2027, 6, 5),
        is_eve=True,
        start_time=time(19),
        venue=page_at("id", "pantai-sembukan"),
        is_free=True,
        category="rite",
    )
    item = next(item for item in items(client, "?from=2027-06-05&to=2027-06-06") if str(event.uid) in item["id"])
    assert item["id"] == f"{event.uid}/20270605T190000"
    assert item["tags"] == ["Upacara adat"]
    told = item["_event"]
    assert (told["start"], told["end"], told["all_day"]) == ("2027-06-05T19:00:00+07:00", None, False)
    assert (told["date_text"], told["time_text"]) == ("Sabtu malam, 5 Juni 2027", "19.00 WIB")
    assert (told["weton"], told["javanese_date"]) == ("Ahad Wage", "1 Sura 1961 Wawu")
    assert told["place"]["district"] == "Paranggupito"
    assert told["place"]["url"].endswith("/pantai-sembukan/")
    assert told["place"]["latitude"] < 0 < told["place"]["longitude"]
    assert (told["is_free"], told["price_idr"], told["organiser"]) == (True, None, None)
    assert item["content_text"].startswith("Sabtu malam, 5 Juni 2027, 19.00 WIB\n\n")


def test_twenty_events_fit_into_thirty_kilobytes(client, index):
    for number in range(20):
        publish(
            index,
            title=f"Labuhan ageng lan kirab pusaka {number}",
            summary="Ringkasan panjang dengan banyak kata berbeda. " * 5,
            starts_on=soon(number),
            cover=EventPage.objects.exclude(cover=None).first().cover,
        )
    for language in ("id", "en", "jv"):
        packed = get(client, "json", f"?limit=20&lang={language}", **{"accept-encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert len(json.loads(gzip.decompress(packed.content))["items"]) == 20
        assert len(packed.content) <= 30_000


@pytest.mark.parametrize("query", ["", "?series=each", "?lang=en&regency=wonogiri"])
def test_geojson_has_its_points_on_java_and_a_box_around_them(client, query):
    content = get(client, "geojson", query).json()
    assert content["type"] == "FeatureCollection"
    assert "crs" not in content
    points = [feature["geometry"]["coordinates"] for feature in content["features"]]
    assert points
    for longitude, latitude in points:
        assert 104.8 < longitude < 114.7
        assert -8.9 < latitude < -5.7
        assert round(longitude, 5) == longitude
    west, south, east, north = content["bbox"]
    assert (west, east) == (min(x for x, _y in points), max(x for x, _y in points))
    assert (south, north) == (min(y for _x, y in points), max(y for _x, y in points))
    identities = [feature["id"] for feature in content["features"]]
    assert len(set(identities)) == len(identities)
    for feature in content["features"]:
        assert feature["type"] == "Feature"
        assert UUID(feature["properties"]["uid"])
        assert ("/" in feature["id"]) == (query == "?series=each")
        assert {"name", "lang", "start", "end", "status", "url", "category", "license", "updated"} <= set(
            feature["properties"]
        )


def test_geojson_counts_the_events_without_a_point(client, index):
    before = get(client, "geojson").json()
    publish(index, starts_on=soon(3), place_text="Di mana-mana")
    after = get(client, "geojson").json()
    assert after["omitted"] == before["omitted"] + 1
    assert len(after["features"]) == len(before["features"])


def test_a_spreadsheet_runs_nothing_that_somebody_wrote(client, index):
    publish(index, title='=HYPERLINK("http://x";"y")', summary="+1+1", place_text="@SUM(A1)", starts_on=soon(0))
    publish(index, title="-2", summary="\tcmd", place_text="＝1+1", starts_on=soon(0))
    text = get(client, "csv").content
    assert text.startswith(b"\xef\xbb\xbfuid,")
    assert text.count(b"\r\n") == text.count(b"\n")
    for row in rows(client):
        for name, value in row.items():
            numeric = name in {"latitude", "longitude"}
            assert numeric or not value.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")), (
                name,
                value,
            )
            if numeric and value:
                assert float(value)
    assert {'\'=HYPERLINK("http://x";"y")', "'-2"} <= {row["title"] for row in rows(client)}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (-8.2, -8.2),
        (10000, 10000),
        ("=1", "'=1"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_what_stands_in_a_cell(value, written):
    assert cell(value) == written


def test_every_format_tells_the_same_dates(client):
    query = "?from=2027-01-01&to=2028-01-01&limit=100&series=each"
    told = {(item["_event"]["uid"], item["_event"]["start"]) for item in items(client, query)}
    assert len(told) > 10
    assert {(row["uid"], row["start"]) for row in rows(client, query)} == told
    geo = get(client, "geojson", query).json()
    assert {(f["properties"]["uid"], f["properties"]["start"]) for f in geo["features"]} <= told
    assert len(geo["features"]) + geo["omitted"] == len(told)
    uids = {uid for uid, _start in told}
    for extension in ("rss", "atom"):
        assert {re.search(r"[0-9a-f-]{36}", entry.id)[0] for entry in entries(client, extension, query)} == uids
    assert set(re.findall(r"UID:([0-9a-f-]{36})", get(client, "ics", query).content.decode())) == uids


def test_a_feed_falls_back_to_indonesian_and_says_so(client, index):
    event = publish(index, title="Hanya bahasa Indonesia", starts_on=soon(1))
    item = next(item for item in items(client, "?lang=en") if str(event.uid) in item["id"])
    assert item["title"] == "Hanya bahasa Indonesia"
    assert (item["language"], item["_event"]["fallback"]) == ("id", True)
    assert re.match(r"\w+day", item["_event"]["date_text"])
    file = client.get(f"/feeds/v1/events/{event.uid}.ics?lang=jv").content.decode()
    assert "SUMMARY;LANGUAGE=id:" in file


def test_a_page_leads_to_the_next_one_until_all_are_told(client):
    content, seen = get(client, "json", "?limit=7").json(), []
    while True:
        seen += [item["id"] for item in content["items"]]
        if "next_url" not in content:
            break
        path = content["next_url"].split("8000", 1)[1]
        response = client.get(path)
        content = response.json()
        assert ("Link" in response.headers) == ("next_url" in content)
    assert len(seen) == len(set(seen))
    assert set(seen) == {item["id"] for item in items(client, "?limit=100")} | (set(seen) if len(seen) > 100 else set())


def test_what_was_not_understood_is_told_where_there_is_room(client):
    for extension in ("ics", "rss", "atom", "json", "geojson"):
        text = get(client, extension, "?near=nowhere&utm_source=x").content.decode().replace("\r\n ", "")
        assert "near" in text.replace("utm_source", "")
        assert "utm_source" not in text
        assert get(client, extension, "?utm_source=x").content == get(client, extension).content


def test_a_record_of_an_older_version_breaks_no_feed(client, page_at):
    record = EventRecord.objects.get(uid=page_at("id", "labuhan-ageng-sembukan").translation_key)
    before = items(client)
    for told in record.snapshot.values():
        del told["facts"]
    record.save()
    mark_published()
    assert [item["id"] for item in items(client)] == [item["id"] for item in before]
    for extension in FORMATS:
        get(client, extension)


def test_control_characters_break_no_feed(client, index):
    publish(index, title="Nada\x08 \x1f baru", summary="satu\x0bdua", starts_on=soon(1))
    entries(client, "rss")
    entries(client, "atom")
    assert ElementTree.fromstring(get(client, "atom").content) is not None


@pytest.mark.parametrize(
    ("dates", "language", "said"),
    [
        (EventDates(date(2027, 6, 5), date(2027, 6, 5), is_eve=True), "id", "Sabtu malam, 5 Juni 2027"),
        (EventDates(date(2027, 6, 5), date(2027, 6, 5), is_eve=True), "en", "Saturday evening, 5 June 2027"),
        (EventDates(date(2027, 6, 6), date(2027, 6, 6)), "id", "Ahad, 6 Juni 2027"),
        (EventDates(date(2027, 8, 8), date(2027, 8, 15)), "id", "8–15 Agustus 2027"),
        (EventDates(date(2027, 8, 30), date(2027, 9, 2)), "en", "30 August – 2 September 2027"),
        (EventDates(date(2027, 12, 30), date(2028, 1, 2)), "id", "30 Desember 2027 – 2 Januari 2028"),
    ],
)
def test_dates_in_words(dates, language, said):
    with translation.override(language):
        assert date_text(dates) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (None, None, ""),
        (time(19), None, "19.00 WIB"),
        (time(19), time(22, 30), "19.00–22.30 WIB"),
        (time(0), time(0), "00.00–00.00 WIB"),
    ],
)
def test_times_in_words(start, end, said):
    with translation.override("id"):
        assert time_text(EventDates(date(2027, 6, 5), date(2027, 6, 5), start, end)) == said


def test_a_picture_that_is_for_this_site_only_is_not_handed_on():
    photo = Photo(width=1600, height=1000, picture_sources={"jpeg": [[800, "images/nampu.jpg"]]}, licence="CC BY 4.0")
    assert picture(photo)["url"].endswith("images/nampu.jpg")
    photo.licence = "permission"
    assert picture(photo) is None
