"""The jobs in the admin: what waits, runs, was done or failed, and doing it again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_filters import MultipleChoiceFilter
from django_tasks import TaskResultStatus
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.reports import ReportView

from jobs.models import Job, WorkerBeat

NOBODY_WORKS = gettext_lazy("Waiting, but no worker is running. Tell whoever looks after the site.")


class JobFilterSet(WagtailFilterSet):
    status = MultipleChoiceFilter(
        label=gettext_lazy("State"),
        choices=[
            (TaskResultStatus.FAILED, gettext_lazy("Failed")),
            (TaskResultStatus.RUNNING, gettext_lazy("Running")),
            (TaskResultStatus.READY, gettext_lazy("Waiting")),
            (TaskResultStatus.SUCCESSFUL, gettext_lazy("Done")),
        ],
    )

    class Meta:
        model = Job
        fields = ["status"]


class JobsView(ReportView):
    """All jobs, the newest first."""

    model = Job
    page_title = gettext_lazy("Jobs")
    header_icon = "cogs"
    index_url_name = "jobs"
    index_results_url_name = "jobs_results"
    results_template_name = "office/admin/jobs.html"
    filterset_class = JobFilterSet
    no_results_message = gettext_lazy("There are no jobs.")

    def dispatch(self, request, *args, **kwargs):
        if not may_see_jobs(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        self.queryset = Job.objects.select_related("told").order_by("-enqueued_at")
        return super().get_queryset()

    def get_context_data(self, *args, **kwargs):
        return super().get_context_data(*args, **kwargs) | {"nobody_works": not WorkerBeat.alive()}


def may_see_jobs(user):
    return user.is_active and user.is_superuser


@never_cache
@require_safe
def job_state(request, pk):
    """How one job stands, for the page that waits for it."""
    job = get_object_or_404(Job.objects.select_related("told"), pk=pk)
    told = getattr(job, "told", None)
    return JsonResponse(
        {
            "is_finished": job.is_finished,
            "state": job.state if not job.is_waiting or WorkerBeat.alive() else NOBODY_WORKS,
            "done": told.done if told else 0,
            "total": told.total if told else 0,
        }
    )


@require_POST
def retry_job(request, pk):
    """Let a job that failed, or that waits to be tried again, run now."""
    if not may_see_jobs(request.user):
        raise PermissionDenied
    again = Job.objects.filter(pk=pk, status__in=[TaskResultStatus.FAILED, TaskResultStatus.READY]).first()
    if again:
        again.wait_until(timezone.now())
        messages.success(request, _("“%(job)s” runs again.") % {"job": again.label})
    else:
        messages.error(request, _("This job runs, is done, or is kept no longer."))
    return redirect("jobs")
