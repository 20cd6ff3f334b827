"""Every calendar file, parsed and expanded by four independent programs, tells the dates of our own table."""

import json
import os
import re
import shutil
import subprocess
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from events.models import EventPage, EventRecord, Occurrence
from events.occurrences import rebuild, rebuild_all, window
from events.sharing import ical as ours
from events.time.dates import WIB
from portal.measuring.sample_pages import add_pages
from tests.events.published import publish

pytestmark = pytest.mark.sql

ROOT = Path(__file__).resolve().parents[3]
JAVASCRIPT = ROOT / "tests" / "events" / "sharing" / "javascript" / "expand.mjs"
ICAL_JS = ROOT / ".venv" / "javascript" / "node_modules" / "ical.js" / "dist" / "ical.js"
NO_NODE = "No Node.js with ical.js here; `make test` installs ical.js where npm is."
DAY = timedelta(days=1)
STATUS = {"cancelled": "CANCELLED", "postponed": "TENTATIVE"}

Timing = EventPage.Timing
RULES = [
    {"timing": "span"},
    {"timing": "span", "ends_on": date(2027, 6, 9)},
    {"timing": "civil", "rrule": "FREQ=WEEKLY;BYDAY=SA"},
    {"timing": "civil", "rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU"},
    {"timing": "civil", "rrule": "FREQ=MONTHLY;BYDAY=1SA"},
    {"timing": "civil", "rrule": "FREQ=MONTHLY;BYDAY=-1SU", "starts_on": date(2027, 5, 30)},
    {"timing": "civil", "rrule": "FREQ=MONTHLY;BYMONTHDAY=31", "starts_on": date(2027, 1, 31)},
    {"timing": "civil", "rrule": "FREQ=YEARLY;BYMONTH=8;BYDAY=2SU", "starts_on": date(2026, 8, 9)},
    {"timing": "civil", "rrule": "FREQ=DAILY;INTERVAL=3;COUNT=40"},
    {"timing": "civil", "rrule": "FREQ=DAILY;INTERVAL=3;COUNT=40", "repeats_until": date(2027, 7, 2)},
    {"timing": "civil", "rrule": "FREQ=WEEKLY;UNTIL=20271001", "repeats_until": date(2027, 12, 1)},
    {"timing": "civil", "rrule": "FREQ=WEEKLY", "starts_on": date(2024, 6, 1)},
    {"timing": "civil", "rrule": "FREQ=WEEKLY", "repeats_until": date(2027, 9, 4)},
    {"timing": "weton", "wetons": ["Jumat Kliwon"], "starts_on": date(2027, 1, 8)},
    {"timing": "weton", "wetons": ["Jumat Kliwon"], "starts_on": date(2027, 1, 8), "repeats_until": date(2027, 6, 1)},
    {"timing": "weton", "wetons": ["Selasa Kliwon", "Jumat Kliwon"], "starts_on": date(2026, 12, 4)},
    {"timing": "javanese", "java_month": 1, "java_day": 1, "starts_on": date(2026, 6, 17)},
    {"timing": "javanese", "java_month": 3, "java_day": 12, "java_year_name": "Dal", "starts_on": date(2025, 9, 5)},
    {"timing": "weton_in_month", "wetons": ["Jumat Kliwon"], "java_month": 8, "starts_on": date(2026, 1, 23)},
    {"timing": "weton_in_mangsa", "wetons": ["Senin Legi"], "mangsa": 4, "starts_on": date(2026, 9, 21)},
]
TIMES = [
    {},
    {"start_time": time(19)},
    {"start_time": time(19), "end_time": time(22, 30)},
    {"start_time": time(20), "end_time": time(0)},
    {"start_time": time(0), "end_time": time(5)},
]
SESSIONS = [
    [{"held_on": date(2027, 6, 5), "start_time": time(9), "end_time": time(11)}],
    [
        {"held_on": date(2027, 6, 5), "start_time": time(9), "end_time": time(11)},
        {"held_on": date(2027, 6, 5), "start_time": time(19), "end_time": time(23)},
        {"held_on": date(2027, 6, 7), "start_time": time(9)},
        {"held_on": date(2027, 6, 9), "start_time": time(20), "end_time": time(0)},
    ],
    [{"held_on": date(2027, 6, 5)}, {"held_on": date(2027, 6, 12)}, {"held_on": date(2027, 7, 3)}],
    [
        {"held_on": date(2027, 6, 5)},
        {"held_on": date(2027, 6, 6), "start_time": time(10), "end_time": time(12)},
        {"held_on": date(2027, 6, 8)},
        {"held_on": date(2027, 6, 9), "start_time": time(0), "end_time": time(1)},
    ],
]
CHANGES = [
    {"status": "cancelled", "note_id": "Ombak terlalu besar; jangan datang, ya."},
    {"moved_to_on": 2},
    {"start_time": time(15), "end_time": time(17)},
    {"certainty": "confirmed", "confirmed_by": "Panitia"},
    {"status": "full"},
    {"status": "postponed"},
    {"moved_to_on": -1, "start_time": time(6), "note_id": "ꦭꦧꦸꦲꦤ꧀ maju sedinten"},
    {"note_id": "Parkir di lapangan."},
]


