"""No year to come is typed into the words of an event that comes again."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from events.models import EventPage
from events.models.typed_years import typed_year_problems, years_to_come
from tests.events.published import publish

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pada 2027 jatuh pada 5 Juni.", ["Pada 2027"]),
        ("Senin, 21 Juni 2027", ["Senin, 21 Juni 2027"]),
        ("No date for 2026 yet.", ["No date for 2026"]),
        ("Held on 29 December 2026.", ["Held on 29 December 2026"]),
        ("Terakhir digelar 19 Januari 2026, sebelumnya 25 Maret 2020.", []),
        ("Last held on Monday 19 January 2026.", []),
        ("Pungkasan 19 Januari 2026.", []),
        ("31 Juni 2026", ["31 Juni 2026"]),
        ("SKB 1497/2025 dan 12/2027, 1 Sura 1961, setinggi 2030 m, Rp2.027", []),
    ],
)
def test_a_year_to_come_is_found_and_history_is_not(text, found):
    assert years_to_come(text, TODAY) == found


@time_machine.travel("2026-11-24 09:00:00+07:00")
def test_publishing_is_refused_with_a_sentence_that_shows_the_place(page_at):
    index = page_at("id", "acara")
    weekly = {"timing": "civil", "rrule": "FREQ=WEEKLY", "starts_on": date(2027, 6, 5)}
    event = publish(index, date_note="Ada dua kemungkinan pada 2027.", **weekly)
    with pytest.raises(ValidationError, match="Ada dua kemungkinan pada 2027"):
        event.check_publishable()
    publish(index, summary="Festival 2027 bertema air.", starts_on=date(2027, 6, 5)).check_publishable()


def test_no_seeded_event_names_a_year_to_come():
    for event in EventPage.objects.filter(alias_of=None).select_related("locale"):
        assert not [str(sentence) for _field, sentence in typed_year_problems(event, TODAY)], event.slug


def test_every_seeded_event_that_was_ever_held_says_when_last():
    for event in EventPage.objects.filter(alias_of=None, locale__language_code__in=["id", "en"]):
        words = {"id": ("Terakhir digelar", "Terakhir tercatat"), "en": ("Last held", "Last recorded")}
        assert any(word in event.date_note for word in words[event.locale.language_code]), event.slug
