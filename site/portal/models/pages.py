"""The website itself: its home, its sections and its articles."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from content.blocks import BodyBlock
from content.models import BasePage
from content.querysets import VisitorQuerySet
from portal.blocks import HomeBlock


class HomePage(BasePage):
    """The front page of one language."""

    page_description = _("The front page: what is here, what is on, where to begin.")
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "tourism.DestinationIndexPage",
        "geopark.GeoparkIndexPage",
        "events.EventIndexPage",
        "tourism.ItineraryIndexPage",
        "tourism.InformationIndexPage",
        "portal.SectionPage",
        "portal.ArticlePage",
        "portal.EmergencyPage",
    ]

    greeting = models.CharField(
        _("greeting in Javanese"),
        max_length=200,
        blank=True,
        help_text=_("The line in Javanese under the title, e.g. “Sugeng rawuh wonten ing Wonogiri”."),
    )
    sections = StreamField(HomeBlock(), verbose_name=_("sections"), blank=True)

    content_panels = [*BasePage.content_panels, "greeting", "sections"]
    search_fields = []

    class Meta:
        verbose_name = _("front page")

    @property
    def chosen_pages(self):
        """Every page that its sections name, so that all are found together."""
        for section in self.sections:
            value = section.value
            yield from value.get("pages", [])
            yield from (item.get("page") for item in value.get("items", []))
            yield from (value.get("more"), value.get("page"))

    def route(self, request, path_components):
        """Find a page below by its whole address: Wagtail asks twice for each level."""
        if not path_components:
            return super().route(request, path_components)
        found = (
            Page.objects.filter(
                slug=path_components[-1],
                depth=self.depth + len(path_components),
                path__startswith=self.path,
                url_path=f"{self.url_path}{'/'.join(path_components)}/",
            )
            .values_list("pk", "content_type_id")
            .first()
        )
        model = found and ContentType.objects.get_for_id(found[1]).model_class()
        if not model:
            raise Http404
        return model.objects.get(pk=found[0]).route(request, [])


class SectionPage(BasePage):
    """A section with a list of its articles, such as culture."""

    page_description = _("A section that lists its articles, such as culture.")
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["portal.ArticlePage"]

    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels = [*BasePage.content_panels, "body", *BasePage.care_panels]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def get_context(self, request):
        context = super().get_context(request)
        context["articles"] = ArticlePage.objects.child_of(self).for_visitors().select_related("cover", "locale")
        return context


class ArticlePage(BasePage):
    """A text to read: culture, the geopark, or how this site works."""

    class Topic(models.TextChoices):
        FOOD = "food", _("Food")
        WAYANG = "wayang", _("Wayang")
        BATIK = "batik", _("Batik")
        ARTS = "arts", _("Performing arts")
        HISTORY = "history", _("Local history")
        CALENDAR = "calendar", _("Javanese calendar")
        VILLAGES = "villages", _("Tourism villages")
        GEOPARK = "geopark", _("Geopark")
        VISITING = "visiting", _("Before you go")
        SAFETY = "safety", _("Safety")
        SITE = "site", _("About this site")

    page_description = _("A text to read: culture, the geopark, or how this site works.")
    parent_page_types = [
        "portal.SectionPage",
        "geopark.GeoparkIndexPage",
        "tourism.InformationIndexPage",
        "portal.HomePage",
    ]
    subpage_types = []

    topic = models.CharField(_("topic"), max_length=10, choices=Topic.choices, default=Topic.SITE)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels = [*BasePage.content_panels, "topic", "body", *BasePage.care_panels]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("topic", overridable=False),
    ]
    objects = PageManager.from_queryset(VisitorQuerySet)()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    @property
    def icon_name(self):
        return TOPIC_ICONS.get(self.topic, "info")

    @property
    def kind_label(self):
        return self.get_topic_display()


TOPIC_ICONS = {
    ArticlePage.Topic.FOOD: "pin-noodle",
    ArticlePage.Topic.WAYANG: "pin-wayang",
    ArticlePage.Topic.BATIK: "pin-batik",
    ArticlePage.Topic.ARTS: "users",
    ArticlePage.Topic.HISTORY: "pin-monument",
    ArticlePage.Topic.CALENDAR: "calendar-days",
    ArticlePage.Topic.VILLAGES: "pin-village",
    ArticlePage.Topic.GEOPARK: "pin-karst",
    ArticlePage.Topic.VISITING: "compass",
    ArticlePage.Topic.SAFETY: "triangle-alert",
}
