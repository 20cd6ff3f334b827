"""Icons and pictures."""

import time
from functools import cache
from types import SimpleNamespace

from django import template
from django.conf import settings
from django.db.models import Model
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from content.files.photos import PHOTO_FORMATS
from content.publishing import until_published
from content.withdrawal import translations_in_step

register = template.Library()

KEPT_SECONDS = 300
COMPONENTS_AT_MOST = 1000
MIME = {"avif": "image/avif"}


@register.simple_tag
def icon(name, css="icon"):
    """One symbol of the sprite, hidden from screen readers: it always stands beside its word."""
    return _icon(str(name), css, static("icons.svg") if settings.DEBUG else _sprite())


@cache
def _sprite():
    return static("icons.svg")


@cache
def _icon(name, css, sprite):
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', css, sprite, name)


@register.simple_tag
def component(template_name, **values):
    """A component that shows published pages: ``{% component "components/card.html" item=place row=True %}``.

    It is rendered once for all lists, until the next publishing and for at most five minutes, since a state
    of safety may run out. Values must be hashable; a page counts by its primary key.
    """
    slot, kept = int(time.time() // KEPT_SECONDS), _components()
    if kept.slot != slot or len(kept.rendered) >= COMPONENTS_AT_MOST:
        kept.slot, kept.rendered = slot, {}
    # Never the page itself, which would be kept too, with all that was loaded of it.
    key = (template_name, get_language(), *sorted((name, _identity(value)) for name, value in values.items()))
    if key not in kept.rendered:
        kept.rendered[key] = render_to_string(template_name, values)
    return kept.rendered[key]


def _identity(value):
    return (value._meta.label, value.pk) if isinstance(value, Model) else value


@until_published
def _components():
    """What is kept of components since the last publishing: those of one slot of time, by their key."""
    return SimpleNamespace(slot=None, rendered={})


@register.simple_tag
def photo(image, sizes="100vw", alt=None, first=False):
    """A ``<picture>`` of a Photo from the files made when it was saved; nothing is encoded or queried here.

    `sizes` as in HTML; `alt` overrides the photo's own text ("" in a linked card); `first` is the page's
    largest picture above the fold, which is fetched at once.
    """
    if image is None or not image.picture_sources:
        return ""
    files = image.picture_sources
    fallback = files["jpeg"]
    largest = fallback[-1]
    others = "".join(
        format_html('<source type="{}" srcset="{}" sizes="{}"/>', MIME[name], _srcset(files[name]), sizes)
        for name in PHOTO_FORMATS
        if name in MIME and files.get(name)
    )
    return format_html(
        '<picture>{}<img src="{}" srcset="{}" sizes="{}" alt="{}" width="{}" height="{}" {}/></picture>',
        SafeString(others),
        settings.MEDIA_URL + largest[1],
        _srcset(fallback),
        sizes,
        image.alt if alt is None else alt,
        image.width,
        image.height,
        SafeString('fetchpriority="high"' if first else 'loading="lazy" decoding="async"'),
    )


@register.simple_tag
def shows_illustration(*lists):
    """Whether a page of these lists shows an illustration. A list that does says so once, below it."""
    covers = (getattr(page, "cover", None) for pages in lists for page in pages or ())
    return any(cover and cover.is_illustration for cover in covers)


@register.simple_tag
def lang_of(page, *path):
    """`` lang="id"`` where a translation shows words that nobody has translated yet: ``<p{% lang_of page "summary" %}>``."""
    wanted = ".".join(str(part) for part in path)
    shown = getattr(page, "untranslated", ())
    if any(part == wanted or part.startswith(f"{wanted}.") for part in shown):
        return format_html(' lang="{}"', settings.LANGUAGE_CODE)
    return ""


def _srcset(files):
    return ", ".join(f"{settings.MEDIA_URL}{path} {width}w" for width, path in files)


@register.simple_tag
def live_translations(page):
    """The names of the languages in which a source page is published too."""
    return [str(translation.locale) for translation in translations_in_step(page).live().select_related("locale")]
