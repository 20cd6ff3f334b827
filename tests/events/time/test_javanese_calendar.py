"""The reckoning against dated sources: shared/reference/javanese-calendar.md names where each was printed."""

from datetime import date, timedelta

import pytest

from events.time.javanese_calendar import (
    DINA,
    EPOCH,
    EPOCH_YEAR,
    LAST_YEAR,
    MANGSA,
    PASARAN,
    VALID_TO,
    WETONS,
    WUKU,
    JavaneseDate,
    OutOfRange,
    from_civil,
    mangsa,
    mangsa_span,
    month_days,
    month_span,
    new_year,
    next_weton,
    pasaran,
    to_civil,
    weton,
    weton_dates,
    weton_in_month,
    windu,
    wuku,
    years_touching,
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


def test_the_last_year_of_the_kurup_gives_up_a_day():
    assert month_days(LAST_YEAR, 12) == 29
    assert from_civil(VALID_TO) == JavaneseDate(LAST_YEAR, 12, 29)
    assert month_span(LAST_YEAR, 12)[1] == VALID_TO


@pytest.mark.parametrize(
    ("year", "month", "wanted", "civil"),
    [
        (1958, 11, "Senin Kliwon", []),
        (1959, 11, "Senin Kliwon", []),
        (1961, 12, "Sabtu Kliwon", []),
        (1956, 11, "Senin Kliwon", [date(2023, 5, 29)]),
        (1959, 1, "Jumat Kliwon", [date(2025, 6, 27)]),  # on its first day
        (1959, 7, "Senin Legi", [date(2026, 1, 19)]),  # on its last day
        (1867, 1, "Selasa Pon", [EPOCH]),
    ],
)
def test_a_weton_falls_into_a_month_once_or_never(year, month, wanted, civil):
    assert weton_in_month(year, month, wanted) == civil


def test_a_weton_falls_into_a_month_exactly_when_one_of_its_days_has_it():
    for year in (EPOCH_YEAR, 1960, 1961, LAST_YEAR):
        for month in range(1, 13):
            days = [to_civil(JavaneseDate(year, month, day)) for day in range(1, month_days(year, month) + 1)]
            assert month_span(year, month) == (days[0], days[-1])
            for wanted in WETONS:
                assert weton_in_month(year, month, wanted) == [day for day in days if weton(day) == wanted]


@pytest.mark.parametrize("year", [EPOCH_YEAR - 1, LAST_YEAR + 1])
def test_a_month_outside_the_kurup_is_refused(year):
    with pytest.raises(OutOfRange):
        weton_in_month(year, 1, "Jumat Kliwon")


def test_there_are_35_weton_and_each_comes_once_in_35_days():
    assert len(set(WETONS)) == 35
    assert sorted(weton(date(2027, 6, 6) + timedelta(days=number)) for number in range(35)) == sorted(WETONS)
    assert [f"{of_seven} {of_five}" for of_seven in DINA for of_five in PASARAN] == WETONS


def test_the_next_date_of_a_weton_may_be_today():
    eve = date(2025, 6, 26)
    assert next_weton(eve, "Jumat Kliwon") == date(2025, 6, 27)
    assert next_weton(date(2025, 6, 27), "Jumat Kliwon") == date(2025, 6, 27)
    assert next_weton(date(2025, 6, 28), "Jumat Kliwon") == date(2025, 8, 1)


def test_the_dates_of_a_weton_are_35_days_apart_and_include_both_ends():
    first, last = date(2025, 6, 27), date(2025, 9, 5)
    assert weton_dates(first, last, "Jumat Kliwon") == [first, date(2025, 8, 1), last]
    assert weton_dates(first + timedelta(days=1), last - timedelta(days=1), "Jumat Kliwon") == [date(2025, 8, 1)]
    assert weton_dates(last, first, "Jumat Kliwon") == []


def test_an_unknown_weton_is_refused():
    with pytest.raises(KeyError):
        weton_dates(date(2027, 1, 1), date(2027, 12, 31), "Minggu Kliwon")


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (date(2027, 1, 1), date(2027, 12, 31), [1960, 1961]),
        (date(2027, 6, 6), date(2027, 6, 6), [1961]),
        (date(2027, 6, 5), date(2027, 6, 6), [1960, 1961]),
        (date(1900, 1, 1), date(1936, 3, 24), [1867]),
        (date(1900, 1, 1), date(1936, 3, 23), []),
        (date(2052, 8, 25), date(2060, 1, 1), [1986]),
        (date(2052, 8, 26), date(2060, 1, 1), []),
        (date(2027, 6, 7), date(2027, 6, 6), []),
    ],
)
def test_the_javanese_years_of_a_civil_range(first, last, years):
    assert list(years_touching(first, last)) == years