@pytest.fixture
def index(page_at):
    return page_at("id", "acara")


@pytest.fixture
def rich(index, page_at):
    """Every kind of date with every kind of time, with its first dates changed, and without."""
    venue = page_at("id", "pantai-sembukan")
    words = {"title": "Labuhan ꦭꦧꦸꦲꦤ꧀; pusaka, \\kirab\\", "summary": "Satu\ndua, tiga; empat \\n lima " * 4}
    for rule, times, is_changed in [*product(RULES, TIMES, [True]), *product(RULES, TIMES[:2], [False])]:
        values = {"starts_on": date(2027, 6, 5)} | words | rule | times
        if times.get("end_time") == time(5) and rule["timing"] != "span":
            values["days"] = 2
        event = publish(index, venue=venue, is_eve=rule["timing"] == "weton_in_month" and is_changed, **values)
        if is_changed:
            change_dates(event)
    for sessions in SESSIONS:
        publish(index, timing="sessions", sessions=sessions, certainty="confirmed", **words)
        change_dates(publish(index, timing="sessions", sessions=sessions, **words))
    publish(index, status="cancelled", timing="civil", rrule="FREQ=WEEKLY", starts_on=date(2027, 6, 5))
    publish(index, timing="civil", rrule="FREQ=WEEKLY", days=3, starts_on=date(2027, 6, 5), start_time=time(9))
    publish(index, starts_on=date(2027, 6, 5), ends_on=date(2027, 6, 6), start_time=time(20), end_time=time(4))
    gone = publish(index, starts_on=date(2027, 6, 5))
    gone.unpublish()


def change_dates(event):
    """Cancel, move, confirm … the dates of an event, one after another."""
    dates = Occurrence.objects.filter(event_key=event.translation_key).order_by("starts_at")
    originals = list(dict.fromkeys(dates.values_list("first", flat=True)))[:16:2]
    event = EventPage.objects.get(pk=event.pk)
    for original, change in zip(originals, CHANGES, strict=False):
        moved = {"moved_to_on": original + change["moved_to_on"] * DAY} if "moved_to_on" in change else {}
        event.date_changes.add(type(event.date_changes.model())(original_on=original, **change | moved))
    event.save_revision().publish()


# What our table says, and what each program reads: {(uid, start, end, status), ...} with dates or UTC moments


def table(first, last):
    told = []
    for occurrence in Occurrence.objects.filter(first__lte=last, last__gte=first):
        if occurrence.is_all_day:
            start, end = occurrence.first, occurrence.dates.last + DAY
        else:
            start = occurrence.starts_at
            end = occurrence.ends_at if occurrence.end_time is not None else start
        estimated = "TENTATIVE" if occurrence.certainty == "estimated" else "CONFIRMED"
        told.append((str(occurrence.event_key), start, end, STATUS.get(occurrence.status, estimated)))
    return sorted(map(plain, told))


def plain(told):
    uid, start, end, status = told
    return uid[:36], in_utc(start), in_utc(end), status


def in_utc(moment):
    return moment.astimezone(UTC).isoformat() if isinstance(moment, datetime) else moment.isoformat()


def within(dates, first, last):
    """Of what a program reads, the dates that touch the days from `first` to `last` in Wonogiri."""
    begin, end = datetime.combine(first, time(), WIB), datetime.combine(last + DAY, time(), WIB)

    def touches(start, until):
        if not isinstance(start, datetime):
            return start <= last and until > first
        return start < end and (until > begin or start >= begin)

    return sorted(plain(told) for told in dates if touches(told[1], told[2]))


def by_icalendar(file, first, last):
    calendar = icalendar.Calendar.from_ical(file)
    begin, end = datetime.combine(first - 2 * DAY, time(), WIB), datetime.combine(last + 2 * DAY, time(), WIB)
    for event in recurring_ical_events.of(calendar).between(begin, end):
        start = event.decoded("dtstart")
        yield str(event["uid"]), start, event.decoded("dtend") if "dtend" in event else start, str(event["status"])


