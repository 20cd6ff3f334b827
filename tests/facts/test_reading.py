"""What the words of a fact say as values, and what the values say in every language."""

from datetime import date

import pytest
from django.utils import translation

from facts.models import months_between
from facts.phrases import drive, say, with_dates
from facts.reading import read


def price(amount, per="", who="", days=""):
    return {"amount": amount, "per": per, "who": who, "days": days}


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        ("entry_fee", "Gratis", {"free": True}),
        ("entry_fee", "Rp5.000/orang", {"prices": [price(5000, "person")]}),
        (
            "entry_fee",
            "Rp10.000/orang hari biasa; Rp15.000 Minggu dan tanggal merah",
            {"prices": [price(10000, "person", days="weekday"), price(15000, days="sunday_holiday")]},
        ),
        ("entry_fee", "Dewasa Rp3.000, anak Rp2.000", {"prices": [price(3000, who="adult"), price(2000, who="child")]}),
        (
            "parking_fee",
            "Rp3.000 motor, Rp5.000 mobil",
            {"prices": [price(3000, who="motorcycle"), price(5000, who="car")]},
        ),
        # Where words would be lost nothing is read: half a price is a wrong one.
        ("entry_fee", "Rp5.000 untuk Watu Cenik, Puncak Joglo, dan Soko Gunung", {}),
        ("entry_fee", "Tidak ada retribusi resmi", {}),
        ("entry_fee", "Gratis; hanya bayar parkir motor", {}),
        ("hours", "08.00–17.00", {"spells": [{"days": [], "opens": "08:00", "closes": "17:00"}]}),
        (
            "hours",
            "Selasa–Minggu 08.30–15.00",
            {"spells": [{"days": [1, 2, 3, 4, 5, 6], "opens": "08:30", "closes": "15:00"}]},
        ),
        ("hours", "Bisa dikunjungi kapan saja", {"always": True}),
        ("hours", "Buka mulai pukul 08.00 menurut penjaga loket", {}),
        ("access_vehicle", "Mobil dan bus besar bisa sampai parkir", {"largest": "bus"}),
        ("access_vehicle", "Motor lancar; mobil hanya muat satu arah di jalan sempit", {"largest": "motorcycle"}),
        ("access_vehicle", "Sekitar 40 km dari kota Wonogiri", {}),
        ("walk_minutes", "5–10", {"minutes": [5, 10]}),
        ("walk_minutes", "Sekitar 500 m ke Condromoyo", {}),
        ("stairs", "102 anak tangga turun dari atas ke tepi sungai", {"steps": 102}),
        ("toilet", "Ada", {"exists": True}),
        ("parking", "Tidak ada tempat parkir yang nyaman", {"exists": False}),
        ("swimming", "Tidak cocok untuk berenang: karang tersebar di bibir pantai", {"allowed": False}),
        ("swimming", "Kolam renang terbuka untuk pengunjung", {"allowed": True}),
        ("swimming", "Tidak boleh berenang terlalu ke tengah; ada tim penyelamat", {}),
        ("wheelchair", "Tidak disarankan: dari parkir ke pantai hanya lewat tangga curam", {"reach": "no"}),
        ("history", "Dibuka 29 Juni 2016", {}),
    ],
)
def test_words_are_read_wholly_or_not_at_all(kind, words, value):
    assert read(kind, words) == value


@pytest.mark.parametrize(
    ("kind", "words", "in_indonesian", "in_english"),
    [
        (
            "entry_fee",
            "Rp10.000/orang hari biasa; Rp15.000 hari Minggu",
            "Rp10.000 per orang hari biasa; Rp15.000 hari Minggu",
            "Rp10,000 a person on weekdays; Rp15,000 on Sundays",
        ),
        ("hours", "Senin–Sabtu 07.00–14.00", "Senin–Sabtu 07:00–14:00", "Monday–Saturday 07:00–14:00"),
        ("walk_minutes", "45", "45 menit", "45 minutes"),
        ("walk_minutes", "5–10", "5 sampai 10 menit", "5 to 10 minutes"),
        ("toilet", "Ada", "", ""),
    ],
)
def test_one_value_is_said_in_every_language(kind, words, in_indonesian, in_english):
    for language, said in [("id", in_indonesian), ("en", in_english)]:
        with translation.override(language):
            assert say(read(kind, words)) == said


@pytest.mark.parametrize(
    ("minutes", "in_indonesian", "in_english"),
    [
        ([19], "19 menit", "19 minutes"),
        ([60], "1 jam", "1 h"),
        ([75], "1¼ jam", "1¼ h"),
        ([110], "1¾ jam", "1¾ h"),
        ([60, 90], "1–1½ jam", "1–1½ h"),
    ],
)
def test_time_on_the_road_is_told_as_people_tell_it(minutes, in_indonesian, in_english):
    for language, said in [("id", in_indonesian), ("en", in_english)]:
        with translation.override(language):
            assert drive(*minutes) == said


@pytest.mark.parametrize(("as_of", "months"), [("2024", 23), ("2024-01", 34), ("2024-11-30", 24), ("2026-11", 0)])
def test_the_age_of_a_fact_counts_in_months_and_a_year_from_its_end(as_of, months):
    assert months_between(as_of, date(2026, 11, 27)) == months


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("2024-07-06 (Sabtu sore)", "6 Juli 2024 (Sabtu sore)"),
        ("2018-11, Praci Azana 2023-07-30", "November 2018, Praci Azana 30 Juli 2023"),
        ("2019-02-31 menurut sumber", "2019-02-31 menurut sumber"),
    ],
)
def test_days_in_a_text_read_as_in_the_language(words, said):
    with translation.override("id"):
        assert with_dates(words) == said
