"""Where a visitor or a partner meets an event, each read back to the same few facts.

A reader takes a client and an event and returns the `Told` dates of it, in order: [] where it is not shown.
A new way of showing events is added to READERS, and every test of `test_everywhere.py` covers it.
"""

import csv
import io
import json
import re
from datetime import date, datetime
from typing import NamedTuple

import feedparser
import icalendar
from bs4 import BeautifulSoup

MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]


class Told(NamedTuple):
    """The first day of a date, and whether nobody should come."""

    day: date
    is_cancelled: bool


def day_of(text):
    return datetime.fromisoformat(text).date() if "T" in text else date.fromisoformat(text)


def in_words(text):
    """The first Indonesian date in a text."""
    day, month, year = re.search(rf"(\d+) ({'|'.join(MONTHS)}) (\d{{4}})", text).groups()
    return date(int(year), MONTHS.index(month) + 1, int(day))


def page(client, event):
    """The page of the event: what search engines read, and the same in words."""
    response = client.get(f"/id/acara/{event.slug}/")
    if response.status_code != 200:
        return []
    html = BeautifulSoup(response.content, "html.parser")
    data = [json.loads(script.string) for script in html.find_all("script", type="application/ld+json")]
    events = [one for many in data if isinstance(many, list) for one in many]
    told = [Told(day_of(one["startDate"]), one["eventStatus"].endswith("EventCancelled")) for one in events]
    shown = html.find(class_="date-hero")
    assert day_of(shown.find("time")["datetime"]) == told[0].day
    assert bool(html.find(class_="notice--closed")) == told[0].is_cancelled
    return told


def event_list(client, event):
    """The list of events, month by month."""
    told = []
    for month in ("2027-06", "2027-07"):
        html = BeautifulSoup(client.get(f"/id/acara/?month={month}").content, "html.parser")
        for row in html.find_all("article", class_="event"):
            if event.title in row.text:
                number = int(row.find(class_="day__num").text)
                told.append(Told(date.fromisoformat(f"{month}-{number:02}"), "event--cancelled" in row["class"]))
    return told


def ics(client, event):
    return _calendar(client, event, "/feeds/v1/events.ics?from=2027-06-01&to=2027-08-01")


def event_ics(client, event):
    return _calendar(client, event, f"/feeds/v1/events/{event.uid}.ics")


def _calendar(client, event, path):
    told = [Told(entry.decoded("dtstart"), entry["status"] == "CANCELLED") for entry in vevents(client, event, path)]
    return sorted(one._replace(day=day_of(one.day.isoformat())) for one in told)


def vevents(client, event, path="/feeds/v1/events.ics"):
    """The VEVENTs of an event in a calendar file."""
    response = client.get(path)
    if response.status_code != 200:
        return []
    entries = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    return [entry for entry in entries if str(entry["uid"]).startswith(str(event.uid))]


def rss(client, event):
    return _news(client, event, "/feeds/v1/events.rss?limit=100")


def atom(client, event):
    return _news(client, event, "/feeds/v1/events.atom?limit=100")


def _news(client, event, path):
    entries = feedparser.parse(client.get(path).content).entries
    return [
        Told(in_words(entry.title), "BATAL: " in entry.title) for entry in entries if entry.id.endswith(str(event.uid))
    ]


def json_feed(client, event):
    items = client.get("/feeds/v1/events.json?from=2027-06-01&to=2027-08-01&limit=100").json()["items"]
    told = [item["_event"] for item in items]
    return [Told(day_of(one["start"]), one["status"] == "cancelled") for one in told if one["uid"] == str(event.uid)]


def geojson(client, event):
    found = client.get("/feeds/v1/events.geojson?from=2027-06-01&to=2027-08-01&limit=100&series=each").json()
    told = [feature["properties"] for feature in found["features"]]
    return [Told(day_of(one["start"]), one["status"] == "cancelled") for one in told if one["uid"] == str(event.uid)]


def spreadsheet(client, event):
    text = client.get("/feeds/v1/events.csv?from=2027-06-01&to=2027-08-01&limit=100").content.decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [Told(day_of(row["start"]), row["status"] == "cancelled") for row in rows if row["uid"] == str(event.uid)]


def api_occurrences(client, event):
    found = client.get("/api/v1/occurrences/?from=2027-06-01&to=2027-08-01&limit=100").json()["results"]
    return [Told(day_of(one["start"]), one["status"] == "cancelled") for one in found if one["uid"] == str(event.uid)]


def api_event(client, event):
    response = client.get(f"/api/v1/events/{event.uid}/")
    dates = response.json()["occurrences"] if response.status_code == 200 else []
    return [Told(day_of(one["start"]), one["status"] == "cancelled") for one in dates]


def events_frame(client, event):
    """The list in a partner's frame."""
    return _frame(client, event, "/embed/v1/events/?from=2027-06-01&to=2027-08-01&limit=100")


def event_frame(client, event):
    return _frame(client, event, f"/embed/v1/event/{event.uid}/")


def _frame(client, event, path):
    html = BeautifulSoup(client.get(path).content, "html.parser")
    shown = [one for one in html.find_all(class_="we__item") if one.find("time") and event.title in one.text]
    return [
        Told(day_of(one.find("time")["datetime"]), one.find(class_="we__state--cancelled") is not None) for one in shown
    ]


# Those that name one date of an event only: the nearest.
NEAREST_ONLY = {"rss", "atom", "event_frame"}
# Calendars are told for 60 days that an event is gone.
TOMBSTONES = {"ics", "event_ics"}
READERS = {
    reader.__name__: reader
    for reader in (
        page,
        event_list,
        ics,
        event_ics,
        rss,
        atom,
        json_feed,
        geojson,
        spreadsheet,
        api_occurrences,
        api_event,
        events_frame,
        event_frame,
    )
}
