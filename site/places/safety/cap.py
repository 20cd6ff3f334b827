"""Notices as a message of the Common Alerting Protocol 1.2 (OASIS, 1 July 2010), for other offices' programs."""

from xml.etree import ElementTree

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from places.districts import APPROXIMATE_WITHIN_KM, NEAREST_WITHIN_KM, district_areas
from places.geography.geometry import simplified
from places.safety.dangers import Safety, Scope

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
# RFC 3066, as CAP wants it.
LANGUAGES = {"id": "id-ID", "en": "en", "jv": "jv-ID"}
POINTS_AT_MOST = 60
HEADLINE_AT_MOST = 160


def sender():
    """Who sends, without the signs that CAP forbids."""
    return settings.PUBLIC_URL.split("://", 1)[-1].replace(",", "").replace(" ", "")


def all_in_one(told, sent):
    """Everything that holds, as one message; without an `info` where nothing does."""
    alert = message(f"notices-{moment(sent)}".replace(":", "-").replace("+", "-"), sent, "Alert")
    for one in told:
        add_infos(alert, one, sent)
    return written(alert)


def one_alone(told, now, ended_at=None):
    """One notice by itself: an Alert, an Update once it was changed, a Cancel when it has ended."""
    notice = told.notice
    first = f"{notice.uid}.1", moment(notice.created_at)
    was_changed = (notice.changed_at - notice.created_at).total_seconds() >= 1
    kind = "Cancel" if ended_at else "Update" if was_changed else "Alert"
    sent = ended_at or (notice.changed_at if was_changed else notice.created_at)
    identifier = first[0] if kind == "Alert" else f"{notice.uid}.{int(sent.timestamp())}"
    alert = message(identifier, sent, kind, None if kind == "Alert" else f"{sender()},{first[0]},{first[1]}")
    add_infos(alert, told, now)
    return written(alert)


def message(identifier, sent, kind, references=None):
    alert = ElementTree.Element("alert", {"xmlns": NAMESPACE})
    parts = [
        ("identifier", identifier),
        ("sender", sender()),
        ("sent", moment(sent)),
        ("status", "Actual"),
        ("msgType", kind),
        ("scope", "Public"),
        ("references", references),
    ]
    add(alert, parts)
    return alert


def add_infos(alert, told, now):
    """One `info` for each of our languages."""
    notice, (starts_at, ends_at) = told.notice, (told.one.starts_at, told.one.ends_at)
    for code, name in LANGUAGES.items():
        with translation.override(code):
            info = ElementTree.SubElement(alert, "info")
            parts = [
                ("language", name),
                ("category", notice.danger.category),
                ("event", str(notice.danger.label)),
                ("responseType", "Avoid" if told.state == Safety.CLOSED else "Prepare"),
                ("urgency", notice.urgency(now)),
                ("severity", notice.severity),
                ("certainty", notice.certainty),
                ("effective", moment(starts_at)),
                ("onset", moment(starts_at)),
                ("expires", moment(ends_at) if ends_at else None),
                ("senderName", _("Wonogiri tourism office")),
                ("headline", told.headline[:HEADLINE_AT_MOST]),
                ("description", told.sentence),
                ("instruction", told.advice),
                ("web", notice.source_url or told.url),
                ("contact", " ".join(filter(None, [notice.contact_name, notice.contact_phone])) or None),
            ]
            add(info, parts)
            add_area(info, told)


def add_area(info, told):
    notice = told.notice
    area = ElementTree.SubElement(info, "area")
    add(area, [("areaDesc", notice.area)])
    if notice.scope == Scope.DISTRICT:
        for polygon in polygons(notice.district.code):
            add(area, [("polygon", polygon_of(polygon))])
        code = ElementTree.SubElement(area, "geocode")
        add(code, [("valueName", "Kemendagri"), ("value", notice.district.code)])
        return
    cells = [place.cell.ring for place in told.places if place.cell]
    add(area, [("polygon", polygon_of(cell)) for cell in cells])
    add(area, [("circle", circle) for place in told.places if (circle := circle_of(place))])


def polygons(code):
    """The outer rings of a district, simplified and closed, as lists of (lon, lat)."""
    area = next((area for area in district_areas() if area.code == code), None)
    return [simplified(rings[0], POINTS_AT_MOST) for rings in area.polygons] if area else []


def polygon_of(ring):
    """A closed ring of (lon, lat) as CAP writes it."""
    return " ".join(f"{lat:.5f},{lon:.5f}" for lon, lat in ring)


def circle_of(place):
    """A place as CAP's circle, as wide as its point is unsure, in km; "" where nobody is sent."""
    if not place.leads_there:
        return ""
    lon, lat = place.point
    return f"{lat:.5f},{lon:.5f} {APPROXIMATE_WITHIN_KM if place.is_approximate else NEAREST_WITHIN_KM}"


def add(element, parts):
    for name, text in parts:
        if text:
            ElementTree.SubElement(element, name).text = str(text)


def moment(value):
    """A moment as CAP writes it: to the second, with the offset of Wonogiri."""
    return timezone.localtime(value).isoformat(timespec="seconds")


def written(alert):
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(alert, encoding="utf-8")
