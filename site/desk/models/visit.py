"""Who came to the desk or called: one tap each for what, from where and how it ended. Nobody's name stands in it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.topics import Topic


class Visit(models.Model):
    """One person or group at the desk or on the telephone.

    `key` is made where it is noted, so that what is sent twice counts once.
    """

    wagtail_reference_index_ignore = True

    class Channel(models.TextChoices):
        WALK_IN = "walk_in", _("Came here")
        TELEPHONE = "telephone", _("Called")

    class Origin(models.TextChoices):
        WONOGIRI = "wonogiri", _("Wonogiri")
        SOLO = "solo", _("Around Solo")
        YOGYAKARTA = "yogyakarta", _("Yogyakarta (DIY)")
        JAVA = "java", _("Elsewhere on Java")
        INDONESIA = "indonesia", _("Outside Java")
        ABROAD = "abroad", _("Abroad")

    class Language(models.TextChoices):
        INDONESIAN = "id", _("Indonesian")
        JAVANESE = "jv", _("Javanese")
        ENGLISH = "en", _("English")
        OTHER = "other", _("Another language")

    class Outcome(models.TextChoices):
        ANSWERED = "answered", _("Answered")
        REFERRED = "referred", _("Referred to another office")
        UNKNOWN = "unknown", _("Answer not known")

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(_("at"), db_index=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    topic = models.CharField(_("topic"), max_length=12, choices=Topic.choices)
    origin = models.CharField(_("from where"), max_length=12, choices=Origin.choices, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=Language.choices, blank=True)
    about = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("about"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("noted by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("visit")
        verbose_name_plural = _("visits")

    def __str__(self):
        return f"{self.get_topic_display()}, {self.get_outcome_display()}"
