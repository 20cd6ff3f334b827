"""Which day the government announced as the first of an Islamic month: an editor adds one row a year."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel

from content.publishing import until_published
from events.time import islamic_calendar as islamic

FURTHEST_DAYS = 2


class IslamicMonth(models.Model):
    """The announced first day of one Islamic month, with who announced it. Events that follow it are dated anew."""

    year = models.PositiveSmallIntegerField(
        _("Islamic year"),
        validators=[MinValueValidator(islamic.FIRST_YEAR), MaxValueValidator(islamic.LAST_YEAR)],
        help_text=_("E.g. 1449."),
    )
    month = models.PositiveSmallIntegerField(_("Islamic month"), choices=list(enumerate(islamic.MONTHS, 1)), default=1)
    first_on = models.DateField(
        _("its first day"),
        help_text=_(
            "The civil date of the holiday in the decree of the three ministers, not of a day off that was moved."
        ),
    )
    source = models.CharField(
        _("who announced it"),
        max_length=200,
        help_text=_("E.g. “SKB Tiga Menteri 1497/2025, Soeara Timoer 19 September 2025”. Visitors read it."),
    )
    source_url = models.URLField(
        _("address of the announcement"), blank=True, default="", help_text=_("With https://, where there is one.")
    )

    panels = [
        MultiFieldPanel([FieldRowPanel(["year", "month", "first_on"])], _("Month")),
        MultiFieldPanel(["source", "source_url"], _("Source")),
    ]

    class Meta:
        ordering = ["-year", "-month"]
        verbose_name = _("first day of an Islamic month")
        verbose_name_plural = _("first days of Islamic months")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "month"],
                name="islamic_month_once",
                violation_error_message=_("This month has its first day already. Open that row and correct it."),
            )
        ]

    def __str__(self):
        return f"1 {self.get_month_display()} {self.year}"

    def clean(self):
        is_known = self.month and self.first_on and islamic.FIRST_YEAR <= (self.year or 0) <= islamic.LAST_YEAR
        if not is_known:
            return
        estimated = islamic.estimate(self.year, self.month)
        if abs((self.first_on - estimated).days) > FURTHEST_DAYS:
            raise ValidationError(
                {
                    "first_on": _(
                        "%(name)s is reckoned as %(day)s, and an announced day lies at most two days from that. "
                        "Check the Islamic year, the month and the day."
                    )
                    % {"name": self, "day": date_format(estimated, "j F Y")}
                }
            )


@until_published
def announced_months():
    """``{(Islamic year, month): civil first day}`` of all that is announced."""
    rows = IslamicMonth.objects.values_list("year", "month", "first_on")
    return {(year, month): first_on for year, month, first_on in rows}
