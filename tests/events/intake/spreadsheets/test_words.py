"""Dates, rules and choices are read as people write them."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.choices import EVENT_REGENCIES, Category
from events.intake.spreadsheets import words
from events.intake.spreadsheets.words import NotUnderstood
from events.models import EventPage


def test_every_choice_has_a_word():
    for vocabulary, choices in [
        (words.TIMING, EventPage.Timing.values),
        (words.STATUS, EventPage.Status.values),
        (words.CERTAINTY, EventPage.Certainty.values),
        (words.CATEGORY, Category.values),
        (words.REGENCY, [code for code, _label in EVENT_REGENCIES]),
    ]:
        assert set(vocabulary) == set(choices)
        assert len(set(vocabulary.values())) == len(vocabulary)


# Words


@pytest.mark.parametrize(
    ("rule", "in_words"),
    [
        ("FREQ=DAILY", "setiap hari"),
        ("FREQ=WEEKLY;BYDAY=SA", "setiap minggu pada Sabtu"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "setiap 2 minggu pada Senin, Kamis"),
        ("FREQ=MONTHLY;BYDAY=-1SU", "setiap bulan pada Ahad terakhir"),
        ("FREQ=MONTHLY;BYDAY=1SA,3SA", "setiap bulan pada Sabtu pertama, Sabtu ketiga"),
        ("FREQ=MONTHLY;BYMONTHDAY=5", "setiap bulan pada tanggal 5"),
        ("FREQ=YEARLY", "setiap tahun"),
        ("FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=17", "FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=17"),
        ("FREQ=YEARLY;COUNT=5", "FREQ=YEARLY;COUNT=5"),
        ("", ""),
    ],
)
def test_a_rule_is_written_as_people_say_it(rule, in_words):
    assert words.rule_from_words(words.rule_in_words(rule)) == rule
    if not in_words.startswith("FREQ"):
        assert words.rule_in_words(rule) == in_words


def test_rules_are_read_as_people_write_them():
    assert words.rule_from_words("Tiap tahun pada tanggal 17 agustus") == "FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=17"
    assert words.rule_from_words("setiap minggu pada minggu dan rabu") == "FREQ=WEEKLY;BYDAY=SU,WE"
    assert words.rule_from_words("setiap tahun pada ahad kedua di bulan Agustus") == "FREQ=YEARLY;BYMONTH=8;BYDAY=2SU"
    assert words.rule_from_words("freq=weekly;byday=sa") == "FREQ=WEEKLY;BYDAY=SA"
    for nonsense in [
        "kadang-kadang",
        "setiap",
        "setiap hari pada Blah",
        "FREQ=SECONDLY",
        "setiap bulan pada tanggal 5 Blah",
    ]:
        with pytest.raises(NotUnderstood):
            words.rule_from_words(nonsense)


@pytest.mark.parametrize(
    "text", ["2027-06-05", "2027-6-5", "5/6/2027", "05-06-2027", "5.6.2027", "5 Juni 2027", "5 jun 2027"]
)
def test_dates_are_read_with_the_day_first(text):
    assert words.date_from_words(text) == date(2027, 6, 5)


@pytest.mark.parametrize(
    "text",
    ["2027-02-30", "32/1/2027", "5 Foo 2027", "besok", "20270605", "٥/٦/2027", "6/2027", "20270-06-05", "0027-06-05"],
)
def test_what_is_no_date_is_not_guessed(text):
    with pytest.raises(NotUnderstood):
        words.date_from_words(text)


def test_times_are_read_as_indonesians_write_them():
    for text in ["19:00", "19.00", "19", "pukul 19.00 WIB", "19:00:00"]:
        assert words.time_from_words(text) == time(19)
    for text in ["25:00", "7 malam", "19:60", ""]:
        with pytest.raises(NotUnderstood):
            words.time_from_words(text)


DAYS = st.dates(date(1990, 1, 1), date(2199, 12, 31))
notes = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"]) | st.just(" "), max_size=30).map(
    lambda text: " ".join(text.split())
)
changes = st.fixed_dictionaries(
    {"original_on": DAYS, "status": st.sampled_from(EventPage.Status.values)},
    optional={
        "moved_to_on": DAYS,
        "start_time": st.times().map(lambda value: value.replace(microsecond=0)),
        "certainty": st.sampled_from(EventPage.Certainty.values),
        "confirmed_by": notes.filter(bool),
        "note_id": notes.filter(bool),
    },
)


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.lists(changes, max_size=4, unique_by=lambda change: change["original_on"]))
def test_changes_of_dates_come_back_as_they_went(told):
    told.sort(key=lambda change: change["original_on"])
    assert words.changes_from_words(words.changes_in_words(told)) == told