def by_ical(file, first, last):
    calendar = IcsCalendarStream.calendar_from_ics(file.decode())
    for event in calendar.timeline_tz(WIB).overlapping(first - 2 * DAY, last + 2 * DAY):
        yield event.uid, event.dtstart, event.end, event.status.value


def by_ical_js(file, first, last):
    if not shutil.which("node") or not ICAL_JS.exists():
        if os.environ.get("CI") and shutil.which("npm"):
            pytest.fail(NO_NODE)
        pytest.skip(NO_NODE)
    told = subprocess.run(
        ["node", JAVASCRIPT, ICAL_JS, last.isoformat()], input=file, capture_output=True, check=True, timeout=120
    )
    for uid, start, end, status in json.loads(told.stdout):
        read = datetime.fromisoformat if "T" in start else date.fromisoformat
        yield uid, read(start), read(end), status


def entries_of(file):
    return re.findall(r"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", file.decode(), re.DOTALL)


def standing(file):
    """The file without the tombstones of what was removed."""
    gone = {str(uid) for uid in EventRecord.objects.exclude(removed_at=None).values_list("uid", flat=True)}
    text = file.decode()
    for entry in entries_of(file):
        if re.search(r"UID:([0-9a-f-]{36})", entry)[1] in gone:
            text = text.replace(entry, "")
    return text.encode()


PROGRAMS = [by_icalendar, by_ical, by_ical_js]


@pytest.mark.django_db
def test_every_program_reads_the_dates_of_our_table(client, rich):
    first, last = window(timezone.localdate())
    expected = table(first, last)
    assert len(expected) > 3000
    skipped = None
    for query in ("", "?lang=jv&client=outlook"):
        file = client.get(f"/feeds/v1/events.ics{query}").content
        lint(file)
        for program in PROGRAMS:
            try:
                read = within(program(standing(file), first, last), first, last)
            except pytest.skip.Exception as reason:
                skipped = reason
                continue
            assert read == expected, difference(program, file, read, expected)
    before = client.get("/feeds/v1/events.ics").content
    rebuild_all()
    assert client.get("/feeds/v1/events.ics").content == before
    if skipped:
        raise skipped


def difference(program, file, read, expected):
    """What a program and our table do not share, and how the first such event stands in the file."""
    missing, invented = [sorted(set(a) - set(b)) for a, b in ((expected, read), (read, expected))]
    uid = [*missing, *invented, ("",)][0][0]
    entries = "".join(entry for entry in entries_of(file) if uid in entry)
    return f"{program.__name__} misses {missing[:5]} and invents {invented[:5]}\n{entries}"


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?cat=rite&month=2027-06", "?lang=en&regency=wonogiri&org=dispar-wonogiri"])
def test_the_feeds_of_the_seed_agree_too(client, query):
    first, last = window(timezone.localdate())
    file = client.get(f"/feeds/v1/events.ics{query}").content
    lint(file)
    uids = set(re.findall(r"UID:([0-9a-f-]{36})", file.decode()))
    expected = [told for told in table(first, last) if told[0] in uids]
    assert query or len(expected) > 20
    for program in (by_icalendar, by_ical):
        assert within(program(file, first, last), first, last) == expected


@pytest.mark.django_db
def test_the_file_of_one_event_tells_its_dates(client, index):
    event = publish(index, timing="civil", rrule="FREQ=WEEKLY", starts_on=date(2027, 6, 5), start_time=time(19))
    change_dates(event)
    first, last = window(timezone.localdate())
    file = client.get(f"/feeds/v1/events/{event.uid}.ics").content
    lint(file)
    expected = [told for told in table(first, last) if told[0] == str(event.uid)]
    assert len(expected) > 40
    for program in (by_icalendar, by_ical):
        assert within(program(file, first, last), first, last) == expected


@pytest.mark.django_db
def test_a_date_moved_out_of_what_is_expanded_does_not_stay_on_its_old_day(client, index):
    first, last = window(timezone.localdate())
    event = publish(index, timing="civil", rrule="FREQ=DAILY", starts_on=last - 5 * DAY)
    event.date_changes.add(
        event.date_changes.model(original_on=last - DAY, moved_to_on=last + 40 * DAY),
        event.date_changes.model(original_on=last, moved_to_on=last + 41 * DAY),
    )
    event.save_revision().publish()
    file = client.get(f"/feeds/v1/events/{event.uid}.ics").content
    expected = [told for told in table(first, last) if told[0] == str(event.uid)]
    assert len(expected) == 4
    assert within(by_icalendar(file, first, last), first, last) == expected


