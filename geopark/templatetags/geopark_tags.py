"""What pages show of the geopark: its sites as dots, their number, and the scale of ages."""

from django import template
from django.db.models import Count
from django.utils.translation import get_language

from content.publishing import until_published
from geopark.models import GeositePage
from places.districts import ashore
from places.geography.maps import MAPS
from places.querysets import POINT_FIELDS

register = template.Library()

OLDEST_MA = 25
SHORTEST_SPAN = 1.6


@register.simple_tag
def geosite_dots():
    """Where the geosites stand on the drawn map of the geopark, as ``[{"x", "y"}]``."""
    return _dots(get_language())


@until_published
def _dots(language):
    drawing = MAPS["geopark"]
    points = [site.point for site in _in_language(language).located().only(*POINT_FIELDS)]
    return [{"x": x, "y": y} for point in points if drawing.shows(point) for x, y in [drawing.place(ashore(*point))]]


@register.simple_tag
def geosite_counts():
    """``{regency: number of geosites}``."""
    return _counts(get_language())


@until_published
def _counts(language):
    return dict(_in_language(language).order_by().values_list("regency").annotate(Count("pk")))


def _in_language(language):
    return GeositePage.objects.for_visitors().filter(locale__language_code=language)


@register.simple_tag
def age_scale(page):
    """Where the age of a geosite stands on a scale of 25 million years, in percent from its old end.

    None when no bound is recorded or the rock is older than the scale.
    """
    bounds = [float(bound) for bound in (page.age_from_ma, page.age_to_ma) if bound is not None]
    if not bounds or max(bounds) > OLDEST_MA:
        return None
    start, end = _percent(max(bounds)), _percent(min(bounds))
    is_moment = start == end
    width = max(end - start, SHORTEST_SPAN)
    return {
        "is_moment": is_moment,
        "start": _text(start if is_moment else min(start, 100 - width)),
        "width": _text(width),
        "label": _text(min(max(start if is_moment else (start + end) / 2, 16), 84)),
        "ticks": [
            {"age": age, "x": _text(_percent(age)), "anchor": {OLDEST_MA: "start", 0: "end"}.get(age, "middle")}
            for age in range(OLDEST_MA, -1, -5)
        ],
    }


def _percent(age):
    return (OLDEST_MA - age) / OLDEST_MA * 100


def _text(percent):
    return f"{percent:.1f}%"
