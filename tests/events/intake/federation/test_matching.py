"""An event that is here already is recognised, whatever another office calls it."""

from datetime import timedelta
from time import process_time

import pytest
from django.utils import timezone

from events.intake.federation.assignment import best_assignment
from events.intake.federation.likeness import alike, words
from events.intake.federation.matching import Matcher, pages_here
from events.intake.federation.page_values import category_of
from events.intake.reading.incoming import Dates, IncomingEvent
from events.models import EventIndexPage, EventPage, EventSource
from tests.events.office import LATER, SOON, calendar, draft_of, event, page_of, publish_at, run

pytestmark = [pytest.mark.usefixtures("english"), pytest.mark.sql]
KINDS, THINGS = ["Lomba", "Pentas", "Pasar"], ["Kopi", "Reog", "Batik", "Jamu"]


def here(**fields):
    index = EventIndexPage.objects.get(locale__language_code="id")
    told = {"title": "Pentas Ketoprak Kota Lama", "summary": "Milik kami.", "timing": "span", "starts_on": SOON}
    page = EventPage(**told | {"place_text": "Taman Budaya"} | fields)
    index.add_child(instance=page)
    page.save_revision().publish()
    return page


def test_an_event_that_is_here_already_is_recognised_and_keeps_its_words(source, internet):
    page = here()
    publish_at(internet, event(title="Pentas Ketoprak “Kota Lama” 2027", STATUS="CANCELLED"))
    said = run(source)
    assert "Dikenali sebagai “Pentas Ketoprak Kota Lama”" in said
    assert page_of(source) == page
    draft = draft_of(source)
    assert (draft.title, draft.summary, draft.place_text) == (page.title, "Milik kami.", "Taman Budaya")
    assert draft.status == "cancelled"  # what we had not said ourselves
    assert EventPage.objects.filter(locale__language_code="id", title__contains="Ketoprak").count() == 1


def test_an_event_that_only_resembles_ours_arrives_beside_it_and_says_so(source, internet):
    here(starts_on=SOON - timedelta(days=20))
    publish_at(internet, event(LOCATION="Taman Budaya"))
    assert "Mirip “Pentas Ketoprak Kota Lama”" in run(source)
    assert "Mirip" in draft_of(source).editor_note


def test_a_source_that_gives_its_event_a_new_identity_is_understood(source, internet):
    publish_at(internet, event("lama"))
    run(source)
    before = EventPage.objects.count()
    publish_at(internet, event("baru", DESCRIPTION="Teks baru."))
    said = run(source)
    assert "1 changed" in said
    assert "no longer in the source" not in said
    assert EventPage.objects.count() == before
    assert draft_of(source, "baru").summary == "Teks baru."
    assert "1 unchanged" in run(source)


def test_two_sources_of_one_event_share_its_page(source, internet, diy):
    publish_at(internet, event())
    run(source)
    other = EventSource.objects.create(name="Gunungkidul", url=internet.url("/gk.ics"), organisation=diy)
    internet.calendar(calendar(event("gk-77")), "/gk.ics")
    run(other)
    assert page_of(other, "gk-77") == page_of(source, "1")


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Labuhan Ageng Sembukan", "Labuhan Ageng Pantai Sembukan", 0.8, 1),
        ("Festival Reog 2026", "FESTIVAL REOG 2027", 1, 1),
        ("Jathilan & Reog", "Reog, Jathilan", 1, 1),
        ("Wayang Kulit: Ki Manteb", "Pasar Tani", 0, 0.4),
        ("", "", 0, 0),
        ("Grebeg Maulud", "Grebeg Besar", 0.5, 0.84),
    ],
)
def test_titles_are_compared_as_people_do(one, other, least, most):
    assert least <= alike(words(one), words(other)) <= most


def test_a_date_of_a_series_that_is_here_is_recognised(db):
    page = here(timing="civil", rrule="FREQ=WEEKLY", days=1)
    item = IncomingEvent("x", "Pentas Ketoprak Kota Lama", dates=Dates("span", LATER), place="Taman Budaya, Yogyakarta")
    matcher = Matcher(pages_here(), timezone.localdate())
    twin = matcher.twins(item)[0]
    assert (twin.page, twin.is_sure) == (page, True)
    elsewhere = IncomingEvent("x", page.title, dates=Dates("span", LATER + timedelta(days=3)), place="Solo")
    assert not any(twin.is_sure for twin in matcher.twins(elsewhere))


def test_a_draft_of_ours_with_an_unreadable_rule_stops_no_pull(source, internet):
    EventPage.objects.filter(pk=here(place_text="Lain", timing="civil", rrule="FREQ=WEEKLY").pk).update(
        rrule="FREQ=NEVER"
    )
    publish_at(internet, event())
    assert "1 new" in run(source)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Seni Pertunjukan",), "performance"),
        (("Lomba",), "contest"),
        (("rite",), "rite"),
        (("Bersih Desa",), "harvest"),
        (("Umum", "Kuliner Malam"), "food"),
        (("Umum",), "festival"),
        ((), "festival"),
    ],
)
def test_the_words_a_source_sorts_by_become_our_categories(names, expected):
    assert category_of(names, "festival") == expected


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ({}, {}),
        ({("a", 1): 0.9, ("a", 2): 0.8, ("b", 1): 0.85}, {"a": 2, "b": 1}),  # the best pair alone would cost b its twin
        ({("a", 1): 1.0, ("b", 1): 0.9, ("c", 3): 0.5}, {"a": 1, "c": 3}),
        (
            {(row, column): 1 / (1 + abs(row - column)) for row in range(30) for column in range(30)},
            {n: n for n in range(30)},
        ),
    ],
)
def test_the_best_assignment_is_best_for_all_together(weights, expected):
    assert best_assignment(weights) == expected


def test_recognising_costs_what_the_events_are_and_not_their_square(db):
    def cost(number):
        titles = [f"{what} {name} Desa {n}" for n in range(number // 12 + 1) for what in KINDS for name in THINGS]
        days = [SOON + timedelta(days=n % 300) for n in range(number)]
        pages = [
            EventPage(pk=n, title=title, timing="span", starts_on=day, place_text="Lapangan")
            for n, (title, day) in enumerate(zip(titles, days, strict=False), 1)
        ]
        items = [IncomingEvent(str(page.pk), page.title, dates=Dates("span", page.starts_on)) for page in pages]
        began = process_time()
        matcher = Matcher(pages, SOON)
        found = [matcher.twins(item)[0].page.pk for item in items]
        spent = process_time() - began
        assert found == [page.pk for page in pages]
        return spent

    assert cost(2000) < 10 * cost(500)  # their square would be 16
