"""Icons and pictures."""

from functools import cache

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from content.models import PHOTO_FORMATS

register = template.Library()

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
def photo(image, sizes="100vw", alt=None, first=False):
    """A ``<picture>`` of a Photo from the files made when it was saved; nothing is encoded or queried here.

    `sizes` as in HTML; `alt` overrides the photo's own text ("" in a linked card); `first` is the page's
    largest picture above the fold, which is fetched at once.
    """
    if image is None:
        return ""
    files = image.picture_sources
    fallback = files.get("jpeg") or [[image.width, image.file.name]]
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


def _srcset(files):
    return ", ".join(f"{settings.MEDIA_URL}{path} {width}w" for width, path in files)
