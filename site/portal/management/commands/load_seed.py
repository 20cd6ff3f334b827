from django.core.management.base import BaseCommand, CommandError

from portal.models import HomePage
from portal.seed.files import SeedError
from portal.seed.loading import SeedLoader


class Command(BaseCommand):
    help = "Load the seed content that is missing. Pages that exist are never changed."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help="Do nothing when the site has a front page already."
        )

    def handle(self, **options):
        if options["if_empty"] and HomePage.objects.exists():
            return
        try:
            counts = SeedLoader(say=self.stdout.write).load()
        except SeedError as error:
            raise CommandError(str(error)) from error
        loaded = ", ".join(f"{number} {name}" for name, number in counts.items())
        self.stdout.write(f"Loaded: {loaded}." if loaded else "Nothing was missing.")
