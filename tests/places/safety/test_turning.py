"""A notice begins and ends by itself, and what is kept of pages never outlives it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.publishing import mark_published
from places.models import PlacePage, PlaceRecord
from places.safety.known import known
from places.safety.reminding import ask_authors
from tests.clock import NOW
from tests.portal.keeping import test_purging

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

SODONG = "/id/geopark/gua-sodong/"


def is_closed(client, path=SODONG):
    return "safety--closed" in client.get(path).content.decode()


def test_it_begins_and_ends_at_its_minute_without_a_worker(client, add_notice):
    add_notice(starts_at=NOW + timedelta(minutes=1), ends_at=NOW + timedelta(minutes=2))
    assert not is_closed(client)
    answer = client.get(SODONG)
    assert int(re.search(r"s-maxage=(\d+)", answer.headers["Cache-Control"])[1]) <= 61
    with time_machine.travel(NOW + timedelta(seconds=61)):
        assert is_closed(client)
    with time_machine.travel(NOW + timedelta(seconds=121)):
        assert not is_closed(client)


def test_a_worker_tells_programs_at_that_minute(add_notice, run_jobs, client):
    cave = PlacePage.objects.get(url_path__endswith="/gua-sodong/", locale__language_code="id")
    add_notice(starts_at=NOW + timedelta(minutes=1))
    run_jobs()
    path = f"/api/v1/changes/?of=places&since={NOW:%Y-%m-%dT%H:%M:%S}%2B07:00"
    assert str(cave.translation_key) not in client.get(path).content.decode()
    with time_machine.travel(NOW + timedelta(seconds=62)):
        run_jobs()
        mark_published()
        assert str(cave.translation_key) in client.get(path).content.decode()


def test_what_a_page_says_itself_runs_out_at_its_minute_too(page_at, run_jobs):
    place = page_at("id", "pantai-nampu")
    place.safety_state, place.safety_valid_until = "open", NOW + timedelta(minutes=1)
    place.save_revision().publish()
    with time_machine.travel(NOW + timedelta(seconds=62)):
        run_jobs()
    assert PlaceRecord.objects.get(uid=place.translation_key).changed_at > NOW + timedelta(minutes=1)


def test_a_proxy_is_told_of_every_page_that_changes(add_notice, settings, django_capture_on_commit_callbacks):
    settings.WAGTAILFRONTENDCACHE = {"test": {"BACKEND": "tests.portal.keeping.test_purging.RecordingBackend"}}
    test_purging.purged.clear()
    with django_capture_on_commit_callbacks(execute=True):
        add_notice()
    paths = {url.removeprefix(settings.PUBLIC_URL) for url in test_purging.purged}
    assert {SODONG, "/en/geopark/sodong-cave/", "/id/geopark/", "/id/", "/en/", "/jv/notices/"} <= paths
    assert {"/feeds/v1/notices.cap.xml", "/feeds/v1/notices.json?lang=en", "/sitemap-id.xml"} <= paths
    assert "/id/destinasi/pantai-nampu/" not in paths


@pytest.mark.parametrize(
    "path", ["/id/", "/id/destinasi/", SODONG, "/id/acara/", "/id/search/?q=gua", "/id/places.geojson"]
)
def test_ten_notices_cost_a_page_no_query(uncached_client, add_notice, path):
    def asked():
        for _ in range(2):
            uncached_client.get(path)
        with CaptureQueriesContext(connection) as captured:
            uncached_client.get(path)
        return len(captured)

    before = asked()
    for number in range(10):
        add_notice(level="caution", event="rain", contact_name=str(number))
    assert asked() <= before
    mark_published()
    with CaptureQueriesContext(connection) as captured:
        assert len(known()) == 10
    assert sum("places_notice" in query["sql"] for query in captured) == 1


def test_the_author_is_asked_once_by_mail(add_notice, administrator, mailoutbox):
    add_notice(author=administrator, starts_at=NOW - timedelta(days=30), ends_at=NOW + timedelta(days=5))
    for _ in range(2):
        ask_authors()
    (mail,) = mailoutbox
    assert mail.to == ["admin@example.org"]
    assert "Semua gua" in mail.subject
    assert "/admin/notices/edit/" in mail.body
