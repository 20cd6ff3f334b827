"""What a page is here: photographs with their rights, and the fields every page has."""

from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel, PublishingPanel
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet
from wagtail.models import Page, PageViewRestriction, ReferenceIndex
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from content.files.likeness import HASH_LENGTH, fingerprint
from content.files.media import PRIVATE_FOLDER, PUBLIC_FOLDER
from content.files.metadata import without_metadata
from content.files.photos import SOCIAL, move_picture, pictures_of
from content.publishing import until_published
from content.querysets import is_hidden, private_collections


class PhotoQuerySet(ImageQuerySet):
    def misplaced(self):
        """Photos whose pictures are shown although their collection is private, or the other way round."""
        is_private = models.Q(collection__in=private_collections())
        is_hidden = models.Q(picture_sources={})
        return self.filter(is_private & ~is_hidden | ~is_private & is_hidden)

    def unfinished(self):
        """Photos that lack a fingerprint, or public ones some of the pictures that pages show: an older version made
        them, or a job was lost."""
        is_public = ~models.Q(collection__in=private_collections())
        lacks_pictures = models.Q(**{f"picture_sources__{SOCIAL}__isnull": True})
        return self.filter(is_public & lacks_pictures | models.Q(fingerprint=""))

    def fingerprints(self):
        """``[(pk, fingerprint)]`` of every photograph that has one."""
        return self.filter(is_illustration=False).exclude(fingerprint="").values_list("pk", "fingerprint")


