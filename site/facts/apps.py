from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class FactsConfig(AppConfig):
    name = "facts"
    verbose_name = _("Facts")

    def ready(self):
        from content.publishing import mark_published
        from facts.models import Fact, FactQuerySet, FactSettings
        from facts.signals import facts_changed

        def tell(instance, origin=None, **kwargs):
            goes_with_its_page = origin is not None and not isinstance(origin, Fact | FactQuerySet)
            if not goes_with_its_page:
                facts_changed.send(Fact, keys={instance.page.translation_key})

        for signal in (post_save, post_delete):
            for model in (Fact, FactSettings):
                signal.connect(mark_published, sender=model, dispatch_uid=f"mark_published:{model.__name__}")
            signal.connect(tell, sender=Fact, weak=False, dispatch_uid="tell_of_facts")
