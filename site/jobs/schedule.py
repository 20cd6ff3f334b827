"""Handing over what is to be done again and again, once in each period, with any number of workers."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from jobs.declaring import enqueue_once
from jobs.models import ScheduledRun


def tick(now):
    """Hand over every task of JOBS_SCHEDULE whose period has begun and that nobody has handed over in it."""
    known = dict(ScheduledRun.objects.values_list("task_path", "period_at"))
    for path, (every, after) in settings.JOBS_SCHEDULE.items():
        period_at = period_start(now, every, after)
        if path in known and known[path] >= period_at:
            continue
        with transaction.atomic():
            if claims(path, period_at):
                enqueue_once(import_string(path))


def period_start(now, every, after):
    """When the period that holds `now` began; periods are `every` long and begin `after` local midnight."""
    beginning = datetime(2000, 1, 1, tzinfo=timezone.get_default_timezone()) + after
    return beginning + (now - beginning) // every * every


def claims(path, period_at):
    """Whether this worker is the one that hands the task over: a row can be moved forward only once."""
    ScheduledRun.objects.bulk_create(
        [ScheduledRun(task_path=path, period_at=datetime.min.replace(year=1900, tzinfo=period_at.tzinfo))],
        ignore_conflicts=True,
    )
    return ScheduledRun.objects.filter(task_path=path, period_at__lt=period_at).update(period_at=period_at) == 1
