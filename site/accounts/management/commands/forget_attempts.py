from datetime import timedelta

from axes.models import AccessLog
from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.guessing import forget_failures
from accounts.models import Attempt

COUNTED_FOR = timedelta(days=1)
LOGINS_KEPT_DAYS = 90


class Command(BaseCommand):
    help = (
        f"Forget failed logins and other attempts that no longer count, and logins older than {LOGINS_KEPT_DAYS} days "
        "with their addresses. Run it every night; it may run twice at once."
    )

    def handle(self, **options):
        now = timezone.now()
        number = forget_failures(now)
        number += Attempt.objects.filter(at__lt=now - COUNTED_FOR).delete()[0]
        number += AccessLog.objects.filter(attempt_time__lt=now - timedelta(days=LOGINS_KEPT_DAYS)).delete()[0]
        self.stdout.write(f"{number} attempts forgotten.")
