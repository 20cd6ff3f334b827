"""Selecting what a visitor may see."""

from django.conf import settings
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
        "licence",
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
        """Pages that are public: they, their source page, and every ancestor of both are published and unrestricted."""
        return self.live().exclude(below(hidden_paths()))

    def in_language(self, locale):
        """Pages of one Locale (or its id)."""
        return self.filter(locale=locale)

    def translations_of(self, pages, locale):
        """The pages of `locale` that are translations of `pages`. Matched by translation_key: choosers keep the source page."""
        return self.filter(locale=locale, translation_key__in=[page.translation_key for page in pages])


def below(paths, field="path"):
    """The condition that a page is at one of these tree paths, or below one."""
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{field}__startswith": path})
    return condition


@until_published
def hidden_paths():
    """Tree paths where nothing is public, however live it is; none lies below another.

    These are the restricted pages, the unpublished ones that have pages below them, and the translations and aliases
    of every page that is hidden so.
    """
    restricted = list(PageViewRestriction.objects.values_list("page__path", flat=True))
    closed = restricted + _paths(Page.objects.filter(live=False, numchild__gt=0, depth__gt=1))
    is_source = Q(locale__language_code=settings.LANGUAGE_CODE)
    hidden = Page.objects.filter(is_source).filter(below(closed) | Q(live=False, depth__gt=1))
    is_translation = ~is_source & Q(translation_key__in=hidden.values("translation_key"))
    is_alias = below(closed, "alias_of__path") | Q(alias_of__live=False)
    shown_elsewhere = Page.objects.filter(is_translation | is_alias)
    return _topmost(closed + _paths(shown_elsewhere.filter(Q(live=True) | Q(numchild__gt=0))))


@until_published
def private_collections():
    """The primary keys of the collections whose photos and documents are not for everybody."""
    paths = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    return frozenset(
        pk for path in paths for pk in Collection.objects.filter(path__startswith=path).values_list("pk", flat=True)
    )


def is_hidden(page):
    """Whether something keeps a published page from being public."""
    return any(page.path.startswith(path) for path in hidden_paths())


def _paths(pages):
    return list(pages.values_list("path", flat=True))


def _topmost(paths):
    """The paths without those below another."""
    kept = []
    for path in sorted(paths):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return kept
