"""Dates, lengths, zones, rules and states as people and programs write them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from events.intake.reading.calendars.rule_writing import read_rule
from events.intake.reading.calendars.states import state_of, state_of_title
from events.intake.reading.calendars.values import read_length, read_moment, read_point, read_text
from events.intake.reading.calendars.zones import zone_named

EVENING = datetime(2027, 6, 12, 19)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("20270612", date(2027, 6, 12)),
        ("2027-6-12", date(2027, 6, 12)),
        ("20270612Z", date(2027, 6, 12)),
        ("20270612T190000", EVENING),
        ("20270612t1900", EVENING),
        ("20270612T19:00:00", EVENING),
        ("2027/06/12 19.00", EVENING),
        ('"20270612 190000",', EVENING),
        ("2027-06-12 7:00 pm", EVENING),
        ("20270612T240000", datetime(2027, 6, 13)),
        ("20271231T235960", datetime(2027, 12, 31, 23, 59, 59)),
    ],
)
def test_a_moment_is_read_however_it_is_punctuated(written, meant):
    assert read_moment(written) == (meant, None)


@pytest.mark.parametrize(
    ("written", "hours"),
    [("20270612T190000Z", 0), ("20270612T190000.000z", 0), ("2027-06-12T19:00+0800", 8), ("20270612T190000-03", -3),
     ("2027-06-12 19:00 WITA", 8), ("20270612T190000[Asia/Jayapura]", 9)],
)  # fmt: skip
def test_a_moment_may_bring_its_zone(written, hours):
    at, zone = read_moment(written)
    assert (at, at.replace(tzinfo=zone).utcoffset()) == (EVENING, timedelta(hours=hours))


@pytest.mark.parametrize("written", ["", "besok", "20270631", "20270612T250000", "12-06-2027", "20270612T190000 entah"])
def test_what_is_no_moment_is_none(written):
    assert read_moment(written) is None


@pytest.mark.parametrize(
    ("written", "hours"),
    [("PT2,5H", 2.5), ("PT1H30", 1.5), ("2H30M", 2.5), ("P2H", 2), ("PT 1H 30M", 1.5), ("p1dt", 24), ("P1W", 168), ("-PT2H", -2),
     ("P-1D", -24), ("P0Y0M0DT2H0M0S", 2), ("PT1D", 24), ("PT90", None), ("P", None), ("2 jam", None), ("PT9999999999H", None)],
)  # fmt: skip
def test_a_length_is_read_as_it_is_meant(written, hours):
    assert read_length(written) == (None if hours is None else timedelta(hours=hours))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"Pasar\\, Musik\\; dan Tari", "Pasar, Musik; dan Tari"),
        (r"Satu\\nDua\\\, tiga\n", "Satu\nDua, tiga\n"),
        (r"C:\\new\nBaris", "C:\\new\nBaris"),
        (r"Pukul 19\:00 \"malam\"", 'Pukul 19:00 "malam"'),
    ],
)
def test_a_text_loses_its_backslashes(written, meant):
    assert read_text(written) == meant


@pytest.mark.parametrize("written", ["-7.8;110.9", "-7.8,110.9", r"-7.8\;110.9", "-7,8; 110,9", "geo:-7.8,110.9"])
def test_a_point_is_read_with_any_sign_between(written):
    assert read_point(written) == ("-7.8", "110.9")


@pytest.mark.parametrize(
    ("name", "winter", "summer"),
    [
        ("WIB", 7, 7), ("wita", 8, 8), ("WIT", 9, 9), ("WITA (UTC+8)", 8, 8), ("Waktu Indonesia Tengah", 8, 8),
        ("UTC+08:00", 8, 8), ("GMT+0900", 9, 9), ("GMT+8", 8, 8), ("UTC 8", 8, 8), ("-0500", -5, -5), ("UTC−3", -3, -3),
        ("Etc/GMT-8", 8, 8), ("etc/gmt-8", 8, 8), ("(UTC) Coordinated Universal Time", 0, 0),
        ("(UTC+07:00) Bangkok, Hanoi, Jakarta", 7, 7), ("(UTC) Dublin, Edinburgh, Lisbon, London", 0, 1),
        ("(UTC-05:00) Eastern Time (US & Canada)", -5, -4), ("(UTC+10:00) Canberra, Melbourne, Sydney", 11, 10),
        ("SE Asia Standard Time", 7, 7), ("Singapore Standard Time 1", 8, 8), ("W. Europe Standard Time", 1, 2),
        ("Tokyo Daylight Time", 9, 9), ("asia/jayapura", 9, 9), ("Asia/Ujung Pandang", 8, 8), ("Asia/Surabaya", 7, 7),
        ("/mozilla.org/20070129_1/Asia/Makassar", 8, 8), ("Makassar", 8, 8), ("tzone://Microsoft/Utc", 0, 0),
    ],
)  # fmt: skip
def test_a_zone_is_known_by_every_name_it_has(name, winter, summer):
    zone = zone_named(name)
    found = [datetime(2027, month, 15, tzinfo=zone).utcoffset() / timedelta(hours=1) for month in (1, 7)]
    assert found == [winter, summer]


@pytest.mark.parametrize(
    "name", ["", "Pasar/Kliwon", "Waktu Setempat", "Customized Time Zone", "UTC+99", "x" * 300, "../etc"]
)
def test_what_is_no_zone_is_none(name):
    assert zone_named(name) is None


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("freq=weekly; byday=su; count=4", {"FREQ": "WEEKLY", "BYDAY": "SU", "COUNT": "4"}),
        (";FREQ=WEEKLY;UNTIL=;INTERVAL=;BYDAY=SATURDAY, sun,;", {"FREQ": "WEEKLY", "BYDAY": "SA,SU"}),
        ("FREQ=MONTHLY;BYDAY=-1FRI,2Sabtu;WKST=MON", {"FREQ": "MONTHLY", "BYDAY": "-1FR,2SA", "WKST": "MO"}),
        ("RRULE:FREQ=WEEKLY,COUNT=3", {"FREQ": "WEEKLY", "COUNT": "3"}),
        ("FREQ:DAILY;COUNT:3", {"FREQ": "DAILY", "COUNT": "3"}),
        (r"FREQ=DAILY\;COUNT=3\n", {"FREQ": "DAILY", "COUNT": "3"}),
        ("FREQ=WEEKLY;UNTIL=2027-06-24T23:59:59+07:00", {"FREQ": "WEEKLY", "UNTIL": "20270624T165959Z"}),
        ("FREQ=WEEKLY;UNTIL=2027-06-24 23:59", {"FREQ": "WEEKLY", "UNTIL": "20270624T235900"}),
        ("W1 MO #10", {"FREQ": "WEEKLY", "INTERVAL": "1", "BYDAY": "MO", "COUNT": "10"}),
        ("W2 TU TH 20271224T000000Z", {"FREQ": "WEEKLY", "INTERVAL": "2", "BYDAY": "TU,TH", "UNTIL": "20271224T000000Z"}),
        ("D1", {"FREQ": "DAILY", "INTERVAL": "1", "COUNT": "2"}),
        ("MP1 2+ SA 1- SU #4", {"FREQ": "MONTHLY", "INTERVAL": "1", "BYDAY": "2SA,-1SU", "COUNT": "4"}),
        ("MD1 15 LD #0", {"FREQ": "MONTHLY", "INTERVAL": "1", "BYMONTHDAY": "15,-1"}),
        ("YM1 6 #3", {"FREQ": "YEARLY", "INTERVAL": "1", "BYMONTH": "6", "COUNT": "3"}),
    ],
)  # fmt: skip
def test_a_rule_is_read_in_a_loose_hand_and_in_its_old_grammar(written, parts):
    assert read_rule(written, pytest.fail) == parts


@pytest.mark.parametrize(
    "written", ["", "WEEKLY", "setiap minggu", "FREQ=", "FREQ=WEEKLY;UNTIL=akhir tahun", "W1 XX", "FREQ=DAILY;BYSETPOS=1,2,3,4,5,6,7"]
)  # fmt: skip
@pytest.mark.usefixtures("english")
def test_what_is_no_rule_is_named(written):
    told = []
    assert read_rule(written, told.append) is None
    assert written in told[0]


@pytest.mark.parametrize(
    ("title", "kept", "state"),
    [
        ("DIBATALKAN: Lomba Lari", "Lomba Lari", "cancelled"),
        ("Batal - Lomba Lari", "Lomba Lari", "cancelled"),
        ("[Cancelled] Lomba Lari", "Lomba Lari", "cancelled"),
        ("Lomba Lari (dibatalkan karena hujan)", "Lomba Lari", "cancelled"),
        ("Lomba Lari – CANCELED", "Lomba Lari", "cancelled"),
        ("DIBATALAKEN Lomba Lari", "Lomba Lari", "cancelled"),
        ("Acara dibatalkan: Lomba Lari", "Lomba Lari", "cancelled"),
        ("DITUNDA: Lomba Lari", "Lomba Lari", "postponed"),
        ("Dibatalkan", "Dibatalkan", "cancelled"),
        ("Ngabuburit (Batal Puasa Bersama)", "Ngabuburit (Batal Puasa Bersama)", ""),
        ("Batal Nikah", "Batal Nikah", ""),
        ("Pembatalan: Sebuah Drama", "Pembatalan: Sebuah Drama", ""),
        ("BATAL NIKAH", "BATAL NIKAH", ""),
    ],
)
def test_a_title_may_say_that_nothing_takes_place(title, kept, state):
    assert state_of_title(title) == (kept, state)


@pytest.mark.parametrize("status", ["CANCELLED", "Canceled ", "cancel", "DIBATALKAN", "batal."])
def test_a_status_is_known_in_every_spelling(status):
    assert state_of(status) == "cancelled"
    assert state_of("CONFIRMED") == ""


def test_utc_is_told_as_such():
    assert read_moment("20270612T190000Z")[1] is UTC
