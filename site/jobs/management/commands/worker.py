from django.core.management.base import BaseCommand
from django.utils.crypto import get_random_string

from jobs.worker import Worker


class Command(BaseCommand):
    help = (
        "Do the work that is done outside the request, and what is to be done every hour and every day. Runs until it "
        "is told to stop (SIGTERM finishes the job at hand). Two may run at once."
    )

    def add_arguments(self, parser):
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between two looks for work")

    def handle(self, **options):
        worker = Worker(get_random_string(32), options["interval"])
        worker.configure_signals()
        worker.run()
