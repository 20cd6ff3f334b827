"""Questions that others may have too, with their answers, on the page that they are about."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel


class FaqQuerySet(models.QuerySet):
    def about(self, translation_key):
        """What is published about a page, whatever language it was chosen in, in order."""
        return self.filter(is_published=True, page__translation_key=translation_key).order_by("position", "pk")


class Faq(models.Model):
    """One question and its answer in each language; nobody's name stands in it."""

    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="+",
        help_text=_("Where it is shown, in every language."),
    )  # fmt: skip
    question_id = models.CharField(
        _("question, Indonesian"),
        max_length=200,
        help_text=_("Without a name and a personal story, e.g. “Apakah tangga ke Pantai Nampu cocok untuk lansia?”"),
    )
    answer_id = models.TextField(_("answer, Indonesian"), max_length=1500)
    question_en = models.CharField(_("question, English"), max_length=200, blank=True)
    answer_en = models.TextField(_("answer, English"), max_length=1500, blank=True)
    question_jv = models.CharField(_("question, Javanese"), max_length=200, blank=True)
    answer_jv = models.TextField(_("answer, Javanese"), max_length=1500, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=10, help_text=_("The smallest comes first."))
    is_published = models.BooleanField(_("is published"), default=False, help_text=_("Then every visitor reads it."))

    panels = [
        PageChooserPanel("page"),
        MultiFieldPanel(["question_id", "answer_id"], _("Indonesian")),
        MultiFieldPanel(["question_en", "answer_en"], _("English")),
        MultiFieldPanel(["question_jv", "answer_jv"], _("Javanese")),
        FieldPanel("position"),
        FieldPanel("is_published"),
    ]
    objects = FaqQuerySet.as_manager()

    class Meta:
        ordering = ["page", "position", "pk"]
        verbose_name = _("question and answer")
        verbose_name_plural = _("questions and answers")

    def __str__(self):
        """Without the question: before an editor has read it, it may still name somebody, and histories keep this."""
        return f"{self.page.title} · {self.pk}"

    @property
    def language(self):
        """The active language if question and answer are told in it, else Indonesian."""
        language = get_language()
        told = getattr(self, f"question_{language}", "") and getattr(self, f"answer_{language}", "")
        return language if told else "id"

    @property
    def question(self):
        return getattr(self, f"question_{self.language}")

    @property
    def answer(self):
        return getattr(self, f"answer_{self.language}")
