import json
import os
import socket
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from unittest import mock

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from portal.models import ArticlePage, SectionPage
from portal.sample_pages import add_pages, index_pages
from portal.search import find, load

# CPU of wagtail/bakerydemo's like page ÷ CPU of an empty Django view, both under gunicorn on one machine.
# We take at most half of it. For its search only the wall time of a single client is known.
EMPTY_VIEW_MS = 0.34
PAGES = [
    ("home", "/id/", 50.3),
    ("destinations", "/id/destinasi/", 38.5),
    ("destination", "/id/destinasi/pantai-nampu/", 27.8),
    ("geopark", "/id/geopark/", 38.5),
    ("geosite", "/id/geopark/gua-sodong/", 27.8),
    ("events", "/id/acara/", 38.5),
    ("event", "/id/acara/labuhan-ageng-sembukan/", 27.8),
    ("itinerary", "/id/itinerari/tiga-hari-tiga-kabupaten/", 27.8),
    ("article", "/id/budaya/batik-wonogiren/", 27.8),
    ("search", "/id/search/?q=pantai", 57.0),
]
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


class RolledBack(Exception):
    """Ends a transaction whose rows were only for measuring."""


class Server:
    """gunicorn with one worker on a free port, and the CPU time it has used."""

    def __init__(self, application):
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port = listener.getsockname()[1]
        self.process = subprocess.Popen(  # noqa: S603 (our own server)
            [
                *(sys.executable, "-m", "gunicorn", "--no-control-socket", "--workers", "1", "--log-level", "error"),
                *("--bind", f"127.0.0.1:{self.port}", "--pythonpath", ".,site", application),
            ],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]},
        )

    def __enter__(self):
        for _ in range(200):
            try:
                self.get("/")
            except OSError:
                time.sleep(0.1)
            else:
                return self
        raise CommandError("The server to be measured did not start.")

    def __exit__(self, *exception):
        self.process.terminate()
        self.process.wait(20)

    def get(self, path):
        client = HTTPConnection("127.0.0.1", self.port, timeout=30)
        client.request("GET", path, headers={"Host": f"127.0.0.1:{self.port}", "Accept-Encoding": "gzip"})
        answer = client.getresponse()
        body = answer.read()
        client.close()
        return answer.status, len(body)

    def cpu_seconds(self):
        """User and system time of the server and its worker."""
        import psutil

        tree = [psutil.Process(self.process.pid)]
        tree += tree[0].children(recursive=True)
        return sum(sum(process.cpu_times()[:2]) for process in tree)

    def measure(self, path, rounds):
        """``{median_ms, p99_ms, cpu_ms, bytes}`` of a page, after a few requests to warm up."""
        for _ in range(5):
            status, size = self.get(path)
            if status != 200:
                raise CommandError(f"{path} answers {status}.")
        times, before = [], self.cpu_seconds()
        for _ in range(rounds):
            start = time.perf_counter()
            self.get(path)
            times.append((time.perf_counter() - start) * 1000)
        cpu = (self.cpu_seconds() - before) * 1000 / rounds
        times.sort()
        return {
            "median_ms": round(statistics.median(times), 2),
            "p99_ms": round(times[min(len(times) - 1, int(len(times) * 0.99))], 2),
            "cpu_ms": round(cpu, 3),
            "bytes": size,
        }


class Command(BaseCommand):
    help = "Measure time, CPU and queries of the main pages without the page cache; writes var/bench.json."

    def add_arguments(self, parser):
        parser.add_argument("--rounds", type=int, default=100, help="Requests for each page.")
        parser.add_argument("--search-pages", type=int, default=10_000, help="Pages to search in; 0 leaves search out.")

    def handle(self, *, rounds, search_pages, **options):
        results = {
            "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "database": connection.vendor,
            "rounds": rounds,
            "pages": self.pages(rounds),
        }
        self.print_pages(results["pages"])
        if search_pages:
            results["search"] = {"pages": search_pages, "median_ms": self.search(search_pages)}
            for words, milliseconds in results["search"]["median_ms"].items():
                self.stdout.write(f"search “{words}” among {search_pages} pages: {milliseconds:.1f} ms (at most 150)")
        path = Path(settings.VAR_DIR) / "bench.json"
        path.write_text(json.dumps(results, indent=2, ensure_ascii=False))
        self.stdout.write(f"Written to {path}")

    def pages(self, rounds):
        with Server("portal.bench_wsgi:empty") as server:
            empty = server.measure("/", rounds * 10)
        rows = {"empty view": empty | {"queries": 0, "ratio": 1.0, "bar": None}}
        with Server("portal.bench_wsgi:site") as server:
            for name, path, peer_ms in PAGES:
                row = server.measure(path, rounds)
                row["queries"] = self.queries(path)
                row["ratio"] = round(row["cpu_ms"] / empty["cpu_ms"], 1)
                row["bar"] = round(peer_ms / EMPTY_VIEW_MS / 2, 1)
                rows[name] = row
        return rows

    @staticmethod
    def queries(path):
        """Number of queries of a warm page that is not in the cache."""
        with mock.patch("portal.middleware.page_key", return_value=None):
            client = Client(headers={"host": "127.0.0.1"})
            client.get(path)
            with CaptureQueriesContext(connection) as captured:
                client.get(path)
        return len(captured)

    def print_pages(self, rows):
        line = "{:<14}{:>8}{:>10}{:>10}{:>9}{:>9}{:>9}  {}"
        self.stdout.write(line.format("page", "queries", "median ms", "p99 ms", "CPU ms", "× empty", "at most", ""))
        for name, row in rows.items():
            verdict = "" if row["bar"] is None else ("ok" if row["ratio"] <= row["bar"] else "TOO SLOW")
            self.stdout.write(
                line.format(
                    name,
                    row["queries"],
                    row["median_ms"],
                    row["p99_ms"],
                    row["cpu_ms"],
                    row["ratio"],
                    row["bar"] or "",
                    verdict,
                )
            )

    @staticmethod
    def search(number):
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
                    summary=lambda i: (
                        " ".join(WORDS[i * step % len(WORDS)] for step in (1, 2, 4, 7, 8, 11)) + " festival"
                    ),
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
