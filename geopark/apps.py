from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GeoparkConfig(AppConfig):
    name = "geopark"
    verbose_name = _("Geopark")
