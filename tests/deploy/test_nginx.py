"""nginx with our file in front of the site with its production settings."""

import json
import re
import ssl
import struct

import pytest

from portal.keeping.pages import KNOWN_PARAMETERS
from tests.deploy.deployment import DEPLOY, HOST

HSTS = "max-age=63072000; includeSubDomains; preload"
MAP_OF_PARAMETERS = re.compile(r"\(\?:((?:[a-z_-]+\|)+[a-z_-]+)\)")


def static_path(deployment):
    """A file with a digest in its name, as pages name it."""
    return re.search(r"/static/css/site\.[0-9a-f]{12}\.css", deployment.get("/id/").text)[0]


def picture_path(deployment):
    return re.search(r"/media/images/[^\" ]+", deployment.get("/id/").text)[0]


def test_http_leads_to_https(deployment):
    answer = deployment.plain("/id/acara/?kind=a&x=1")
    assert answer.status == 301
    assert answer.getheader("Location") == f"https://{HOST}/id/acara/?kind=a&x=1"


def test_a_certificate_can_be_fetched_through_port_80(deployment):
    challenge = deployment.folder / "acme" / ".well-known" / "acme-challenge"
    challenge.mkdir(parents=True)
    (challenge / "token").write_text("proof")
    assert deployment.plain("/.well-known/acme-challenge/token").text == "proof"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/id/", 200),
        ("/", 302),
        ("/id/tidak-ada/", 404),
        ("/feeds/v1/events.json", 200),
        ("/admin/login/", 200),
        ("/health/ready/", 200),
        ("/static/no.css", 404),
        ("/media/images/no.jpg", 404),
        ("/media/documents/list.pdf", 404),
        ("/media/original_images/photo.jpg", 404),
        ("/media/private_images/photo.jpg", 404),
        ("/documents/1/list.pdf", 404),
    ],
)
def test_every_answer_says_https_only_once(deployment, path, status):
    answer = deployment.get(path)
    assert answer.status == status
    assert answer.headers.get_all("Strict-Transport-Security") == [HSTS]


def test_files_come_with_all_their_headers(deployment):
    style = deployment.get(static_path(deployment), Accept_Encoding="gzip")
    assert style.status == 200
    assert style.getheader("Content-Encoding") == "gzip"
    picture = deployment.get(picture_path(deployment))
    assert picture.status == 200
    assert picture.getheader("Content-Security-Policy") == "default-src 'none'; sandbox"
    for answer, readers in ((style, "same-origin"), (picture, "cross-origin")):
        assert answer.getheader("Cache-Control") == "public, max-age=31536000, immutable"
        assert answer.getheader("X-Content-Type-Options") == "nosniff"
        assert answer.getheader("Cross-Origin-Resource-Policy") == readers
        assert answer.headers.get_all("Strict-Transport-Security") == [HSTS]
    assert "immutable" not in deployment.get("/static/img/favicon.svg").getheader("Cache-Control")


def test_a_page_is_made_once_and_then_comes_from_nginx(deployment):
    first, second = (deployment.get("/en/") for _ in range(2))
    assert (first.status, first.getheader("X-Cache")) == (200, "MISS")
    assert (second.status, second.getheader("X-Cache")) == (200, "HIT")


def test_what_one_asker_has_left_is_not_told_to_the_next(deployment):
    first, second = (deployment.get("/feeds/v1/events.json?limit=7") for _ in range(2))
    assert (first.getheader("X-Cache"), second.getheader("X-Cache")) == ("MISS", "HIT")
    assert first.headers.get_all("RateLimit")[0].startswith('"address";r=')
    assert (len(first.headers.get_all("RateLimit")), second.getheader("RateLimit")) == (1, None)
    assert second.getheader("RateLimit-Policy") == '"address";q=600;w=300'
    assert second.text == first.text
    assert second.headers.get_all("Content-Security-Policy") == first.headers.get_all("Content-Security-Policy")


def test_invented_parameters_find_the_kept_page(deployment):
    deployment.get("/jv/")
    for query in ("?x=1", "?utm_source=a&fbclid=b", "?x=%20&y"):
        assert deployment.get(f"/jv/{query}").getheader("X-Cache") == "HIT"


