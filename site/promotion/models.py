"""Working together: links by which we send our visitors on to partners."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField


class PartnerLinkQuerySet(models.QuerySet):
    def shown_on(self, day):
        """Links whose time has come and not passed on `day` (a date)."""
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))

    def at(self, placement, language, day):
        """Links of one placement in one language, in order, with the places they lead to."""
        return (
            self.shown_on(day)
            .filter(placement=placement, locale__language_code=language)
            .select_related("place", "place__cover")
            .defer("place__body")
        )


class PartnerLink(TranslatableMixin, models.Model):
    """One link to a partner or to a place outside Wonogiri, shown site-wide for a time."""

    class Placement(models.TextChoices):
        JOURNEY = "journey", _("Panel “Continue your journey in Yogyakarta”")
        NEIGHBOURS = "neighbours", _("Footer, “Neighbours”")

    slug = models.SlugField(
        _("code"), max_length=60, help_text=_("Part of the counted address /go/code/, e.g. visiting-jogja.")
    )
    placement = models.CharField(_("where"), max_length=12, choices=Placement.choices)
    title = models.CharField(_("title"), max_length=80, help_text=_("E.g. “Candi Prambanan”."))
    text = models.CharField(_("text"), max_length=140, blank=True, help_text=_("One sentence: why go there."))
    place = models.ForeignKey(
        "places.PlacePage",
        verbose_name=_("place"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("A page of this site; or give an address below."),
    )
    url = models.URLField(
        _("address"), blank=True, help_text=_("With https://, e.g. https://visitingjogja.jogjaprov.go.id.")
    )
    organisation = models.ForeignKey(
        "accounts.Organisation",
        verbose_name=_("partner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    starts_on = models.DateField(_("shown from"), null=True, blank=True)
    ends_on = models.DateField(_("shown until"), null=True, blank=True, help_text=_("The last day included."))
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    panels = [
        FieldRowPanel(["title", "slug"]),
        "text",
        MultiFieldPanel(
            [HelpPanel(_("Either a place of this site or an address elsewhere.")), "place", "url"], _("Leads to")
        ),
        FieldRowPanel(["placement", "sort_order"]),
        FieldRowPanel(["starts_on", "ends_on"]),
        "organisation",
    ]
    override_translatable_fields = [
        TranslatableField("title"),
        TranslatableField("text"),
        *(
            SynchronizedField(name, overridable=False)
            for name in ["slug", "placement", "place", "url", "organisation", "starts_on", "ends_on", "sort_order"]
        ),
    ]
    objects = PartnerLinkQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        ordering = ["placement", "sort_order", "title"]
        constraints = [models.UniqueConstraint(fields=["slug", "locale"], name="partner_link_per_language")]
        verbose_name = _("partner link")
        verbose_name_plural = _("partner links")

    def __str__(self):
        return self.title

    def clean(self):
        if bool(self.place_id) == bool(self.url):
            raise ValidationError({"url": _("Give either a place of this site or an address, not both.")})
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The link ends before it starts. Check both dates.")})


class OutboundDay(models.Model):
    """How often one partner link was followed on one day: a number, nothing about the person."""

    slug = models.SlugField(max_length=60)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug", "day"], name="outbound_slug_day")]
        verbose_name = _("followed links")

    @classmethod
    def add(cls, slug, day):
        """Count one more visit by the link `slug` on `day`."""
        cls.objects.get_or_create(slug=slug, day=day)
        cls.objects.filter(slug=slug, day=day).update(count=F("count") + 1)
