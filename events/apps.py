from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self):
        from wagtail.models import PageViewRestriction
        from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

        from content.publishing import mark_published
        from events import occurrences
        from events.models import EmbedSettings, EventPage, EventProposal, IslamicMonth
        from events.models.proposal import delete_picture
        from places.models import PlacePage
        from places.safety.turning import states_changed

        for signal in (page_published, page_unpublished, page_slug_changed):
            signal.connect(occurrences.rebuild_page, dispatch_uid="rebuild_page")
        states_changed.connect(occurrences.rebuild_warned, dispatch_uid="rebuild_warned")
        page_unpublished.connect(occurrences.rebuild_withdrawn, dispatch_uid="rebuild_withdrawn")
        page_published.connect(occurrences.rebuild_restored, dispatch_uid="rebuild_restored")
        pre_delete.connect(occurrences.note_events_held, sender=PlacePage, dispatch_uid="note_events_held")
        post_delete.connect(occurrences.rebuild_events_held, sender=PlacePage, dispatch_uid="rebuild_events_held")
        post_delete.connect(occurrences.rebuild_page, sender=EventPage, dispatch_uid="rebuild_page")
        post_delete.connect(delete_picture, sender=EventProposal, dispatch_uid="delete_picture")
        post_save.connect(occurrences.rebuild_alias, sender=EventPage, dispatch_uid="rebuild_alias")
        post_page_move.connect(occurrences.rebuild_below, dispatch_uid="rebuild_below")
        for signal in (post_save, post_delete):
            signal.connect(occurrences.rebuild_islamic, sender=IslamicMonth, dispatch_uid="rebuild_islamic")
            signal.connect(mark_published, sender=EmbedSettings, dispatch_uid="mark_published")
            signal.connect(
                occurrences.rebuild_everything, sender=PageViewRestriction, dispatch_uid="rebuild_everything"
            )
