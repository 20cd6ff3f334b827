"""What search engines and social networks read of a page."""

import json

from django import template
from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from content.files.photos import SOCIAL, SOCIAL_HEIGHT, SOCIAL_WIDTH
from portal.templatetags.navigation_tags import trail
from portal.templatetags.portal_tags import absolute_url

register = template.Library()


@register.simple_tag
def json_ld(data):
    """A dictionary, or a list of them, as structured data that no text inside can break out of."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str)
    for character, escape in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(character, escape)
    return SafeString(f'<script type="application/ld+json">{text}</script>')


@register.simple_tag
def structure(kind, **values):
    """A schema.org object for `json_ld`: ``{% structure "Article" headline=page.title as article %}``; empty values left out."""
    return {"@context": "https://schema.org", "@type": kind} | {name: value for name, value in values.items() if value}


@register.simple_tag
def breadcrumb_list(page, *below):
    """The trail of `page`, and of a view below it, as a schema.org BreadcrumbList."""
    return _breadcrumbs(trail(page, *below))


@register.simple_tag
def breadcrumbs_below_home(home_url, label, url):
    """The same of a view that stands below the front page and is no page itself."""
    return _breadcrumbs([(_("Home"), home_url), (label, url)])


def _breadcrumbs(steps):
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": str(label), "item": absolute_url(url or "")}
            for position, (label, url) in enumerate(steps, 1)
        ],
    }


@register.simple_tag
def social_image(photo):
    """``{url, width, height, alt}`` of what links to a page show of its photo, 1.91:1, or None."""
    files = (photo.picture_sources or {}).get(SOCIAL) if photo else None
    if not files:
        return None
    width, path = files[0]
    return {
        "url": absolute_url(settings.MEDIA_URL + path),
        "width": width,
        "height": round(width * SOCIAL_HEIGHT / SOCIAL_WIDTH),
        "alt": photo.alt,
    }


@register.simple_tag
def home_structure(page):
    """The site with its search, and the region it is about, as schema.org objects."""
    address, code = absolute_url(page.url or ""), page.locale.language_code
    region = {
        "@context": "https://schema.org",
        "@type": "TouristDestination",
        "name": "Wonogiri",
        "description": page.summary,
        "url": address,
        "containedInPlace": {"@type": "AdministrativeArea", "name": "Jawa Tengah, Indonesia"},
    }
    image = social_image(page.cover)
    if image:
        region["image"] = image["url"]
    return [
        {
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": settings.WAGTAIL_SITE_NAME,
            "url": address,
            "inLanguage": code,
            "potentialAction": {
                "@type": "SearchAction",
                "target": {
                    "@type": "EntryPoint",
                    "urlTemplate": absolute_url(f"/{code}/search/?q={{search_term_string}}"),
                },
                "query-input": "required name=search_term_string",
            },
        },
        region,
    ]


@register.simple_tag
def article_structure(page, languages):
    """An article as a schema.org object, in the language that is read."""
    image = social_image(page.cover)
    data = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": page.title,
        "description": page.summary,
        "url": absolute_url(languages["canonical"]),
        "inLanguage": languages["content_code"],
        "image": image["url"] if image else None,
        "datePublished": page.first_published_at.isoformat() if page.first_published_at else None,
        "dateModified": page.last_published_at.isoformat() if page.last_published_at else None,
        "publisher": {
            "@type": "GovernmentOrganization",
            "name": _("Tourism office of Wonogiri"),
            "url": settings.PUBLIC_URL,
        },
    }
    return {name: value for name, value in data.items() if value}
