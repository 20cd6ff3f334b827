"""Selecting what a visitor may see."""

from django.db.models import Q
from wagtail.models import Collection, CollectionViewRestriction, Page, PageQuerySet, PageViewRestriction

from content.publishing import until_published

# What a list needs of any page and of its cover.
PAGE_FIELDS = [
    "title",
    "slug",
    "url_path",
    "path",
    "depth",
    "translation_key",
    "locale",
    "content_type",
    "alias_of",
    "live",
    "first_published_at",
    "summary",
    "cover",
]
PHOTO_FIELDS = [
    f"cover__{name}"
    for name in [
        "title",
        "file",
        "width",
        "height",
        "picture_sources",
        "is_illustration",
        "is_decorative",
        "credit",
        "alt_id",
        "alt_en",
        "alt_jv",
        "caption_id",
        "caption_en",
        "caption_jv",
    ]
]


class VisitorQuerySet(PageQuerySet):
    """Pages as visitors see them."""

    def for_visitors(self):
        """Published pages outside every private section."""
        hidden = Q()
        for path in restricted_paths():
            hidden |= Q(path__startswith=path)
        return self.live().exclude(hidden) if hidden else self.live()

    def in_language(self, locale):
        """Pages of one Locale (or its id)."""
        return self.filter(locale=locale)

    def translations_of(self, pages, locale):
        """The pages of `locale` that are translations of `pages`. Matched by translation_key: choosers keep the source page."""
        return self.filter(locale=locale, translation_key__in=[page.translation_key for page in pages])


@until_published
def restricted_paths():
    """Tree paths of the sections with a view restriction, and of the pages that show the same in another language."""
    paths = list(PageViewRestriction.objects.values_list("page__path", flat=True))
    aliases = [Page.objects.filter(alias_of__path__startswith=path).values_list("path", flat=True) for path in paths]
    return [*paths, *(path for found in aliases for path in found)]


@until_published
def private_collections():
    """The primary keys of the collections whose photos and documents are not for everybody."""
    paths = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    return frozenset(
        pk for path in paths for pk in Collection.objects.filter(path__startswith=path).values_list("pk", flat=True)
    )
