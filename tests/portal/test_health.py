"""What a monitor asks."""

from unittest import mock

import pytest
from django.db import DatabaseError

pytestmark = pytest.mark.sql


def test_a_living_process_says_ok_without_the_database():
    from django.test import Client

    response = Client().get("/health/live/")
    assert response.status_code == 200
    assert response.content == b"ok"
    assert "no-store" in response.headers["Cache-Control"]


def test_a_site_whose_database_answers_is_ready(client):
    response = client.get("/health/ready/")
    assert response.status_code == 200
    assert response.json() == {"database": "ok", "cache": "ok"}
    assert not response.cookies


def test_a_site_without_its_database_is_not_ready_and_tells_no_details(client):
    with mock.patch("portal.views.MigrationExecutor", side_effect=DatabaseError("password of postgres is secret")):
        response = client.get("/health/ready/")
    assert response.status_code == 503
    assert "secret" not in response.content.decode()


def test_a_dead_cache_only_degrades_the_site(client):
    with mock.patch("portal.views.cache.get", return_value=None):
        response = client.get("/health/ready/")
    assert response.status_code == 200
    assert response.json()["cache"] == "degraded"


def test_health_needs_no_name_of_the_site_and_all_else_is_refused_without_a_line_in_the_log(client, settings, caplog):
    settings.ALLOWED_HOSTS = ["wonogiri.example"]
    settings.PUBLIC_URL = "https://wonogiri.example"
    for path in ("/health/live/", "/health/ready/"):
        assert client.get(path, HTTP_HOST="127.0.0.1:8000").status_code == 200
    refused = client.get("/id/", HTTP_HOST="evil.example")
    assert refused.status_code == 400
    assert refused.content == b"This is https://wonogiri.example\n"
    assert not caplog.records
