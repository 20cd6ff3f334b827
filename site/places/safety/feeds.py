"""Notices for feed readers and programs: RSS 2.0 and JSON Feed 1.1, what was changed last first."""

import json

from django.conf import settings
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from places.safety import cap


class _Rss(Rss201rev2Feed):
    def latest_post_date(self):
        return self.feed["updated_at"]

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        alert = {"rel": "alternate", "type": "application/cap+xml", "href": item["cap"]}
        handler.addQuickElement("atom:link", "", alert)


def title():
    return _("Notices of danger around Wonogiri")


def about():
    return _("What is closed or to be visited with care, why, and until when. A notice that ended does not mean safe.")


def page_url():
    return f"{settings.PUBLIC_URL}/{get_language()}/notices/"


def feed_url(name):
    return f"{settings.PUBLIC_URL}/feeds/v1/notices.{name}?lang={get_language()}"


def cap_url(notice):
    return f"{settings.PUBLIC_URL}/feeds/v1/notices/{notice.uid}.cap.xml"


def rss(told, updated_at):
    writer = _Rss(
        title=title(),
        link=page_url(),
        description=about(),
        language=get_language(),
        feed_url=feed_url("rss"),
        ttl="5",
        updated_at=updated_at,
    )
    for one in told:
        writer.add_item(
            title=one.headline,
            link=one.url,
            description=one.sentence,
            unique_id=str(one.notice.uid),
            unique_id_is_permalink=False,
            pubdate=one.changed_at,
            categories=[str(one.notice.danger.label)],
            cap=cap_url(one.notice),
        )
    return writer.writeString("utf-8").encode()


def json_feed(told):
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title(),
        "description": about(),
        "home_page_url": page_url(),
        "feed_url": feed_url("json"),
        "language": get_language(),
        "items": [item(one) for one in told],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def item(one):
    notice = one.notice
    return {
        "id": str(notice.uid),
        "url": one.url,
        "title": one.headline,
        "content_text": one.sentence,
        "date_published": cap.moment(one.one.starts_at),
        "date_modified": cap.moment(one.changed_at),
        "tags": [str(notice.danger.label)],
        "_notice": {
            "line": one.line,
            "state": one.state.value,
            "event": notice.event,
            "severity": notice.severity,
            "urgency": "Immediate",
            "certainty": notice.certainty,
            "area": notice.area,
            "scope": notice.scope,
            "onset": cap.moment(one.one.starts_at),
            "expires": cap.moment(one.one.ends_at) if one.one.ends_at else None,
            "instruction": one.advice,
            "source": one.issuer,
            "source_url": notice.source_url or None,
            "checked_at": cap.moment(notice.checked_at),
            "contact": " ".join(filter(None, [notice.contact_name, notice.contact_phone])) or None,
            "cap": cap_url(notice),
            "places": [str(place.translation_key) for place in one.places],
        },
    }
