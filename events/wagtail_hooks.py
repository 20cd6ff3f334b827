from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from events.admin_views import confirm_date, next_dates
from events.models import EventPage


@hooks.register("register_admin_urls")
def event_addresses():
    return [
        path("events/next-dates/", next_dates, name="next_event_dates"),
        path("events/<int:page_id>/confirm/", confirm_date, name="confirm_event_date"),
    ]


@hooks.register("register_page_header_buttons")
def confirm_button(page, user, view_name, next_url=None):
    """Beside an event whose next date is an estimate: confirm it."""
    if isinstance(page, EventPage) and page.live and not page.alias_of_id and page.is_estimated:
        url = reverse("confirm_event_date", args=[page.pk])
        yield Button(_("Confirm this year's date"), url, icon_name="check", priority=5)


@hooks.register("register_log_actions")
def confirm_is_logged(actions):
    actions.register_action("events.confirm_date", _("Confirm a date"), _("Date confirmed"))
