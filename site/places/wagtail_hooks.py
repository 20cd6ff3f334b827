from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from places.editing.viewsets import NoticesSummaryItem, NoticeViewSet


@hooks.register("register_admin_viewset")
def notices():
    return NoticeViewSet()


@hooks.register("construct_homepage_summary_items")
def notices_in_force(request, items):
    items.append(NoticesSummaryItem(request))


@hooks.register("register_log_actions")
def what_is_done_with_notices(actions):
    actions.register_action("places.end_notice", _("End a notice"), _("Notice ended"))
    actions.register_action("places.check_notice", _("Check a notice"), _("Notice checked: it still holds"))


@hooks.register("insert_editor_js")
def map_picker_script():
    """The map on which an editor chooses the point of a place."""
    return format_html(
        '<link rel="stylesheet" href="{}"><link rel="stylesheet" href="{}"><script src="{}" type="module"></script>',
        static("leaflet/leaflet.css"),
        static("css/map-picker.css"),
        static("js/map-picker.js"),
    )
