"""A first visit to the bare address goes to the language the browser asks for."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("", "id"),
        ("id", "id"),
        ("id-ID,id;q=0.9,en-US;q=0.8", "id"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("jv,id;q=0.8", "jv"),
        ("jv-Latn", "jv"),
        ("de-DE,de;q=0.9,en;q=0.5", "en"),
        ("fr", "id"),
        ("nl;q=0.9, en;q=0.2, id;q=0.7", "id"),
        ("*", "id"),
        (";;;q=,,", "id"),
        ("en" * 5000, "id"),
    ],
)
def test_the_browser_is_sent_to_its_language(client, asked, language):
    response = client.get("/", headers={"accept-language": asked} if asked else {})
    assert response.status_code == 302
    assert response.headers["Location"] == f"/{language}/"
    assert "Accept-Language" in response.headers["Vary"]
    assert "cookie" not in response.headers["Vary"].lower()
    assert not response.cookies


def test_a_cookie_of_an_earlier_visit_plays_no_part(client):
    response = client.get("/", headers={"accept-language": "en", "cookie": "django_language=jv"})
    assert response.headers["Location"] == "/en/"


def test_a_page_stays_in_the_language_of_its_address(client):
    response = client.get("/id/", headers={"accept-language": "en"})
    assert response.status_code == 200
    assert '<html lang="id"' in response.content.decode()


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/id/destinasi/?kind=beach&page=1&utm_source=x", "/en/places/?kind=beach&amp;page=1"),
        ("/id/acara/?when=month", "/en/events/?when=month"),
        ("/id/search/?q=gua", "/en/search/?q=gua"),
    ],
)
def test_changing_the_language_keeps_the_question(client, path, kept):
    assert f'href="{kept}"' in client.get(path).text
