"""What a search asks: a row per page, the words that mean the same, and what was looked for in vain."""

from contextlib import suppress
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.search.language import words_of

KEPT_FOR = timedelta(days=366)


class SearchDocument(models.Model):
    """A published page as a search sees it: stemmed words by what they weigh.

    The databases keep their own index of these columns (migration `portal.0002`): SQLite an FTS5 table, PostgreSQL a
    column of type tsvector.
    """

    page = models.OneToOneField(Page, primary_key=True, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=5)
    kind = models.CharField(max_length=12, help_text="A key of portal.search.finding.KINDS, or “other”.")
    title = models.TextField()
    keywords = models.TextField(help_text="Kind, district, names in other languages, what is known of it.")
    summary = models.TextField()
    text = models.TextField()
    marks = models.TextField(
        help_text="What filters ask for, a word each: free, wheelchair, toilet, regency and district."
    )

    class Meta:
        indexes = [models.Index(fields=["language"], name="search_language")]

    def __str__(self):
        return f"{self.page_id}: {self.title}"


class SearchSynonym(models.Model):
    """Words that mean the same to a visitor."""

    words = models.CharField(
        _("words"), max_length=250, unique=True, help_text=_("Separated by commas, e.g. “pantai, pasisir, beach”.")
    )

    class Meta:
        verbose_name = _("words that mean the same")
        verbose_name_plural = _("words that mean the same")
        ordering = ["words"]

    def __str__(self):
        return self.words

    def clean(self):
        if len(self.members) < 2:
            raise ValidationError({"words": _("Write at least two words, separated by commas.")})
        if any(len(words_of(word)) != 1 for word in self.members):
            raise ValidationError({"words": _("Write single words, separated by commas.")})

    @property
    def members(self):
        return [word.strip() for word in self.words.split(",") if word.strip()]


class FruitlessSearchQuerySet(models.QuerySet):
    def count_one(self, text, language):
        """Note that nothing was found for `text`, by nobody in particular, and forget what is older than a year.

        Where nothing can be written, nothing is.
        """
        today = timezone.localdate()
        with suppress(DatabaseError), transaction.atomic():
            found, is_new = self.get_or_create(text=text[:100].lower(), language=language, day=today)
            if is_new:
                self.filter(day__lt=today - KEPT_FOR).delete()
            else:
                self.filter(pk=found.pk).update(number=F("number") + 1)


class FruitlessSearch(models.Model):
    """A search without a result: what was asked and on which day, and nothing about who asked."""

    text = models.CharField(_("looked for"), max_length=100)
    language = models.CharField(_("language"), max_length=5)
    day = models.DateField(_("day"))
    number = models.PositiveIntegerField(_("times"), default=1)

    objects = FruitlessSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("search without a result")
        verbose_name_plural = _("searches without a result")
        ordering = ["-day", "-number"]
        constraints = [models.UniqueConstraint(fields=["text", "language", "day"], name="fruitless_search")]

    def __str__(self):
        return self.text