class Photo(AbstractImage):
    """A photograph or illustration, with its words in each language and its rights."""

    class Licence(models.TextChoices):
        OWN = "own", _("Our own work")
        PERMISSION = "permission", _("Used with permission")
        CC0 = "CC0", "CC0"
        CC_BY = "CC BY 4.0", "CC BY 4.0"
        CC_BY_SA = "CC BY-SA 4.0", "CC BY-SA 4.0"

    class Consent(models.TextChoices):
        NOBODY = "nobody", _("Nobody can be recognised")
        GIVEN = "given", _("The people shown agreed")
        UNKNOWN = "unknown", _("Not known")

    is_illustration = models.BooleanField(
        _("is an illustration"), default=False, help_text=_("Drawn, not photographed. The page says so under it.")
    )
    is_decorative = models.BooleanField(
        _("is decorative"),
        default=False,
        help_text=_("Tells nothing that the text does not; it then needs no alternative text."),
    )
    alt_id = models.CharField(
        _("alternative text, Indonesian"),
        max_length=250,
        blank=True,
        help_text=_("What somebody who cannot see the picture should know, e.g. “Perahu nelayan di teluk kecil.”"),
    )
    alt_en = models.CharField(_("alternative text, English"), max_length=250, blank=True)
    alt_jv = models.CharField(_("alternative text, Javanese"), max_length=250, blank=True)
    caption_id = models.CharField(
        _("caption, Indonesian"),
        max_length=250,
        blank=True,
        help_text=_("Shown under the picture, e.g. “Labuhan Ageng di Sembukan, 2024”. May stay empty."),
    )
    caption_en = models.CharField(_("caption, English"), max_length=250, blank=True)
    caption_jv = models.CharField(_("caption, Javanese"), max_length=250, blank=True)
    credit = models.CharField(
        _("credit"), max_length=120, blank=True, help_text=_("Who made it, e.g. “Foto: Siti Rahayu”.")
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, blank=True)
    source = models.CharField(
        _("source"), max_length=250, blank=True, help_text=_("Where it came from: an address, a letter, a person.")
    )
    consent = models.CharField(
        _("consent of people shown"), max_length=10, choices=Consent.choices, default=Consent.UNKNOWN
    )
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    picture_sources = models.JSONField(
        default=dict,
        editable=False,
        help_text="Files made at upload, {format: [[width, path], ...]}: a page shows them without a query.",
    )
    fingerprint = models.CharField(
        max_length=HASH_LENGTH, blank=True, default="", editable=False, help_text="See content.files.likeness."
    )

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "is_illustration",
        "is_decorative",
        "alt_id",
        "alt_en",
        "alt_jv",
        "caption_id",
        "caption_en",
        "caption_jv",
        "credit",
        "licence",
        "source",
        "consent",
        "taken_on",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
        "tags",
    )
    search_fields = [*AbstractImage.search_fields, index.SearchField("credit"), index.SearchField("alt_id")]
    objects = PhotoQuerySet.as_manager()

    class Meta(AbstractImage.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def save(self, *args, **kwargs):
        """Whatever way a new file came: what it says about where, when and by whom it was taken is not kept."""
        if self.file and not self.file._committed:
            self.file = without_metadata(self.file)
            self._set_image_file_metadata()
        super().save(*args, **kwargs)

    @property
    def is_private(self):
        """Whether visitors may not see it, because its collection is private."""
        return self.collection_id in private_collections()

    @property
    def alt(self):
        """Alternative text in the active language, else Indonesian; empty for decoration."""
        return "" if self.is_decorative else self._in_language("alt")

    @property
    def caption(self):
        """Caption in the active language, else Indonesian."""
        return self._in_language("caption")

    @property
    def default_alt_text(self):
        return self.alt or self.title

    def _in_language(self, name):
        return getattr(self, f"{name}_{get_language()}", "") or getattr(self, f"{name}_id")

    @property
    def largest_jpeg(self):
        """Path below MEDIA_URL of the largest JPEG that pages show; empty for a private photo."""
        files = self.picture_sources.get("jpeg")
        return files[-1][1] if files else ""

    def problems(self):
        """Sentences that say what is missing before a page may be published with this photo."""
        if not self.has_description:
            yield _("The photo “%(title)s” has no alternative text. Open it under Images and describe it.") % {
                "title": self.title
            }
        if not self.credit:
            yield _("The photo “%(title)s” has no credit. Open it under Images and say who made it.") % {
                "title": self.title
            }
        if self.is_private:
            yield _(
                "The photo “%(title)s” is in a private collection, so visitors do not see it. Choose another one, "
                "or move it to a public collection under Images."
            ) % {"title": self.title}

    def clean(self):
        super().clean()
        emptied = {}
        before = type(self).objects.filter(pk=self.pk).first()
        if before and before.credit and not self.credit:
            emptied["credit"] = _("Say who made it: the page “%(page)s” shows this photo.")
        if before and before.has_description and not self.has_description:
            emptied["alt_id"] = _("Describe it: the page “%(page)s” shows this photo.")
        if emptied and (page := self.shown_by()):
            raise ValidationError({field: sentence % {"page": page.title} for field, sentence in emptied.items()})

    @property
    def has_description(self):
        return bool(self.alt_id or self.is_decorative)

    def shown_by(self):
        """A published page that uses this photo, or None."""
        used_in = ReferenceIndex.get_references_to(self).values_list("object_id", flat=True)
        return Page.objects.live().filter(pk__in=[int(pk) for pk in used_in if pk.isdecimal()]).first()

    def make_picture_sources(self):
        """Make every file that pages use, once, and remember their paths and what the picture looks like.

        Of a private photo pages use none.
        """
        for rendition in self.renditions.all():
            move_picture(rendition)
        self.picture_sources = {} if self.is_private else pictures_of(self)
        with self.open_file() as file:
            self.fingerprint = fingerprint(file.read())
        type(self).objects.filter(pk=self.pk).update(picture_sources=self.picture_sources, fingerprint=self.fingerprint)


class PhotoRendition(AbstractRendition):
    image = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]

    def get_upload_to(self, filename):
        """In the public folder, unless its photo is private or it is as large as the original."""
        is_public = not self.image.is_private and self.filter_spec != "original"
        return f"{PUBLIC_FOLDER if is_public else PRIVATE_FOLDER}/{PurePath(super().get_upload_to(filename)).name}"


class BasePageForm(WagtailAdminPageForm):
    """Refuses to publish what a visitor must not see unfinished; saving a draft is always possible."""

    def clean(self):
        cleaned_data = super().clean()
        if not self.is_deferred_validation and not self.errors:
            for field, message in self.instance_with(cleaned_data).publishing_problems():
                self.add_error(field if field in self.fields else None, message)
        return cleaned_data

    def instance_with(self, cleaned_data):
        """The page as it would be saved: plain fields set, related rows left to their own forms."""
        for name, value in cleaned_data.items():
            if any(field.name == name for field in self._meta.model._meta.concrete_fields):
                setattr(self.instance, name, value)
        return self.instance


