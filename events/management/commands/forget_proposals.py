from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from content.public_forms import HOUR
from events.intake.proposals.kept import KEPT
from events.models import EventProposal

KEPT_DAYS = 180


class Command(BaseCommand):
    help = (
        f"Delete name, contact and picture of proposals decided {KEPT_DAYS} days ago, as the form promises, and of "
        "those never decided whose event has been over as long. Run it every night; it may run twice at once."
    )

    def handle(self, **options):
        now = timezone.now()
        number = 0
        for proposal in EventProposal.objects.to_forget(now - timedelta(days=KEPT_DAYS)):
            proposal.forget(now)
            number += 1
        EventProposal.objects.filter(received_at__lte=now - HOUR).exclude(sender="").update(sender="")
        KEPT.forget()
        self.stdout.write(f"Personal data of {number} proposals deleted.")
