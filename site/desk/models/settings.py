"""What the office says of its desk: when it answers, how long it keeps a name."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting


class DeskSettings(BaseGenericSetting):
    """Promises that stand on the form: what nobody has entered is not promised."""

    hours_id = models.CharField(
        _("hours of the desk, Indonesian"),
        max_length=120,
        blank=True,
        help_text=_("When questions are answered, e.g. “Senin sampai Jumat, 08.00–15.00”. Empty: no time is promised."),
    )
    hours_en = models.CharField(_("hours of the desk, English"), max_length=120, blank=True)
    hours_jv = models.CharField(_("hours of the desk, Javanese"), max_length=120, blank=True)
    working_days = models.PositiveSmallIntegerField(
        _("answered within, in working days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("What you can keep, e.g. 2. Empty: no time is promised."),
    )
    kept_days = models.PositiveSmallIntegerField(
        _("name and contact kept for, in days"),
        default=90,
        validators=[MinValueValidator(7), MaxValueValidator(365)],
        help_text=_("So long after the answer. Then both are deleted, and the question stays without a name."),
    )

    panels = [
        MultiFieldPanel(["hours_id", "hours_en", "hours_jv", "working_days"], _("When you answer")),
        FieldPanel("kept_days"),
    ]

    class Meta:
        verbose_name = _("information desk")

    @property
    def hours(self):
        """The hours in the active language, else in Indonesian; empty when nobody has entered them."""
        return getattr(self, f"hours_{get_language()}", "") or self.hours_id

    @property
    def hours_language(self):
        return get_language() if getattr(self, f"hours_{get_language()}", "") else "id"
