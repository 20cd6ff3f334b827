"""One event: what it is, when it takes place, what changed."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from content.blocks import BodyBlock
from content.models import BasePage
from events import javanese_calendar as jawa
from events.dating import date_problems
from events.federation.panels import ProvenancePanel
from events.forms import EventPageForm, NextDatesPanel
from events.models.occurrence import Occurrence
from events.querysets import EventQuerySet
from events.recurrence import (
    CivilRule,
    JavaneseDateRule,
    WetonInMangsaRule,
    WetonInMonthRule,
    WetonRule,
)
from places.districts import Regency
from places.models import PlacePage

EVENT_REGENCIES = [*Regency.choices, ("diy", _("All of Yogyakarta (DIY)"))]


DATES_NAMED = 11
TOLD_AHEAD_DAYS = 2 * 365
WHEN_AND_WHERE = [
    "timing",
    "starts_on",
    "ends_on",
    "start_time",
    "end_time",
    "days",
    "is_eve",
    "rrule",
    "repeats_until",
    "wetons",
    "java_month",
    "java_day",
    "java_year_name",
    "mangsa",
    "certainty",
    "status",
    "venue_id",
    "place_text",
    "regency",
]


class Category(models.TextChoices):
    RITE = "rite", _("Rite")
    PILGRIMAGE = "pilgrimage", _("Pilgrimage")
    HARVEST = "harvest", _("Harvest thanksgiving")
    FESTIVAL = "festival", _("Festival")
    PERFORMANCE = "performance", _("Performance")
    FOOD = "food", _("Food")
    SPORT = "sport", _("Sport")
    MARKET = "market", _("Market")
    FAIR = "fair", _("Fair")
    CONTEST = "contest", _("Contest")
    ANNOUNCEMENT = "announcement", _("Announcement")

    @property
    def icon(self):
        return CATEGORY_ICONS.get(self, "calendar")


CATEGORY_ICONS = {
    Category.RITE: "pin-ritual",
    Category.PILGRIMAGE: "pin-ritual",
    Category.HARVEST: "pin-ritual",
    Category.PERFORMANCE: "pin-wayang",
    Category.FOOD: "pin-noodle",
    Category.SPORT: "footprints",
}


class EventPage(BasePage):
    """One event, with its next date or with none until it is announced."""

    class Timing(models.TextChoices):
        SPAN = "span", _("One date, or several days in a row")
        SESSIONS = "sessions", _("Several sessions, each with its own date and time")
        CIVIL = "civil", _("Repeats by the civil calendar, e.g. every Saturday")
        WETON = "weton", _("Repeats by weton, every 35 days")
        JAVANESE = "javanese", _("A day of the Javanese year, e.g. 1 Sura")
        WETON_IN_MONTH = "weton_in_month", _("A weton in a Javanese month")
        WETON_IN_MANGSA = "weton_in_mangsa", _("A weton in a pranata mangsa")
        ANNOUNCED = "announced", _("The date is announced each year")

    class Certainty(models.TextChoices):
        ESTIMATED = "estimated", _("Estimated")
        CONFIRMED = "confirmed", _("Confirmed")

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", _("Scheduled")
        POSTPONED = "postponed", _("Postponed")
        RESCHEDULED = "rescheduled", _("Date changed")
        FULL = "full", _("Fully booked")
        CANCELLED = "cancelled", _("Cancelled")

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
    mangsa = models.PositiveSmallIntegerField(
        _("pranata mangsa"), null=True, blank=True, choices=list(enumerate(jawa.MANGSA, 1))
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
                FieldRowPanel(["java_month", "java_day", "java_year_name", "mangsa"]),
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
        MultiFieldPanel([FieldRowPanel(["is_free", "price_idr"]), "price_note"], _("Entrance")),
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
    SYNCHRONISED = (
        "category",
        "aksara",
        "timing",
        "starts_on",
        "ends_on",
        "start_time",
        "end_time",
        "days",
        "is_eve",
        "rrule",
        "repeats_until",
        "wetons",
        "java_month",
        "java_day",
        "java_year_name",
        "mangsa",
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
    )
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *(SynchronizedField(name, overridable=False) for name in SYNCHRONISED),
    ]
    base_form_class = EventPageForm
    objects = PageManager.from_queryset(EventQuerySet)()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def publishing_problems(self):
        yield from super().publishing_problems()
        yield from date_problems(self)

    @property
    def uid(self):
        """The identity of this event in calendars: shared by its translations, never changed."""
        return self.translation_key

    @property
    def dating_rule(self):
        """The rule of `events.recurrence` that gives the dates, or None for dates that are named one by one."""
        wetons = tuple(self.wetons)
        match self.timing:
            case self.Timing.CIVIL if self.rrule and self.starts_on:
                return CivilRule(self.rrule, self.starts_on)
            case self.Timing.WETON if wetons:
                return WetonRule(wetons, self.is_eve)
            case self.Timing.JAVANESE if self.java_month and self.java_day:
                return JavaneseDateRule(self.java_month, self.java_day, self.java_year_name, self.is_eve)
            case self.Timing.WETON_IN_MONTH if wetons and self.java_month:
                return WetonInMonthRule(wetons, self.java_month, self.is_eve)
            case self.Timing.WETON_IN_MANGSA if wetons and self.mangsa:
                return WetonInMangsaRule(wetons, self.mangsa, self.is_eve)
        return None

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
        ]

    @cached_property
    def occurrences(self):
        """The dates this page names: those to come, the nearest first, else the last one."""
        return Occurrence.objects.filter(event_key=self.translation_key).to_speak_of(timezone.now(), DATES_NAMED)

    @cached_property
    def occurrence(self):
        """The date this page speaks of: the next one, else the last; None while none is known."""
        return self.occurrences[0] if self.occurrences else None

    def choose_date(self, recurrence_id):
        """Speak of the date with this recurrence_id instead of the next one, if there is such a date."""
        chosen = Occurrence.objects.filter(event_key=self.translation_key, recurrence_id=recurrence_id).first()
        if chosen:
            self.occurrence = chosen

    @property
    def other_occurrences(self):
        """The dates to come besides the one this page speaks of."""
        return [other for other in self.occurrences if other != self.occurrence and not other.is_over]

    @property
    def date_parameter(self):
        """What leads from a list to this very date of a series."""
        if self.timing in {self.Timing.SPAN, self.Timing.ANNOUNCED} or not self.occurrence:
            return ""
        return f"?date={self.occurrence.recurrence_id}"

    @property
    def months_without_date(self):
        """Days ``(first, last)`` of the coming Javanese months in which the rule gives no date: the committee decides."""
        if self.timing != self.Timing.WETON_IN_MONTH or not self.dating_rule:
            return []
        today = timezone.localdate()
        years = self.dating_rule.years_without(today, min(today + timedelta(days=TOLD_AHEAD_DAYS), jawa.VALID_TO))
        spans = [jawa.month_span(year, self.java_month) for year in years]
        return [(first, last) for first, last in spans if last >= today]

    @property
    def dates(self):
        """What to print about the date, or None while none is known."""
        return self.occurrence.dates if self.occurrence else None

    @property
    def shown_status(self):
        return self.Status(self.occurrence.status) if self.occurrence else self.Status(self.status)

    @property
    def shown_certainty(self):
        return self.Certainty(self.occurrence.certainty if self.occurrence else self.certainty)

    @property
    def is_estimated(self):
        return self.occurrence is not None and self.shown_certainty == self.Certainty.ESTIMATED

    @property
    def is_off(self):
        """Whether nobody should come on the date given."""
        return self.shown_status in {self.Status.CANCELLED, self.Status.POSTPONED}

    @property
    def is_over(self):
        return bool(self.occurrence and self.occurrence.ends_at <= timezone.now())

    @property
    def change_note(self):
        """What happened to this date or to the whole event, and what a visitor should do."""
        return (self.occurrence.note if self.occurrence else "") or self.status_note

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


class EventSession(Orderable):
    """One of several dates of an event that follow no rule."""

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="sessions")
    held_on = models.DateField(_("day"))
    start_time = models.TimeField(_("starts at"), null=True, blank=True, help_text=_("WIB, e.g. 19:00."))
    end_time = models.TimeField(_("ends at"), null=True, blank=True)

    panels = [FieldRowPanel(["held_on", "start_time", "end_time"])]

    class Meta(Orderable.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self):
        return f"{self.held_on} {self.start_time or ''}".strip()


class DateChange(Orderable):
    """What became of one date: confirmed, cancelled, moved, or something a visitor must know."""

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="date_changes")
    original_on = models.DateField(_("original date"), help_text=_("The date as the rule gives it."))
    status = models.CharField(
        _("status"), max_length=12, choices=EventPage.Status.choices, default=EventPage.Status.SCHEDULED
    )
    moved_to_on = models.DateField(_("moved to"), null=True, blank=True)
    start_time = models.TimeField(
        _("starts at"), null=True, blank=True, help_text=_("Only when this date has a time of its own.")
    )
    end_time = models.TimeField(_("ends at"), null=True, blank=True)
    certainty = models.CharField(
        _("how sure the date is"), max_length=10, choices=EventPage.Certainty.choices, blank=True
    )
    confirmed_by = models.CharField(_("confirmed by"), max_length=120, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    note_id = models.CharField(
        _("remark, Indonesian"),
        max_length=250,
        blank=True,
        help_text=_("What a visitor must know about this date, e.g. “Dipindahkan ke pendopo karena hujan.”"),
    )
    note_en = models.CharField(_("remark, English"), max_length=250, blank=True)
    note_jv = models.CharField(_("remark, Javanese"), max_length=250, blank=True)

    panels = [
        FieldRowPanel(["original_on", "status", "moved_to_on"]),
        FieldRowPanel(["start_time", "end_time"]),
        FieldRowPanel(["certainty", "confirmed_by", "confirmed_on"]),
        "note_id",
        FieldRowPanel(["note_en", "note_jv"]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("change of one date")
        verbose_name_plural = _("changes of single dates")

    def __str__(self):
        return f"{self.original_on} {self.get_status_display()}"
