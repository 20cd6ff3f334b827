from django.core.management.base import BaseCommand

from portal.seed.roads import ESTIMATED, write_estimates


class Command(BaseCommand):
    help = "Write anew the estimated minutes by road to the places of the seed, where no source tells them."

    def handle(self, **options):
        self.stdout.write(f"{write_estimates()} rows: {ESTIMATED}")
