"""Photographs that visitors offer: private files until somebody at the desk accepts them."""

from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from content.files.likeness import HASH_LENGTH
from content.files.private_files import private_storage
from content.models import Photo
from desk.models.question import Question

FOLDER = "offers"


def new_name(offered, filename):
    return f"{FOLDER}/{get_random_string(24)}.jpg"


class OfferedPhoto(models.Model):
    """One photograph of a question of the kind `photos`, with the rights that its sender gave.

    `file` is a JPEG of our own making. It is deleted as soon as the photograph is accepted, since then the library
    has it, or declined and its time is over.
    """

    wagtail_reference_index_ignore = True

    class State(models.TextChoices):
        NEW = "new", _("New")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="photos")
    file = models.FileField(storage=private_storage, upload_to=new_name, max_length=60, blank=True)
    digest = models.CharField(max_length=64, db_index=True, help_text="SHA-256 of the file: the same photo sent twice.")
    fingerprint = models.CharField(max_length=HASH_LENGTH, help_text="See content.files.likeness.")
    licence = models.CharField(_("licence"), max_length=20, choices=Photo.Licence.choices)
    consent = models.CharField(_("consent of people shown"), max_length=10, choices=Photo.Consent.choices)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.NEW)
    reason = models.CharField(max_length=10, blank=True, default="", help_text="Why it was declined.")
    image = models.ForeignKey(Photo, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("offered photo")
        verbose_name_plural = _("offered photos")

    def __str__(self):
        return f"{self.question} · {self.pk}"
