"""The page for partners, and the reference of the API beside it."""

import re
from html import unescape

import pytest

from portal.api.document import document
from portal.api.operations import api
from portal.api.reference import reference

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "heading"),
    [("/id/mitra/", "Untuk mitra"), ("/en/partners/", "For partners"), ("/jv/mitra/", "Kangge mitra")],
)
def test_every_page_leads_partners_to_what_they_may_use(client, address, heading):
    home = client.get(f"{address[:4]}").content.decode()
    assert f'<link rel="service-doc" href="{address}" />' in home
    assert f'<li><a href="{address}">' in home
    page = client.get(address).content.decode()
    assert f"<h1>{heading}</h1>" in page
    for used in ("/embed/", "/feeds/v1/events.ics", "/feeds/v1/events.csv", "places.geojson", f"{address}api/"):
        assert used in page
    assert "/api/v1/openapi.json" in page


def test_a_word_of_another_language_leads_on(client):
    assert client.get("/en/mitra/").headers["Location"] == "/en/partners/"
    assert client.get("/id/partners/api/").headers["Location"] == "/id/mitra/api/"


def test_the_reference_tells_every_address_parameter_and_field_of_the_document(client):
    html = unescape(client.get("/en/partners/api/").content.decode())
    made = document(api)
    assert re.findall(r"<h2 id=[^>]*><code>(.*?)</code>", html) == list(made["paths"])
    told = set(re.findall(r"<dt><code>(.*?)</code>", html))
    asked = {parameter["name"] for path in made["paths"].values() for parameter in path["get"].get("parameters", [])}
    fields = set(made["components"]["schemas"]["Event"]["properties"]) | {"latitude", "javanese_date"}
    assert asked | fields <= told


def test_every_example_of_the_reference_can_be_tried():
    examples = [entry for operation in reference(document(api)) for entry in operation.parameters if entry.example]
    assert {entry.name for entry in examples} >= {"lang", "fields", "near", "cat", "updated_since"}
    assert "/api/v1/events/?cat=rite&cat=pilgrimage" in [entry.example for entry in examples]
    assert "/api/v1/places/?fields=licence%2Clicence_url" in [entry.example for entry in examples]