def test_parameters_that_a_page_reads_are_told_apart(deployment):
    asked = ["/feeds/v1/events.json?limit=1", "/feeds/v1/events.json?limit=2", "/feeds/v1/events.json?limit=2&lang=en"]
    texts = [deployment.get(path).text for path in asked]
    assert len(set(texts)) == 3
    assert [deployment.get(path).text for path in asked] == texts
    assert [deployment.get(path).getheader("X-Cache") for path in asked] == ["HIT"] * 3


@pytest.mark.parametrize("query", ["limit=3&x=1", "x=1&limit=3", "%6cimit=3"])
def test_mixed_or_disguised_parameters_are_answered_by_the_site(deployment, query):
    for _ in range(2):
        answer = deployment.get(f"/feeds/v1/events.json?{query}")
        assert answer.getheader("X-Cache") == "BYPASS"
        assert len(json.loads(answer.text)["items"]) == 3


def test_nobodys_parameters_are_kept_where_an_address_leads_on(deployment):
    assert deployment.get("/id/acara?utm_source=theirs").status == 301
    assert "theirs" not in deployment.get("/id/acara").getheader("Location")


def test_nginx_knows_the_parameters_that_the_site_reads():
    lists = MAP_OF_PARAMETERS.findall((DEPLOY / "nginx" / "wonogiri.conf").read_text())
    assert [set(names.split("|")) for names in lists if "lang" in names] == [set(KNOWN_PARAMETERS)] * 2


@pytest.mark.parametrize("path", ["/admin/login/", "/health/live/", "/documents/1/list.pdf"])
def test_what_is_private_is_never_kept(deployment, path):
    for _ in range(2):
        assert deployment.get(path).getheader("X-Cache") is None


def test_who_tries_a_login_is_known_by_address_whatever_they_claim(deployment):
    page = deployment.get("/admin/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
    cookie = page.getheader("Set-Cookie").split(";")[0]
    deployment.post(
        "/admin/login/",
        f"csrfmiddlewaretoken={token}&username=siti&password=wrong",
        source="127.0.0.2",
        Cookie=cookie,
        Referer=f"https://{HOST}/admin/login/",
        X_Forwarded_For="203.0.113.9",
    )
    listed = deployment.manage("axes_list_attempts")
    assert "127.0.0.2\tsiti" in listed


def test_another_name_gets_a_short_refusal_and_no_line_in_the_log(deployment):
    assert deployment.plain("/id/", host="evil.example").status == 400
    assert deployment.get("/id/", host="evil.example").status == 400
    with pytest.raises(ssl.SSLError):
        deployment.get("/id/", name="evil.example")
    direct = deployment.direct("/id/", "evil.example", X_Forwarded_Proto="https")
    assert direct.status == 400
    assert direct.text == f"This is https://{HOST}\n"
    log = deployment.log("site")
    assert "Traceback" not in log
    assert "Bad Request" not in log


def test_health_is_told_on_the_machine_itself_without_a_name(deployment):
    for path in ("/health/live/", "/health/ready/"):
        assert deployment.direct(path, f"127.0.0.1:{deployment.site_port}").status == 200
        assert deployment.plain(path, host="127.0.0.1").status == 200
    assert deployment.plain("/id/", host="127.0.0.1").status == 400
    assert deployment.direct("/id/", "127.0.0.1").status == 400


def test_kept_pages_go_on_while_the_site_is_down(deployment):
    page = deployment.get("/id/")
    deployment.stop("site")
    assert deployment.get("/id/").text == page.text
    make_older(deployment.folder / "cache", f"https{HOST}/id/")
    stale = deployment.get("/id/")
    assert (stale.status, stale.getheader("X-Cache")) == (200, "STALE")
    assert stale.text == page.text
    missing = deployment.get("/id/belum-pernah-diminta/")
    assert missing.status == 503
    assert missing.getheader("Retry-After") == "120"
    assert missing.headers.get_all("Strict-Transport-Security") == [HSTS]
    assert "Silakan coba lagi" in missing.text
    assert deployment.get(static_path(deployment)).status == 200
    deployment.start_site()
    assert deployment.get("/id/belum-pernah-diminta/").status == 404


def make_older(cache, key):
    """Let a kept page be past its freshness: nginx notes the end of it behind the version of its file's format."""
    kept = [file for file in cache.rglob("*") if file.is_file() and f"KEY: {key}\n".encode() in file.read_bytes()]
    assert kept
    for file in kept:
        written_at = int(file.stat().st_mtime)
        with file.open("r+b") as content:
            content.seek(8)
            content.write(struct.pack("q", written_at - 1))
