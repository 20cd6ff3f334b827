"""What the office says of its desk: when it answers, how long it keeps a name."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting

from desk.working_time import UnreadableDay, WorkingTime, days_between, read_days


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
    opens_at = models.TimeField(
        _("the desk opens at"),
        null=True,
        blank=True,
        help_text=_("Working hours count from here to closing, e.g. 08:00. Empty: day and night count."),
    )
    closes_at = models.TimeField(_("the desk closes at"), null=True, blank=True, help_text=_("E.g. 15:00."))
    first_workday = models.PositiveSmallIntegerField(
        _("first working day"), choices=list(WEEKDAYS.items()), null=True, blank=True, help_text=_("Empty: every day.")
    )
    last_workday = models.PositiveSmallIntegerField(
        _("last working day"), choices=list(WEEKDAYS.items()), null=True, blank=True
    )
    holidays = models.TextField(
        _("days off"),
        blank=True,
        default="",
        help_text=_("One in a line, day, month and year, e.g. “17-8-2027 Hari Kemerdekaan”."),
    )
    kept_days = models.PositiveSmallIntegerField(
        _("name and contact kept for, in days"),
        default=90,
        validators=[MinValueValidator(7), MaxValueValidator(365)],
        help_text=_("So long after the answer. Then both are deleted, and the question stays without a name."),
    )

    panels = [
        MultiFieldPanel(["hours_id", "hours_en", "hours_jv", "working_days"], _("When you answer")),
        MultiFieldPanel(
            [
                FieldRowPanel(["opens_at", "closes_at"]),
                FieldRowPanel(["first_workday", "last_workday"]),
                "holidays",
            ],
            _("Working hours, by which the desk counts how long somebody waits"),
        ),
        FieldPanel("kept_days"),
    ]

    class Meta:
        verbose_name = _("information desk")

    def clean(self):
        super().clean()
        problems = {}
        if (self.opens_at is None) != (self.closes_at is None):
            problems["closes_at"] = _("Write both times, or neither.")
        elif self.opens_at and self.closes_at <= self.opens_at:
            problems["closes_at"] = _("The desk closes before it opens. Check both times.")
        if (self.first_workday is None) != (self.last_workday is None):
            problems["last_workday"] = _("Choose both days, or neither.")
        try:
            read_days(self.holidays)
        except UnreadableDay as error:
            problems["holidays"] = _("“%(line)s” does not begin with a day. Write it as in 17-8-2027.") % {
                "line": error.line
            }
        if problems:
            raise ValidationError(problems)

    @property
    def working_time(self):
        """When the desk works; all day where no hours, every day where no days are entered."""
        return WorkingTime(
            self.opens_at,
            self.closes_at,
            days_between(self.first_workday, self.last_workday),
            frozenset(read_days(self.holidays)),
        )

    @property
    def hours(self):
        """The hours in the active language, else in Indonesian; empty when nobody has entered them."""
        return getattr(self, f"hours_{get_language()}", "") or self.hours_id

    @property
    def hours_language(self):
        return get_language() if getattr(self, f"hours_{get_language()}", "") else "id"
