"""Notices for other offices' programs: by the schema of CAP 1.2, as JSON Feed, as RSS, and found from the pages."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmlschema

from places.models import District, PlacePage
from places.safety.cap import NAMESPACE, POINTS_AT_MOST

pytestmark = pytest.mark.django_db

CAP = {"cap": NAMESPACE}


@pytest.fixture(scope="module")
def schema():
    return xmlschema.XMLSchema(Path(__file__).with_name("cap-1.2.xsd"))


def cap_at(client, path, schema):
    body = client.get(path).content.decode()
    assert list(schema.iter_errors(body)) == []
    return ElementTree.fromstring(body)


def test_cap_keeps_to_its_schema_with_every_kind_of_area_and_with_none(client, add_notice, schema):
    path = "/feeds/v1/notices.cap.xml"
    assert cap_at(client, path, schema).findall("cap:info", CAP) == []
    district = District.objects.get(name="Paranggupito")
    nampu = PlacePage.objects.get(slug="pantai-nampu", locale__language_code="id")
    link = {"source_url": "https://example.org/ombak", "contact_name": "Pos SAR", "contact_phone": "0273 321 042"}
    add_notice(scope="district", district=district, event="wave", level="caution", **link)
    add_notice(scope="place", place=nampu, event="ritual")
    add_notice(scope="coast", event="wave", level="after-rain")
    infos = cap_at(client, path, schema).findall("cap:info", CAP)
    assert len(infos) == 3 * 3
    told = {info.findtext("cap:area/cap:areaDesc", None, CAP): info for info in infos}
    assert {"Kecamatan Paranggupito", "Paranggupito District", "Pantai Nampu", "Nampu Beach"} <= told.keys()

    polygon = told["Paranggupito District"].findtext("cap:area/cap:polygon", None, CAP)
    corners = [tuple(map(float, corner.split(","))) for corner in polygon.split()]
    assert corners[0] == corners[-1]
    assert 4 <= len(corners) <= POINTS_AT_MOST
    lats, lons = zip(*corners, strict=True)
    assert (round(min(lats), 1), round(max(lats), 1), round(min(lons), 1), round(max(lons), 1)) == (
        -8.2,
        -8.1,
        110.8,
        110.9,
    )
    assert told["Nampu Beach"].findtext("cap:area/cap:circle", None, CAP).startswith("-8.2")
    assert told["Kecamatan Paranggupito"].findtext("cap:contact", None, CAP) == "Pos SAR 0273 321 042"


def test_a_message_of_its_own_is_updated_and_cancelled(client, add_notice, schema):
    notice = add_notice()
    path = f"/feeds/v1/notices/{notice.uid}.cap.xml"
    first = cap_at(client, path, schema)
    assert first.findtext("cap:msgType", None, CAP) == "Alert"
    type(notice).objects.filter(pk=notice.pk).update(created_at=notice.starts_at)
    notice.refresh_from_db()
    notice.event = "rain"
    notice.save()
    assert cap_at(client, path, schema).findtext("cap:msgType", None, CAP) == "Update"
    notice.ended_at = notice.changed_at
    notice.save()
    last = cap_at(client, path, schema)
    assert last.findtext("cap:msgType", None, CAP) == "Cancel"
    assert f"{notice.uid}.1" in last.findtext("cap:references", None, CAP)
    draft = add_notice(is_draft=True)
    assert client.get(f"/feeds/v1/notices/{draft.uid}.cap.xml").status_code == 404


def test_json_and_rss_tell_the_same_and_pages_lead_to_them(client, add_notice):
    notice = add_notice()
    told = json.loads(client.get("/feeds/v1/notices.json?lang=en").content)
    (item,) = told["items"]
    assert item["_notice"] | {"event": "cave-flood", "severity": "Severe", "scope": "kind"} == item["_notice"]
    assert len(item["_notice"]["places"]) > 9
    assert item["content_text"] in client.get("/feeds/v1/notices.rss?lang=en").content.decode()
    assert str(notice.uid) in client.get("/en/notices/").content.decode()
    for path in ("/id/", "/id/destinasi/pantai-nampu/"):
        head = client.get(path).content.decode().partition("</head>")[0]
        for extension in ("rss", "json", "cap.xml"):
            assert f"/feeds/v1/notices.{extension}" in head
