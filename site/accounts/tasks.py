from django.core.management import call_command
from django.utils.translation import gettext_lazy as _

from jobs.declaring import job


@job(_("Forget attempts to log in"))
def forget_attempts():
    call_command("forget_attempts")
