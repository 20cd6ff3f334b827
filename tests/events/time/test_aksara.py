"""The table of names, spelled letter by letter as a teacher would dictate them, and dates composed of them."""

import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from events.time import javanese_calendar as jawa
from events.time.aksara import (
    DINA_NAMES,
    EVE,
    MONTH_NAMES,
    PADA_LINGSA,
    PASARAN_NAMES,
    UNTIL,
    YEAR_NAMES,
    in_aksara,
    javanese_date,
    month_and_year,
    numeral,
    span_in_aksara,
)

DICTATED = {
    DINA_NAMES["Senin"]: "sa pepet na taling na pangkon",
    DINA_NAMES["Selasa"]: "sa pepet la sa",
    DINA_NAMES["Rabu"]: "pa-cerek ba taling tarung",
    DINA_NAMES["Kamis"]: "ka pepet ma wulu sa pangkon",
    DINA_NAMES["Jumat"]: "ja pepet ma suku wa wignyan",
    DINA_NAMES["Sabtu"]: "sa pepet ta suku",
    DINA_NAMES["Ahad"]: "ha ha da pangkon",
    PASARAN_NAMES["Legi"]: "nga-lelet ga wulu",
    PASARAN_NAMES["Pahing"]: "pa ha wulu cecak",
    PASARAN_NAMES["Pon"]: "pa taling tarung na pangkon",
    PASARAN_NAMES["Wage"]: "wa ga taling",
    PASARAN_NAMES["Kliwon"]: "ka pangkon la wulu wa taling tarung na pangkon",
    MONTH_NAMES["Sura"]: "sa suku ra",
    MONTH_NAMES["Sapar"]: "sa pa layar",
    MONTH_NAMES["Mulud"]: "ma suku la suku da pangkon",
    MONTH_NAMES["Bakda Mulud"]: "ba ka pangkon da | ma suku la suku da pangkon",
    MONTH_NAMES["Jumadilawal"]: "ja suku ma da wulu la wa la pangkon",
    MONTH_NAMES["Jumadilakir"]: "ja suku ma da wulu la ka wulu layar",
    MONTH_NAMES["Rejeb"]: "pa-cerek ja pepet ba pangkon",
    MONTH_NAMES["Ruwah"]: "ra suku wa wignyan",
    MONTH_NAMES["Pasa"]: "pa sa",
    MONTH_NAMES["Sawal"]: "sa wa la pangkon",
    MONTH_NAMES["Sela"]: "sa pepet la",
    MONTH_NAMES["Besar"]: "ba pepet sa layar",
    YEAR_NAMES["Alip"]: "ha la wulu pa pangkon",
    YEAR_NAMES["Ehe"]: "e ha taling",
    YEAR_NAMES["Jimawal"]: "ja wulu ma wa la pangkon",
    YEAR_NAMES["Je"]: "ja taling",
    YEAR_NAMES["Dal"]: "da la pangkon",
    YEAR_NAMES["Be"]: "ba taling",
    YEAR_NAMES["Wawu"]: "wa wa suku",
    YEAR_NAMES["Jimakir"]: "ja wulu ma ka wulu layar",
    EVE: "ma nga-lelet ma pangkon",
    UNTIL: "da suku ma suku ga wulu",
}
VOWEL_SIGNS = {"wulu", "suku", "taling", "tarung", "pepet"}
FINAL_SIGNS = {"cecak", "layar", "wignyan"}


def spelled(letters):
    """The text of letters named one by one; ``|`` is a space."""
    return "".join(" " if letter == "|" else unicodedata.lookup(unicode_name(letter)) for letter in letters.split())


def unicode_name(letter):
    if letter == "pangkon":
        return "JAVANESE PANGKON"
    if letter in VOWEL_SIGNS:
        return f"JAVANESE VOWEL SIGN {letter}"
    if letter in FINAL_SIGNS:
        return f"JAVANESE SIGN {letter}"
    return f"JAVANESE LETTER {letter.replace('-', ' ')}"


@pytest.mark.parametrize(("written", "letters"), DICTATED.items())
def test_a_name_is_written_as_dictated(written, letters):
    assert written == spelled(letters)


def test_every_name_of_the_calendar_can_be_written_and_was_dictated():
    assert list(DINA_NAMES) == jawa.DINA
    assert list(PASARAN_NAMES) == jawa.PASARAN
    assert list(MONTH_NAMES) == jawa.MONTHS
    assert list(YEAR_NAMES) == jawa.YEARS
    written = [*DINA_NAMES.values(), *PASARAN_NAMES.values(), *MONTH_NAMES.values(), *YEAR_NAMES.values(), EVE, UNTIL]
    assert written == list(DICTATED)


@pytest.mark.parametrize(
    ("number", "written"), [(1, "꧇꧑꧇"), (12, "꧇꧑꧒꧇"), (30, "꧇꧓꧐꧇"), (1961, "꧇꧑꧙꧖꧑꧇"), (4578, "꧇꧔꧕꧗꧘꧇")]
)
def test_a_number_stands_between_pada_pangkat(number, written):
    assert numeral(number) == written


