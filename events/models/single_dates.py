"""Dates of an event that an editor enters one by one: its sessions, and what became of single dates."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldRowPanel
from wagtail.models import Orderable

from events.choices import Certainty, Status


class EventSession(Orderable):
    """One of several dates of an event that follow no rule."""

    event = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="sessions")
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

    event = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="date_changes")
    original_on = models.DateField(_("original date"), help_text=_("The date as the rule gives it."))
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.SCHEDULED)
    moved_to_on = models.DateField(_("moved to"), null=True, blank=True)
    start_time = models.TimeField(
        _("starts at"), null=True, blank=True, help_text=_("Only when this date has a time of its own.")
    )
    end_time = models.TimeField(_("ends at"), null=True, blank=True)
    certainty = models.CharField(_("how sure the date is"), max_length=10, choices=Certainty.choices, blank=True)
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
