from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "places"
    verbose_name = _("Places")

    def ready(self):
        from wagtail.models import PageViewRestriction
        from wagtail.signals import page_published, page_unpublished, post_page_move

        from facts.signals import facts_changed
        from places import changes
        from places.following import take_facts
        from places.models import PlacePage
        from places.safety.turning import schedule_page

        facts_changed.connect(take_facts, dispatch_uid="places_take_facts")
        page_published.connect(changes.note_published, dispatch_uid="note_published_places")
        page_published.connect(schedule_page, dispatch_uid="schedule_safety")
        for signal in (page_unpublished, post_page_move):
            signal.connect(changes.note_below, dispatch_uid="note_places_below")
        post_delete.connect(changes.note_deleted, sender=PlacePage, dispatch_uid="note_deleted_place")
        for signal in (post_save, post_delete):
            signal.connect(changes.note_restricted, sender=PageViewRestriction, dispatch_uid="note_restricted_places")
