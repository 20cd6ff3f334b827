"""What every public answer has in common: any proxy may keep it, and no script or frame from elsewhere gets in."""

import json
import re
import secrets
from html import unescape
from unittest import mock
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from portal.inlined import SCRIPT, STYLE
from tests.markup import Markup
from tests.page_types import PAGE_TYPES

pytestmark = pytest.mark.django_db

MISSING = ["/id/tidak-ada/", "/en/nowhere/", "/nowhere", "/destinasi/"]
# What a page about a missing one links to is missing, too: itself in the other languages.
GONE = ("tidak-ada/", "nowhere/", "boten-wonten/", "/1900-01/")
LANGUAGES = ["id", "en", "jv"]
TYPICAL = {path for paths in PAGE_TYPES.values() for path in paths.values()}
OTHERS = [
    "/robots.txt",
    "/sitemap.xml",
    "/sitemap-id.xml",
    "/id/places.geojson",
    "/en/places.geojson?kind=beach",
    "/id/search/",
    "/id/notices/",
    "/en/notices/",
    "/id/search/?q=pantai",
    "/en/search/?q=cave&type=geosite",
    "/jv/search/?q=zzzz",
    "/id/destinasi/?kind=beach&sort=distance",
    "/en/events/?when=weekend",
    "/id/search/?q=labuhan",
    *MISSING,
]


def sitemap_paths(client, language):
    """Every address of one language's sitemap, below the public address."""
    text = client.get(f"/sitemap-{language}.xml").content.decode()
    return [urlsplit(address).path for address in re.findall("<loc>(.*?)</loc>", text)]


def all_paths(client):
    """Every public address in every language: Indonesian addresses stand for the aliases below /jv/ too."""
    found = {path for language in LANGUAGES for path in sitemap_paths(client, language)}
    aliases = {f"/jv/{path.removeprefix('/id/')}" for path in sitemap_paths(client, "id")}
    return sorted(found | {path for path in aliases if client.get(path).status_code == 200})


def assert_common_headers(response, readers="same-origin"):
    headers = response.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Resource-Policy"] == readers
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Permissions-Policy" in headers


def assert_strict_policy(response):
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy.replace("upgrade-insecure-requests", "")
    assert response.headers["X-Frame-Options"] == "DENY"


@pytest.fixture(scope="module")
def walk(django_db_setup, django_db_blocker):
    """``{path: answer}`` of every public address, made anew."""
    with django_db_blocker.unblock(), mock.patch("portal.keeping.pages.page_key", return_value=None):
        client = Client()
        return {path: client.get(path) for path in [*all_paths(client), *OTHERS]}


def test_every_public_page_may_be_kept_by_anybody(walk):
    assert len(walk) > 250
    for path, response in walk.items():
        assert response.status_code == (404 if path in MISSING else 200), path
        assert_may_be_kept(response, path)
        assert_common_headers(response, "cross-origin" if "geojson" in path else "same-origin")
        assert_strict_policy(response)


def test_every_page_type_is_the_same_for_everybody(walk, uncached_client):
    cookies = "_ga=GA1.2.{number}; sessionid={token}; csrftoken={token}; django_language=en"
    for path in walk.keys() & {*TYPICAL, *OTHERS}:
        cookie = cookies.format(number=secrets.randbelow(10**9), token=secrets.token_hex(16))
        foreign = uncached_client.get(path, headers={"cookie": cookie})
        assert_may_be_kept(foreign, path)
        assert foreign.status_code == walk[path].status_code, path
        assert foreign.content == walk[path].content, path


def assert_may_be_kept(response, path):
    assert not response.cookies, path
    assert "Set-Cookie" not in response.headers, path
    assert "cookie" not in response.headers.get("Vary", "").lower(), path
    for part in ("public", "s-maxage=", "stale-if-error="):
        assert part in response.headers["Cache-Control"], path


def html_of(walk):
    """``{path: text}`` of the pages among the answers."""
    return {
        path: response.content.decode() for path, response in walk.items() if "html" in response.headers["Content-Type"]
    }


def test_no_public_page_has_a_script_or_style_in_its_text(walk):
    for path, html in html_of(walk).items():
        # The emergency page carries these two, which its policy names by their hash.
        html = html.replace(f"<style>{STYLE}</style>", "").replace(f"<script>{SCRIPT}</script>", "")
        for attributes, body in re.findall(r"<script\b([^>]*)>(.*?)</script>", html, re.DOTALL):
            assert "src=" in attributes or "application/" in attributes, (path, attributes)
            assert not ("src=" in attributes and body.strip()), path
        assert not re.search(r"<style\b|<[^>]*\sstyle=\"|<[^>]*\son[a-z]+=\"|javascript:", html), path


def test_every_public_page_has_one_heading_and_says_its_language(walk):
    for path, html in html_of(walk).items():
        assert len(re.findall(r"<h1\b", html)) == 1, path
        assert html.count("<main") == 1, path
        assert 'href="#"' not in html, path
        if path not in MISSING:
            assert f'<html lang="{path.split("/")[1]}"' in html, path
            assert re.search("<title>.{5,}</title>", html), path
            assert '<meta name="description"' in html or "/search/" in path, path


def test_the_markup_of_every_public_page_is_whole(walk):
    """No paragraph in a paragraph, no broken attribute, no id and no landmark's name twice."""
    found = {path: faults for path, html in html_of(walk).items() if (faults := Markup(html).faults)}
    assert found == {}


def test_structured_data_is_readable_on_every_page(walk):
    for path, html in html_of(walk).items():
        for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL):
            data = json.loads(text)
            for thing in data if isinstance(data, list) else [data]:
                assert thing["@context"].startswith("https://schema.org"), path
                assert thing["@type"], path
        if path not in MISSING and "/search/" not in path and not path.endswith("/embed/"):
            assert '"BreadcrumbList"' in html, path