@pytest.mark.parametrize(
    ("year", "name"),
    [
        (1555, "Kuntara"),
        (1670, "Sancaya"),
        (1952, "Sengara"),
        (1955, "Sancaya"),
        (1962, "Sancaya"),
        (1963, "Adi"),
        (1970, "Adi"),
    ],
)
def test_four_windu_follow_each_other(year, name):
    assert windu(year) == name


def test_a_javanese_date_knows_its_windu():
    assert from_civil(date(2027, 6, 6)).windu_name == "Sancaya"


@pytest.mark.parametrize(
    ("civil", "name"),
    [
        (date(1745, 2, 17), "Landep"),
        (date(2018, 9, 23), "Kulawu"),
        (date(2021, 8, 28), "Watugunung"),
        (date(2021, 8, 29), "Sinta"),
    ],
)
def test_a_wuku_begins_on_ahad(civil, name):
    assert wuku(civil) == name


def test_thirty_wuku_make_210_days():
    ahad = date(2021, 8, 29)
    weeks = [{wuku(ahad + timedelta(days=7 * week + day)) for day in range(7)} for week in range(30)]
    assert weeks == [{name} for name in WUKU]
    assert wuku(ahad + timedelta(days=210)) == "Sinta"


MANGSA_OF_2027 = [
    ("Kasa", date(2027, 6, 22), date(2027, 8, 1)),
    ("Karo", date(2027, 8, 2), date(2027, 8, 24)),
    ("Katelu", date(2027, 8, 25), date(2027, 9, 17)),
    ("Kapat", date(2027, 9, 18), date(2027, 10, 12)),
    ("Kalima", date(2027, 10, 13), date(2027, 11, 8)),
    ("Kanem", date(2027, 11, 9), date(2027, 12, 21)),
    ("Kapitu", date(2027, 12, 22), date(2028, 2, 2)),
    ("Kawolu", date(2027, 2, 3), date(2027, 2, 28)),
    ("Kasanga", date(2027, 3, 1), date(2027, 3, 25)),
    ("Kasadasa", date(2027, 3, 26), date(2027, 4, 18)),
    ("Desta", date(2027, 4, 19), date(2027, 5, 11)),
    ("Sadha", date(2027, 5, 12), date(2027, 6, 21)),
]


@pytest.mark.parametrize(("number", "row"), list(enumerate(MANGSA_OF_2027, 1)))
def test_a_mangsa_has_fixed_civil_dates(number, row):
    name, first, last = row
    assert MANGSA[number - 1] == name
    assert mangsa_span(2027, number) == (first, last)
    assert mangsa(first) == mangsa(last) == number


def test_kawolu_is_a_day_longer_in_a_leap_year():
    assert mangsa_span(2028, 8) == (date(2028, 2, 3), date(2028, 2, 29))
    assert mangsa(date(2028, 2, 29)) == 8
    assert mangsa_span(2100, 8)[1] == date(2100, 2, 28)


def test_every_day_lies_in_exactly_one_mangsa():
    spans = {(year, number): mangsa_span(year, number) for year in range(2026, 2030) for number in range(1, 13)}
    for days in range(3 * 366):
        civil = date(2027, 1, 1) + timedelta(days=days)
        around = [number for (_, number), (first, last) in spans.items() if first <= civil <= last]
        assert around == [mangsa(civil)]


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
