"""What pages show of notices of danger: what holds now, what it means at an event, where to go instead."""

from django import template
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.publishing import until_published
from places.kinds import PlaceGroup, PlaceKind, kinds_in
from places.models import PlacePage, Safety
from places.safety import cap, feeds, sentences
from places.safety.dangers import Danger, Scope
from places.safety.known import warnings_at
from places.safety.telling import told_now

register = template.Library()

INSTEAD = 3
INSTEAD_WITHIN_KM = 40
CANDIDATES = 60
DANGEROUS_KINDS = {
    Danger.WAVE: frozenset(kinds_in([PlaceGroup.BEACH])),
    Danger.CAVE_FLOOD: frozenset({PlaceKind.CAVE}),
}


@register.simple_tag
def notices_in_force():
    """Told of every notice that holds now, the most severe first; no query."""
    return told_now()


@register.filter
def at_venue(one):
    """What an InForce notice means for an event at the place."""
    return sentences.at_venue(one.notice, one.ends_at)


@register.simple_tag
def instead_of(place):
    """Up to three places near a closed one where no notice holds, of another kind where its kind is the danger.

    Those that warn of nothing come first, then the nearest.
    """
    now = place.safety_now
    if now.state != Safety.CLOSED or not place.point or place.is_rough:
        return []
    avoided = avoided_kinds(now.notice) | {one.notice.kind for one in now.others if one.notice.scope == Scope.KIND}
    near = _places_near(place.pk, place.point, place.is_protected, place.locale_id)
    free = [other for other in near if other.kind not in avoided and is_free_of_notices(other)]
    return sorted(free, key=lambda other: other.safety == Safety.CAUTION)[:INSTEAD]


def avoided_kinds(notice):
    """The kinds of place that share the danger."""
    if notice is None:
        return frozenset()
    if notice.scope in {Scope.KIND, Scope.COAST}:
        return frozenset(notice.kinds)
    return DANGEROUS_KINDS.get(notice.danger, frozenset())


def is_free_of_notices(place):
    return place.safety != Safety.CLOSED and not warnings_at(place)


@until_published
def _places_near(pk, point, is_about, locale_id):
    others = PlacePage.objects.in_language(locale_id).exclude(pk=pk).for_cards().visitable()
    return others.near(point, km=INSTEAD_WITHIN_KM, limit=CANDIDATES, is_about=is_about)


@register.simple_tag
def notice_feeds():
    """``[(type, title, address), ...]`` of the notices for programs."""
    address = feeds.feed_url
    return [
        ("application/rss+xml", f"{feeds.title()} (RSS)", address("rss")),
        ("application/feed+json", f"{feeds.title()} (JSON Feed)", address("json")),
        ("application/cap+xml", f"{feeds.title()} (CAP)", f"{settings.PUBLIC_URL}/feeds/v1/notices.cap.xml"),
    ]


@register.simple_tag
def announcements(place=None):
    """The notices that hold now as schema.org SpecialAnnouncements, of one place or all; an empty list where none does."""
    told = told_now()
    if place:
        covering = {one.notice.pk for one in warnings_at(place)}
        told = [one for one in told if one.notice.pk in covering]
    return [announcement(one, place) for one in told]


def announcement(one, place=None):
    data = {
        "@context": "https://schema.org",
        "@type": "SpecialAnnouncement",
        "name": one.headline,
        "text": one.sentence,
        "url": one.url,
        "inLanguage": get_language(),
        "datePosted": cap.moment(one.changed_at),
        "expires": cap.moment(one.one.ends_at) if one.one.ends_at else None,
        "announcementLocation": {"@id": settings.PUBLIC_URL + place.url} if place else None,
        "spatialCoverage": {"@type": "Place", "name": one.notice.area},
        "publisher": {"@type": "GovernmentOrganization", "name": _("Wonogiri tourism office")},
    }
    return {name: value for name, value in data.items() if value}
