"""What's on: events and their list."""

from django.db import models
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from content.blocks import BodyBlock
from content.models import BasePage
from events.dates import EventDates
from events.lists import LISTED_AT_MOST, MONTHS_AHEAD, EventFilter, months_from, sections
from events.querysets import EventQuerySet
from places.districts import Regency
from places.models import PlacePage

EVENT_REGENCIES = [*Regency.choices, ("diy", _("All of Yogyakarta (DIY)"))]
LISTED_REGENCIES = ["wonogiri", "gunungkidul", "pacitan", "yogyakarta", "bantul", "surakarta", "diy"]


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
        DATED = "dated", _("The next date is known or computed")
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
        max_length=10,
        choices=Timing.choices,
        default=Timing.DATED,
        help_text=_("Never invent a date: choose “announced each year” until the organiser has named one."),
    )
    starts_on = models.DateField(
        _("first day"), null=True, blank=True, help_text=_("For an evening “malam …” the civil date of that evening.")
    )
    ends_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Only for several days; the last day included.")
    )
    start_time = models.TimeField(
        _("starts at"), null=True, blank=True, help_text=_("WIB, e.g. 19:00. Empty when not announced.")
    )
    end_time = models.TimeField(_("ends at"), null=True, blank=True)
    last_on = models.DateField(null=True, editable=False)
    is_eve = models.BooleanField(
        _("in the evening before"),
        default=False,
        help_text=_("“Malam 1 Sura” or “malam Jumat Kliwon”: the Javanese day begins at sunset."),
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
        *BasePage.content_panels,
        FieldRowPanel(["category", "aksara"]),
        MultiFieldPanel(
            [
                "timing",
                FieldRowPanel(["starts_on", "ends_on", "start_time", "end_time"]),
                "is_eve",
                "rule",
                "date_note",
                FieldRowPanel(["usual_month", "usual_text"]),
                FieldRowPanel(["certainty", "confirmed_by", "confirmed_on"]),
                FieldRowPanel(["status", "status_note"]),
            ],
            _("When"),
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
        index.FilterField("starts_on"),
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in [
                "category",
                "aksara",
                "timing",
                "starts_on",
                "ends_on",
                "start_time",
                "end_time",
                "last_on",
                "is_eve",
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
            ]
        ),
    ]
    objects = PageManager.from_queryset(EventQuerySet)()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [models.Index(fields=["starts_on", "last_on"], name="event_days")]

    def save(self, *args, **kwargs):
        self.last_on = self.ends_on or self.starts_on
        super().save(*args, **kwargs)

    def publishing_problems(self):
        yield from super().publishing_problems()
        if self.timing == self.Timing.DATED and not self.starts_on:
            yield "starts_on", _("Give the first day, or choose “announced each year”.")
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            yield "ends_on", _("The event ends before it starts. Check both dates.")
        same_day = self.starts_on and self.ends_on in {None, self.starts_on}
        if same_day and self.start_time and self.end_time and self.end_time <= self.start_time:
            yield (
                "end_time",
                _("The event ends before it starts. For an end after midnight give the next day as the last day."),
            )

    @property
    def uid(self):
        """The identity of this event in calendars: shared by its translations, never changed."""
        return self.translation_key

    @cached_property
    def dates(self):
        """What to print about the date, or None while none is known."""
        if self.timing == self.Timing.DATED and self.starts_on:
            return EventDates(
                self.starts_on,
                self.last_on or self.ends_on or self.starts_on,
                self.start_time,
                self.end_time,
                self.is_eve,
            )
        return None

    @property
    def is_estimated(self):
        return self.dates is not None and self.certainty == self.Certainty.ESTIMATED

    @property
    def is_off(self):
        """Whether nobody should come on the date given."""
        return self.status in {self.Status.CANCELLED, self.Status.POSTPONED}

    @property
    def is_over(self):
        return bool(self.dates and self.dates.last < timezone.localdate())

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

    @property
    def where(self):
        return self.place_text or self.venue_title or self.get_regency_display()

    @property
    def icon_name(self):
        return Category(self.category).icon

    @property
    def kind_label(self):
        return Category(self.category).label


class EventIndexPage(BasePage):
    """What's on: today, this weekend, by month."""

    page_description = _("The list of all events; one per site.")
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["events.EventPage"]
    max_count_per_parent = 1

    content_panels = [*BasePage.content_panels, *BasePage.care_panels]

    class Meta:
        verbose_name = _("list of events")

    def get_context(self, request):
        context = super().get_context(request)
        today = timezone.localdate()
        wanted = EventFilter.from_query(request.GET, today, Category.values, LISTED_REGENCIES)
        events = wanted.apply(EventPage.objects.in_language(self.locale_id).for_rows())
        if wanted.span:
            coming = list(events.between(*wanted.span)[:LISTED_AT_MOST])
            announced = events.announced().filter(usual_month=wanted.month.month) if wanted.month else events.none()
        else:
            coming = list(events.coming(today)[:LISTED_AT_MOST])
            announced = events.announced()
            context.update(sections(coming, today))
        return context | {
            "filter": wanted,
            "listed": coming,
            "is_cut": len(coming) == LISTED_AT_MOST,
            "announced": list(announced[:LISTED_AT_MOST]),
            "today": today,
            "next_event": next((event for event in coming if event.starts_on > today), None),
            "all_times": wanted.at_time(),
            "today_query": wanted.at_time(when="today"),
            "weekend_query": wanted.at_time(when="weekend"),
            "months_ahead": [
                (month, wanted.at_time(month=f"{month:%Y-%m}"), month == wanted.month)
                for month in months_from(today, MONTHS_AHEAD)
            ],
            "categories": Category.choices,
            "regencies": [choice for choice in EVENT_REGENCIES if choice[0] in LISTED_REGENCIES],
        }
