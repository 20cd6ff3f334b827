from uuid import UUID

from django.utils.translation import gettext_lazy as _

from jobs.declaring import job
from places.changes import note_all
from places.models import Notice
from places.safety.reminding import ask_authors
from places.safety.turning import announce, schedule, touched_by


@job(_("Note which places are public"))
def note_places():
    note_all()


@job(_("Begin or end a notice"))
def turn_notice(notice_id):
    if notice := Notice.objects.filter(pk=notice_id).first():  # else deleted meanwhile
        announce(touched_by(notice))
        schedule(notice)


@job(_("End what a place says of its safety"))
def turn_place(key):
    announce({UUID(key)})


@job(_("Ask whether long notices go on"))
def ask_about_notices():
    ask_authors()
