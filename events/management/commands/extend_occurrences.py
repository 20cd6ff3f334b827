from django.core.management.base import BaseCommand

from events.occurrences import rebuild_all


class Command(BaseCommand):
    help = (
        "Expand the dates of all events eighteen months ahead. Run it every night; it changes nothing "
        "that is already right and may run twice at once."
    )

    def handle(self, *args, **options):
        number = rebuild_all()
        self.stdout.write(f"Dates of {number} events are right eighteen months ahead.")
