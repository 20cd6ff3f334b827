from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Website")

    def ready(self):
        from django.core.checks import register
        from django.db.models.signals import post_delete, post_migrate, post_save
        from wagtail.signals import page_published, page_unpublished, post_page_move

        from content.publishing import mark_published
        from desk.models import Faq
        from facts.signals import facts_changed
        from places.safety.turning import states_changed
        from portal.checks import room_on_disk
        from portal.keeping.purging import purge_around, purge_around_page_of, purge_warned
        from portal.keeping.wagtail_site import keep_root_paths
        from portal.models import SearchSynonym
        from portal.search import documents

        for signal in (page_published, page_unpublished):
            signal.connect(documents.keep_documents, dispatch_uid="keep_documents")
        post_save.connect(documents.keep_new_document, dispatch_uid="keep_new_document")
        facts_changed.connect(documents.keep_documents_of, dispatch_uid="keep_documents")
        post_migrate.connect(documents.make_missing, sender=self, dispatch_uid="make_missing_documents")
        for signal in (post_save, post_delete):
            signal.connect(mark_published, sender=SearchSynonym, dispatch_uid="mark_published:SearchSynonym")
        for signal in (page_published, page_unpublished, post_page_move):
            signal.connect(purge_around, dispatch_uid="purge_around")
        states_changed.connect(purge_warned, dispatch_uid="purge_warned")
        for signal in (post_save, post_delete):
            signal.connect(purge_around_page_of, sender=Faq, dispatch_uid="purge_around:Faq")
        keep_root_paths()
        register(room_on_disk)
