"""Who may show our frames."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting

from content.publishing import until_published

NAME = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
ORIGIN = re.compile(rf"https://{NAME}(?:\.{NAME})+(?::\d{{1,5}})?")


class EmbedSettings(BaseGenericSetting):
    """What the office says of the frames in partners' pages."""

    # It goes out in a header, of which proxies take no more than some thousand characters.
    framers = models.TextField(
        _("websites that may show our frames"),
        max_length=2000,
        blank=True,
        help_text=_(
            "One address on a line, e.g. https://www.wonogirikab.go.id. Leave it empty and any website may show them. "
            "Only frames are held to it; links, feeds and the element for makers of websites stay open to all."
        ),
    )

    panels = [FieldPanel("framers")]

    class Meta:
        verbose_name = _("frames on other websites")

    def clean(self):
        origins = [line.strip().rstrip("/").lower() for line in self.framers.splitlines() if line.strip()]
        wrong = [origin for origin in origins if not ORIGIN.fullmatch(origin)]
        if wrong:
            raise ValidationError(
                {
                    "framers": _(
                        "“%(line)s” is not the address of a website. Write https:// and the name alone, with nothing "
                        "behind it, e.g. https://www.wonogirikab.go.id, and each on a line of its own."
                    )
                    % {"line": wrong[0][:80]}
                }
            )
        self.framers = "\n".join(dict.fromkeys(origins))


@until_published
def allowed_framers():
    """The sources of `frame-ancestors`: our own builder and the websites of the list, or any where there is no list."""
    chosen = EmbedSettings.objects.values_list("framers", flat=True).first()
    return " ".join(["'self'", *chosen.split()]) if chosen else "*"
