from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Website")

    def ready(self):
        from django.core.checks import register
        from wagtail.signals import page_published, page_unpublished, post_page_move

        from portal.checks import room_on_disk
        from portal.keeping.purging import purge_around
        from portal.keeping.wagtail_site import keep_root_paths

        for signal in (page_published, page_unpublished, post_page_move):
            signal.connect(purge_around, dispatch_uid="purge_around")
        keep_root_paths()
        register(room_on_disk)
