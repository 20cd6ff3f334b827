"""The menu of the desk in the admin."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem, SubmenuMenuItem
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from desk.counter.views import CounterView
from desk.handing.desk_views import HandOverView, revoke
from desk.inbox.actions import act
from desk.inbox.corrections import decide, fact_of_question
from desk.inbox.counting import number_late, number_waiting
from desk.inbox.permissions import at_desk, may_answer
from desk.inbox.views import InboxView, QuestionView
from desk.lateness import LATE_AFTER_HOURS
from desk.models import Faq, ReadyText
from desk.offers import moderation
from desk.reporting.views import ReportView, download


class ForTheDesk:
    """A menu item for those at the desk."""

    def is_shown(self, request):
        return may_answer(request.user)


class CountsNew(ForTheDesk):
    """One that says how many new questions there are; the number first, since the menu cuts long words."""

    def render_component(self, request):
        component = super().render_component(request)
        if number := number_waiting():
            component.label = f"({number}) {component.label}"
        return component


class DeskPageMenuItem(ForTheDesk, MenuItem):
    pass


class InboxMenuItem(CountsNew, MenuItem):
    pass


class DeskMenuItem(CountsNew, SubmenuMenuItem):
    pass


class InboxViewSet(ViewSet):
    name = "desk"
    url_prefix = "desk"
    icon = "comment"
    menu_label = _("Questions")
    menu_item_class = InboxMenuItem

    def get_urlpatterns(self):
        return [
            path("", at_desk(InboxView.as_view()), name="index"),
            path("<int:pk>/", at_desk(QuestionView.as_view()), name="question"),
            path("<int:pk>/act/", act, name="act"),
            path("<int:pk>/hand-over/", at_desk(HandOverView.as_view()), name="hand_over"),
            path("<int:pk>/hand-over/<int:handover_pk>/revoke/", revoke, name="revoke"),
            path("<int:pk>/correction/", decide, name="correction"),
            path("photos/<int:pk>/file/", moderation.file, name="photo"),
            path("photos/<int:pk>/", moderation.decide, name="decide_photo"),
            path("<int:pk>/fact/", at_desk(fact_of_question), name="fact"),
        ]


class CounterViewSet(ViewSet):
    name = "desk_counter"
    url_prefix = "desk/counter"
    icon = CounterView.header_icon
    menu_label = CounterView.page_title
    menu_item_class = DeskPageMenuItem

    def get_urlpatterns(self):
        return [path("", at_desk(CounterView.as_view()), name="index")]


class ReportViewSet(ViewSet):
    name = "desk_report"
    url_prefix = "desk/report"
    icon = ReportView.header_icon
    menu_label = ReportView.page_title
    menu_item_class = DeskPageMenuItem

    def get_urlpatterns(self):
        return [
            path("", at_desk(ReportView.as_view()), name="index"),
            path("xlsx/", at_desk(download), name="download"),
        ]


class ReadyTextViewSet(ModelViewSet):
    model = ReadyText
    name = "desk_ready_texts"
    url_prefix = "desk/ready-texts"
    icon = "openquote"
    menu_label = _("Ready texts")
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = ["title"]
    search_fields = ["title", "text_id", "text_en", "text_jv"]
    form_fields = ["title", "text_id", "text_en", "text_jv"]


class FaqViewSet(ModelViewSet):
    model = Faq
    name = "desk_faqs"
    url_prefix = "desk/faqs"
    icon = "help"
    menu_label = _("Questions and answers")
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = ["question_id", "page", "is_published"]
    list_filter = ["is_published"]
    search_fields = ["question_id", "answer_id", "question_en", "question_jv"]


class DeskGroup(ViewSetGroup):
    """The questions, and what answers are made of."""

    menu_label = _("Information desk")
    menu_icon = "comment"
    menu_order = 110
    items = (InboxViewSet, CounterViewSet, ReportViewSet, ReadyTextViewSet, FaqViewSet)

    def get_menu_item(self, order=None):
        plain = super().get_menu_item(order)
        return DeskMenuItem(plain.label, plain.menu, name=plain.name, icon_name=plain.icon_name, order=plain.order)


class WaitingSummaryItem(SummaryItem):
    """On the admin's front page: how many questions nobody has answered yet."""

    order = 140
    template_name = "desk/admin/summary.html"

    def get_context_data(self, parent_context):
        return {"number": number_waiting(), "address": reverse("desk:index")}

    def is_shown(self):
        return may_answer(self.request.user) and number_waiting() > 0


class LateSummaryItem(SummaryItem):
    """On the admin's front page: how many visitors have waited too long."""

    order = 141
    template_name = "desk/admin/summary_late.html"

    def get_context_data(self, parent_context):
        return {"number": number_late(), "hours": LATE_AFTER_HOURS, "address": reverse("desk:index") + "?tab=late"}

    def is_shown(self):
        return may_answer(self.request.user) and number_late() > 0
