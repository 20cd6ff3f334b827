"""Lines of one title are told apart by day and hour, in whatever order they stand."""

import pytest

from events.intake.spreadsheets.namesakes import base_of, slugs_of

A, B = "2027-06-12", "2027-06-19"
TEN, SEVEN = (A, "10:00"), (A, "19:00")


@pytest.mark.parametrize(
    ("moments", "events", "slugs"),
    [
        ([(A, ""), (B, "")], {}, ["x", f"x-{B}"]),
        ([TEN, SEVEN], {}, ["x", f"x-{A}"]),
        ([TEN, SEVEN, (A, "21:00")], {}, ["x", f"x-{A}", f"x-{A}-2100"]),
        ([SEVEN, TEN], {"x": TEN, f"x-{A}": SEVEN}, [f"x-{A}", "x"]),
        ([SEVEN, TEN], {"x": TEN}, [f"x-{A}", "x"]),
        ([(B, "19:00")], {"x": TEN}, ["x"]),  # its date has changed
        ([(B, "")], {"x": TEN, f"x-{A}": SEVEN}, [f"x-{B}"]),
        ([(B, ""), (A, "")], {"x": (A, "")}, [f"x-{B}", "x"]),
        ([(A, "18:00"), (B, "18:00")], {"x": (A, "19:00"), f"x-{B}": (B, "19:00")}, ["x", f"x-{B}"]),
        ([TEN, (A, "")], {}, ["x", "x"]),  # perhaps the same: the editor is asked
        ([TEN, TEN], {"x": TEN}, ["x", "x"]),
        ([("", ""), ("", "")], {}, ["x", "x"]),
        ([("", "")], {"x": TEN, f"x-{A}": SEVEN}, ["x"]),
        ([SEVEN], {"x": None}, [f"x-{A}"]),  # another line is about the event that is there
    ],
)
def test_each_line_finds_its_event(moments, events, slugs):
    assert slugs_of("x", moments, events) == slugs


def test_a_slug_with_day_and_hour_belongs_to_its_title():
    assert [base_of(slug) for slug in ("x", "x-2027-06-12", "x-y-2027-06-12-1900", "x-2027")] == [
        "x",
        "x",
        "x-y",
        "x-2027",
    ]
