"""What of a visitor's words can stand as a fact, and what has to be written by the office."""

import pytest

from facts.reported import problem_with


@pytest.mark.parametrize(
    ("kind", "words", "language"),
    [
        ("hours", "07.00–17.00", "en"),
        ("hours", "Senin–Sabtu 08.00-16.00", "id"),
        ("entry_fee", "Rp5.000/orang", "en"),
        ("entry_fee", "gratis", "id"),
        ("walk_minutes", "15", "jv"),
        ("toilet", "Tidak ada", "id"),
        ("road_condition", "Berlubang sesudah pasar", "id"),
    ],
)
def test_these_words_stand_as_they_are(kind, words, language):
    assert problem_with(kind, words, language) == ""


@pytest.mark.parametrize(
    ("kind", "words", "language"),
    [
        ("hours", "pagi sampai sore", "id"),
        ("entry_fee", "five thousand", "en"),
        ("toilet", "There is none", "en"),
        ("toilet", "toiletnya sudah tidak ada", "id"),
        ("road_condition", "Potholes behind the market", "en"),
        ("hours", "", "id"),
        ("", "07.00–17.00", "id"),
        ("jam buka", "07.00–17.00", "id"),
    ],
)
def test_these_need_the_form_and_are_told_why(kind, words, language):
    assert problem_with(kind, words, language).endswith(".")
