"""What is kept of pages: few copies whatever is asked, and none that an editor sees twice."""

import pytest

from events.models import EventPage
from portal.keeping import pages

pytestmark = pytest.mark.django_db

EVENT = "/id/acara/ceprotan/"


@pytest.mark.parametrize(
    "address",
    [
        "/id/acara/?zufall={}",
        "/id/acara/?q=zufall{}",
        "/id/destinasi/?page={}",
        "/id/search/?q=zufall{}",
        "/id/tidak-ada-{}/",
        "/tidak-ada-{}",
        "/id/acara/kalender/20{}-05/",
        "/embed/v1/accents/0000{}.css",
        "/embed/v1/w.000000{}.js",
        "/feeds/v1/events.json?cat=zufall{}",
        "/api/v1/places/?near=-7.{},110",
    ],
)
def test_addresses_without_end_share_a_shelf(own_redis, client, monkeypatch, address):
    monkeypatch.setattr(pages, "SHELF_PLACES", 2)
    client.get("/id/acara/")
    client.get(EVENT)
    before = own_redis.keys()
    for number in range(10, 18):
        client.get(address.format(number))
    assert own_redis.keys() <= before + 2 + 1  # the shelf, and nothing of the address but its bare page


def test_an_address_on_the_shelf_is_answered_from_it(client, queries):
    first = client.get("/id/acara/?when=weekend")
    with queries() as asked:
        again = client.get("/id/acara/?when=weekend&utm_source=letter")
    assert len(asked) == 0
    assert again.content == first.content


def test_a_neighbour_on_the_shelf_is_not_taken_for_the_page(client, monkeypatch):
    monkeypatch.setattr(pages, "SHELF_PLACES", 1)
    assert "nampu" in client.get("/id/search/?q=nampu").content.decode()
    assert "batik" in client.get("/id/search/?q=batik").content.decode()


def test_an_editor_who_has_published_sees_the_new_page_at_once(client):
    known = client.get(EVENT)
    control = known.headers["Cache-Control"]
    assert "max-age=0" in control.replace("s-maxage", "")
    assert "stale-while-revalidate" not in control
    assert client.get(EVENT, headers={"if-none-match": known.headers["ETag"]}).status_code == 304
    event = EventPage.objects.get(slug="ceprotan", locale__language_code="id")
    event.title = "Ceprotan, baru"
    event.save_revision().publish()
    fresh = client.get(EVENT, headers={"if-none-match": known.headers["ETag"]})
    assert fresh.status_code == 200
    assert "Ceprotan, baru" in fresh.content.decode()
