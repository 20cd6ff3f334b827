"""Facts: what one source said of a place or an event, when."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting
from wagtail.models import Page

from content.publishing import until_published
from facts.kinds import FEES, FactKind
from facts.phrases import say, with_dates
from facts.reading import read

AS_OF = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class FactQuerySet(models.QuerySet):
    def about(self, translation_key):
        """The facts of one page in all its languages; what is worth most first (newest year, best source)."""
        facts = self.filter(page__translation_key=translation_key).select_related("page")
        return sorted(facts, key=Fact.weight, reverse=True)


class Fact(models.Model):
    """One thing that one source says of a page: one row for all languages, dated and sourced."""

    class Confidence(models.TextChoices):
        OFFICIAL = "official", _("Official")
        PRESS = "press", _("Press")
        GUIDE = "guide", _("Guide")
        BLOG = "blog", _("Blog")
        COMPUTED = "computed", _("Computed")

    page = models.ForeignKey(
        Page,
        verbose_name=_("place or event"),
        on_delete=models.CASCADE,
        related_name="facts",
        help_text=_("One fact serves all languages of the page."),
    )
    kind = models.CharField(_("what is told"), max_length=20, choices=FactKind.choices, db_index=True)
    value = models.CharField(
        _("value"),
        max_length=500,
        help_text=_(
            "In Indonesian and in few words, e.g. “Rp10.000/orang hari biasa; Rp15.000 hari Minggu”, "
            "“Senin–Sabtu 08.00–16.00”, “Ada”, “Tidak ada”, “15 menit”. Prices and hours written so are said in every "
            "language by themselves."
        ),
    )
    value_en = models.CharField(_("value, English"), max_length=500, blank=True)
    value_jv = models.CharField(_("value, Javanese"), max_length=500, blank=True)
    note = models.CharField(_("remark"), max_length=300, blank=True, help_text=_("Seen by editors only."))
    as_of = models.CharField(
        _("as of"),
        max_length=10,
        blank=True,
        help_text=_(
            "When it was so: a year, month or day, e.g. 2024, 2024-02 or 2024-02-04. Empty where the source bears no date."
        ),
    )
    confidence = models.CharField(
        _("kind of source"), max_length=8, choices=Confidence.choices, default=Confidence.OFFICIAL
    )
    publisher = models.CharField(
        _("source"), max_length=120, help_text=_("Who says so, e.g. “Solopos” or “Kunjungan petugas Disporapar”.")
    )
    title = models.CharField(_("title of the source"), max_length=300, blank=True)
    url = models.URLField(_("address of the source"), max_length=500, blank=True)
    reading = models.JSONField(
        default=dict, editable=False, help_text="What the words say as a value, see facts.reading; made when saved."
    )
    imported = models.JSONField(
        null=True,
        editable=False,
        help_text="The values that the last table brought, by which an editor's change is known.",
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    panels = [
        FieldRowPanel(["page", "kind"]),
        MultiFieldPanel(["value", FieldRowPanel(["value_en", "value_jv"])], _("What is told")),
        FieldRowPanel(["as_of", "confidence"]),
        MultiFieldPanel(["publisher", "title", "url"], _("Source")),
        "note",
    ]
    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        ordering = ["page", "kind", "-as_of"]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.value[:60]} ({self.year})"

    def clean(self):
        super().clean()
        if self.as_of and not AS_OF.fullmatch(self.as_of):
            raise ValidationError({"as_of": _("Write a year, a month or a day, e.g. 2024, 2024-02 or 2024-02-04.")})
        if self.as_of > timezone.localdate().isoformat():
            raise ValidationError({"as_of": _("This day is still to come. Write when it was so.")})

    def save(self, *args, **kwargs):
        self.page = source_of(self.page)
        self.reading = read(self.kind, self.value)
        super().save(*args, **kwargs)

    def weight(self):
        """What makes one source count more than another: a later year, then its kind, then the day; one without a date counts least, and what was computed less than what anybody saw."""
        return (
            not self.is_computed,
            self.as_of[:4],
            -list(self.Confidence).index(self.Confidence(self.confidence)),
            self.as_of,
        )

    @property
    def is_computed(self):
        """Whether nobody measured it."""
        return self.confidence == self.Confidence.COMPUTED

    @property
    def year(self):
        """The year as a visitor reads it."""
        return self.as_of[:4] or _("undated")

    @property
    def words(self):
        """What is told, in the active language; see also `language`."""
        return self._words()[0]

    @property
    def language(self):
        """The language of `words`: Indonesian where nobody has translated them."""
        return self._words()[1]

    def _words(self):
        active = get_language() or settings.LANGUAGE_CODE
        told = {settings.LANGUAGE_CODE: self.value}.get(active) or getattr(self, f"value_{active}", "")
        if "minutes" in self.reading or not told:
            told = say(self.reading) or told
        told, language = (told, active) if told else (self.value, settings.LANGUAGE_CODE)
        return with_dates(told) if self.kind == FactKind.PAST_DATE else told, language

    def is_old(self, today):
        """Whether it may have changed since: a visitor is told to ask."""
        limit = months_true().get(self.kind)
        return limit is not None and (not self.as_of or months_between(self.as_of, today) > limit)


class FactSettings(BaseGenericSetting):
    """For how long what changes most is believed."""

    fee_months = models.PositiveSmallIntegerField(
        _("fees, in months"), default=24, help_text=_("An older one is shown as “last known: ask before you go”.")
    )
    hours_months = models.PositiveSmallIntegerField(_("opening hours, in months"), default=18)
    panels = [FieldPanel("fee_months"), FieldPanel("hours_months")]

    class Meta:
        verbose_name = _("age of facts")


@until_published
def months_true():
    """``{kind: months}`` after which a fact of that kind is told as the last known one."""
    ages = FactSettings.objects.first() or FactSettings()
    return dict.fromkeys(FEES, ages.fee_months) | {FactKind.HOURS: ages.hours_months}


@until_published
def facts_about(translation_key):
    """The Facts of a page, what is worth most first: one query until the next publishing."""
    return Fact.objects.about(translation_key)


def source_of(page):
    """The page in the language in which content is written: what facts hang on."""
    if page.locale.language_code == settings.LANGUAGE_CODE:
        return page
    source = Page.objects.filter(
        translation_key=page.translation_key, locale__language_code=settings.LANGUAGE_CODE
    ).first()
    return source or page


def months_between(as_of, today):
    """Months from a year, month or day to a date; a year counts from its end, so that nothing seems older than it is."""
    year, month = (*as_of.split("-"), "12")[:2]
    return (today.year - int(year)) * 12 + today.month - int(month)
