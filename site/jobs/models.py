"""Jobs as the library keeps them, with what the admin tells about them; who works; what ran when."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet

from jobs.declaring import Failure, TryLater

SENTENCE_LENGTH = 500


class WorkerDied(Exception):
    """The process that ran the job is gone."""


class TookTooLong(BaseException):
    """The job ran into its time limit. No `except Exception` of the job may swallow this."""


class JobQuerySet(DBTaskResultQuerySet):
    def of(self, task, *first):
        """Jobs of one task, with this first argument where one is given; the newest first."""
        found = self.filter(task_path=task.module_path).order_by("-enqueued_at")
        return found.filter(args_kwargs__args__0=first[0]) if first else found

    def unfinished(self):
        return self.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING])


class Job(DBTaskResult):
    """One piece of work: waiting, running, done, or failed."""

    objects = JobQuerySet.as_manager()
    told_at = 0.0

    class Meta:
        proxy = True
        verbose_name = gettext_lazy("job")
        verbose_name_plural = gettext_lazy("jobs")

    def __str__(self):
        return str(self.label)

    @property
    def label(self):
        """What it does, in a few words."""
        try:
            return self.task.func.label
        except (ImportError, AttributeError):
            return self.task_name

    @property
    def subject(self):
        """Whom or what it is about, where its first argument says so in words."""
        about = (self.args_kwargs["args"] or [None])[0]
        return about if isinstance(about, str) else ""

    @property
    def is_waiting(self):
        return self.status == TaskResultStatus.READY

    @property
    def is_finished(self):
        return self.status in {TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED}

    @property
    def is_failed(self):
        return self.status == TaskResultStatus.FAILED

    @property
    def state(self):
        """How it stands, in a few words."""
        if self.status == TaskResultStatus.RUNNING:
            told = getattr(self, "told", None)
            if told and told.total:
                return _("Running: %(done)s of %(total)s") % {"done": told.done, "total": told.total}
            return _("Running")
        if self.is_waiting:
            return _("Waits to be tried again") if self.worker_ids else _("Waiting")
        return _("Failed") if self.is_failed else _("Done")

    @property
    def reason(self):
        """Why it failed the last time, in a sentence; empty when it did not."""
        if not self.exception_class_path or self.status == TaskResultStatus.SUCCESSFUL:
            return ""
        sentence = getattr(getattr(self, "told", None), "sentence", "")
        kind = self.exception_class_path.rsplit(".", 1)[1]
        if kind == WorkerDied.__name__:
            return _("The program that did it was ended before it was done.")
        if kind == TookTooLong.__name__:
            minutes = settings.JOBS_LONGEST_SECONDS // 60
            return _("It took longer than %(minutes)s minutes and was stopped.") % {"minutes": minutes}
        return sentence or _("An error in the program (%(kind)s). Tell whoever looks after the site.") % {"kind": kind}

    def note(self, **values):
        """Write down how far it is, or why it failed."""
        JobNote.objects.update_or_create(job_id=self.pk, defaults=values)

    def set_failed(self, error):
        """Note why, and let it be tried again later where that may help."""
        with transaction.atomic():
            super().set_failed(error)
            self.note(sentence=str(error)[:SENTENCE_LENGTH] if isinstance(error, Failure | TryLater) else "")
            if isinstance(error, SystemExit | KeyboardInterrupt):  # the worker is ended; the job did nothing wrong
                self.wait_until(timezone.now(), self.worker_ids[:-1])
            elif not isinstance(error, Failure | TookTooLong) and self.may_be_tried_again:
                seconds = settings.JOBS_RETRY_SECONDS[len(self.worker_ids) - 1]
                self.wait_until(timezone.now() + timedelta(seconds=seconds), self.worker_ids)

    @property
    def may_be_tried_again(self):
        return len(self.worker_ids) <= len(settings.JOBS_RETRY_SECONDS)

    def wait_until(self, moment, tried_by=()):
        """Let it run (again) from a moment on; `tried_by` are the workers that have tried already."""
        self.status, self.run_after, self.finished_at = TaskResultStatus.READY, moment, None
        self.worker_ids = list(tried_by)
        self.save(update_fields=["status", "run_after", "finished_at", "worker_ids"])


class JobNote(models.Model):
    """How far a job is, and the sentence that says why it failed."""

    job = models.OneToOneField(Job, on_delete=models.CASCADE, primary_key=True, related_name="told")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    sentence = models.CharField(max_length=SENTENCE_LENGTH, blank=True)

    def __str__(self):
        return f"{self.done}/{self.total} {self.sentence}".strip()


class WorkerBeat(models.Model):
    """A worker that lives, and when it last said so."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self):
        return self.worker_id

    @classmethod
    def alive(cls):
        """Ids of the workers that were heard of lately."""
        since = timezone.now() - timedelta(seconds=settings.JOBS_DEAD_AFTER_SECONDS)
        return set(cls.objects.filter(seen_at__gt=since).values_list("pk", flat=True))


class ScheduledRun(models.Model):
    """The last period in which a scheduled task was handed over; the row is what two workers race for."""

    task_path = models.CharField(max_length=200, primary_key=True)
    period_at = models.DateTimeField()

    def __str__(self):
        return self.task_path
