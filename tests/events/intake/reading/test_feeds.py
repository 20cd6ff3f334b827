"""RSS and Atom of other offices, in the terms of our pages."""

from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.intake.reading.incoming import (
    Unreadable,
)
from events.intake.reading.readers import read
from tests.events.intake.reading.examples import messages, only

pytestmark = pytest.mark.usefixtures("english", "quiet")


def rss(*items, namespaces=""):
    names = 'xmlns:ev="http://purl.org/rss/1.0/modules/event/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    body = "".join(f"<item>{item}</item>" for item in items)
    head = "<title>Acara</title><link>https://x.example/</link><description>d</description>"
    return (
        f'<?xml version="1.0"?><rss version="2.0" {names} {namespaces}><channel>{head}{body}</channel></rss>'.encode()
    )


def test_a_feed_gives_a_date_only_where_it_names_one():
    dated = "<title>Reog</title><guid>1</guid><ev:startdate>2027-06-05T19:00:00+07:00</ev:startdate>"
    dated += "<ev:enddate>2027-06-05T22:00:00+07:00</ev:enddate><ev:location>Alun-alun</ev:location>"
    undated = "<title>Berita</title><guid>2</guid><pubDate>Sat, 05 Jun 2027 12:00:00 GMT</pubDate>"
    reading = read(rss(dated, undated), url="https://x.example/feed")
    one, two = reading.items
    assert (one.dates.timing, one.dates.starts_on, one.dates.start_time) == ("span", date(2027, 6, 5), time(19))
    assert (one.dates.end_time, one.place) == (time(22), "Alun-alun")
    assert two.dates.timing == "announced"
    assert [(p.item, "names no date" in p.message) for p in reading.problems] == [("Berita", True)]
    assert not reading.is_whole  # a feed ends somewhere: what is not in it may still be held


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2027-08-08", "2027-08-15", (date(2027, 8, 8), date(2027, 8, 15), None, None)),
        ("2027-08-08", "2027-08-08", (date(2027, 8, 8), None, None, None)),
        ("2027-08-08", "", (date(2027, 8, 8), None, None, None)),
        ("20270808", "20270809", (date(2027, 8, 8), date(2027, 8, 9), None, None)),
        ("2027-08-08T19:00:00", "", (date(2027, 8, 8), None, time(19), None)),
        ("2027-08-08T12:00:00Z", "2027-08-08T19:00:00Z", (date(2027, 8, 8), date(2027, 8, 9), time(19), time(2))),
        ("2027-08-08T19:00:00+07:00", "2027-08-10", (date(2027, 8, 8), date(2027, 8, 10), time(19), None)),
        ("12 Juni 2027 19.00", "21.00", (date(2027, 6, 12), None, time(19), time(21))),
        ("12 – 14 Juni 2027", "", (date(2027, 6, 12), date(2027, 6, 14), None, None)),
        ("Sabtu, 12 Juni 2027 pukul 19.00 WIB", "", (date(2027, 6, 12), None, time(19), None)),
        ("Sat, 12 Jun 2027 19:00:00 +0700", "12 Jun 2027 21:00 WIB", (date(2027, 6, 12), None, time(19), time(21))),
        ("2027-06-12T00:00:00+07:00", "2027-06-14T00:00:00+07:00", (date(2027, 6, 12), date(2027, 6, 13), None, None)),
        ("2027-06-12T00:00:00+07:00", "2027-06-12T23:59:59+07:00", (date(2027, 6, 12), None, None, None)),
    ],
)
def test_the_days_of_a_feed_are_told_as_the_feed_means_them(start, end, expected):
    item = f"<title>a</title><guid>1</guid><ev:startdate>{start}</ev:startdate><ev:enddate>{end}</ev:enddate>"
    dates = only(read(rss(item))).dates
    assert (dates.starts_on, dates.ends_on, dates.start_time, dates.end_time) == expected


def test_an_unreadable_date_of_a_feed_is_quoted():
    reading = read(rss("<title>a</title><guid>1</guid><ev:startdate>Minggu Legi</ev:startdate>"))
    assert only(reading).dates.timing == "announced"
    assert "“Minggu Legi”" in messages(reading)


def test_a_cancellation_and_a_second_event_of_one_identity_are_seen():
    one = "<title>DIBATALKAN: Reog</title><guid>1</guid><ev:startdate>2027-06-12</ev:startdate>"
    other = "<title>Seni&amp;Regional &amp;amp;amp; R&amp;amp;D;</title><guid>1</guid><ev:startdate>2027-06-13</ev:startdate>"
    reading = read(rss(one, other))
    assert [(item.title, item.status) for item in reading.items] == [
        ("Reog", "cancelled"),
        ("Seni&Regional & R&D;", "scheduled"),
    ]
    assert "same identity" in messages(reading)
    assert {problem.item for problem in reading.problems} <= {item.title for item in reading.items}


def test_atom_is_read():
    body = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:ev="http://purl.org/rss/1.0/modules/event/"
      xmlns:georss="http://www.georss.org/georss"><title>t</title><id>i</id><entry><id>tag:x,2027:1</id>
      <title type="html">Grebeg &amp;amp; Sekaten</title><link href="https://x.example/1"/>
      <updated>2027-01-01T00:00:00Z</updated><content type="html">&lt;p&gt;Panjang.&lt;/p&gt;</content>
      <summary>Pendek.</summary><ev:startdate>2027-08-08</ev:startdate><georss:point>-7.8 110.4</georss:point>
      <category term="Seni"/></entry></feed>"""
    reading = read(body.encode())
    item = only(reading)
    assert (reading.format, item.uid, item.title) == ("Atom", "tag:x,2027:1", "Grebeg & Sekaten")
    assert (item.summary, item.body) == ("Pendek.", "<p>Panjang.</p>")
    assert (item.latitude, item.longitude, item.categories) == (-7.8, 110.4, ("Seni",))


def test_unknown_fields_of_a_feed_are_named():
    reading = read(rss("<title>a</title><guid>1</guid><x:harga>1</x:harga>", namespaces='xmlns:x="http://x/"'))
    assert "x_harga" in messages(reading)


@pytest.mark.parametrize(
    "bomb",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd">',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_feed_with_a_document_type_is_refused(bomb, encoding):
    body = f'<?xml version="1.0"?>{bomb}<rss version="2.0"><channel><item><title>&b;</title></item></channel></rss>'
    if encoding == "utf-16":
        body = body.replace('version="1.0"', 'version="1.0" encoding="utf-16"', 1)
    with pytest.raises(Unreadable, match="document type"):
        read(body.encode(encoding))


def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_goes():
    reading = read(rss("<title>Reog & Jathilan</title><guid>1</guid>"))
    assert only(reading).title == "Reog & Jathilan"
    assert "not well-formed" in messages(reading)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_no_damage_to_a_feed_crashes_the_reader(data):
    body = bytearray(rss("<title>a</title><guid>1</guid><ev:startdate>2027-08-08</ev:startdate>" * 2))
    for _number in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 15))] = data.draw(st.binary(max_size=10))
    with suppress(Unreadable):
        read(bytes(body))
