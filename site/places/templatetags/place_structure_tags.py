"""What search engines read of places."""

from django import template
from django.conf import settings
from django.utils import timezone

from facts.kinds import FactKind
from facts.models import facts_about
from places.districts import locality, province_of
from places.geography.structured import structured_geo
from places.kinds import PlaceKind
from places.models import Facility, Safety

register = template.Library()

SCHEMA_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@register.simple_tag
def place_data(place):
    """A place as schema.org data: only what is known; an illustration is not passed off as its photograph."""
    is_desk = place.kind == PlaceKind.INFORMATION
    data = {
        "@context": "https://schema.org",
        "@type": "TouristInformationCenter" if is_desk else "TouristAttraction",
        "@id": absolute(place.url),
        "url": absolute(place.url),
        "name": place.title,
        "description": place.summary,
        "address": {
            "@type": "PostalAddress",
            "addressCountry": "ID",
            "addressRegion": province_of(place.regency),
            "addressLocality": locality(place.district, place.get_regency_display()),
            "streetAddress": place.address,
        },
    }
    if geo := structured_geo(place):
        data["geo"] = geo
    if not place.alias_of_id:
        data["inLanguage"] = place.locale.language_code
    if place.cover and place.cover.largest_jpeg and not place.cover.is_illustration:
        data["image"] = absolute(settings.MEDIA_URL + place.cover.largest_jpeg)
    if place.is_free is not None and not is_fee_old(place):
        data["isAccessibleForFree"] = place.is_free
    if place.contact_phone:
        data["telephone"] = place.contact_phone
    if place.contact_url:
        data["sameAs"] = place.contact_url
    if place.safety == Safety.CLOSED:
        data["publicAccess"] = False
    amenities = [(facility.label, getattr(place, facility.field)) for facility in Facility]
    if told := [(name, value) for name, value in amenities if value is not None]:
        data["amenityFeature"] = [
            {"@type": "LocationFeatureSpecification", "name": str(name), "value": value} for name, value in told
        ]
    hours = [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"https://schema.org/{SCHEMA_WEEKDAYS[row.weekday]}",
            "opens": row.opens.strftime("%H:%M"),
            "closes": row.closes.strftime("%H:%M"),
        }
        for row in place.opening_rows
    ]
    if hours:
        data["openingHoursSpecification"] = hours
    data["address"] = {name: value for name, value in data["address"].items() if value}
    return data


@register.simple_tag
def list_data(page, results, kind=""):
    """A page of a list as schema.org data: an ItemList, or a destination of type `kind` with its attractions."""
    first = results.start_index() if hasattr(results, "start_index") else 1
    data = {
        "@context": "https://schema.org",
        "@type": kind or "ItemList",
        "name": page.title,
        "description": page.summary,
        "url": absolute(page.url),
    }
    if kind:
        data["includesAttraction"] = [
            {"@type": "TouristAttraction", "name": place.title, "url": absolute(place.url)} for place in results
        ]
    else:
        data["itemListElement"] = [
            {"@type": "ListItem", "position": position, "url": absolute(place.url), "name": place.title}
            for position, place in enumerate(results, first)
        ]
    return data


def is_fee_old(place):
    """Whether the newest entrance fee that anybody told may have changed since."""
    fees = [fact for fact in facts_about(place.translation_key) if fact.kind == FactKind.ENTRY_FEE]
    return bool(fees) and fees[0].is_old(timezone.localdate())


def absolute(path):
    return settings.PUBLIC_URL + path if path and path.startswith("/") else path
