from django.db import models
from django.utils.translation import gettext_lazy as _

from places.districts import Regency


class District(models.Model):
    """A kecamatan of the three geopark regencies."""

    code = models.CharField(_("code"), max_length=8, unique=True, help_text=_("Kemendagri code, e.g. 33.12.01."))
    name = models.CharField(_("name"), max_length=60)
    regency = models.CharField(_("regency"), max_length=20, choices=Regency.choices)

    class Meta:
        ordering = ["name"]
        verbose_name = _("district")
        verbose_name_plural = _("districts")

    def __str__(self):
        return self.name
