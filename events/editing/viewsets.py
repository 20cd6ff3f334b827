"""The menu of events in the admin."""

from django.contrib.auth.models import Permission
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem, SubmenuMenuItem
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from events.editing.permissions import can_add_events
from events.editing.proposal_views import ProposalFilterSet, ProposalIndexView, ProposalInspectView
from events.editing.source_views import AddSourceView, SourceIndexView, SourceView
from events.editing.spreadsheet_views import apply_spreadsheet, brought_in, choose_order, download, planned, spreadsheet
from events.editing.trying_views import tried, try_file_or_address
from events.models import EventProposal, EventSource, IslamicMonth


class CountsWaiting:
    """A menu item that says how many proposals wait."""

    def render_component(self, request):
        component = super().render_component(request)
        if can_add_events(request.user) and (number := EventProposal.objects.waiting().count()):
            component.label = f"{component.label} ({number})"
        return component


class WaitingMenuItem(CountsWaiting, MenuItem):
    pass


class WaitingSubmenuItem(CountsWaiting, SubmenuMenuItem):
    pass


class EventProposalViewSet(ModelViewSet):
    model = EventProposal
    name = "event_proposals"
    url_prefix = "events/proposals"
    icon = "mail"
    menu_label = _("Proposals")
    menu_item_class = WaitingMenuItem
    index_view_class = ProposalIndexView
    inspect_view_class = ProposalInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    filterset_class = ProposalFilterSet
    search_fields = ["title", "reference", "place_text", "organiser_name"]
    form_fields = ["reason"]

    def get_permissions_to_register(self):
        """None: `events.editing.permissions` decides."""
        return Permission.objects.none()


class EventSourceViewSet(ModelViewSet):
    model = EventSource
    name = "event_sources"
    url_prefix = "events/sources"
    icon = "download"
    menu_label = _("Sources")
    index_view_class = SourceIndexView
    add_view_class = AddSourceView
    inspect_view_class = SourceView
    inspect_view_enabled = True
    copy_view_enabled = False
    list_filter = ["organisation", "is_active"]
    search_fields = ["name", "url"]

    def get_permissions_to_register(self):
        """None: `events.editing.permissions` decides."""
        return Permission.objects.none()


class IslamicMonthViewSet(ModelViewSet):
    model = IslamicMonth
    name = "islamic_months"
    url_prefix = "events/islamic-months"
    icon = "calendar-alt"
    menu_label = _("Islamic months")
    copy_view_enabled = False
    list_display = ["__str__", "first_on", "source"]
    search_fields = ["source"]

    def get_permissions_to_register(self):
        """None: `events.editing.permissions` decides."""
        return Permission.objects.none()


class EditorsMenuItem(MenuItem):
    """A menu item for those who may add events."""

    def is_shown(self, request):
        return can_add_events(request.user)


class EventSpreadsheetViewSet(ViewSet):
    name = "event_spreadsheet"
    url_prefix = "events/spreadsheet"
    icon = "table"
    menu_label = _("Table")
    menu_item_class = EditorsMenuItem

    def get_urlpatterns(self):
        return [
            path("", spreadsheet, name="index"),
            path("planned/<uuid:pk>/", planned, name="planned"),
            path("order/", choose_order, name="order"),
            path("apply/", apply_spreadsheet, name="apply"),
            path("brought-in/<uuid:pk>/", brought_in, name="brought_in"),
            path("<slug:what>.<slug:extension>", download, name="download"),
        ]


class EventTryViewSet(ViewSet):
    name = "event_try"
    url_prefix = "events/try"
    icon = "view"
    menu_label = _("Try a file")
    menu_item_class = EditorsMenuItem

    def get_urlpatterns(self):
        return [path("", try_file_or_address, name="index"), path("<uuid:pk>/", tried, name="tried")]


class EventsGroup(ViewSetGroup):
    """Everything around events besides their pages."""

    menu_label = _("Events")
    menu_icon = "date"
    menu_order = 250
    items = (EventProposalViewSet, EventSpreadsheetViewSet, EventSourceViewSet, IslamicMonthViewSet, EventTryViewSet)

    def get_menu_item(self, order=None):
        plain = super().get_menu_item(order)
        return WaitingSubmenuItem(
            plain.label, plain.menu, name=plain.name, icon_name=plain.icon_name, order=plain.order
        )
