"""What the office has told whom, so that nobody is told twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from places.safety.dangers import Level


class ToldOrganiser(models.Model):
    """Who organises an event has been told that a notice of danger holds where it takes place."""

    notice = models.ForeignKey("places.Notice", on_delete=models.CASCADE, related_name="+", verbose_name=_("notice"))
    level = models.CharField(_("level"), max_length=12, choices=Level.choices)
    event_key = models.UUIDField()
    told_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("told organiser")
        verbose_name_plural = _("told organisers")
        constraints = [models.UniqueConstraint(fields=["notice", "level", "event_key"], name="told_organiser_once")]

    def __str__(self):
        return f"{self.event_key} {self.level}"
