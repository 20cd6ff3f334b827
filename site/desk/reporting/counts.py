"""The numbers of a month beside those of the month before: added up by the database, in as many queries however many ask."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.conf import settings
from django.db.models import Case, CharField, Count, F, OuterRef, Q, Subquery, When
from django.db.models.functions import TruncDate
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from desk.models import Message, Question, Visit
from desk.topics import Topic

PROMPT = timedelta(hours=24)
WEEKS = [(1, 7), (8, 14), (15, 21), (22, 31)]
ASKED_BY = {
    "whatsapp": gettext_lazy("Website, answered by WhatsApp"),
    "email": gettext_lazy("Website, answered by e-mail"),
    "phone": gettext_lazy("Website, answered by telephone"),
    "": gettext_lazy("Website, contact deleted"),
}


@dataclass(frozen=True)
class Row:
    """How many in the month and in the one before."""

    label: str
    now: int
    before: int


@dataclass(frozen=True)
class Table:
    """One way to divide all who asked; `heading` names its rows."""

    key: str
    title: str
    heading: str
    rows: list


@dataclass(frozen=True)
class Speed:
    """How fast those were answered who asked in a month: the middle one, and how many of how many within PROMPT."""

    middle: timedelta | None
    prompt: int
    due: int

    @property
    def share(self):
        """Per cent answered within PROMPT, None while none is due."""
        return round(100 * self.prompt / self.due) if self.due else None


class Counts:
    """Who asked in a month and in the one before, added up by the database."""

    def __init__(self, month):
        def count(rows, moment, **by):
            rows = rows.filter(**{f"{moment}__gte": month.before.start, f"{moment}__lt": month.end})
            is_now = Q(**{f"{moment}__gte": month.start})
            numbers = {"now": Count("pk", filter=is_now), "before": Count("pk", filter=~is_now)}
            return list(rows.order_by().values(**by).annotate(**numbers))

        asked, came = (Question.objects.counted(), "received_at"), (Visit.objects.all(), "at")
        topic = Case(When(kind=Question.Kind.QUESTION, then=F("topic")), default=F("kind"), output_field=CharField())
        about = F("about__translation_key")
        at_desk = {name + "s": F(name) for name in ("topic", "language", "channel", "origin", "outcome")}
        self.asked = count(*asked, topics=topic, languages=F("language"), channels=F("contact_kind"))
        self.came = count(*came, **at_desk)
        self.places = count(*asked, places=about) + count(*came, places=about)
        self.days = count(*asked, days=F("received_on")) + count(*came, days=TruncDate("at"))

    @property
    def totals(self):
        """``(questions, visits)``, each a Row."""
        asked, came = _total(self.asked), _total(self.came)
        return Row(_("Questions"), *asked), Row(_("Visits and calls"), *came)

    @cached_property
    def tables(self):
        """Every Table of the month."""
        everybody = self.asked + self.came
        not_noted = {"": _("Not noted")}
        topics = {
            **dict(Topic.choices),
            Question.Kind.CORRECTION: _("Corrections by visitors"),
            Question.Kind.PHOTOS: _("Photos of visitors"),
            "": _("Not sorted yet"),
        }
        origins, outcomes = dict(Visit.Origin.choices) | not_noted, dict(Visit.Outcome.choices)
        tables = [
            ("topics", _("What was asked"), _("Topic"), everybody, topics),
            ("places", _("About which place"), _("Place"), self.places, _titles(self.places)),
            ("languages", _("Language"), _("Language"), everybody, dict(Visit.Language.choices) | not_noted),
            ("channels", _("How they came to us"), _("Channel"), everybody, ASKED_BY | dict(Visit.Channel.choices)),
            ("origins", _("From where (visits and calls)"), _("From where"), self.came, origins),
            ("outcomes", _("How visits and calls ended"), _("Outcome"), self.came, outcomes),
        ]
        return [
            Table(key, title, heading, _rows(_added(found, key), labels))
            for key, title, heading, found, labels in tables
        ]

    @property
    def weeks(self):
        """The Table of those who asked, week by week of the month."""
        days = _added(self.days, "days")
        in_weeks = [[number for day, number in days.items() if first <= day.day <= last] for first, last in WEEKS]
        rows = [
            Row(f"{first}–{last}", sum(now for now, _before in numbers), sum(before for _now, before in numbers))
            for (first, last), numbers in zip(WEEKS, in_weeks, strict=True)
        ]
        return Table("weeks", _("All who asked, by week"), _("Days of the month"), rows)


def speeds(month, elapsed, now):
    """The Speed of a month and of the one before; `elapsed(begin, end)` says how much time counts between two moments.

    Who was closed without an answer, and who asked a shorter time ago than PROMPT, is not due.
    """
    asked = _with_first_answer(Question.objects.counted()).order_by()
    asked = asked.filter(received_at__gte=month.before.start, received_at__lt=month.end)
    waited, due = {True: [], False: []}, Counter()
    for received_at, first, finished_at in asked.values_list("received_at", "first_answer", "finished_at"):
        is_now = received_at >= month.start
        if first:
            waited[is_now].append(elapsed(received_at, first))
        due[is_now] += bool(first or (not finished_at and elapsed(received_at, now) > PROMPT))
    return [
        Speed(median(times) if times else None, sum(time <= PROMPT for time in times), due[is_now])
        for is_now, times in waited.items()
    ]


def unanswered(month, now):
    """How many had no answer when a month ended, or have none `now` in one that goes on."""
    end = min(month.end, now)
    asked = _with_first_answer(Question.objects.counted().filter(received_at__lt=end))
    asked = asked.filter(Q(first_answer=None) | Q(first_answer__gte=end))
    return asked.filter(Q(finished_at=None) | Q(finished_at__gte=end)).count()


def _with_first_answer(questions):
    answers = Message.objects.filter(question=OuterRef("pk"), kind=Message.Kind.DESK).order_by("pk")
    return questions.annotate(first_answer=Subquery(answers.values("at")[:1]))


def _total(counted):
    return sum(row["now"] for row in counted), sum(row["before"] for row in counted)


def _added(counted, key):
    """``{value of the key: (now, before)}``."""
    found = defaultdict(list)
    for row in counted:
        found[row[key]].append(row)
    return {value: _total(rows) for value, rows in found.items()}


def _rows(found, labels):
    """The Rows of what was counted, the most first."""
    rows = [Row(capfirst(labels.get(key, key)), *numbers) for key, numbers in found.items()]
    return sorted(rows, key=lambda row: (-row.now, -row.before, row.label))


def _titles(counted):
    """``{translation_key: Indonesian title}`` of pages; None stands for those that ask about none."""
    keys = {row["places"] for row in counted} - {None}
    pages = Page.objects.filter(translation_key__in=keys, locale__language_code=settings.LANGUAGE_CODE)
    return {**dict(pages.values_list("translation_key", "title")), None: _("About no page")}