class BasePage(Page):
    """What every page has: a summary, a cover, and the care it is given."""

    summary = models.CharField(
        _("summary"),
        max_length=255,
        help_text=_("One or two sentences that stand on cards, in search results and under the title."),
    )
    cover = models.ForeignKey(
        Photo,
        verbose_name=_("cover"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Landscape format, at least 1600 pixels wide. It needs alternative text and a credit."),
    )
    checked_on = models.DateField(
        _("last checked on"),
        null=True,
        blank=True,
        help_text=_("The day somebody last compared this page with reality."),
    )
    review_by = models.DateField(
        _("check again by"), null=True, blank=True, help_text=_("After this day the page is listed as overdue.")
    )
    sources = models.TextField(
        _("sources"), blank=True, help_text=_("Where the facts come from, one per line. Seen by editors only.")
    )
    editor_note = models.TextField(
        _("editorial note"), blank=True, help_text=_("What still has to be verified. Seen by editors only.")
    )

    base_form_class = BasePageForm
    content_panels = [*Page.content_panels, "summary", "cover"]
    care_panels = [
        MultiFieldPanel([FieldRowPanel(["checked_on", "review_by"]), "sources", "editor_note"], _("Care")),
    ]
    settings_panels = [PublishingPanel()]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.FilterField("review_by"),
    ]
    override_translatable_fields = [
        SynchronizedField("show_in_menus", overridable=False),
        SynchronizedField("cover", overridable=False),
        SynchronizedField("checked_on", overridable=False),
        SynchronizedField("review_by", overridable=False),
        SynchronizedField("sources", overridable=False),
        SynchronizedField("editor_note", overridable=False),
        TranslatableField("slug"),
    ]

    class Meta:
        abstract = True

    def get_view_restrictions(self):
        """Those of this page and of its source page; without a query while nothing hides this page."""
        if not is_hidden(self):
            return PageViewRestriction.objects.none()
        source = Page.objects.filter(
            translation_key=self.translation_key, locale__language_code=settings.LANGUAGE_CODE
        ).first()
        own = super().get_view_restrictions()
        return own | source.get_view_restrictions() if source and source.pk != self.pk else own

    def route(self, request, path_components):
        """Wagtail's answer; none where the source page or a page above was withdrawn."""
        if not path_components and is_hidden(self) and not self.get_view_restrictions().exists():
            raise Http404
        return super().route(request, path_components)

    def publishing_problems(self):
        """Pairs (field, sentence) that must be empty before this page may be published."""
        if self.cover:
            for sentence in self.cover.problems():
                yield "cover", sentence

    def check_publishable(self):
        """Raise ValidationError with every publishing problem: for code that publishes without a form."""
        errors = {}
        for field, sentence in self.publishing_problems():
            errors.setdefault(field, []).append(sentence)
        if errors:
            raise ValidationError(errors)

    @transaction.atomic
    def publish(self, *args, **kwargs):
        """As Wagtail's, but whole or not at all: the page, its aliases, and what its translations share with it."""
        return super().publish(*args, **kwargs)

    @cached_property
    def untranslated(self):
        """Paths of what this page shows in the source language, because nobody has translated it yet."""
        return UntranslatedParts.by_page().get(self.pk, frozenset())

    @property
    def icon_name(self):
        """Icon of this page in lists and search results."""
        return "map"

    @property
    def kind_label(self):
        """What this page is, in one or two words."""
        return self._meta.verbose_name


class UntranslatedParts(models.Model):
    """What a published translation shows in the source language: paths such as ``summary`` or ``body.<block id>``."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+")
    paths = models.JSONField(default=list)

    class Meta:
        verbose_name = _("untranslated parts")

    @staticmethod
    @until_published
    def by_page():
        """``{page id: set of paths}`` of every page that has some: one query until the next publishing."""
        return {pk: frozenset(paths) for pk, paths in UntranslatedParts.objects.values_list("page", "paths")}


class BehindTranslation(models.Model):
    """A translated sentence whose source has changed since; it stays in use until somebody renews it."""

    translation = models.OneToOneField(
        "wagtail_localize.StringTranslation", on_delete=models.CASCADE, related_name="behind"
    )
    written_for = models.ForeignKey("wagtail_localize.String", on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("translation that is behind")


class WithdrawnAddress(models.Model):
    """Where a page stood that was deleted: search engines and visitors hear that it is gone for good (410)."""

    url_path = models.TextField(unique=True, help_text="As in Page.url_path, with the slug of the front page.")
    withdrawn_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.url_path
