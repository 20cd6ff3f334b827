"""One event: what it is, when it takes place, what changed."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from content.blocks import BodyBlock
from content.models import BasePage
from events.asking.lists import EventLists
from events.choices import EVENT_REGENCIES, Category, Certainty, Status, Timing
from events.forms import DATE_FIELDS, EventPageForm
from events.models.dating_rules import dating_rule
from events.models.islamic_month import announced_months
from events.models.spoken_date import SpeaksOfADate
from events.models.typed_years import typed_year_problems
from events.panels import NextDatesPanel, ProvenancePanel
from events.time import islamic_calendar as islamic
from events.time import javanese_calendar as jawa
from events.time.dating import date_problems
from places.districts import Regency
from places.models import PlacePage

TOLD_AHEAD_DAYS = 2 * 365
WHEN_AND_WHERE = ["timing", *DATE_FIELDS, "certainty", "status", "venue_id", "place_text", "regency"]


class EventPage(SpeaksOfADate, BasePage):
    """One event, with its next date or with none until it is announced."""

    Timing = Timing
    Certainty = Certainty
    Status = Status

    page_description = _("An event: when and where, what happens, how a guest behaves.")
    parent_page_types = ["events.EventIndexPage"]
    subpage_types = []

    category = models.CharField(_("category"), max_length=14, choices=Category.choices, default=Category.FESTIVAL)
    aksara = models.CharField(
        _("name in Aksara Jawa"),
        max_length=120,
        blank=True,
        help_text=_("Only when somebody who reads it has checked it."),
    )
    timing = models.CharField(
        _("date"),
        max_length=16,
        choices=Timing.choices,
        default=Timing.SPAN,
        help_text=_("Never invent a date: choose “announced each year” until the organiser has named one."),
    )
    starts_on = models.DateField(
        _("first day"),
        null=True,
        blank=True,
        help_text=_("For an evening “malam …” the civil date of that evening. Of a rule: the first date it gives."),
    )
    ends_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Only for several days in a row; the last day included.")
    )
    start_time = models.TimeField(
        _("starts at"), null=True, blank=True, help_text=_("WIB, e.g. 19:00. Empty when not announced.")
    )
    end_time = models.TimeField(_("ends at"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(
        _("lasts … days"),
        default=1,
        help_text=_(
            "Of each date that a rule gives, e.g. 8 for Sekaten, 5 to 12 Mulud. 2 when it ends after midnight."
        ),
    )
    is_eve = models.BooleanField(
        _("in the evening before"),
        default=False,
        help_text=_("“Malam 1 Sura” or “malam Jumat Kliwon”: the Javanese day begins at sunset."),
    )
    rrule = models.CharField(
        _("repeats"),
        max_length=200,
        blank=True,
        help_text=_("E.g. every week on Saturday, or every month on the last Sunday."),
    )
    repeats_until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The last day on which it may take place. Empty: without end.")
    )
    wetons = models.JSONField(
        _("weton"), default=list, blank=True, help_text=_("One or more of the 35, e.g. Selasa Kliwon and Jumat Kliwon.")
    )
    java_month = models.PositiveSmallIntegerField(
        _("Javanese month"), null=True, blank=True, choices=list(enumerate(jawa.MONTHS, 1))
    )
    java_day = models.PositiveSmallIntegerField(
        _("day of the month"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    java_year_name = models.CharField(
        _("only in the year"),
        max_length=8,
        blank=True,
        choices=[(name, name) for name in jawa.YEARS],
        help_text=_("Empty: every year. E.g. Dal for what is held once in the eight years of a windu."),
    )
    java_second_year_name = models.CharField(
        _("and in the year"),
        max_length=8,
        blank=True,
        default="",
        choices=[(name, name) for name in jawa.YEARS],
        help_text=_("For what is held twice in a windu, e.g. in Dal and in Wawu."),
    )
    mangsa = models.PositiveSmallIntegerField(
        _("pranata mangsa"), null=True, blank=True, choices=list(enumerate(jawa.MANGSA, 1))
    )
    is_one_of_dates = models.BooleanField(
        _("on only one of the dates in a year"),
        default=False,
        help_text=_(
            "The rule gives several in a year and the organisers choose one, e.g. Selasa or Jumat Kliwon in Sura."
        ),
    )
    islamic_month = models.PositiveSmallIntegerField(
        _("Islamic month"),
        null=True,
        blank=True,
        choices=list(enumerate(islamic.MONTHS, 1)),
        help_text=_("Its first day is the one announced (“First days of Islamic months”), else an estimate."),
    )
    islamic_day = models.PositiveSmallIntegerField(
        _("day of the Islamic month"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    rule = models.CharField(_("rule in words"), max_length=160, blank=True, help_text=_("E.g. “Every eve of 1 Sura”."))
    date_note = models.CharField(
        _("remark on the date"),
        max_length=400,
        blank=True,
        help_text=_("Other possible dates, what happened in past years."),
    )
    usual_month = models.PositiveSmallIntegerField(
        _("usual month"),
        null=True,
        blank=True,
        choices=MONTHS.items(),
    )
    usual_text = models.CharField(
        _("usually"),
        max_length=160,
        blank=True,
        help_text=_("E.g. “Usually in November; the date is announced each year”."),
    )
    certainty = models.CharField(
        _("how sure the date is"),
        max_length=10,
        choices=Certainty.choices,
        default=Certainty.ESTIMATED,
        help_text=_("A computed date is estimated until the organiser confirms it."),
    )
    confirmed_by = models.CharField(
        _("confirmed by"),
        max_length=120,
        blank=True,
        help_text=_("Who said so, e.g. “Committee of Labuhan Ageng, letter of 3 May 2027”."),
    )
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.SCHEDULED)
    status_note = models.CharField(
        _("remark on the status"),
        max_length=250,
        blank=True,
        help_text=_("What happened and what a visitor should do."),
    )
    venue = models.ForeignKey(
        "places.PlacePage", verbose_name=_("place"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    place_text = models.CharField(
        _("place in words"),
        max_length=200,
        blank=True,
        help_text=_("E.g. “Tugu Pusaka Selogiri to the reservoir”. Empty: the place's name."),
    )
    regency = models.CharField(_("regency"), max_length=20, choices=EVENT_REGENCIES, default=Regency.WONOGIRI)
    organiser = models.ForeignKey(
        "accounts.Organisation",
        verbose_name=_("organiser"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    is_free = models.BooleanField(_("entrance is free"), null=True, blank=True)
    price_idr = models.PositiveIntegerField(
        _("entrance for an adult, in rupiah"), null=True, blank=True, help_text=_("E.g. 10000.")
    )
    price_note = models.CharField(_("remark on prices"), max_length=200, blank=True)
    ticket_url = models.URLField(
        _("tickets"),
        blank=True,
        default="",
        help_text=_("Where tickets are sold or places reserved, with https://. Empty: nothing is said of it."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels = [
        ProvenancePanel(),
        *BasePage.content_panels,
        FieldRowPanel(["category", "aksara"]),
        MultiFieldPanel(
            [
                "timing",
                "rrule",
                "wetons",
                FieldRowPanel(["java_month", "java_day", "java_year_name", "java_second_year_name", "mangsa"]),
                FieldRowPanel(["islamic_month", "islamic_day"]),
                "is_one_of_dates",
                FieldRowPanel(["starts_on", "ends_on", "days", "repeats_until"]),
                FieldRowPanel(["start_time", "end_time", "is_eve"]),
                FieldRowPanel(["usual_month", "usual_text"]),
                NextDatesPanel(),
                InlinePanel("sessions", label=_("Session"), heading=_("Sessions")),
                "rule",
                "date_note",
                FieldRowPanel(["certainty", "confirmed_by", "confirmed_on"]),
            ],
            _("When"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(["status", "status_note"]),
                InlinePanel("date_changes", label=_("Change of one date"), heading=_("Changes of single dates")),
            ],
            _("What changed"),
        ),
        MultiFieldPanel(["venue", FieldRowPanel(["place_text", "regency"]), "organiser"], _("Where and who")),
        MultiFieldPanel([FieldRowPanel(["is_free", "price_idr"]), "price_note", "ticket_url"], _("Entrance")),
        "body",
        *BasePage.care_panels,
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("place_text"),
        index.SearchField("rule"),
        index.SearchField("body"),
        index.FilterField("category"),
        index.FilterField("timing"),
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in [
                "category",
                "aksara",
                "timing",
                *DATE_FIELDS,
                "usual_month",
                "certainty",
                "confirmed_by",
                "confirmed_on",
                "status",
                "venue",
                "regency",
                "organiser",
                "is_free",
                "price_idr",
                "ticket_url",
            ]
        ),
    ]
    base_form_class = EventPageForm
    objects = PageManager.from_queryset(EventLists)()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def publishing_problems(self):
        yield from super().publishing_problems()
        yield from date_problems(self)
        yield from typed_year_problems(self, timezone.localdate())

    @property
    def uid(self):
        """The identity of this event in calendars: shared by its translations, never changed."""
        return self.translation_key

    @property
    def dating_rule(self):
        """The rule of `events.time.recurrence` that gives the dates, or None for dates that are named one by one."""
        return dating_rule(self)

    @property
    def when_and_where(self):
        """What makes a calendar's SEQUENCE rise when it changes: time, place and status."""
        return [
            [str(getattr(self, name)) for name in WHEN_AND_WHERE],
            [str(session) for session in self.sessions.all()],
            [
                [c.original_on, c.status, c.moved_to_on, c.start_time, c.end_time, c.certainty]
                for c in self.date_changes.order_by("original_on")
            ],
            sorted(item for item in announced_months().items() if item[0][1] == self.islamic_month),
        ]

    @property
    def months_without_date(self):
        """Days ``(first, last)`` of the coming Javanese months in which the rule gives no date: the committee decides."""
        if self.timing != self.Timing.WETON_IN_MONTH or not self.dating_rule:
            return []
        today = timezone.localdate()
        years = self.dating_rule.years_without(today, min(today + timedelta(days=TOLD_AHEAD_DAYS), jawa.VALID_TO))
        spans = [jawa.month_span(year, self.java_month) for year in years]
        return [(first, last) for first, last in spans if last >= today]

    @cached_property
    def local_venue(self):
        """The public page of the venue in this event's language, or None; choosers keep the source page."""
        source = PlacePage.objects.filter(pk=self.venue_id)
        places = PlacePage.objects.for_cards().in_language(self.locale_id)
        return places.filter(translation_key__in=source.values("translation_key")).first() if self.venue_id else None

    @cached_property
    def venue_title(self):
        """The venue's name in this event's language; `for_rows()` has it ready."""
        return self.local_venue.title if self.local_venue else ""

    def get_context(self, request):
        context = super().get_context(request)
        self.choose_date(request.GET.get("date", "")[:15].replace("\x00", ""))
        return context

    @property
    def where(self):
        return self.place_text or self.venue_title or self.get_regency_display()

    @property
    def icon_name(self):
        return Category(self.category).icon

    @property
    def kind_label(self):
        return Category(self.category).label
