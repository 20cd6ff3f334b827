from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus

from jobs.declaring import job
from jobs.models import Job

GOOD_KEPT_FOR = timedelta(days=7)
FAILED_KEPT_FOR = timedelta(days=30)


@job(_("Forget old jobs"))
def forget_finished():
    now = timezone.now()
    Job.objects.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - GOOD_KEPT_FOR).delete()
    Job.objects.filter(status=TaskResultStatus.FAILED, finished_at__lt=now - FAILED_KEPT_FOR).delete()
