"""What an app needs to have work done outside the request: declare a job, hand it over, tell how far it is."""

import time
from contextvars import ContextVar

from django_tasks import task

# The job that runs in this thread; None in a request or a command.
current_job = ContextVar("current_job", default=None)
TOLD_EVERY = 0.5  # seconds


class TryLater(Exception):
    """It did not work now. The message is a sentence for an editor."""


class Failure(Exception):
    """It does not work, and trying again would not help. The message is a sentence for an editor."""


def job(label, **options):
    """Declare a function of an app's `tasks.py` as a job; `label` is what the admin calls it.

    It may run twice (a worker was killed, a retry): what it does must do no harm when done again. Arguments and
    result are JSON. Whatever it raises is tried again later, except Failure.
    """

    def declare(function):
        function.label = label
        return task(backend="background", **options)(function)

    return declare


def enqueue_once(task, *args):
    """Hand a job over, unless one of this task about the same first argument waits or runs; returns the Job.

    Of those that are over it is the last that counts: earlier ones are forgotten.
    """
    from jobs.models import Job

    earlier = Job.objects.of(task, *args[:1])
    if waiting := earlier.unfinished().first():
        return waiting
    earlier.delete()
    return Job.objects.get(pk=task.enqueue(*args).id)


def tell_progress(done, total):
    """Say from inside a job how far it is; outside of one this does nothing. Call it between transactions."""
    running = current_job.get()
    if running is None or (done < total and time.monotonic() - running.told_at < TOLD_EVERY):
        return
    running.told_at = time.monotonic()
    running.note(done=done, total=total)
