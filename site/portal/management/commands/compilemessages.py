import re
from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Compile the message catalogues that changed. Needs no gettext programs, unlike Django's own command."

    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--locale", "-l", action="append", default=[], help="Only this language, e.g. jv.")
        parser.add_argument("--force", action="store_true", help="Compile the unchanged ones too.")

    def handle(self, *, locale, force, **options):
        for po in sorted(po for folder in settings.LOCALE_PATHS for po in Path(folder).glob("*/LC_MESSAGES/*.po")):
            if locale and po.parts[-3] not in locale:
                continue
            mo = po.with_suffix(".mo")
            name = Path(*po.parts[-4:])
            if not force and mo.exists() and mo.stat().st_mtime > po.stat().st_mtime:
                self.stdout.write(f"{name}: unchanged")
                continue
            catalogue = read_po(po)
            beside = mo.with_suffix(".new")  # half a catalogue would count as unchanged for ever
            catalogue.save_as_mofile(beside)
            beside.replace(mo)
            self.stdout.write(f"{name}: {len(catalogue.translated_entries())} messages compiled")


def read_po(path):
    """The catalogue in a .po file.

    Raises CommandError with the line when it is missing or broken; polib alone overlooks an unclosed quote.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, start=1):
            if line.startswith(("msg", '"')) and not re.search(r'(?<!\\)(\\\\)*"$', line.rstrip()):
                raise ValueError(f"line {number} lacks the closing quotation mark: {line}")
        return polib.pofile(path, encoding="utf-8", check_for_duplicates=True)
    except (OSError, ValueError) as error:
        raise CommandError(f"The catalogue {path} cannot be read. {error}") from error
