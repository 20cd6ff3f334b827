"""The page for somebody in danger: numbers, what to say, where one is, where help is."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldRowPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from content.models import BasePage
from places.models.location import point_problem
from portal import inlined
from portal.models.pages import ArticlePage

DIALLABLE = RegexValidator(
    r"^\+?[0-9][0-9 ()-]{1,28}$", _("Write the number with digits, as one dials it, e.g. 110 or 0811-2591-119.")
)


class SayBlock(blocks.StructBlock):
    words = blocks.CharBlock(
        label=_("what to say"), max_length=120, help_text=_("As one says it, e.g. “I am at Nampu Beach, Paranggupito.”")
    )
    why = blocks.CharBlock(
        label=_("why"),
        max_length=160,
        help_text=_("E.g. “The place first: if the line breaks, they know where to go.”"),
    )

    class Meta:
        icon = "comment"
        label = _("Sentence")


class EmergencyPage(ArticlePage):
    """Whom to call when somebody is in danger, what to say, and where one is: light enough for one bar of signal."""

    page_description = _("Emergency: numbers to tap, what to say, where one is, the nearest posts of help.")
    parent_page_types = ["portal.HomePage"]
    subpage_types = []

    say = StreamField([("sentence", SayBlock())], verbose_name=_("what to say on the telephone"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        InlinePanel("numbers", label=_("Number"), heading=_("Numbers, the first is shown largest")),
        "say",
        InlinePanel("posts", label=_("Post"), heading=_("Posts of help")),
        "body",
        *BasePage.care_panels,
    ]
    override_translatable_fields = [*ArticlePage.override_translatable_fields]

    class Meta:
        verbose_name = _("emergency page")
        verbose_name_plural = _("emergency pages")

    def save(self, *args, **kwargs):
        if self._state.adding:
            self.topic = self.Topic.SAFETY
        super().save(*args, **kwargs)

    @method_decorator(inlined.allowed)
    def serve(self, request, *args, **kwargs):
        return super().serve(request, *args, **kwargs)

    def get_context(self, request):
        context = super().get_context(request)
        context["style"], context["script"] = inlined.STYLE, inlined.SCRIPT
        return context


class EmergencyNumber(TranslatableMixin, Orderable):
    """A number that a telephone dials at a tap."""

    page = ParentalKey(EmergencyPage, on_delete=models.CASCADE, related_name="numbers")
    label = models.CharField(_("whose number"), max_length=60, help_text=_("E.g. “Police”."))
    note = models.CharField(
        _("when to call it"), max_length=160, blank=True, help_text=_("E.g. “Accident, crime, a missing person”.")
    )
    phone = models.CharField(
        _("telephone"),
        max_length=30,
        validators=[DIALLABLE],
        help_text=_("As one dials it, e.g. 110 or 0811-2591-119."),
    )
    source = models.CharField(
        _("source"),
        max_length=120,
        blank=True,
        help_text=_("Who says so, and when; shown beside it. E.g. “Tirto, 2016”."),
    )

    panels = [FieldRowPanel(["phone", "label"]), "note", "source"]
    override_translatable_fields = [
        SynchronizedField("phone", overridable=False),
        SynchronizedField("source", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("emergency number")

    @property
    def dialled(self):
        return dialled(self.phone)


class EmergencyPost(Orderable):
    """Where help is: a hospital, a station. It has names and no words, so that it is the same in every language."""

    class Kind(models.TextChoices):
        HOSPITAL = "hospital", _("Hospital")
        HEALTH_CENTRE = "health_centre", _("Health centre (puskesmas)")
        RESCUE = "rescue", _("Search and rescue")
        POLICE = "police", _("Police post")
        FIRE = "fire", _("Fire brigade post")

    page = ParentalKey(EmergencyPage, on_delete=models.CASCADE, related_name="posts")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=100, help_text=_("E.g. “RS Maguan Husada”."))
    address = models.CharField(
        _("address"), max_length=160, blank=True, help_text=_("E.g. “Jalan Ahmad Yani 40, Giriwono, Wonogiri”.")
    )
    phone = models.CharField(_("telephone"), max_length=30, blank=True, validators=[DIALLABLE])
    lat = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        help_text=_("Degrees, e.g. -8.21035. Without a point the post stands last, without a distance."),
    )
    lon = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True, help_text=_("Degrees, e.g. 110.90207.")
    )
    source = models.CharField(
        _("source"), max_length=120, help_text=_("Who says so, and when; shown beside it. E.g. “Solopos, 2020”.")
    )
    checked_on = models.DateField(
        _("last checked on"), null=True, blank=True, help_text=_("The day somebody last called or went there.")
    )

    panels = [
        FieldRowPanel(["kind", "name"]),
        FieldRowPanel(["address", "phone"]),
        FieldRowPanel(["lat", "lon"]),
        FieldRowPanel(["source", "checked_on"]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("post of help")

    def clean(self):
        super().clean()
        if problem := point_problem(self.lat, self.lon):
            raise ValidationError(dict([problem]))

    @property
    def dialled(self):
        return dialled(self.phone)

    @property
    def has_point(self):
        return self.lat is not None


def dialled(phone):
    """A telephone number as a link has it; one that is dialled here begins with the country, so that it reaches from abroad."""
    digits = "".join(sign for sign in phone if sign in "+0123456789")
    return f"+62{digits[1:]}" if digits.startswith("0") else digits
