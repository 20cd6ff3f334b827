"""What whoever edits a place or an event is shown of its facts."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import HelpPanel


class FactsPanel(HelpPanel):
    """The dated facts of the page, each with its age and a link to change it."""

    def __init__(self, **kwargs):
        kwargs.setdefault("heading", _("Dated facts"))
        kwargs.setdefault("template", "facts/admin/facts_panel.html")
        super().__init__(**kwargs)
