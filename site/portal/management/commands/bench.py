import json
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from portal.measuring.pages import measure_pages
from portal.measuring.searching import measure_search
from portal.measuring.server import NotMeasurable


class Command(BaseCommand):
    help = "Measure time, CPU and queries of the main pages without the page cache; writes var/bench.json."

    def add_arguments(self, parser):
        parser.add_argument("--rounds", type=int, default=100, help="Requests for each page.")
        parser.add_argument("--search-pages", type=int, default=10_000, help="Pages to search in; 0 leaves search out.")

    def handle(self, *, rounds, search_pages, **options):
        try:
            pages = measure_pages(rounds)
        except NotMeasurable as error:
            raise CommandError(str(error)) from error
        results = {
            "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "database": connection.vendor,
            "rounds": rounds,
            "pages": pages,
        }
        self.print_pages(pages)
        if search_pages:
            results["search"] = {"pages": search_pages, "median_ms": measure_search(search_pages)}
            for words, milliseconds in results["search"]["median_ms"].items():
                self.stdout.write(f"search “{words}” among {search_pages} pages: {milliseconds:.1f} ms (at most 150)")
        path = Path(settings.VAR_DIR) / "bench.json"
        path.write_text(json.dumps(results, indent=2, ensure_ascii=False))
        self.stdout.write(f"Written to {path}")

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
