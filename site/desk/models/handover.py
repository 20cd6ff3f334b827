"""A question in the hands of somebody who knows: an agency, or a person in the village."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.contacts import ContactKind
from desk.models.mailed import Mailed

OPEN_FOR = timedelta(days=14)
ASKED_BEFORE = 12


class HandoverQuerySet(models.QuerySet):
    def awaited(self):
        """Nobody has replied, and nobody has taken the link back."""
        return self.filter(replied_at=None, revoked_at=None)

    def asked_before(self):
        """The last one to each who was asked lately, the latest first: whom to ask is typed once."""
        found = {}
        for handover in self.select_related("organisation").order_by("-pk")[:200]:
            found.setdefault((handover.organisation_id, handover.name, handover.contact), handover)
        return list(found.values())[:ASKED_BEFORE]


class Handover(Mailed):
    """One question for one person to read and to reply to by a link, without an account.

    The link is signed, not kept (`desk.handing.links`). It is deleted with its question, and when that is forgotten.
    """

    wagtail_reference_index_ignore = True

    question = models.ForeignKey("desk.Question", on_delete=models.CASCADE, related_name="handovers")
    organisation = models.ForeignKey(
        "accounts.Organisation", verbose_name=_("organisation"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("name"), max_length=80, blank=True)
    contact_kind = models.CharField(_("kind of contact"), max_length=10, choices=ContactKind.choices, blank=True)
    contact = models.CharField(_("contact"), max_length=254, blank=True)
    note = models.TextField(_("what you want to know"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("at"))
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    replied_at = models.DateTimeField(null=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")

    @property
    def whom(self):
        """Who was asked, as colleagues read it: “Pak Darmo, Desa Gunturharjo”."""
        return ", ".join(filter(None, [self.name, self.organisation and self.organisation.name])) or "–"

    def is_awaited(self, now):
        """Whether a reply may still come by its link."""
        return self.replied_at is None and self.revoked_at is None and now < self.expires_at

    def __str__(self):
        """Without a name: error reports keep this."""
        return f"{self.question_id} · {self.pk}"
