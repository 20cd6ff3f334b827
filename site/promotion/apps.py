from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class PromotionConfig(AppConfig):
    name = "promotion"
    verbose_name = _("Promotion")

    def ready(self):
        from content.publishing import mark_published
        from content.translating.shared_values import bring_to_other_languages
        from content.translating.translated_words import read_source_again
        from promotion.models import PartnerLink

        post_save.connect(bring_to_other_languages, sender=PartnerLink, dispatch_uid="bring_to_other_languages")
        post_save.connect(read_source_again, sender=PartnerLink, dispatch_uid="read_source_again")
        for signal in (post_save, post_delete):
            signal.connect(mark_published, sender=PartnerLink, dispatch_uid="mark_published")
