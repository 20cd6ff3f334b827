from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = _("Information desk")

    def ready(self):
        from django.db.models.signals import post_delete, post_save

        from content.publishing import mark_published
        from desk.models import Faq, OfferedPhoto
        from desk.offers.keeping import delete_file

        for signal in (post_save, post_delete):
            signal.connect(mark_published, sender=Faq, dispatch_uid="mark_published:Faq")
        post_delete.connect(delete_file, sender=OfferedPhoto)
