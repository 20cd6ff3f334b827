from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from office.views import JobsView, job_state, may_see_jobs, retry_job


class JobsMenuItem(MenuItem):
    """A menu item for administrators."""

    def is_shown(self, request):
        return may_see_jobs(request.user)


@hooks.register("register_admin_urls")
def job_addresses():
    return [
        path("reports/jobs/", JobsView.as_view(), name="jobs"),
        path("reports/jobs/results/", JobsView.as_view(results_only=True), name="jobs_results"),
        path("reports/jobs/<uuid:pk>/retry/", retry_job, name="retry_job"),
        path("jobs/<uuid:pk>/", job_state, name="job_state"),
    ]


@hooks.register("register_reports_menu_item")
def jobs_menu_item():
    return JobsMenuItem(JobsView.page_title, reverse("jobs"), icon_name=JobsView.header_icon, order=1000)
