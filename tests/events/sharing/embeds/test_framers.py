"""The office names the websites that may show its frames."""

import pytest
from django.conf import settings

from events.models import EmbedSettings, Occurrence

pytestmark = pytest.mark.django_db

LIST = "/embed/v1/events/"
OFFICE = "https://www.wonogirikab.go.id"


@pytest.fixture
def name_them(admin_client):
    """``name_them(lines)`` as an administrator in the admin; the page that comes back."""

    def send(lines):
        address = admin_client.get("/admin/settings/events/embedsettings/", follow=True).redirect_chain[-1][0]
        return admin_client.post(address, {"framers": lines}, follow=True)

    return send


def framers(client, path=LIST):
    policy = client.get(path).headers["Content-Security-Policy"]
    return policy.partition("frame-ancestors ")[2].partition(";")[0]


def test_any_website_shows_our_frames_until_the_office_names_some_and_again_when_it_names_none(client, name_them):
    card = f"/embed/v1/event/{Occurrence.objects.first().event_key}/"
    assert {framers(client, path) for path in (LIST, card, "/embed/v1/event/x/")} == {"*"}
    oembed = f"/oembed/?url={settings.PUBLIC_URL}/id/acara/"
    pasted = client.get(oembed).json()["html"]

    name_them(f" {OFFICE}/ \r\n\r\nHTTPS://Mitra.example:8443\r\n{OFFICE}")
    named = f"'self' {OFFICE} https://mitra.example:8443"
    assert {framers(client, path) for path in (LIST, card, "/embed/v1/event/x/")} == {named}
    assert client.get(oembed).json()["html"] == pasted
    assert framers(client, "/id/") == "'none'"
    assert client.get("/embed/v1/w.js").status_code == client.get("/feeds/v1/events.json").status_code == 200

    name_them("")
    assert framers(client) == framers(client, card) == "*"


@pytest.mark.parametrize(
    "line",
    [
        "mitra.example",
        "http://mitra.example",
        f"{OFFICE}/acara/",
        "https://*.example",
        "https://mitra.example https://b.example",
        "https://mitra.example; script-src *",
        "https://localhost",
    ],
)
def test_what_is_no_address_of_a_website_is_refused_with_a_sentence(name_them, line):
    html = name_them(f"{OFFICE}\n{line}").content.decode()
    assert f"“{line.rstrip('/')}” bukan alamat situs. Tulis https://" in html
    assert not EmbedSettings.objects.exclude(framers="").exists()
