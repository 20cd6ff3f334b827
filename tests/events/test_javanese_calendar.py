"""The reckoning against dated sources: shared/reference/javanese-calendar.md names where each was printed."""

from datetime import date, timedelta

import pytest

from events.javanese_calendar import (
    EPOCH,
    VALID_TO,
    JavaneseDate,
    OutOfRange,
    from_civil,
    month_days,
    new_year,
    pasaran,
    to_civil,
    weton,
)

DATED_SOURCES = [
    (date(1945, 8, 17), "Jumat Legi", "9 Pasa 1876 Ehe"),
    (date(1936, 3, 24), "Selasa Pon", "1 Sura 1867 Alip"),
    (date(2015, 10, 15), "Kamis Pahing", "1 Sura 1949 Jimawal"),
    (date(2017, 4, 27), "Kamis Pahing", "30 Rejeb 1950 Je"),
    (date(2018, 4, 16), "Senin Legi", "30 Rejeb 1951 Dal"),
    (date(2018, 9, 23), "Ahad Legi", "12 Sura 1952 Be"),
    (date(2023, 5, 29), "Senin Kliwon", "9 Sela 1956 Ehe"),
    (date(2023, 7, 20), "Kamis Pahing", "1 Sura 1957 Jimawal"),
    (date(2024, 7, 8), "Senin Legi", "1 Sura 1958 Je"),
    (date(2025, 6, 27), "Jumat Kliwon", "1 Sura 1959 Dal"),
    (date(2026, 1, 18), "Ahad Kliwon", "29 Rejeb 1959 Dal"),
    (date(2026, 1, 19), "Senin Legi", "30 Rejeb 1959 Dal"),
]
DATED_WITHOUT_WETON = [
    (date(2023, 9, 28), "12 Mulud 1957 Jimawal"),
    (date(2025, 8, 29), "5 Mulud 1959 Dal"),
    (date(2025, 9, 5), "12 Mulud 1959 Dal"),
]
WETON_BEFORE_THIS_KURUP = [(date(1633, 7, 8), "Jumat Legi"), (date(1745, 2, 17), "Rabu Pahing")]
NEW_YEARS = [
    (1955, "Alip", date(2021, 8, 10), "Selasa Pon"),
    (1956, "Ehe", date(2022, 7, 30), "Sabtu Pahing"),
    (1957, "Jimawal", date(2023, 7, 20), "Kamis Pahing"),
    (1958, "Je", date(2024, 7, 8), "Senin Legi"),
    (1959, "Dal", date(2025, 6, 27), "Jumat Kliwon"),
    (1960, "Be", date(2026, 6, 17), "Rabu Kliwon"),
    (1961, "Wawu", date(2027, 6, 6), "Ahad Wage"),
    (1962, "Jimakir", date(2028, 5, 25), "Kamis Pon"),
    (1963, "Alip", date(2029, 5, 15), "Selasa Pon"),
    (1964, "Ehe", date(2030, 5, 4), "Sabtu Pahing"),
    (1965, "Jimawal", date(2031, 4, 24), "Kamis Pahing"),
    (1966, "Je", date(2032, 4, 12), "Senin Legi"),
    (1967, "Dal", date(2033, 4, 1), "Jumat Kliwon"),
]


@pytest.mark.parametrize(("civil", "its_weton", "javanese"), DATED_SOURCES)
def test_a_dated_source_agrees(civil, its_weton, javanese):
    assert (weton(civil), str(from_civil(civil))) == (its_weton, javanese)


@pytest.mark.parametrize(("civil", "javanese"), DATED_WITHOUT_WETON)
def test_a_dated_source_without_a_weton_agrees(civil, javanese):
    assert str(from_civil(civil)) == javanese


def test_garebeg_mulud_of_2023_was_a_kamis():
    assert weton(date(2023, 9, 28)).startswith("Kamis ")


@pytest.mark.parametrize(("civil", "its_weton"), WETON_BEFORE_THIS_KURUP)
def test_the_weton_also_holds_before_this_kurup(civil, its_weton):
    assert weton(civil) == its_weton


@pytest.mark.parametrize(("year", "name", "civil", "its_weton"), NEW_YEARS)
def test_1_sura_falls_where_the_table_says(year, name, civil, its_weton):
    assert new_year(year) == civil
    assert weton(civil) == its_weton
    assert from_civil(civil) == JavaneseDate(year, 1, 1)
    assert from_civil(civil).year_name == name


@pytest.mark.parametrize("outside", [EPOCH - timedelta(days=1), VALID_TO + timedelta(days=1), date.min, date.max])
def test_a_date_outside_the_kurup_is_refused(outside):
    with pytest.raises(OutOfRange):
        from_civil(outside)


def test_the_first_and_last_day_of_the_kurup_are_known():
    assert from_civil(EPOCH) == JavaneseDate(1867, 1, 1)
    assert date(2052, 8, 25) == VALID_TO
    assert to_civil(from_civil(VALID_TO)) == VALID_TO


def test_the_kurup_after_this_one_begins_on_senin_pahing():
    assert weton(VALID_TO + timedelta(days=1)) == "Senin Pahing"


@pytest.mark.parametrize(
    "impossible",
    [
        JavaneseDate(1961, 2, 30),  # Sapar has 29 days
        JavaneseDate(1961, 12, 30),  # Wawu is a short year
        JavaneseDate(1961, 13, 1),
        JavaneseDate(1961, 0, 1),
        JavaneseDate(1961, 1, 0),
        JavaneseDate(1866, 12, 29),  # before the kurup
        JavaneseDate(1990, 1, 1),  # after it
    ],
)
def test_a_day_that_does_not_exist_is_refused(impossible):
    with pytest.raises(OutOfRange):
        to_civil(impossible)


def test_a_long_year_has_30_days_of_besar():
    long_years = [year for year in range(1955, 1963) if month_days(year, 12) == 30]
    assert long_years == [1956, 1959, 1962]  # Ehe, Dal, Jimakir


@pytest.mark.parametrize("year", [1958, 1959])
def test_some_years_have_no_senin_kliwon_in_sela(year):
    days = [to_civil(JavaneseDate(year, 11, day)) for day in range(1, month_days(year, 11) + 1)]
    assert "Senin Kliwon" not in map(weton, days)


def test_every_day_of_the_kurup_survives_the_round_trip_in_order():
    previous = None
    for number in range((VALID_TO - EPOCH).days + 1):
        civil = EPOCH + timedelta(days=number)
        javanese = from_civil(civil)
        assert to_civil(javanese) == civil
        now = (javanese.year, javanese.month, javanese.day)
        assert previous is None or previous < now
        previous = now


def test_the_pasaran_follow_each_other_for_ever():
    week = [pasaran(date(2027, 6, 6) + timedelta(days=number)) for number in range(6)]
    assert week == ["Wage", "Kliwon", "Legi", "Pahing", "Pon", "Wage"]
