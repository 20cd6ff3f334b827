from django.core.management import CommandError, call_command
from django.utils.translation import gettext_lazy as _

from jobs.declaring import Failure, job


@job(_("Keep dates eighteen months ahead"))
def extend_occurrences():
    call_command("extend_occurrences")


@job(_("Forget who proposed events long ago"))
def forget_proposals():
    call_command("forget_proposals")


@job(_("Read the calendars of other offices"))
def pull_calendars():
    try:
        call_command("pull_events")
    except CommandError as error:
        raise Failure(str(error)) from error
