"""What people ask that the pages do not say: each leads to the fact that is missing or old."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count
from django.urls import reverse

from desk.models import Question, Visit
from desk.topics import ANSWERED_BY, Topic, topic_of_fact
from facts.kinds import FactKind
from facts.knowing import told_by_page
from facts.models import Fact
from places.models import OpeningHours, PlacePage

SHOWN_AT_MOST = 15
GAPS_AT_MOST = 4


@dataclass(frozen=True)
class Gap:
    """A fact to write: how many asked for just this, and the last one known, which is old, or None."""

    kind: FactKind
    asked: int
    last: Fact | None
    address: str


@dataclass(frozen=True)
class Wanted:
    """What so many asked about a place in vain, as far as its page goes."""

    number: int
    place: PlacePage
    topic: Topic
    gaps: list


def wanted(month, today):
    """The Wanted of a month, what was asked most first."""
    numbers, kinds = _asked(month)
    keys = {key for key, _topic in numbers}
    places = _places(keys)
    known = _known(keys)
    found = []
    for (key, topic), number in numbers.items():
        place = places.get(key)
        if place is None or topic not in ANSWERED_BY:
            continue
        on_page = told_by_page(place)
        gaps = [
            Gap(kind, kinds[key, kind], last, _address(place, kind))
            for kind in _kinds(topic, key, kinds)
            for last in [known.get((key, kind))]
            if kind not in on_page and (last is None or last.is_old(today))
        ]
        if gaps:
            found.append(Wanted(number, place, Topic(topic), gaps[:GAPS_AT_MOST]))
    return sorted(found, key=lambda entry: (-entry.number, entry.place.title))[:SHOWN_AT_MOST]


def _asked(month):
    """How many asked about a place: ``{(translation_key, topic): number}``, and ``{(translation_key, kind): number}``."""
    questions = Question.objects.counted().filter(
        kind=Question.Kind.QUESTION, about__isnull=False, received_at__gte=month.start, received_at__lt=month.end
    )
    visits = Visit.objects.filter(about__isnull=False, at__gte=month.start, at__lt=month.end)
    numbers, kinds = Counter(), Counter()
    for key, topic, kind, number in (
        questions.order_by().values_list("about__translation_key", "topic", "fact_kind").annotate(Count("pk"))
    ):
        if kind:
            kinds[key, kind] += number
        numbers[key, topic or topic_of_fact(kind)] += number
    for key, topic, number in visits.order_by().values_list("about__translation_key", "topic").annotate(Count("pk")):
        numbers[key, topic] += number
    return numbers, kinds


def _kinds(topic, key, asked):
    """The facts that answer a topic, those first that were asked for by name."""
    return sorted(ANSWERED_BY[topic], key=lambda kind: -asked[key, kind])


def _places(keys):
    """``{translation_key: public place}`` in the language in which content is written, with its opening hours."""
    places = PlacePage.objects.for_visitors().filter(
        translation_key__in=keys, locale__language_code=settings.LANGUAGE_CODE
    )
    found = {place.translation_key: place for place in places.defer_streamfields()}
    hours = defaultdict(list)
    for row in OpeningHours.objects.filter(place__in=[place.pk for place in found.values()]):
        hours[row.place_id].append(row)
    for place in found.values():
        place.opening_rows = hours[place.pk]
    return found


def _known(keys):
    """``{(translation_key, kind): the Fact that counts most}``."""
    facts = sorted(Fact.objects.filter(page__translation_key__in=keys).select_related("page"), key=Fact.weight)
    return {(fact.page.translation_key, fact.kind): fact for fact in facts}


def _address(place, kind):
    return f"{reverse('facts:add')}?{urlencode({'page': place.pk, 'kind': kind})}"
