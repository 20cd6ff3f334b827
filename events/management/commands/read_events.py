import json
from collections import Counter
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from events.intake.trying import try_file


class Command(BaseCommand):
    help = (
        "Show what the readers make of files on disk (calendars, feeds, JSON, tables) and what they say to them. "
        "Nothing is written."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--json", action="store_true", help="as one JSON object by file name")
        parser.add_argument(
            "--today", type=date.fromisoformat, metavar="2027-01-04", help="the day to read on; today when not given"
        )

    def handle(self, *args, **options):
        today = options["today"] or timezone.localdate()
        names = Counter(file.name for file in options["files"])
        found = {}
        # The same sentences as in the reports that are kept for editors.
        with translation.override("id"):
            for file in options["files"]:
                try:
                    body = file.read_bytes()
                except OSError as error:
                    raise CommandError(f"{file} cannot be opened: {error.strerror}.") from error
                found[file.name if names[file.name] == 1 else str(file)] = try_file(file.name, body, today)
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
            return
        for name, told in found.items():
            self.tell(name, told)

    def tell(self, name, told):
        self.stdout.write(name)
        for event in told.get("events", []):
            where = f" | {event['place']}" if event["place"] else ""
            cancelled = "" if event["status"] == "scheduled" else f" [{event['status']}]"
            self.stdout.write(f"  {event['title']}{cancelled} | {', '.join(event['dates']) or '–'}{where}")
        for number, cells in told.get("lines", {}).items():
            if isinstance(cells, dict):
                cells = "; ".join(f"{heading}: {text}" for heading, text in cells.items() if text)
            self.stdout.write(f"  {number}: {cells}")
        for problem in told["problems"]:
            line = f"{problem['line']}" if problem["line"] else ""
            where = ", ".join(part for part in [line, problem["column"], problem["item"]] if part)
            self.stdout.write(f"  ! {where}: {problem['message']}" if where else f"  ! {problem['message']}")
        if not told.get("whole", True):
            self.stdout.write("  (not whole: what is missing here may still be held)")
