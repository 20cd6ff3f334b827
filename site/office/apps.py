from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class OfficeConfig(AppConfig):
    name = "office"
    verbose_name = _("Office")

    def ready(self):
        from office.notices import proposal_came_in, states_have_changed
        from places.safety.turning import states_changed

        post_save.connect(proposal_came_in, sender="events.EventProposal", dispatch_uid="office.notices")
        states_changed.connect(states_have_changed, dispatch_uid="office.states_have_changed")
