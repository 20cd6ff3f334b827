"""Reports for editors."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page, get_page_models

from content.models import BasePage


class OverduePagesView(PageReportView):
    """Pages whose "check again by" has passed: somebody should look whether they are still true."""

    page_title = _("To be checked again")
    header_icon = "history"
    index_url_name = "overdue_pages"
    index_results_url_name = "overdue_pages_results"
    any_permission_required = ["add", "change", "publish"]

    def get_queryset(self):
        today = timezone.localdate()
        overdue = []
        for model in get_page_models():
            if issubclass(model, BasePage):
                overdue += model.objects.filter(review_by__lt=today, alias_of=None).values_list("pk", flat=True)
        return Page.objects.filter(pk__in=set(overdue)).order_by("latest_revision_created_at")
