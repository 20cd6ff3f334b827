from django.core.management.base import BaseCommand

from content.files.metadata import UnreadablePicture
from content.files.photos import place_photos, take_metadata_out
from content.models import Photo


class Command(BaseCommand):
    help = (
        "Take place, time and camera out of the photos that were uploaded before the site did so by itself, and "
        "hide the pictures of private collections. It changes nothing that is already right and may run again."
    )

    def handle(self, **options):
        cleaned, unreadable = 0, 0
        for photo in Photo.objects.order_by("pk").iterator(chunk_size=100):
            try:
                cleaned += take_metadata_out(photo)
            except (UnreadablePicture, OSError) as error:
                unreadable += 1
                self.stderr.write(f"Photo {photo.pk} ({photo.file.name}) could not be read, upload it again: {error}")
        place_photos()
        self.stdout.write(f"Metadata taken out of {cleaned} photos; {unreadable} could not be read.")
