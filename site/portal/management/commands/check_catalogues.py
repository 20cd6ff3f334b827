import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.management.commands.compilemessages import read_po
from portal.management.commands.makemessages import NOT_OURS

PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|%[sdif]\b|\{\w*\}")


class Command(BaseCommand):
    help = "Fail with a list when the interface is not wholly translated, or a translation lost a placeholder."

    requires_system_checks = []

    def handle(self, **options):
        languages = [code for code, _name in settings.LANGUAGES if code != "en"]
        catalogues = {language: read_catalogue(language) for language in languages}
        if shutil.which("xgettext"):
            wanted = extract_messages(languages[0])
        else:
            self.stdout.write("xgettext is not installed: the catalogues are compared with each other only.")
            wanted = {key: entry for catalogue in catalogues.values() for key, entry in catalogue.items()}
        problems = [
            f"{language}: {problem}"
            for language, catalogue in catalogues.items()
            for problem in catalogue_problems(catalogue, wanted)
        ]
        if problems:
            raise CommandError("\n".join([f"{len(problems)} problems in the message catalogues:", *problems]))
        self.stdout.write(f"{len(wanted)} messages, complete in {', '.join(languages)}.")


def read_catalogue(language, root=None):
    """{(context, msgid): entry} of a language's catalogue below `root` (default: the project's), without obsolete ones.

    Raises CommandError when the file is missing or broken.
    """
    path = Path(root or settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"
    return {(entry.msgctxt, entry.msgid): entry for entry in read_po(path) if not entry.obsolete}


def extract_messages(language):
    """The messages of the source as it is now, as `read_catalogue` gives them; nothing in the project is changed."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "source"
        shutil.copytree(
            settings.BASE_DIR,
            copy,
            ignore=shutil.ignore_patterns(".*", "locale", "data", "__pycache__", *NOT_OURS),
        )
        (copy / "site" / "locale").mkdir()
        result = subprocess.run(  # noqa: S603 - our own command in our own copy
            [sys.executable, "manage.py", "makemessages", "-l", language],
            cwd=copy,
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode:
            raise CommandError(f"The messages could not be extracted: {result.stderr.strip()}")
        return read_catalogue(language, copy / "site" / "locale")


def catalogue_problems(catalogue, wanted):
    """What is missing, untranslated, fuzzy or loses a placeholder, as sentences."""
    for key, source in wanted.items():
        entry = catalogue.get(key)
        name = f"{source.msgid!r}" + (f" (context {source.msgctxt!r})" if source.msgctxt else "")
        if entry is None or entry.msgid_plural != source.msgid_plural:
            yield f"missing, run makemessages: {name}"
        elif entry.fuzzy:
            yield f"fuzzy: {name}"
        elif not entry.translated():
            yield f"not translated: {name}"
        else:
            text = entry.msgid_plural or entry.msgid
            translations = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
            for translation in translations:
                if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(translation)):
                    yield f"placeholders differ: {name} → {translation!r}"
