"""JSON Feed 1.1. `docs/events-feed.schema.json` describes it; our own element reads it."""

import json

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from events.sharing.feeds.feed import LICENCE

ZONE = "Asia/Jakarta"


def json_feed(feed):
    """The feed as bytes; in the order of lists, as the element shows it."""
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": feed.page_url,
        "feed_url": feed.url("json"),
        "language": feed.query.language,
        "authors": [{"name": feed.author, "url": f"{settings.PUBLIC_URL}/"}],
        "_wonogiri": {
            "about": settings.PUBLIC_URL + reverse("embed_builder"),
            "timezone": ZONE,
            "licence": LICENCE,
            "attribution": feed.author,
        },
        "items": [_item(item) for item in feed.items],
    }
    if feed.next_after:
        content["next_url"] = feed.next_url("json")
    if feed.query.problems:
        content["_wonogiri"]["problems"] = [
            {"parameter": problem.parameter, "message": problem.message} for problem in feed.query.problems
        ]
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _item(item):
    picture = item.facts["picture"] or {}
    told = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "summary": item.facts["summary"],
        "content_text": "\n\n".join(item.paragraphs),
        "image": picture.get("url"),
        "date_published": item.created_at.isoformat(timespec="seconds"),
        "date_modified": item.changed_at.isoformat(timespec="seconds"),
        "tags": [str(item.category.label)],
        "language": item.language,
        "_event": event(item) | {"image_alt": picture.get("alt"), "image_credit": credit(picture)},
    }
    return {name: value for name, value in told.items() if value is not None}


def credit(picture):
    """Whose picture it is; that it is an illustration, in the language of the feed."""
    return gettext("Illustration") if picture.get("is_illustration") else picture.get("credit")


def event(item):
    """The extension object: all that the element needs, and no more."""
    longitude, latitude = item.point or (None, None)
    return {
        "uid": item.uid,
        "recurrence_id": item.occurrence.recurrence_id,
        "start": item.start,
        "end": item.end,
        "all_day": item.occurrence.is_all_day,
        "time_zone": ZONE,
        "status": item.occurrence.status,
        "certainty": item.occurrence.certainty,
        "one_of": item.occurrence.one_of,
        "margin_days": item.occurrence.margin_days,
        "is_eve": item.occurrence.is_eve,
        "date_text": item.date_text,
        "time_text": item.time_text,
        "weton": item.javanese.weton_name,
        "javanese_date": item.javanese_date,
        "category": item.category.value,
        "category_label": str(item.category.label),
        "place": {
            "name": item.facts["where"],
            "url": item.facts["place_url"],
            "district": item.district,
            "regency": item.regency,
            "latitude": latitude,
            "longitude": longitude,
            "is_protected": item.facts["place_is_protected"],
        },
        "organiser": item.organiser,
        "is_free": item.occurrence.is_free,
        "price_idr": item.facts["price_idr"],
        "notice": item.notice,
        "is_over": item.is_over,
        "fallback": item.is_fallback,
    }
