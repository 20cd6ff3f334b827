from django.utils.translation import gettext_lazy as _

from jobs.declaring import job
from places.changes import note_all


@job(_("Note which places are public"))
def note_places():
    note_all()
