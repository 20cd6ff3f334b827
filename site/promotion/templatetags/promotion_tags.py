"""Links to partners, kept until the next publishing or midnight."""

from django import template
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import get_language

from content.publishing import published_at
from places.models import PlacePage
from promotion.models import PartnerLink

register = template.Library()

KEPT_SECONDS = 3600


@register.simple_tag
def journey_links(here=None):
    """The links of the panel that leads on to Yogyakarta, without the place whose page (address `here`) this is."""
    links = _links(PartnerLink.Placement.JOURNEY)
    return [link for link in links if not (here and link["page"] and link["page"].url == here)]


@register.simple_tag
def neighbour_links():
    """The neighbours named in the footer."""
    return _links(PartnerLink.Placement.NEIGHBOURS)


def _links(placement):
    """``[{title, text, page, slug}, ...]``; `page` is the place in the active language, None for an address elsewhere."""
    language, today = get_language(), timezone.localdate()
    key = f"partner_links:{placement}:{language}:{today}:{published_at()}"
    links = cache.get(key)
    if links is None:
        found = list(PartnerLink.objects.at(placement, language, today))
        keys = [link.place.translation_key for link in found if link.place]
        places = {
            place.translation_key: place
            for place in PlacePage.objects.for_cards().filter(locale__language_code=language, translation_key__in=keys)
        }
        links = []
        for link in found:
            place = places.get(link.place.translation_key) if link.place else None
            if place or link.url:
                links.append({"title": link.title, "text": link.text, "page": place, "slug": link.slug})
        cache.set(key, links, KEPT_SECONDS)
    return links
