"""Who works here: people and the organisations they belong to."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.search import index


class Organisation(index.Indexed, models.Model):
    """An agency (OPD), partner, community or newsroom that owns content or is linked to."""

    class Kind(models.TextChoices):
        AGENCY = "agency", _("Agency (OPD)")
        PARTNER = "partner", _("Partner")
        COMMUNITY = "community", _("Community")
        MEDIA = "media", _("Media")

    slug = models.SlugField(_("code"), unique=True, help_text=_("Short and lasting, e.g. dispar-wonogiri."))
    name = models.CharField(_("name"), max_length=120, help_text=_("The official name in Indonesian."))
    name_en = models.CharField(
        _("name in English"), max_length=120, blank=True, help_text=_("Empty: the Indonesian name is shown.")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.AGENCY)
    website = models.URLField(_("website"), blank=True, help_text=_("With https://, e.g. https://wonogirikab.go.id."))
    parent = models.ForeignKey(
        "self", verbose_name=_("part of"), null=True, blank=True, on_delete=models.SET_NULL, related_name="parts"
    )

    panels = [
        MultiFieldPanel([FieldRowPanel(["name", "name_en"]), FieldRowPanel(["slug", "kind"])], _("Identity")),
        "website",
        "parent",
    ]
    search_fields = [index.AutocompleteField("name"), index.SearchField("name"), index.FilterField("kind")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self):
        return self.name


class User(AbstractUser):
    """A person who logs in to the admin."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="people",
        help_text=_("The agency this person writes for."),
    )

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")


class Attempt(models.Model):
    """One thing done that may not be done too often (`accounts.limits`); who did it can't be got back from it."""

    key = models.CharField(_("key"), max_length=40)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        indexes = [models.Index(fields=["key", "at"], name="attempt_by_key")]

    def __str__(self):
        return f"{self.key[:8]} {self.at:%Y-%m-%d %H:%M}"
