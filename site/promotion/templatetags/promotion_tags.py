"""Links to partners, kept until the next publishing or midnight."""

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from content.publishing import until_published
from places.models import PlacePage
from promotion.models import PartnerLink

register = template.Library()


@register.simple_tag
def journey_links(here=None):
    """The links of the panel that leads on to Yogyakarta, without the place whose page (address `here`) this is."""
    links = _links(PartnerLink.Placement.JOURNEY, get_language(), timezone.localdate())
    return [link for link in links if not (here and link["page"] and link["page"].url == here)]


@register.simple_tag
def pages_of(links):
    """The pages that some of these links lead to."""
    return [link["page"] for link in links if link["page"]]


@register.simple_tag
def journey_here(here=None):
    """`here` when the panel would lead to the page itself, else "": the panel is the same on all other pages."""
    return here if len(journey_links(here)) < len(journey_links()) else ""


@register.simple_tag
def neighbour_links():
    """The neighbours named in the footer."""
    return _links(PartnerLink.Placement.NEIGHBOURS, get_language(), timezone.localdate())


@until_published
def _links(placement, language, today):
    """``[{title, text, page, slug}, ...]``; `page` is the place in this language, None for an address elsewhere."""
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
    return links
