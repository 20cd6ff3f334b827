"""Search among many pages."""

import statistics
import time

from django.db import connection, transaction
from wagtail.models import Page

from portal.measuring.sample_pages import RolledBack, add_pages, index_pages
from portal.models import ArticlePage, SectionPage
from portal.search.finding import find, load

WORDS = [
    "pantai",
    "perahu",
    "nelayan",
    "pasir",
    "ombak",
    "karang",
    "senja",
    "warung",
    "parkir",
    "jalan",
    "desa",
    "bukit",
    "gua",
    "sungai",
    "sawah",
]
SEARCHED = ["festival", "pantai perahu", "zzzz"]


def measure_search(number):
    """``{words: median ms}`` of five searches with their first page of results; the pages are rolled back."""
    parent = SectionPage.objects.filter(locale__language_code="id").live().first()
    medians = {}
    try:
        with transaction.atomic():
            pages = add_pages(
                Page.objects.get(pk=parent.pk),
                ArticlePage,
                number,
                title=lambda i: f"Catatan {i}",
                summary=lambda i: " ".join(WORDS[i * step % len(WORDS)] for step in (1, 2, 4, 7, 8, 11)) + " festival",
                topic=ArticlePage.Topic.ARTS,
            )
            index_pages(pages)
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("ANALYZE")
            for words in SEARCHED:
                times = []
                for _ in range(6):
                    start = time.perf_counter()
                    load(find(words, "id").hits[:20])
                    times.append((time.perf_counter() - start) * 1000)
                medians[words] = round(statistics.median(times[1:]), 1)
            raise RolledBack
    except RolledBack:
        pass
    return medians
