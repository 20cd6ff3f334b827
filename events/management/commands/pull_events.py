from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from events.intake.federation.pulling import PullFailed, pull
from events.models import EventSource


class Command(BaseCommand):
    help = (
        "Fetch the calendars of other offices; new and changed events arrive as drafts. Run it every hour or night. "
        "What has not changed costs one conditional request, and running it again changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("--source", help="only this one: its number or its name; also one that is switched off")

    def handle(self, *args, **options):
        # Reports are kept for editors, whose language is that of the content.
        with translation.override("id"):
            failed = sum(not self.pull(source) for source in self.sources(options["source"]))
        if failed:
            raise CommandError(f"{failed} sources could not be read; nothing of theirs was changed.")

    def sources(self, wanted):
        with_address = EventSource.objects.exclude(url="").select_related("organisation")
        if not wanted:
            return with_address.filter(is_active=True)
        found = with_address.filter(pk=wanted) if wanted.isdecimal() else with_address.filter(name__iexact=wanted)
        if not found:
            raise CommandError(f"There is no source “{wanted}” with an address.")
        return found

    def pull(self, source):
        """Whether it went well; says so line by line."""
        try:
            report = pull(source)
        except PullFailed as error:
            self.stderr.write(f"{source.name}: {error}")
            return False
        if report is None:
            self.stdout.write(f"{source.name}: not changed since the last time.")
            return True
        counts = ", ".join(f"{number} {action}" for action, number in sorted(report["counts"].items()))
        self.stdout.write(f"{source.name}: {report['format']}, {report['found']} found: {counts or 'nothing'}.")
        for sentence in report["general"]:
            self.stdout.write(f"  {sentence}")
        for row in report["rows"]:
            where = f"line {row['line']}: " if row["line"] else ""
            for note in row["notes"] or [""]:
                self.stdout.write(f"  {where}{row['title']}: {row['action']}. {note}".rstrip())
        for told in report["missing"]:
            self.stdout.write(f"  {told['title']}: no longer in the source since {told['since']}; nothing was deleted.")
        return True