# The letter of the standard


def lint(file):
    """What RFC 5545 asks of a file and parsers forgive each other."""
    assert file.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in file.replace(b"\r\n", b"")
    for line in file.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # folded between characters, never within one
    unfolded = file.replace(b"\r\n ", b"").decode()
    assert unfolded.count("BEGIN:VTIMEZONE") == 1
    series = {}
    for entry in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT\r\n", unfolded, re.DOTALL):
        lint_entry(entry)
        uid, start = re.search(r"UID:(\S+)", entry)[1], re.search(r"DTSTART(;\S+?):(\S+)", entry).groups()
        if override := re.search(r"RECURRENCE-ID(;\S+?):(\S+)", entry):
            # Of the type of its series, whatever its own new start is.
            assert override[1] == series[uid][0]
            assert len(override[2]) == len(series[uid][1])
        else:
            assert uid not in series
            series[uid] = start


def lint_entry(entry):
    values = {}
    for line in entry.split("\r\n")[:-1]:
        name, value = re.match(r"([A-Z-]+(?:;[A-Z-]+=[^:;]+)*):(.*)", line).groups()
        values.setdefault(name.split(";")[0], []).append((name, value))
    for name in ("UID", "DTSTAMP", "SEQUENCE", "DTSTART", "SUMMARY", "STATUS"):
        assert len(values[name]) == 1, name
    if is_tombstone := "URL" not in values:
        assert set(values) <= {
            "UID",
            "DTSTAMP",
            "SEQUENCE",
            "DTSTART",
            "DTEND",
            "RRULE",
            "RELATED-TO",
            "SUMMARY",
            "STATUS",
        }
        assert values["STATUS"][0][1] == "CANCELLED"
    else:
        assert len(values["CREATED"]) == len(values["URL"]) == len(values["LAST-MODIFIED"]) == 1
        assert values["DTSTAMP"][0][1] == values["LAST-MODIFIED"][0][1]
    kinds = {name: values[name][0][0].partition(";")[2] for name in values}
    start = values["DTSTART"][0][1]
    assert kinds["DTSTART"] == ("TZID=Asia/Jakarta" if "T" in start else "VALUE=DATE")
    # Outlook and others lose dates that have no rule.
    assert not values.keys() & {"RDATE", "EXDATE"}
    if "DTEND" in values:
        assert kinds["DTEND"] == kinds["DTSTART"]
        assert values["DTEND"][0][1] > start
    else:
        assert "T" in start
    if "RRULE" in values:
        rule = values["RRULE"][0][1]
        assert not ("COUNT" in rule and "UNTIL" in rule)
        if until := re.search(r"UNTIL=([0-9TZ]+)", rule):
            assert until[1].endswith("Z") == ("T" in start)
    if values["STATUS"][0][1] == "CANCELLED" and not is_tombstone:
        assert values["TRANSP"][0][1] == "TRANSPARENT"
    if "GEO" in values:
        latitude, longitude = map(float, values["GEO"][0][1].split(";"))
        assert -8.9 < latitude < -5.7
        assert 104.8 < longitude < 114.7


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_survives_folding_and_escaping(text):
    line = ours.fold(f"SUMMARY:{ours.escape(text)}")
    assert line.endswith("\r\n")
    for part in line.encode().split(b"\r\n"):
        assert len(part) <= 75
        part.decode()
    read = icalendar.Event.from_ical(f"BEGIN:VEVENT\r\n{line}END:VEVENT\r\n")["summary"]
    kept = "".join(c for c in text.replace("\r\n", "\n") if c in "\t\n" or (ord(c) >= 32 and ord(c) != 127))
    assert str(read) == kept


@pytest.mark.django_db
def test_ten_thousand_dates_in_series_make_a_small_file(client, index):
    weekly = {"timing": "civil", "rrule": "FREQ=WEEKLY", "starts_on": date(2026, 8, 1), "start_time": time(7)}
    nights = {"timing": "weton", "wetons": ["Selasa Kliwon", "Jumat Kliwon"], "starts_on": date(2026, 8, 3)}
    pages = []
    for number, rule in ((100, weekly), (40, nights)):
        pages += add_pages(index, EventPage, number, summary="Pasar setiap pekan. " * 12, **rule)
    rebuild([page.translation_key for page in pages])
    assert Occurrence.objects.count() >= 10_000
    file = client.get("/feeds/v1/events.ics").content
    assert len(file) <= 512 * 1024, f"{len(file) // 1024} kB"
