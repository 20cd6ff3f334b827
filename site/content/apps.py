from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Content")

    def ready(self):
        from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site
        from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move
        from wagtail_localize.models import StringTranslation
        from willow.plugins.pillow import PillowImage
        from willow.registry import registry

        from content.files.photos import make_pictures, place_photos, save_as_avif
        from content.models import Photo
        from content.publishing import mark_published, mark_withdrawn
        from content.translating.shared_values import bring_to_translations
        from content.translating.translated_words import keep_words, renewed
        from content.withdrawal import remember_address

        registry.register_operation(PillowImage, "save_as_avif", save_as_avif)
        post_save.connect(make_pictures, sender=Photo)
        page_published.connect(bring_to_translations, dispatch_uid="bring_to_translations")
        page_published.connect(keep_words, dispatch_uid="keep_words")
        post_save.connect(renewed, sender=StringTranslation, dispatch_uid="renewed")
        pre_delete.connect(remember_address, sender=Page)
        for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
            signal.connect(mark_published, dispatch_uid="mark_published")
        for signal in (post_save, post_delete):
            for sender in (Photo, PageViewRestriction, Site, Collection, CollectionViewRestriction):
                signal.connect(mark_published, sender=sender, dispatch_uid=f"mark_published:{sender.__name__}")
            for sender in (Collection, CollectionViewRestriction):
                signal.connect(place_photos, sender=sender)
        for signal in (page_unpublished, post_page_move):
            signal.connect(mark_withdrawn, dispatch_uid="mark_withdrawn")
        for sender in (PageViewRestriction, CollectionViewRestriction):
            post_save.connect(mark_withdrawn, sender=sender, dispatch_uid="mark_withdrawn")
        post_delete.connect(mark_withdrawn, sender=Photo, dispatch_uid="mark_withdrawn")
