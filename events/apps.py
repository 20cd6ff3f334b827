from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self):
        from wagtail.models import PageViewRestriction
        from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

        from events.models import EventPage, EventProposal
        from events.models.proposal import delete_picture
        from events.occurrences import rebuild_alias, rebuild_below, rebuild_everything, rebuild_page

        for signal in (page_published, page_unpublished, page_slug_changed):
            signal.connect(rebuild_page, dispatch_uid="rebuild_page")
        post_delete.connect(rebuild_page, sender=EventPage, dispatch_uid="rebuild_page")
        post_delete.connect(delete_picture, sender=EventProposal, dispatch_uid="delete_picture")
        post_save.connect(rebuild_alias, sender=EventPage, dispatch_uid="rebuild_alias")
        post_page_move.connect(rebuild_below, dispatch_uid="rebuild_below")
        for signal in (post_save, post_delete):
            signal.connect(rebuild_everything, sender=PageViewRestriction, dispatch_uid="rebuild_everything")
