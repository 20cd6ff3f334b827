"""Where an event came from, shown to whoever edits it."""

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
            records = apps.get_model("events.FederatedEvent").objects  # its module imports the page's
            return super().is_shown() and records.of_event(self.instance.translation_key).exists()
