import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from events.models import EventIndexPage, EventPage
from portal.measuring.event_lists import fill, fill_calendar, listings, measure, measure_calendar
from portal.measuring.sample_pages import add_pages

SIZES = [1_000, 10_000, 100_000]
DATES_OF_AN_EVENT = 10
GROWTH_AT_MOST = 1.5
QUERIES_AT_MOST = 2
CALENDAR_EVENTS, CALENDAR_CPU_S = 10_000, 0.5


class RolledBack(Exception):
    """Ends a transaction whose rows were only for measuring."""


class Command(BaseCommand):
    help = "Measure lists of dates at 1,000, 10,000 and 100,000 dates; fail when they slow down. Nothing is kept."

    def handle(self, *args, **options):
        today, now = timezone.localdate(), timezone.now()
        results, failures = {}, []
        for size in SIZES:
            try:
                with transaction.atomic():
                    index = EventIndexPage.objects.filter(locale__language_code="id").first()
                    if index is None:
                        raise CommandError("Load the seed first: make run, or manage.py load_seed.")
                    events = add_pages(
                        index, EventPage, size // DATES_OF_AN_EVENT, summary="Ringkasan", starts_on=today
                    )
                    fill(events, size, today)
                    results[size] = {name: measure(listing) for name, listing in listings(today, now).items()}
                    raise RolledBack
            except RolledBack:
                pass
        self.stdout.write(f"{connection.vendor}: median ms (rows) at {', '.join(f'{size:,}' for size in SIZES)} dates")
        for name in results[SIZES[0]]:
            measured = [results[size][name] for size in SIZES]
            growth = measured[-1]["ms"] / measured[0]["ms"]
            indexes = sorted({index for one in measured for index in one["indexes"]})
            columns = "  ".join(f"{one['ms']:7.2f} ({one['rows']:>3})" for one in measured)
            self.stdout.write(f"{name:24}{columns}   × {growth:4.2f}   {', '.join(indexes)}")
            if any(one["queries"] > QUERIES_AT_MOST for one in measured):
                failures.append(f"“{name}” asks more than {QUERIES_AT_MOST} queries.")
            if any(not one["indexes"] for one in measured):
                failures.append(f"“{name}” uses no index of dates.")
            if name == "weekend in a category" and growth >= GROWTH_AT_MOST:
                failures.append(f"“{name}” grows {growth:.2f} times, at most {GROWTH_AT_MOST}.")
        try:
            with transaction.atomic():
                fill_calendar(CALENDAR_EVENTS, now)
                calendar = measure_calendar(today, now)
                raise RolledBack
        except RolledBack:
            pass
        self.stdout.write(
            f"iCalendar of {CALENDAR_EVENTS:,} events: {calendar['cpu_s']} s CPU (at most {CALENDAR_CPU_S}), "
            f"{calendar['queries']} queries, {calendar['bytes']:,} bytes"
        )
        if calendar["cpu_s"] > CALENDAR_CPU_S:
            failures.append("The calendar file takes too long.")
        path = Path(settings.VAR_DIR) / f"bench-events-{connection.vendor}.json"
        path.write_text(json.dumps({"listings": results, "calendar": calendar}, indent=1))
        self.stdout.write(f"Written to {path}")
        if failures:
            raise CommandError("\n".join(failures))
