"""Dates, rules and choices are read as people write them."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.choices import EVENT_REGENCIES, Category
from events.intake.spreadsheets import amounts, days, hours, words
from events.intake.spreadsheets.days import NotUnderstood
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
    assert words.rule_from_words("Setiap hari Sabtu dan Minggu") == "FREQ=WEEKLY;BYDAY=SA,SU"
    assert words.rule_from_words("tiap Ahad pertama") == "FREQ=MONTHLY;BYDAY=1SU"
    assert words.rule_from_words("setiap minggu") == "FREQ=WEEKLY"
    assert words.rule_from_words("freq=weekly;byday=sa") == "FREQ=WEEKLY;BYDAY=SA"
    for nonsense in [
        "kadang-kadang",
        "setiap",
        "setiap hari pada Blah",
        "setiap Jumat Kliwon",
        "setiap Sabtu dan Ahad pertama",
        "FREQ=SECONDLY",
        "setiap bulan pada tanggal 5 Blah",
    ]:
        with pytest.raises(NotUnderstood):
            words.rule_from_words(nonsense)


@pytest.mark.parametrize(
    "text", ["2027-06-05", "2027-6-5", "5/6/2027", "05-06-2027", "5.6.2027", "5 Juni 2027", "5 jun 2027"]
)
def test_dates_are_read_with_the_day_first(text):
    assert days.date_from_words(text) == date(2027, 6, 5)


@pytest.mark.parametrize(
    "text",
    ["2027-02-30", "32/1/2027", "5 Foo 2027", "besok", "20270605", "٥/٦/2027", "6/2027", "20270-06-05", "0027-06-05"],
)
def test_what_is_no_date_is_not_guessed(text):
    with pytest.raises(NotUnderstood):
        days.date_from_words(text)


def test_times_are_read_as_indonesians_write_them():
    for text in ["19:00", "19.00", "19", "pukul 19.00 WIB", "19:00:00"]:
        assert hours.time_from_words(text) == time(19)
    for text in ["25:00", "malam", "19:60", ""]:
        with pytest.raises(NotUnderstood):
            hours.time_from_words(text)


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


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Sabtu, 12 Juni 2027", 12, None),
        ("Sabtu Kliwon 12 Jun '27", 12, None),
        ("12th June 2027", 12, None),
        ("June 12-14, 2027", 12, 14),
        ("tgl. 12 s/d 14 Juni 2027", 12, 14),
        ("12 sampai dengan 14 Juni 2027", 12, 14),
        ("12, 13 dan 14 Juni 2027", 12, 14),
        ("Sabtu-Minggu, 12-13 Juni 2027", 12, 13),
        ("12-14/6/2027", 12, 14),
        ("2027-06-12 - 2027-06-14", 12, 14),
    ],
)
def test_days_are_read_as_people_write_them(text, first, last):
    assert days.days_from_words(text) == (date(2027, 6, first), last and date(2027, 6, last))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Senin, 12 Juni 2027", "Saturday"),
        ("Sabtu Legi, 12 Juni 2027", "Sabtu Kliwon"),
        ("31 Juni 2027", "30 days"),
        ("12 Juni", "year"),
        ("12 dan 15 Juni 2027", "sesi"),
        ("14-12 Juni 2027", "before"),
    ],
)
@pytest.mark.usefixtures("english")
def test_a_day_that_cannot_be_says_why(text, says):
    with pytest.raises(NotUnderstood, match=says):
        days.days_from_words(text)


@pytest.mark.parametrize(
    ("cells", "month_first"),
    [
        ([(2, "5/6/2027"), (3, "6/13/2027")], True),
        ([(2, "5/6/2027"), (3, "13/6/2027")], False),
        ([(2, "5/6/2027"), (3, "7 Agustus 2027")], False),
        ([(2, "5/6/2027"), (3, "Sabtu, 12/6/2027")], False),
        ([(2, "5/6/2027"), (3, "2027-07-08")], None),
        ([(2, "13/6/2027"), (3, "6/14/2027")], None),
        ([(2, "6/6/2027")], False),
    ],
)
def test_the_file_shows_whether_day_or_month_stands_first(cells, month_first):
    assert days.order_of(cells).month_first is month_first


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("jam 7 malam", time(19), None),
        ("pkl.19.00WIB", time(19), None),
        ("7-9 malam", time(19), time(21)),
        ("10-1 siang", time(10), time(13)),
        ("08.00 s.d. selesai", time(8), None),
        ("19.00 hingga 24.00", time(19), time(0)),
        ("8 am - 5 pm", time(8), time(17)),
        ("19.3", time(19, 30), None),
        ("0.5", time(12), None),
    ],
)
def test_hours_are_read_as_people_say_them(text, start, end):
    assert hours.times_from_words(text) == (start, end)


@pytest.mark.parametrize(
    "text", ["jam setengah 8", "jam 12 malam", "19.00 WITA", "7.5", "19.60", "ba'da isya", "24.00"]
)
def test_an_hour_that_is_open_is_asked_about(text):
    with pytest.raises(NotUnderstood):
        hours.times_from_words(text)


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("Rp. 10.000,-", 10_000),
        ("IDR 20,000", 20_000),
        ("10000.00", 10_000),
        ("10k", 10_000),
        ("1,5 jt", 1_500_000),
        ("tiket masuk 5000/orang", 5_000),
        ("Rp 10 000", 10_000),
        ("Gratis!", 0),
        ("0", 0),
    ],
)
def test_prices_are_read_as_people_write_them(text, price):
    assert amounts.price_from_words(text) == price


@pytest.mark.parametrize("text", ["5.000 - 10.000", "12.50", "10.000rb", "seikhlasnya", "USD 5"])
def test_a_price_that_is_open_is_asked_about(text):
    with pytest.raises(NotUnderstood):
        amounts.price_from_words(text)


def test_regencies_are_known_by_the_names_people_use():
    for text, code in [("Kab. Wonogiri", "wonogiri"), ("Solo", "surakarta"), ("Kota Jogja", "yogyakarta")]:
        assert words.regency_from_words(text) == code
    for text in ["Kabupaten Bandung", "Kota Madiun"]:
        with pytest.raises(NotUnderstood):
            words.regency_from_words(text)
