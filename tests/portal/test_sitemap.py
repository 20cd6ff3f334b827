"""What search engines are told: every page once, with its translations, and no copy of another page."""

import re
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.conf import settings
from wagtail.models import Page, PageViewRestriction

pytestmark = pytest.mark.django_db

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def entries(client, language):
    """``{address: {hreflang: address}}`` of one language's sitemap."""
    tree = ElementTree.fromstring(client.get(f"/sitemap-{language}.xml").content)
    return {
        url.find("s:loc", NAMES).text: {link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)}
        for url in tree.findall("s:url", NAMES)
    }


def links(html, rel):
    found = re.findall(rf'<link\b[^>]*rel="{rel}"[^>]*>', html)
    return {
        (re.search(r'hreflang="([^"]*)"', link) or [None, ""])[1]: re.search(r'href="([^"]*)"', link)[1]
        for link in found
    }


def test_the_index_names_one_sitemap_for_each_language(client):
    text = client.get("/sitemap.xml").content.decode()
    for language in ("id", "en", "jv"):
        assert f"<loc>{settings.PUBLIC_URL}/sitemap-{language}.xml</loc>" in text
    assert f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml" in client.get("/robots.txt").content.decode()
    assert client.get("/sitemap-xx.xml").status_code == 404


def test_every_published_page_stands_in_its_language_once(client):
    for language in ("id", "en", "jv"):
        pages = Page.objects.live().filter(locale__language_code=language, alias_of=None, depth__gt=1)
        listed = [
            address for address in entries(client, language) if not re.search("/(kalender|calendar|embed)/", address)
        ]
        assert sorted(listed) == sorted(settings.PUBLIC_URL + page.url for page in pages)


def test_translations_point_at_each_other(client):
    everything = {}
    for language in ("id", "en", "jv"):
        everything |= entries(client, language)
    for address, alternates in everything.items():
        assert address in alternates.values()
        for other in alternates.values():
            assert everything[other] == alternates


@pytest.mark.parametrize(("hide", "how"), [(True, "private"), (False, "unpublished")])
def test_what_visitors_may_not_see_is_not_listed(client, page_at, hide, how):
    page = page_at("id", "pantai-nampu")
    address = settings.PUBLIC_URL + page.url
    assert address in entries(client, "id")
    if hide:
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    else:
        page.unpublish()
    from django.core.cache import cache

    cache.clear()
    assert address not in entries(client, "id")


def in_languages(html):
    """The alternates in other languages; feeds and oEmbed are alternates of another kind."""
    return {code: address for code, address in links(html, "alternate").items() if code}


@pytest.mark.parametrize(
    ("path", "translations"),
    [
        ("/id/", {"id", "en", "jv"}),
        ("/id/destinasi/pantai-nampu/", {"id", "en"}),
        ("/en/geopark/sodong-cave/", {"id", "en"}),
        ("/id/acara/", {"id", "en", "jv"}),
    ],
)
def test_a_page_names_its_address_and_its_translations(client, path, translations):
    html = client.get(path).content.decode()
    assert links(html, "canonical") == {"": settings.PUBLIC_URL + path}
    alternates = in_languages(html)
    assert {code for code in alternates if code in {"id", "en", "jv"}} == translations
    assert alternates["x-default"] == alternates["id"]
    for code in translations:
        other = client.get(urlsplit(alternates[code]).path)
        assert other.status_code == 200
        assert in_languages(other.content.decode()) == alternates


def test_a_page_that_is_not_yet_translated_points_at_its_source_and_says_so(client):
    html = client.get("/jv/destinasi/pantai-nampu/").content.decode()
    assert links(html, "canonical") == {"": f"{settings.PUBLIC_URL}/id/destinasi/pantai-nampu/"}
    assert not in_languages(html)
    assert re.search(r'<main[^>]* lang="id"', html)


def test_a_later_page_of_a_list_is_itself_and_says_its_number(client):
    html = client.get("/id/destinasi/?page=2").content.decode()
    assert links(html, "canonical") == {"": f"{settings.PUBLIC_URL}/id/destinasi/?page=2"}
    assert not in_languages(html)
    assert re.search(r"<title>Destinasi · Halaman 2 dari \d · Wonogiri</title>", html)
    filtered = client.get("/id/destinasi/?sort=name&page=2").content.decode()
    assert links(filtered, "canonical") == {"": f"{settings.PUBLIC_URL}/id/destinasi/"}


def test_filters_and_search_words_do_not_make_new_pages_for_search_engines(client):
    html = client.get("/id/destinasi/?kind=beach&sort=name").content.decode()
    assert links(html, "canonical") == {"": f"{settings.PUBLIC_URL}/id/destinasi/"}
    assert "noindex" in client.get("/id/search/?q=pantai").content.decode()
