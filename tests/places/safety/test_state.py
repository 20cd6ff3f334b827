"""What a place is told to be now: a table, without a database."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import translation

from places.models import Notice, PlacePage, Safety
from places.safety import sentences
from places.safety.dangers import Danger, Level, Scope
from places.safety.periods import next_turn, periods, season
from places.safety.state import state_of
from tests.clock import NOW, WIB

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
KEY, OTHER = uuid4(), uuid4()
CAUTION, CLOSED, OPEN, UNKNOWN = Safety.CAUTION, Safety.CLOSED, Safety.OPEN, Safety.UNKNOWN
IN_PLACE = {"scope": Scope.PLACE, "covered_key": KEY}
IN_DISTRICT = {"scope": Scope.DISTRICT, "district_id": 7}
CAVES = {"scope": Scope.KIND, "kind": "cave"}
COAST = {"scope": Scope.COAST}


def place(state=UNKNOWN, until=None, published=NOW - 5 * DAY, kind="cave", headline=""):
    return PlacePage(
        translation_key=KEY,
        kind=kind,
        district_id=7,
        safety_state=state,
        safety_valid_until=until,
        safety_headline=headline,
        last_published_at=published,
        content_type_id=1,
    )


def notice(area, level=CLOSED, starts=-DAY, ends=DAY, event=Danger.RAIN, **values):
    area, covered = dict(area), area.get("covered_key")
    area.pop("covered_key", None)
    made = Notice(
        level=level, event=event, starts_at=NOW + starts, ends_at=None if ends is None else NOW + ends, **area, **values
    )
    if covered:
        made.covered_key = covered
        made.title_id = made.title_en = made.title_jv = "Gua"
    return made


TABLE = {
    "nothing known": (place(), [], UNKNOWN),
    "its own word": (place(OPEN), [], OPEN),
    "its own word ran out": (place(OPEN, until=NOW - HOUR), [], UNKNOWN),
    "a notice about it": (place(OPEN), [notice(IN_PLACE)], CLOSED),
    "about another place": (place(OPEN), [notice({"scope": Scope.PLACE, "covered_key": OTHER})], OPEN),
    "about its district": (place(OPEN), [notice(IN_DISTRICT, CAUTION)], CAUTION),
    "about another district": (place(OPEN), [notice({"scope": Scope.DISTRICT, "district_id": 8})], OPEN),
    "about all caves": (place(), [notice(CAVES)], CLOSED),
    "about the coast, and a cave": (place(OPEN), [notice(COAST)], OPEN),
    "about the coast, and a beach": (place(OPEN, kind="beach"), [notice(COAST)], CLOSED),
    "a draft": (place(OPEN), [notice(CAVES, is_draft=True)], OPEN),
    "begins later": (place(OPEN), [notice(CAVES, starts=HOUR)], OPEN),
    "begins this minute": (place(OPEN), [notice(CAVES, starts=0 * HOUR)], CLOSED),
    "ends this minute: never open": (place(OPEN), [notice(CAVES, ends=0 * HOUR)], UNKNOWN),
    "ended by hand": (place(OPEN), [notice(CAVES, ended_at=NOW - HOUR)], UNKNOWN),
    "ended, and its page published since": (place(OPEN, published=NOW - HOUR), [notice(CAVES, ends=-2 * HOUR)], OPEN),
    "ended, and its own caution stands": (place(CAUTION), [notice(CAVES, ends=-HOUR)], CAUTION),
    "the most severe wins": (place(CAUTION), [notice(IN_PLACE, CAUTION), notice(COAST), notice(CAVES)], CLOSED),
    "its own closure is more severe": (place(CLOSED), [notice(IN_PLACE, CAUTION)], CLOSED),
    "after rain is no closure": (place(OPEN), [notice(CAVES, Level.AFTER_RAIN)], CAUTION),
    "in season": (place(OPEN), [notice(CAVES, starts=-900 * DAY, ends=None, first_month=10, last_month=4)], CLOSED),
    "out of season": (
        place(OPEN, published=NOW - HOUR),
        [notice(CAVES, starts=-900 * DAY, ends=None, first_month=10, last_month=3)],
        OPEN,
    ),
    "a season that its end has cut off": (
        place(),
        [notice(CAVES, starts=-900 * DAY, ends=-90 * DAY, first_month=10, last_month=4)],
        UNKNOWN,
    ),
}


@pytest.mark.parametrize("case", TABLE)
def test_the_state_of_a_place_now(case):
    page, notices, expected = TABLE[case]
    assert state_of(page, notices, NOW).state == expected


def test_of_equally_severe_ones_the_most_specific_one_has_the_word(english):
    wide, near = notice(IN_DISTRICT, event=Danger.LANDSLIDE), notice(IN_PLACE, event=Danger.WORKS)
    now = state_of(place(), [wide, notice(CAVES), near], NOW)
    assert now.label == "Closed: Repair works"
    assert [other.notice.event for other in now.others] == [Danger.RAIN, Danger.LANDSLIDE]
    own = state_of(place(CAUTION, headline="Slippery"), [notice(CAVES, CAUTION)], NOW)
    assert (own.label, len(own.others)) == ("Slippery", 1)


def test_an_ended_notice_is_remembered_for_a_month_where_nothing_else_is_known():
    assert state_of(place(), [notice(CAVES, starts=-40 * DAY, ends=-29 * DAY)], NOW).is_reported
    assert not state_of(place(), [notice(CAVES, starts=-40 * DAY, ends=-31 * DAY)], NOW).is_reported


def test_a_rainy_season_goes_over_the_new_year():
    assert season(10, 4, 2026) == (datetime(2026, 10, 1, tzinfo=WIB), datetime(2027, 5, 1, tzinfo=WIB))
    assert season(6, 12, 2026)[1] == datetime(2027, 1, 1, tzinfo=WIB)
    found = periods(NOW - 900 * DAY, None, (10, 4), NOW)
    assert next_turn(found, NOW) == datetime(2027, 5, 1, tzinfo=WIB)
    assert next_turn(found, datetime(2027, 5, 1, tzinfo=WIB)) == datetime(2027, 10, 1, tzinfo=WIB)


def test_every_danger_has_its_sentence_in_every_language():
    for level in Level:
        for danger in Danger:
            told = notice(CAVES, level, event=danger)
            said = sentences.in_each_language(lambda told=told: sentences.sentence(told, told.ends_at, told.area))
            words = [sentence for _code, _name, sentence in said]
            assert len(set(words)) == 3, words
            assert "%" not in "".join(words)


def test_own_words_stand_in_their_language_and_the_standard_ones_in_the_others():
    told = notice(CAVES, event=Danger.CAVE_FLOOD, words_id="Tunggu di balai desa.")
    with translation.override("id"):
        assert sentences.advice(told) == "Tunggu di balai desa."
    with translation.override("en"):
        assert sentences.advice(told) == "Do not enter the cave."


def test_by_caps_names():
    told = notice(CAVES)
    assert (told.severity, told.urgency(NOW), told.certainty) == ("Severe", "Immediate", "Likely")
    assert notice(CAVES, starts=HOUR).urgency(NOW) == "Future"
    assert notice(CAVES, ends=-HOUR).urgency(NOW) == "Past"
    assert notice(CAVES, event=Danger.WORKS).certainty == "Observed"


def test_the_author_of_a_long_notice_is_asked_in_its_last_week():
    assert notice(CAVES, starts=-20 * DAY, ends=6 * DAY).is_asked_about(NOW)
    assert not notice(CAVES, starts=-20 * DAY, ends=8 * DAY).is_asked_about(NOW)
    assert not notice(CAVES, starts=-2 * DAY, ends=6 * DAY).is_asked_about(NOW)


def test_an_end_at_midnight_is_the_day_before(english):
    assert sentences.moment_text(datetime(2027, 5, 1, tzinfo=WIB)) == "Friday, 30 April 2027"
