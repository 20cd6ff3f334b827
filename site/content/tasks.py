from django.core.management import call_command
from django.utils.translation import gettext_lazy as _

from jobs.declaring import job


@job(_("Publish and unpublish what is due"))
def publish_scheduled():
    call_command("publish_scheduled")
