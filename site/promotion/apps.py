from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class PromotionConfig(AppConfig):
    name = "promotion"
    verbose_name = _("Promotion")

    def ready(self):
        from content.publishing import mark_published
        from promotion.models import PartnerLink

        for signal in (post_save, post_delete):
            signal.connect(mark_published, sender=PartnerLink, dispatch_uid="mark_published")
