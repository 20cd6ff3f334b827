from django.contrib.auth.models import Permission
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.contrib.settings.registry import register_setting

from desk.inbox.counting import count_anew
from desk.inbox.viewsets import DeskGroup, LateSummaryItem, WaitingSummaryItem
from desk.models import DeskSettings

register_setting(DeskSettings, icon="comment")


@hooks.register("register_admin_viewset")
def desk_menu():
    return DeskGroup()


@hooks.register("register_permissions")
def desk_permissions():
    """What a group of people at the desk needs: to change questions."""
    return Permission.objects.filter(content_type__app_label="desk", codename="change_question")


@hooks.register("construct_homepage_summary_items")
def waiting_questions(request, items):
    count_anew()  # whoever comes in the morning sees what waits now, not a minute ago
    items += [WaitingSummaryItem(request), LateSummaryItem(request)]


@hooks.register("register_log_actions")
def desk_is_logged(actions):
    """Who did what and when; never what was said."""
    actions.register_action("desk.answer", _("Answer a question"), _("Question answered"))
    actions.register_action("desk.hand_over", _("Hand a question over"), _("Question handed over"))
    actions.register_action("desk.take_back", _("Close a link"), _("Link of a question closed"))
    actions.register_action("desk.proposal", _("Propose an answer"), _("Answer proposed by somebody outside"))
    actions.register_action("desk.wait", _("Ask others"), _("Others asked"))
    actions.register_action("desk.close", _("Close a question"), _("Question closed"))
    actions.register_action("desk.reopen", _("Open a question again"), _("Question opened again"))
    actions.register_action("desk.accepted", _("Accept what a visitor told"), _("What a visitor told accepted"))
    actions.register_action("desk.declined", _("Decline what a visitor told"), _("What a visitor told declined"))
    actions.register_action("desk.merge", _("Answer two questions together"), _("Answered together with another"))
