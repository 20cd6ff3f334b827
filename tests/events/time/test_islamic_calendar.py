"""The government's Islamic year against dated sources (Labuhan Sembukan, Tetaken), and the estimate."""

from datetime import date, timedelta

import pytest

from events.choices import Certainty, Status, Timing
from events.time import islamic_calendar as islamic
from events.time.dating import expand, next_spans
from events.time.recurrence import IslamicDateRule

# 1 Muharram as the decrees of the three ministers set it; 2021 without the day off that was moved to the 11th.
DECREED = {
    (1437, 1): date(2015, 10, 14),
    (1438, 1): date(2016, 10, 2),
    (1439, 1): date(2017, 9, 21),
    (1440, 1): date(2018, 9, 11),
    (1441, 1): date(2019, 9, 1),
    (1442, 1): date(2020, 8, 20),
    (1443, 1): date(2021, 8, 10),
    (1444, 1): date(2022, 7, 30),
    (1445, 1): date(2023, 7, 19),
    (1446, 1): date(2024, 7, 7),
    (1447, 1): date(2025, 6, 27),
    (1448, 1): date(2026, 6, 16),
}
EVE = IslamicDateRule(1, 1, DECREED, is_eve=True)
FIFTEENTH = IslamicDateRule(1, 15, DECREED)


@pytest.mark.parametrize(
    ("rule", "held"),
    [
        (EVE, [date(2018, 9, 10)]),
        (EVE, [date(2020, 8, 19)]),
        (EVE, [date(2022, 7, 29)]),
        (EVE, [date(2023, 7, 18)]),
        (EVE, [date(2024, 7, 6)]),
        (EVE, [date(2027, 6, 5)]),  # estimated
        (FIFTEENTH, [date(2015, 10, 28)]),
        (FIFTEENTH, [date(2023, 8, 2)]),
        (IslamicDateRule(9, 30, {}), [date(2024, 4, 9)]),  # Ramadan 1445 has thirty days …
        (IslamicDateRule(9, 30, {}), []),  # … and that of 1446 twenty-nine
    ],
)
def test_a_rule_gives_the_days_on_which_it_was_held(rule, held):
    year = (held or [date(2025, 1, 1)])[0].year
    assert rule.between(date(year, 1, 1), date(year, 12, 31)) == held


def test_the_estimate_is_within_a_day_of_every_decree():
    off = [(first - islamic.estimate(*month)).days for month, first in DECREED.items()]
    assert max(map(abs, off)) == islamic.MARGIN_DAYS


def test_a_rule_gives_nothing_where_nobody_can_reckon():
    assert EVE.between(date(1900, 1, 1), date(1924, 7, 1)) == EVE.between(date(2077, 1, 1), date(2199, 12, 31)) == []
    assert len(EVE.between(date(1900, 1, 1), date(2199, 12, 31))) == islamic.LAST_YEAR - islamic.FIRST_YEAR + 1


class Event:
    """A rite on the eve of 1 Muharram, with what is announced."""

    Timing, Status, Certainty = Timing, Status, Certainty
    timing, status, certainty = Timing.ISLAMIC, Status.SCHEDULED, Certainty.CONFIRMED
    confirmed_by, confirmed_on = "Panitia", date(2026, 1, 1)
    starts_on, repeats_until, days, start_time, end_time = date(2026, 6, 15), None, 1, None, None
    is_one_of_dates = False

    def __init__(self, announced, *changes):
        self.dating_rule = IslamicDateRule(1, 1, announced, is_eve=True)
        self.date_changes = self
        self.all = lambda: changes


class Change:
    """A remark on the date of 5 June 2027, the estimate."""

    original_on, moved_to_on, start_time, end_time = date(2027, 6, 5), None, None, None
    status, confirmed_by, confirmed_on = Status.SCHEDULED, "", None
    note_id = note_en = note_jv = ""

    def __init__(self, certainty=""):
        self.certainty = certainty


LATER = DECREED | {(1449, 1): date(2027, 6, 7)}  # a day after the estimate
YEAR_2027 = date(2027, 1, 1), date(2027, 12, 31)


@pytest.mark.parametrize(
    ("event", "held", "certainty", "margin", "moved_from"),
    [
        (Event(DECREED), date(2027, 6, 5), "estimated", 1, None),
        (Event(LATER), date(2027, 6, 6), "confirmed", 0, None),
        (Event(DECREED, Change()), date(2027, 6, 5), "estimated", 1, None),
        (Event(LATER, Change()), date(2027, 6, 6), "confirmed", 0, None),
        # Whoever confirmed the fifth meant the fifth, whatever is decreed later.
        (Event(DECREED, Change("confirmed")), date(2027, 6, 5), "confirmed", 0, None),
        (Event(LATER, Change("confirmed")), date(2027, 6, 5), "confirmed", 0, None),
    ],
)
def test_a_date_keeps_its_identity_when_its_year_is_announced(event, held, certainty, margin, moved_from):
    (found,) = expand(event, *YEAR_2027)
    assert (found.held.first, found.certainty, found.held.margin_days, found.moved_from) == (
        held,
        certainty,
        margin,
        moved_from,
    )
    assert found.recurrence_id == "20270605"
    assert event.dating_rule.year_of(date(2027, 6, 5)) == 1449


def test_a_first_date_entered_as_an_estimate_still_counts_when_a_day_earlier_is_announced():
    event = Event(DECREED | {(1449, 1): date(2027, 6, 5)})
    event.starts_on = date(2027, 6, 5)
    assert next_spans(event, date(2027, 1, 1), 1)[0].first == event.starts_on - timedelta(days=1)
