"""The process that does the jobs: one at a time, with a time limit, a sign of life, and the schedule."""

import logging
import signal
import threading
import time

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connection, transaction
from django.utils import timezone, translation
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as LibraryWorker
from django_tasks_db.utils import exclusive_transaction

from jobs.declaring import current_job
from jobs.models import Job, TookTooLong, WorkerBeat, WorkerDied
from jobs.schedule import tick

log = logging.getLogger(__name__)

LOOKS_BETWEEN_TICKS = 10


class Worker(LibraryWorker):
    """The library's worker, with what it lacks: retries, a reaper, a time limit, a schedule, a database that goes away."""

    def __init__(self, worker_id, interval):
        super().__init__(
            worker_id=worker_id,
            interval=interval,
            queue_names=["*"],
            excluded_queue_names=[],
            batch=False,
            backend_name="background",
            startup_delay=False,
            max_tasks=None,
        )
        self.looks = 0

    def run(self):
        """Work until somebody says stop."""
        with SignOfLife(self.worker_id):
            while self.running:
                try:
                    is_busy = self.look()
                except (DatabaseError, InterfaceError):
                    log.exception("The database does not answer; the worker tries again")
                    connection.close()
                    is_busy = False
                if self.running and not is_busy:
                    time.sleep(self.interval)

    def look(self):
        """Do what is due, and one job; returns whether there was one."""
        close_old_connections()
        if self.looks % LOOKS_BETWEEN_TICKS == 0:
            reap(self.worker_id)
            tick(timezone.now())
        self.looks += 1
        job = claim(self.worker_id)
        if job is None:
            return False
        self.run_task(job)
        return True

    def run_task(self, job):
        """Run one job within its time limit, in the language of the office."""
        self.running_task = True
        signal.signal(signal.SIGALRM, _too_long)
        signal.setitimer(signal.ITIMER_REAL, settings.JOBS_LONGEST_SECONDS)
        token = current_job.set(job)
        try:
            with translation.override(settings.LANGUAGE_CODE):
                super().run_task(job)
        finally:
            current_job.reset(token)
            signal.setitimer(signal.ITIMER_REAL, 0)
        if job.status != TaskResultStatus.SUCCESSFUL:
            log.warning("Job “%s” %s failed: %s", job.label, job.pk, job.traceback.strip().rsplit("\n", 1)[-1])


def claim(worker_id):
    """Take the next job that is due, so that no other worker has it; None when there is none."""
    due = Job.objects.ready().filter(backend_name="background")
    if not due.exists():  # an idle worker takes no lock
        return None
    with exclusive_transaction(due.db):
        job = due.get_locked()
        if job:
            job.claim(worker_id)
    return job


def reap(own_id):
    """Let jobs whose worker is gone run again; `own_id` is the worker that asks, and so is running none."""
    if not Job.objects.running().exists():
        return
    alive = WorkerBeat.alive() - {own_id}
    with transaction.atomic():
        for job in Job.objects.running().select_for_update(skip_locked=True):
            if job.worker_ids[-1] not in alive:
                log.warning("The worker of job “%s” %s is gone", job.label, job.pk)
                if job.may_be_tried_again:
                    job.wait_until(timezone.now(), job.worker_ids)
                else:
                    job.set_failed(WorkerDied())
    WorkerBeat.objects.exclude(pk__in=[*alive, own_id]).delete()


class SignOfLife:
    """While it is entered, a thread says every few seconds that this worker lives, however long a job takes."""

    def __init__(self, worker_id):
        self.worker_id = worker_id
        self.is_over = threading.Event()
        self.thread = threading.Thread(target=self._beat_on, daemon=True)

    def __enter__(self):
        self._beat()
        self.thread.start()
        return self

    def __exit__(self, *exception):
        self.is_over.set()
        self.thread.join()
        WorkerBeat.objects.filter(pk=self.worker_id).delete()

    def _beat(self):
        WorkerBeat.objects.update_or_create(worker_id=self.worker_id, defaults={"seen_at": timezone.now()})

    def _beat_on(self):
        while not self.is_over.wait(settings.JOBS_DEAD_AFTER_SECONDS / 6):
            try:
                self._beat()
            except (DatabaseError, InterfaceError):
                log.warning("The worker could not say that it lives", exc_info=True)
                connection.close()
        connection.close()


def _too_long(signum, frame):
    raise TookTooLong
