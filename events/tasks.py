from django.core.management import call_command
from django.utils.translation import gettext_lazy as _

from jobs.declaring import job


@job(_("Keep dates eighteen months ahead"))
def extend_occurrences():
    call_command("extend_occurrences")


@job(_("Forget who proposed events long ago"))
def forget_proposals():
    call_command("forget_proposals")