@pytest.mark.parametrize("cookie", ["csrftoken=x", "csrftoken=" + "ä" * 32, "sessionid=abc", "sessionid=; csrftoken="])
@pytest.mark.parametrize("path", ["/id/", "/en/events/", "/id/acara/labuhan-ageng-sembukan/", "/id/search/?q=gua"])
def test_a_cookie_that_django_never_made_is_not_answered_with_one(uncached_client, path, cookie):
    response = uncached_client.get(path, headers={"cookie": cookie})
    assert response.status_code == 200
    assert not response.cookies


def test_nothing_on_a_public_page_comes_from_elsewhere(walk):
    for path, html in html_of(walk).items():
        loaded = re.findall(r'<(?:script|img|source|iframe|video|audio)\b[^>]*?\s(?:src|srcset)="([^"]*)"', html)
        loaded += re.findall(r'<link\b(?=[^>]*rel="(?:stylesheet|icon|preload|manifest)")[^>]*href="([^"]*)"', html)
        assert all(address.startswith(("/", "data:")) and not address.startswith("//") for address in loaded), path


def test_every_link_within_the_site_leads_somewhere(walk, client):
    """Filters, months and pages of lists (what follows a "?") from one page of each type."""
    known = {path for path in walk if path not in MISSING}
    frames_and_forms = {path: client.get(path).content.decode() for path in TYPICAL - walk.keys()}
    linked = {}
    for path, html in (html_of(walk) | frames_and_forms).items():
        for address in re.findall(r'<a\b[^>]*?\shref="(/[^"#]*)', html):
            linked.setdefault(unescape(address) if path in TYPICAL else address.split("?")[0], path)
    dead = []
    for address, path in linked.items():
        if address not in known and not address.startswith(("/admin/", "/go/")):
            status = client.get(address).status_code
            if status not in ({404} if address.endswith(GONE) else {200, 302}):
                dead.append((status, address, path))
    assert dead == []


@pytest.mark.parametrize(
    "path", ["/id/", "/en/places/", "/id/acara/", "/id/search/?q=pantai", "/sitemap-id.xml", "/id/places.geojson"]
)
def test_a_page_that_the_browser_has_already_costs_304(client, path):
    first = client.get(path)
    etag = first.headers["ETag"]
    again = client.get(path, headers={"if-none-match": etag})
    assert again.status_code == 304
    assert not again.content
    assert again.headers["ETag"] == etag
    assert client.get(path, headers={"if-none-match": '"another"'}).status_code == 200
    packed = client.get(path, headers={"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(first.content)
    assert packed.headers["ETag"] != etag
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_a_kept_page_needs_no_query_and_publishing_renews_it(client, page_at, django_assert_num_queries):
    page = page_at("id", "pantai-nampu")
    client.get(page.url)
    with django_assert_num_queries(0):
        client.get(page.url)
    page.title = "Pantai Nampu yang baru"
    page.save_revision().publish()
    assert "Pantai Nampu yang baru" in client.get(page.url).content.decode()


def test_nobody_is_led_on_with_the_parameters_of_another(client):
    assert client.get("/id/destinasi?utm_source=theirs").headers["Location"] == "/id/destinasi/?utm_source=theirs"
    assert client.get("/id/destinasi").headers["Location"] == "/id/destinasi/"


def test_an_unknown_parameter_does_not_multiply_kept_pages(client, django_assert_num_queries):
    client.get("/id/destinasi/?kind=beach")
    with django_assert_num_queries(0):
        client.get("/id/destinasi/?fbclid=abc&kind=beach&utm_source=x")


def test_error_pages_and_files_carry_the_headers_too(client):
    from content.models import Photo

    photo = Photo.objects.exclude(picture_sources={}).first()
    picture = settings.MEDIA_URL + photo.picture_sources["jpeg"][0][1]
    for path, status in [
        ("/id/tidak-ada/", 404),
        ("/static/css/site.css", 200),
        ("/static/tidak-ada.css", 404),
        (picture, 200),
        ("/media/tidak-ada.jpg", 404),
        ("/go/tidak-ada/", 404),
        ("/feeds/v1/events/00000000-0000-0000-0000-000000000000.ics", 404),
        ("/documents/999999/none.pdf", 404),
        ("/health/live/", 200),
    ]:
        response = client.get(path)
        assert response.status_code == status, path
        assert_common_headers(response, "cross-origin" if path.startswith(("/media/", "/feeds/")) else "same-origin")
    assert "immutable" in client.get(picture).headers["Cache-Control"]
    assert client.get(picture).headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_wrong_method_is_refused_without_a_cookie(db):
    client = Client(enforce_csrf_checks=True)
    for path in ("/id/search/", "/robots.txt"):
        response = client.post(path)
        assert response.status_code in {403, 405}
        assert not response.cookies
        assert_common_headers(response)


def test_the_admin_is_private_and_has_its_own_policy(client):
    response = client.get("/admin/login/")
    assert response.status_code == 200
    assert "private" in response.headers["Cache-Control"] or "no-store" in response.headers["Cache-Control"]
    assert "object-src 'none'" in response.headers["Content-Security-Policy"]
    assert (
        "noindex" in response.headers.get("X-Robots-Tag", "")
        or "Disallow: /admin/" in client.get("/robots.txt").content.decode()
    )


def test_a_page_behind_a_password_is_never_kept(client, page_at):
    from wagtail.models import PageViewRestriction

    page = page_at("id", "pantai-nampu")
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="rahasia")
    response = client.get(page.url)
    assert "public" not in response.headers.get("Cache-Control", "")
    assert page.summary not in response.content.decode()
