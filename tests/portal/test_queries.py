"""Few queries for each page, and as many with 300 items as with 3."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from content.publishing import mark_published
from events.models import EventPage
from events.occurrences import rebuild
from geopark.models import GeositePage
from portal.measuring.sample_pages import add_pages, index_pages
from portal.models import ArticlePage
from tourism.models import DestinationPage, ItineraryPage

pytestmark = pytest.mark.sql


def soon(number):
    """One of the next sixty days."""
    return timezone.localdate() + timedelta(days=number % 60)


HOME, OTHERS = 20, 16
PATHS = [
    ("/id/", HOME),
    ("/en/", HOME),
    ("/jv/", HOME),
    ("/id/destinasi/", OTHERS),
    ("/en/places/?kind=beach&regency=wonogiri&facility=parking&sort=distance&near=wonogiri", OTHERS),
    ("/id/destinasi/pantai-nampu/", OTHERS),
    ("/id/destinasi/waduk-gajah-mungkur/", OTHERS),
    ("/jv/destinasi/pantai-nampu/", OTHERS),
    ("/id/geopark/", OTHERS),
    ("/en/geopark/sodong-cave/", OTHERS),
    ("/id/acara/", OTHERS),
    ("/en/events/?when=weekend", OTHERS),
    ("/id/acara/labuhan-ageng-sembukan/", OTHERS),
    ("/id/acara/kalender/2027-06/", 6),
    ("/id/itinerari/", OTHERS),
    ("/id/itinerari/tiga-hari-tiga-kabupaten/", OTHERS),
    ("/id/budaya/", OTHERS),
    ("/id/budaya/batik-wonogiren/", OTHERS),
    ("/id/informasi/", OTHERS),
    ("/id/informasi/pusat-informasi-wonogiri/", OTHERS),
    ("/id/search/?q=pantai", OTHERS),
    ("/en/search/?q=cave", OTHERS),
    ("/id/search/?q=zzzz", OTHERS),
    ("/id/places.geojson", 10),
    ("/sitemap-id.xml", 10),
    ("/id/darurat/", 6),
    ("/id/notices/", 2),
    ("/embed/v1/notices/", 0),
]


def queries(client, path):
    """The SQL of one warm request."""
    for _ in range(2):
        assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return [query["sql"] for query in captured]


@pytest.mark.parametrize(("path", "at_most"), PATHS)
def test_a_warm_page_asks_the_database_little(uncached_client, path, at_most):
    sql = queries(uncached_client, path)
    assert len(sql) <= at_most, "\n".join(sql)


def keep_only(model, number, language="id"):
    """Unpublish all but the first pages of a model."""
    kept = model.objects.filter(locale__language_code=language).order_by("path").values_list("pk", flat=True)[:number]
    Page.objects.filter(locale__language_code=language, pk__in=model.objects.values("pk")).exclude(
        pk__in=list(kept)
    ).update(live=False)
    cache.clear()
    mark_published()


def with_photo(model):
    return model.objects.exclude(cover=None).first().cover


@pytest.mark.parametrize(
    ("path", "model", "parent_slug", "values"),
    [
        (
            "/id/destinasi/",
            DestinationPage,
            "destinasi",
            {"kind": "beach", "regency": "wonogiri", "lat": "-8.1", "lon": lambda i: f"110.{800 + i}"},
        ),
        (
            "/id/destinasi/?sort=distance&near=wonogiri",
            DestinationPage,
            "destinasi",
            {"kind": "cave", "regency": "wonogiri", "lat": "-8.1", "lon": lambda i: f"110.{800 + i}"},
        ),
        (
            "/id/destinasi/pantai-nampu/",
            DestinationPage,
            "destinasi",
            {"kind": "beach", "regency": "wonogiri", "lat": "-8.2", "lon": lambda i: f"110.{800 + i}"},
        ),
        (
            "/id/geopark/",
            GeositePage,
            "geopark",
            {"kind": "cave", "regency": "pacitan", "lat": "-8.1", "lon": lambda i: f"111.{100 + i}"},
        ),
        ("/id/acara/", EventPage, "acara", {"starts_on": soon}),
        ("/id/itinerari/", ItineraryPage, "itinerari", {"length_days": 2}),
        ("/id/budaya/", ArticlePage, "budaya", {"topic": "food"}),
        ("/id/", EventPage, "acara", {"starts_on": soon}),
        (
            "/id/",
            DestinationPage,
            "destinasi",
            {"kind": "beach", "regency": "wonogiri", "lat": "-8.1", "lon": lambda i: f"110.{800 + i}"},
        ),
        ("/id/places.geojson", DestinationPage, "destinasi", {"kind": "beach", "lat": "-8.1", "lon": "110.9"}),
    ],
)
def test_three_hundred_items_cost_as_many_queries_as_three(uncached_client, page_at, path, model, parent_slug, values):
    if model is DestinationPage and "nampu" in path:
        Page.objects.filter(slug__startswith="air-terjun").update(live=False)
    else:
        keep_only(model, 3)
    few = queries(uncached_client, path)
    parent = page_at("id", parent_slug)
    pages = add_pages(parent, model, 300, summary="Ringkasan", cover=with_photo(model), **values)
    if model is EventPage:
        rebuild([page.translation_key for page in pages])
    cache.clear()
    mark_published()
    many = queries(uncached_client, path)
    assert len(many) <= len(few), "\n".join(many)


def test_search_with_300_hits_costs_as_many_queries_as_with_3(uncached_client, page_at):
    parent = page_at("id", "budaya")
    index_pages(add_pages(parent, ArticlePage, 3, title=lambda i: f"Ketoprak {i}", summary="Panggung", topic="arts"))
    few = queries(uncached_client, "/id/search/?q=ketoprak")
    index_pages(
        add_pages(parent, ArticlePage, 300, title=lambda i: f"Ketoprak lagi {i}", summary="Panggung", topic="arts")
    )
    cache.clear()
    mark_published()
    assert len(queries(uncached_client, "/id/search/?q=ketoprak")) <= len(few)
