from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from places.editing.views import AddNoticeView, CheckNoticeView, EditNoticeView, EndNoticeView, NoticeIndexView
from places.models import Notice
from places.safety.known import in_force
from places.safety.reminding import to_be_asked_about


class NoticeViewSet(ModelViewSet):
    model = Notice
    name = "notices"
    url_prefix = "notices"
    icon = "warning"
    menu_label = _("Notices")
    menu_order = 150
    add_to_admin_menu = True
    index_view_class = NoticeIndexView
    index_results_template_name = "places/admin/notices.html"
    add_view_class = AddNoticeView
    edit_view_class = EditNoticeView
    create_template_name = edit_template_name = "places/admin/notice_form.html"
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50

    def get_form_class(self, for_update=False):
        return AddNoticeView.form_class

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("end/<int:pk>/", self.construct_view(EndNoticeView), name="end"),
            path("check/<int:pk>/", self.construct_view(CheckNoticeView), name="check"),
        ]


class NoticesSummaryItem(SummaryItem):
    """On the admin's front page: what holds, and which long notices end soon; their authors are asked by it."""

    order = 90
    template_name = "places/admin/notices_summary.html"

    def get_context_data(self, parent_context):
        mine = to_be_asked_about(timezone.now(), author=self.request.user)
        return {"number": len(in_force()), "mine": mine}

    def is_shown(self):
        return policy_registry.get_by_type(Notice).user_has_any_permission(self.request.user, ["add", "change"])
