"""The earth: geosites, their science, and the geopark's own pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from content.blocks import BodyBlock
from content.models import BasePage
from content.publishing import until_published
from content.querysets import VisitorQuerySet
from places.lists import PlaceListMixin
from places.models import PlacePage


class GeoparkIndexPage(PlaceListMixin, BasePage):
    """The geopark: what it is, and the list and map of all its sites."""

    page_description = _("The geopark's front page with the list and map of its sites; one per site.")
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["geopark.GeositePage", "portal.ArticlePage"]
    max_count_per_parent = 1
    map_drawing = "geopark"
    geosites_only_list = True
    card_fields = ("age",)

    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels = [*BasePage.content_panels, "body", *BasePage.care_panels]

    class Meta:
        verbose_name = _("front page of the geopark")

    def places(self):
        return GeositePage.objects.child_of(self) if self.pk else GeositePage.objects.none()

    def get_context(self, request):
        context = super().get_context(request)
        context["articles"] = articles_about(self) if self.pk else []
        return context


@until_published
def articles_about(geopark):
    """The geopark's own texts, in the order of the tree."""
    pages = VisitorQuerySet(Page).for_visitors().child_of(geopark).not_type(GeositePage)
    return list(pages.specific().select_related("locale"))


class GeositePage(PlacePage):
    """One place where the earth's history can be seen."""

    class Heritage(models.TextChoices):
        GEOLOGICAL = "geological", _("Geological heritage")
        BIOLOGICAL = "biological", _("Biological site")
        ARCHAEOLOGICAL = "archaeological", _("Archaeological site")

    class CaveForm(models.TextChoices):
        LEVEL = "level", _("Level cave")
        SHAFT = "shaft", _("Vertical shaft")
        RIVER = "river", _("River cave")

    page_description = _("A geosite: what is visible, how old it is, how to get there.")
    parent_page_types = ["geopark.GeoparkIndexPage"]
    subpage_types = []

    heritage_kind = models.CharField(
        _("heritage"), max_length=16, choices=Heritage.choices, default=Heritage.GEOLOGICAL
    )
    significance = models.CharField(
        _("significance"),
        max_length=250,
        blank=True,
        help_text=_("Why it counts, e.g. “It holds an underground river whose water the villages use.”"),
    )
    age = models.CharField(
        _("age"),
        max_length=200,
        blank=True,
        help_text=_("In words; where sources disagree, say so: “Gua Gong: 15–3 or 1.5–3 million years”."),
    )
    age_from_ma = models.DecimalField(
        _("age, from"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Older bound in million years, e.g. 15."),
    )
    age_to_ma = models.DecimalField(
        _("age, to"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Younger bound in million years, e.g. 5."),
    )
    formation = models.CharField(
        _("formation"), max_length=80, blank=True, help_text=_("Its name alone, e.g. “Oyo” or “Wonosari–Punung”.")
    )
    lithology = models.CharField(_("lithology"), max_length=200, blank=True, help_text=_("E.g. “Bedded limestone”."))
    process = models.TextField(
        _("process"), blank=True, help_text=_("How it came to be, in plain words, two or three sentences.")
    )
    cave_form = models.CharField(
        _("form of the cave"),
        max_length=8,
        choices=CaveForm.choices,
        blank=True,
        default="",
        help_text=_("The page then shows a general drawing of such a cave. Leave it empty when nobody has said it."),
    )
    protection = models.CharField(
        _("protection"), max_length=250, blank=True, help_text=_("Legal basis, e.g. “Kepmen ESDM 3045 K/40/MEM/2014”.")
    )
    custodian = models.CharField(
        _("custodian"), max_length=150, blank=True, help_text=_("E.g. a pokdarwis, Perhutani, the village.")
    )
    is_cross_promotion = models.BooleanField(
        _("shown as a neighbour"), default=False, help_text=_("A place outside Wonogiri to which we send our visitors.")
    )

    content_panels = [
        *PlacePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel(["heritage_kind", "significance"]),
                FieldRowPanel(["age", "age_from_ma", "age_to_ma"]),
                FieldRowPanel(["formation", "lithology", "cave_form"]),
                "process",
                FieldRowPanel(["protection", "custodian"]),
            ],
            _("Science"),
        ),
        "is_cross_promotion",
        *BasePage.care_panels,
    ]
    search_fields = [*PlacePage.search_fields, index.SearchField("lithology"), index.SearchField("formation")]
    override_translatable_fields = [
        *PlacePage.override_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in ("heritage_kind", "age_from_ma", "age_to_ma", "formation", "cave_form", "is_cross_promotion")
        ),
    ]

    class Meta:
        verbose_name = _("geosite")
        verbose_name_plural = _("geosites")

    @property
    def age_in_short(self):
        """The first part of its age in words: what follows a semicolon is for the page itself."""
        return self.age.partition(";")[0]

    def publishing_problems(self):
        yield from super().publishing_problems()
        if self.age_from_ma is not None and self.age_to_ma is not None and self.age_from_ma < self.age_to_ma:
            yield "age_from_ma", _("The age runs from the older to the younger bound: write the larger number first.")
