"""What is brought by e-mail, and how that went."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mailed(models.Model):
    """Something with an e-mail of its own. What a mail server says of an address is not kept, only its code."""

    class Mail(models.TextChoices):
        NONE = "", _("No mail")
        WAITING = "waiting", _("The e-mail is on its way")
        SENT = "sent", _("The e-mail is sent")
        FAILED = "failed", _("The e-mail was not sent")

    mail_state = models.CharField(max_length=8, choices=Mail.choices, blank=True, default="")
    mail_problem = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    def note_mail(self, state, problem=""):
        """Write down how the mail went, if what it brings has not been deleted meanwhile."""
        type(self).objects.filter(pk=self.pk).update(mail_state=state, mail_problem=problem)
