from django.core.management import call_command
from django.utils.translation import gettext_lazy as _

from content.models import Photo
from content.publishing import mark_published
from jobs.declaring import enqueue_once, job


@job(_("Publish and unpublish what is due"))
def publish_scheduled():
    call_command("publish_scheduled")


@job(_("Make the sizes of a photo"))
def make_sizes(photo_id):
    photo = Photo.objects.filter(pk=photo_id).first()
    if photo:  # else deleted meanwhile
        photo.make_picture_sources()
        mark_published()


@job(_("Make missing sizes of photos"))
def make_missing_sizes():
    for photo_id in Photo.objects.unfinished().values_list("pk", flat=True):
        enqueue_once(make_sizes, photo_id)
