"""Error pages that help, in the visitor's language."""

from unittest import mock

import pytest
from django.test import RequestFactory

from portal import views


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["id", "en", "jv"])
def test_a_missing_page_is_answered_in_the_language_of_its_address(client, language):
    response = client.get(f"/{language}/gua-yang-tidak-ada/")
    html = response.content.decode()
    assert response.status_code == 404
    assert f'<html lang="{language}"' in html
    assert f'action="/{language}/search/"' in html
    assert "gua yang tidak ada" in html
    assert "noindex" in html


@pytest.mark.django_db
def test_the_three_error_pages_differ(client):
    texts = {client.get(f"/{language}/x/").content for language in ("id", "en", "jv")}
    assert len(texts) == 3


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "language"), [("en-GB", "en"), ("jv", "jv"), ("", "id"), ("fr", "id")])
def test_a_missing_page_without_a_language_is_answered_in_the_browsers(client, asked, language):
    response = client.get("/nowhere/at/all", headers={"accept-language": asked})
    assert response.status_code == 404
    assert f'<html lang="{language}"' in response.content.decode()


@pytest.mark.django_db
def test_words_of_a_wrong_address_are_shown_as_text_only(client):
    html = client.get("/id/%3Cscript%3Ealert(1)%3C%2Fscript%3E/").content.decode()
    assert "<script>alert" not in html


@pytest.mark.parametrize("language", ["id", "en", "jv"])
def test_when_the_site_breaks_the_page_needs_no_database(language):
    request = RequestFactory().get(f"/{language}/")
    response = views.server_error(request)
    html = response.content.decode()
    assert response.status_code == 500
    assert f'<html lang="{language}"' in html
    assert f'href="/{language}/"' in html


@pytest.mark.django_db
def test_a_view_that_breaks_gives_the_500_page_with_all_headers(client):
    client.raise_request_exception = False
    with mock.patch("portal.search.views.find", side_effect=RuntimeError("broken")):
        response = client.get("/en/search/?q=cave")
    assert response.status_code == 500
    assert '<html lang="en"' in response.content.decode()
    assert "broken" not in response.content.decode()
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "public" not in response.headers.get("Cache-Control", "")
