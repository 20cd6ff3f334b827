"""Asking the API."""

import pytest


@pytest.fixture
def ask(client):
    """Ask below /api/v1/ and read the answer, which must be good."""

    def read(path, status=200, **headers):
        response = client.get(f"/api/v1/{path}", headers=headers)
        assert response.status_code == status, response.content
        return response.json()

    return read


@pytest.fixture
def walk(client):
    """Every record of a list, following `next`."""

    def read(path):
        found, address = [], f"/api/v1/{path}"
        while address:
            response = client.get(address)
            assert response.status_code == 200, response.content
            page = response.json()
            link = f'<{page["next"]}>; rel="next"' if page["next"] else None
            assert response.headers.get("Link") == link
            found += page["results"]
            address = page["next"]
            assert len(found) < 2000
        return found

    return read


@pytest.fixture
def index(page_at):
    return page_at("id", "acara")
