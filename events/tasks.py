from django.core.management import call_command
from django.utils.translation import gettext_lazy as _

from content.files.private_files import delete_older_than
from content.spreadsheets import uploads
from events.intake import tasks as trying
from jobs.declaring import job


@job(_("Keep dates eighteen months ahead"))
def extend_occurrences():
    call_command("extend_occurrences")


@job(_("Forget who proposed events long ago"))
def forget_proposals():
    call_command("forget_proposals")


@job(_("Delete files that were uploaded to be tried or brought in"))
def forget_uploads():
    for folder in (trying.FOLDER, uploads.FOLDER):
        delete_older_than(folder, uploads.KEPT_FOR)
