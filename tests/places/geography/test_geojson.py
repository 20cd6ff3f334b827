"""The places as a layer for any map."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def features(client):
    def read(path):
        response = client.get(path)
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "application/geo+json"
        return response.json()["features"]

    return read


def test_any_site_may_draw_the_places_and_link_to_them(client, features):
    response = client.get("/en/places.geojson")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    found = features("/en/places.geojson")
    assert len(found) > 30
    assert all(feature["properties"]["url"].startswith("http://127.0.0.1:8000/en/") for feature in found)


def middle_of(geometry):
    """The point, or the centre of a protected place's cell."""
    if geometry["type"] == "Point":
        return geometry["coordinates"]
    (west, south), _, (east, north), *_ = geometry["coordinates"][0]
    return (west + east) / 2, (south + north) / 2


def test_a_layer_is_narrowed_by_box_kind_and_language(features):
    west, south, east, north = 110.8, -8.25, 111.0, -8.1
    inside = features(f"/id/places.geojson?bbox={west},{south},{east},{north}")
    for feature in features("/id/places.geojson"):
        longitude, latitude = middle_of(feature["geometry"])
        assert (feature in inside) == (west <= longitude <= east and south <= latitude <= north)
    beaches = features("/jv/places.geojson?kind=beach")
    assert 0 < len(beaches) < len(features("/jv/places.geojson"))


@pytest.mark.parametrize(
    "box", ["110,-8", "west", "110.8,-8.2,111,nan", "1,2,3,4,5", "110,-8,999,-7", "111,-8,110,-7", "110,-7,111,-8"]
)
def test_a_box_that_cannot_be_read_is_told_and_not_left_out(client, box):
    response = client.get("/id/places.geojson", {"bbox": box})
    assert response.status_code == 400
    assert "110.4,-8.4,111.3,-7.6" in response.json()["detail"]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("kind=castle", "kind"),
        ("kind=beach&regency=atlantis", "regency"),
        ("district=Atlantis", "district"),
        ("facility=parking&facility=helipad", "facility"),
    ],
)
def test_a_filter_not_understood_finds_nothing_and_says_so(client, query, name):
    layer = client.get(f"/en/places.geojson?{query}").json()
    assert layer["features"] == []
    assert layer["problems"] == [f"We do not know this {name}; no place of it is shown."]
    page = client.get(f"/en/places/?{query}")
    assert (page.context["total"], page.context["filter"].notes) == (0, layer["problems"])
    assert f"places.geojson?{query}" in page.content.decode().replace("&amp;", "&")


def test_what_is_understood_of_several_kinds_is_found(client):
    layer = client.get("/en/places.geojson?kind=castle&kind=beach&regency=Wonogiri").json()
    beaches = client.get("/en/places.geojson?kind=beach&regency=wonogiri").json()
    assert layer["features"] == beaches["features"]
    assert len(layer["problems"]) == 1
    assert beaches["problems"] == []


def test_a_map_may_ask_first(client):
    assert client.options("/id/places.geojson").status_code == 204
    refused = client.post("/id/places.geojson")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
