"""The files of a photo: made once, when it is saved, so that no page waits for an encoder, and kept where only
those find them who may see its collection."""

import logging
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import PurePath

from django.db import transaction
from willow.image import AvifImageFile

from content.files.media import forget_public_addresses
from content.files.metadata import without_metadata
from content.publishing import mark_published
from jobs.declaring import enqueue_once

logger = logging.getLogger(__name__)

PHOTO_WIDTHS = [400, 800, 1600]
PHOTO_FORMATS = ["avif", "jpeg"]
# What networks and messengers show of a link, 1.91:1, cut around the focal point.
SOCIAL = "social"
SOCIAL_WIDTH, SOCIAL_HEIGHT = 1200, 630
AVIF_QUALITY = 58
AVIF_SPEED = 8  # a fifth of the default's time for about 5 % more bytes
_later = ContextVar("pictures_later", default=False)


def save_as_avif(image, f, quality=None, lossless=False, apply_optimizers=True):
    """Willow's AVIF writer with a faster encoder setting, which Willow has no option for."""
    picture = image.get_pillow_image()
    if picture.mode not in {"RGB", "RGBA"}:
        picture = picture.convert("RGB")
    picture.save(f, "AVIF", quality=100 if lossless else (quality or AVIF_QUALITY), speed=AVIF_SPEED)
    return AvifImageFile(f)


@contextmanager
def pictures_later():
    """Photos saved meanwhile have their files made by a job: many of them come at once."""
    token = _later.set(True)
    try:
        yield
    finally:
        _later.reset(token)


def make_pictures(instance, raw, update_fields=None, **kwargs):
    """Make a saved photo's files after the transaction, or have them made (signal receiver)."""
    if raw or update_fields is not None or not instance.file:
        return
    if _later.get():
        from content.tasks import make_sizes

        enqueue_once(make_sizes, instance.pk)
    else:
        transaction.on_commit(instance.make_picture_sources)


def pictures_of(photo):
    """Make every file that pages show of a photo: ``{format or use: [[width in pixels, path below MEDIA_URL], ...]}``."""
    widths = [width for width in PHOTO_WIDTHS if width <= photo.width or width == min(PHOTO_WIDTHS)]
    wanted = {f"width-{width}|format-{name}": name for name in PHOTO_FORMATS for width in widths}
    wanted[f"fill-{SOCIAL_WIDTH}x{SOCIAL_HEIGHT}|format-jpeg"] = SOCIAL
    made = photo.get_renditions(*wanted)
    sources = {}
    for spec, name in wanted.items():
        sources.setdefault(name, []).append([made[spec].width, made[spec].file.name])
    return sources


def place_photos(**kwargs):
    """After the transaction, hide the pictures of photos that became private and show those of others (signal receiver)."""
    transaction.on_commit(_place_misplaced)


def _place_misplaced():
    from content.models import Photo

    for photo in Photo.objects.misplaced():
        try:
            photo.make_picture_sources()
        except OSError:  # one lost file must not leave the others where they are
            logger.exception("The pictures of photo %s could not be placed.", photo.pk)
    mark_published()


def move_picture(rendition):
    """Move a picture to the folder where it belongs by the privacy of its photo, under a name of its own."""
    storage, old = rendition.file.storage, rendition.file.name
    new = rendition.get_upload_to(PurePath(old).name)
    if PurePath(old).parent == PurePath(new).parent:
        return
    try:
        with storage.open(old) as file:
            rendition.file = storage.save(new, file)
    except FileNotFoundError:  # it is made anew when somebody needs it
        rendition.delete()
        return
    rendition.save()
    rendition.purge_from_cache()
    transaction.on_commit(lambda: storage.delete(old))
    forget_public_addresses([old])


def take_metadata_out(photo):
    """Take the metadata out of a photo that was uploaded before this was done at once; returns whether there was any.

    Everything made of it is made anew, under new names, since a proxy may keep the old ones.
    """
    with photo.open_file() as file:
        clean = without_metadata(file)
        if clean is file:
            return False
    storage, old, size = photo.file.storage, photo.file.name, (photo.width, photo.height)
    with transaction.atomic():
        forget_public_addresses(photo.renditions.values_list("file", flat=True))
        photo.renditions.all().delete()
        photo.file = clean
        if size != (photo.width, photo.height):
            photo.set_focal_point(None)  # it was measured in the picture as it lay
        photo.save()
        transaction.on_commit(lambda: storage.delete(old))
    return True
