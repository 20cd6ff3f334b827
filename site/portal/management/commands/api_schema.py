import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.api.contract import broken_promises
from portal.api.document import document
from portal.api.operations import api


class Command(BaseCommand):
    help = "Print the OpenAPI document, or write it to a file unless that takes away what the file promises."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, help="e.g. tests/portal/api/openapi.json")

    def handle(self, file=None, **options):
        made = document(api)
        text = json.dumps(made, ensure_ascii=False, indent=1)
        if file is None:
            self.stdout.write(text)
            return
        if file.exists() and (broken := broken_promises(json.loads(file.read_text()), made)):
            raise CommandError(
                "\n".join(["Version 1 only grows (docs/partners.md). This would break who uses it:", *broken])
            )
        file.write_text(text + "\n", encoding="utf-8")
