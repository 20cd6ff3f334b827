"""What the desk writes again and again."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

FIELDS = "{name}, {place}, {link}"


class ReadyText(models.Model):
    """A text in each language, with fields that are filled in when it is put into an answer."""

    title = models.CharField(
        _("title"), max_length=80, unique=True, help_text=_("For the desk only, e.g. “Angkutan umum”.")
    )
    text_id = models.TextField(
        _("text, Indonesian"),
        max_length=2000,
        help_text=_(
            "{name}, {place} and {link} are filled in, e.g. “Selamat pagi, {name}. {place} buka setiap hari: {link}”."
        ),
    )
    text_en = models.TextField(_("text, English"), max_length=2000, blank=True)
    text_jv = models.TextField(_("text, Javanese"), max_length=2000, blank=True)

    class Meta:
        ordering = ["title"]
        verbose_name = _("ready text")
        verbose_name_plural = _("ready texts")

    def __str__(self):
        return self.title

    def filled_in(self, language, name, place, link):
        """The text in a language, else in Indonesian; a greeting to somebody without a name loses its comma too."""
        text = getattr(self, f"text_{language}", "") or self.text_id
        if not name:
            text = re.sub(r",? *\{name\}", "", text)
        for field, value in (("{name}", name), ("{place}", place), ("{link}", link)):
            text = text.replace(field, value)
        return text