def test_digits_and_signs_are_the_javanese_ones():
    assert [unicodedata.digit(sign) for sign in numeral(1234567890)[1:-1]] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]
    assert unicodedata.name(numeral(1)[0]) == unicodedata.name(numeral(1)[-1]) == "JAVANESE PADA PANGKAT"


@pytest.mark.parametrize(
    ("civil", "written"),
    [
        # After Kliwon and Pon the pangkon already closes the phrase; after a vowel or a sign a pada lingsa does.
        (date(2025, 6, 27), "ꦗꦼꦩꦸꦮꦃ ꦏ꧀ꦭꦶꦮꦺꦴꦤ꧀ ꧇꧑꧇ ꦱꦸꦫ ꧇꧑꧙꧕꧙꧇ ꦢꦭ꧀"),
        (date(2027, 6, 6), "ꦲꦲꦢ꧀ ꦮꦒꦺ꧈ ꧇꧑꧇ ꦱꦸꦫ ꧇꧑꧙꧖꧑꧇ ꦮꦮꦸ"),
        (date(2026, 1, 19), "ꦱꦼꦤꦺꦤ꧀ ꦊꦒꦶ꧈ ꧇꧓꧐꧇ ꦉꦗꦼꦧ꧀ ꧇꧑꧙꧕꧙꧇ ꦢꦭ꧀"),
        (date(2015, 10, 15), "ꦏꦼꦩꦶꦱ꧀ ꦥꦲꦶꦁ꧈ ꧇꧑꧇ ꦱꦸꦫ ꧇꧑꧙꧔꧙꧇ ꦗꦶꦩꦮꦭ꧀"),
    ],
)
def test_a_day_is_written_with_weton_and_date(civil, written):
    assert in_aksara(civil) == written


def test_the_evening_before_says_so():
    assert in_aksara(date(2027, 6, 6), is_eve=True) == "ꦩꦊꦩ꧀ ꧇꧑꧇ ꦱꦸꦫ ꧇꧑꧙꧖꧑꧇ ꦮꦮꦸ"
    assert in_aksara(date(2027, 6, 22), is_eve=True) == "ꦩꦊꦩ꧀ ꦱꦼꦭꦱ ꦏ꧀ꦭꦶꦮꦺꦴꦤ꧀ ꧇꧑꧗꧇ ꦱꦸꦫ ꧇꧑꧙꧖꧑꧇ ꦮꦮꦸ"


def test_outside_the_kurup_only_the_weton_is_written():
    assert in_aksara(date(1745, 2, 17)) == "ꦉꦧꦺꦴ ꦥꦲꦶꦁ"
    assert span_in_aksara(date(1936, 3, 23), date(1936, 3, 24)) == ""


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2027, 6, 6), date(2027, 6, 8), "꧇꧑꧇ ꦢꦸꦩꦸꦒꦶ ꧇꧓꧇ ꦱꦸꦫ ꧇꧑꧙꧖꧑꧇ ꦮꦮꦸ"),
        (date(2027, 7, 5), date(2027, 7, 6), "꧇꧓꧐꧇ ꦱꦸꦫ ꦢꦸꦩꦸꦒꦶ ꧇꧑꧇ ꦱꦥꦂ ꧇꧑꧙꧖꧑꧇ ꦮꦮꦸ"),
        (date(2027, 6, 5), date(2027, 6, 6), "꧇꧒꧙꧇ ꦧꦼꦱꦂ ꧇꧑꧙꧖꧐꧇ ꦧꦺ ꦢꦸꦩꦸꦒꦶ ꧇꧑꧇ ꦱꦸꦫ ꧇꧑꧙꧖꧑꧇ ꦮꦮꦸ"),
    ],
)
def test_days_in_a_row_repeat_no_month_or_year(first, last, written):
    assert span_in_aksara(first, last) == written


def test_a_date_and_a_month_can_stand_alone():
    day = jawa.JavaneseDate(1961, 1, 12)
    assert javanese_date(day) == "꧇꧑꧒꧇ ꦱꦸꦫ ꧇꧑꧙꧖꧑꧇ ꦮꦮꦸ"
    assert month_and_year(day) == "ꦱꦸꦫ ꧇꧑꧙꧖꧑꧇ ꦮꦮꦸ"


def test_the_small_font_promises_every_letter_of_dates_and_of_the_names_of_the_seed():
    css = (Path(__file__).parents[3] / "static/css/tokens.css").read_text()
    font = css.split('"Noto Sans Javanese Dates"')[1].split("}")[0]
    promised = set()
    for first, last in re.findall(r"U\+(A9[0-9A-F]{2})(?:-(A9[0-9A-F]{2}))?", font):
        promised |= set(range(int(first, 16), int(last or first, 16) + 1))
    needed = {ord(letter) for letter in "".join(DICTATED) + numeral(1234567890) + PADA_LINGSA} - {ord(" ")}
    assert promised == needed
    seed = Path(__file__).parents[3] / "site/portal/seed/data"
    names = "".join(path.read_text() for path in seed.rglob("*") if path.suffix in (".csv", ".md"))
    assert {ord(letter) for letter in names if "\ua980" <= letter <= "\ua9df"} <= promised
