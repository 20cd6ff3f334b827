"""Other offices' calendars that we read, and what of our events came from them."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel

from events.choices import EVENT_REGENCIES, Category
from fetching.addresses import FetchRefused, checked
from places.districts import Regency


class EventSource(models.Model):
    """A calendar of another organisation: an address that we pull, or files that somebody sends."""

    name = models.CharField(_("name"), max_length=120, help_text=_("E.g. “Kalender acara DIY”."))
    url = models.CharField(
        _("address of the calendar"),
        max_length=500,
        blank=True,
        help_text=_(
            "The address for subscribers, not the web page: iCalendar (.ics), RSS, Atom, JSON Feed or our own JSON. "
            "It begins with https://. Leave it empty when the calendar arrives as a file."
        ),
    )
    organisation = models.ForeignKey(
        "accounts.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="event_sources",
        help_text=_("Whose events these are. Visitors read it under “Source”."),
    )
    language = models.CharField(
        _("language of its texts"), max_length=8, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    regency = models.CharField(
        _("regency"),
        max_length=20,
        choices=EVENT_REGENCIES,
        default=Regency.WONOGIRI,
        help_text=_("Where its events take place."),
    )
    category = models.CharField(
        _("category"),
        max_length=14,
        choices=Category.choices,
        default=Category.FESTIVAL,
        help_text=_("For events whose own category we do not know."),
    )
    is_active = models.BooleanField(
        _("is pulled by itself"), default=True, help_text=_("Switch it off to leave the source alone for a while.")
    )
    etag = models.CharField(max_length=255, blank=True, editable=False)
    last_modified = models.CharField(max_length=255, blank=True, editable=False)
    last_pulled_at = models.DateTimeField(_("last pulled"), null=True, editable=False)
    last_success_at = models.DateTimeField(_("last read"), null=True, editable=False)
    last_report = models.JSONField(default=dict, editable=False)
    last_error = models.CharField(max_length=500, blank=True, editable=False)
    misses = models.PositiveSmallIntegerField(_("failed pulls in a row"), default=0, editable=False)

    panels = [
        MultiFieldPanel(["name", "url", "organisation", "is_active"], _("Source")),
        MultiFieldPanel(["language", FieldRowPanel(["regency", "category"])], _("What its events have in common")),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = _("source of events")
        verbose_name_plural = _("sources of events")
        constraints = [
            models.UniqueConstraint(
                fields=["url"],
                condition=~models.Q(url=""),
                name="event_source_address",
                violation_error_message=_("This address is registered already."),
            )
        ]

    def __str__(self):
        return self.name

    def clean(self):
        for scheme in ["webcal://", "webcals://"]:
            if self.url.lower().startswith(scheme):
                self.url = "https://" + self.url[len(scheme) :]
        if self.url:
            try:
                checked(self.url)
            except FetchRefused as refusal:
                raise ValidationError({"url": str(refusal)}) from refusal


class FederatedEventQuerySet(models.QuerySet):
    def of_event(self, translation_key):
        """Where an event of any language came from, with source and organisation, the first first."""
        found = self.filter(event__translation_key=translation_key)
        return found.select_related("source__organisation").order_by("first_seen_at", "pk")


class FederatedEvent(models.Model):
    """Which event of a source became which of ours.

    `seen` holds what the source said last, by field: a field of the page that differs from it was changed by an
    editor and is not touched again. `origin` holds what has no place on the page. The event is None after an
    editor deleted it; it then does not come back.
    """

    source = models.ForeignKey(EventSource, on_delete=models.CASCADE, related_name="events")
    source_uid = models.CharField(max_length=255)
    event = models.ForeignKey(
        "events.EventPage", null=True, on_delete=models.SET_NULL, related_name="provenance", editable=False
    )
    title = models.CharField(max_length=255)
    seen = models.JSONField(default=dict)
    origin = models.JSONField(default=dict)
    last_day = models.DateField(null=True)
    first_seen_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    missing_since = models.DateTimeField(null=True)

    objects = FederatedEventQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "source_uid"], name="federated_event_identity")]

    def __str__(self):
        return f"{self.title} ({self.source_uid})"

    @property
    def url(self):
        """The event's page at its source, or the source's own site."""
        return self.origin.get("url") or self.source.organisation.website


class UploadedCalendar(models.Model):
    """A calendar file that waits for somebody to look at the report and to say yes."""

    source = models.OneToOneField(EventSource, on_delete=models.CASCADE, related_name="upload")
    file_name = models.CharField(max_length=255)
    body = models.BinaryField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self):
        return self.file_name
