"""Which uploaded files have a public address: pictures made of public photos, and nothing else."""

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.urls import reverse
from wagtail.contrib.frontend_cache.utils import purge_urls_from_cache

PUBLIC_FOLDER = "images"
# Pictures made of photos in private collections, and those as large as the original. For the admin only.
PRIVATE_FOLDER = "private_images"


class MediaStorage(FileSystemStorage):
    """The uploaded files. Who may see what is not public is asked at an address of the admin."""

    def url(self, name):
        if name.startswith(f"{PUBLIC_FOLDER}/"):
            return super().url(name)
        return reverse("photo_file", args=[name])


def forget_public_addresses(names):
    """Tell a proxy in front of the site to drop these files, which are no longer public."""
    purge_urls_from_cache(
        [settings.PUBLIC_URL + settings.MEDIA_URL + name for name in names if name.startswith(f"{PUBLIC_FOLDER}/")]
    )
