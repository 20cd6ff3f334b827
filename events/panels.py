"""What whoever edits an event is shown beside its fields: where it came from, and its next dates."""

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import HelpPanel


class ProvenancePanel(HelpPanel):
    """The sources of an event, and where the page says something else than they do; nothing for an event of ours."""

    def __init__(self, **kwargs):
        kwargs.setdefault("heading", _("Where this event came from"))
        kwargs.setdefault("template", "events/admin/provenance_panel.html")
        super().__init__(**kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        def is_shown(self):
            records = apps.get_model("events.FederatedEvent").objects  # its model is made after the page's
            return super().is_shown() and records.of_event(self.instance.translation_key).exists()


class NextDatesPanel(HelpPanel):
    """Shows the next dates of what is entered, with their weton, before it is saved (static/js/event-dates.js)."""

    def __init__(self, **kwargs):
        kwargs.setdefault("heading", _("Next dates"))
        kwargs.setdefault("template", "events/admin/next_dates_panel.html")
        super().__init__(**kwargs)
