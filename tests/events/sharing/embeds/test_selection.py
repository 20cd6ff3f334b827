"""The files that partners load: their integrity, and the versions they have pinned."""

import base64
import gzip
import hashlib

import pytest

from events.sharing.embeds import selection as embeds
from events.sharing.embeds.selection import embed_file

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "kind"),
    [("w.js", "javascript"), ("resize.js", "javascript"), ("frame.js", "javascript"), ("embed.css", "css")],
)
def test_scripts_and_style_load_from_any_page(client, name, kind):
    file = embed_file(name)
    for path, cache in ((f"/embed/v1/{name}", "max-age=3600"), (file.path, "immutable")):
        response = client.get(path, headers={"accept-encoding": "gzip"})
        assert response.status_code == 200
        assert kind in response.headers["Content-Type"]
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert cache in response.headers["Cache-Control"]
        assert response.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(response.content) == file.body
        assert response.headers["Vary"] == "Accept-Encoding"
        assert not response.cookies
        known = client.get(path, headers={"accept-encoding": "gzip", "if-none-match": response.headers["ETag"]})
        assert known.status_code == 304


def test_the_integrity_that_partners_paste_is_that_of_the_file(client):
    file = embed_file("w.js")
    body = client.get(file.path).content
    assert file.integrity == "sha384-" + base64.b64encode(hashlib.sha384(body).digest()).decode()


def test_a_version_that_a_partner_pinned_outlives_the_next_one(client, monkeypatch, tmp_path):
    former = b"// the version before"
    digest = hashlib.sha256(former).hexdigest()[:8]
    (tmp_path / "released").mkdir()
    (tmp_path / "released" / f"w.{digest}.js").write_bytes(former)
    (tmp_path / "w.js").write_bytes(b"// now")
    monkeypatch.setattr(embeds, "FILES", tmp_path)
    kept = client.get(f"/embed/v1/w.{digest}.js")
    assert kept.content == former
    assert "immutable" in kept.headers["Cache-Control"]
    unknown = client.get("/embed/v1/w.00000000.js")
    assert unknown.content == b"// now"
    assert "immutable" not in unknown.headers["Cache-Control"]


def test_every_released_version_is_what_its_name_says():
    for path in (embeds.FILES / "released").glob("*.*.*"):
        assert hashlib.sha256(path.read_bytes()).hexdigest().startswith(path.name.split(".")[1])


@pytest.mark.parametrize("path", ["/embed/v1/x.js", "/embed/v1/w.css", "/embed/v1/../w.js", "/embed/v1/w.0.js"])
def test_there_is_nothing_else_to_load(client, path):
    assert client.get(path).status_code == 404
