"""Pictures that strangers send: taken apart and written anew, without what the camera added."""

import io
from datetime import timedelta

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from content.files.private_files import delete_older_than, private_storage

AT_MOST_BYTES = 8 * 1024 * 1024
AT_MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2400
FORMATS = ["JPEG", "PNG", "WEBP"]
QUALITY = 88
KEPT_FOLDER = "proposals/kept"
KEPT_FOR = timedelta(days=1)
KEPT_AT_MOST = 200
KEPT_SALT = "events.proposals.kept_picture"


class PictureQuota(FileUploadHandler):
    """Takes one picture of at most AT_MOST_BYTES; drops everything larger while the fields are read on.

    ``request.picture_is_too_large`` says so afterwards.
    """

    taken = False

    def new_file(self, field_name, *args, **kwargs):
        super().new_file(field_name, *args, **kwargs)
        if field_name != "picture" or self.taken:
            raise SkipFile
        self.taken = True

    def receive_data_chunk(self, raw_data, start):
        if start + len(raw_data) > AT_MOST_BYTES:
            self.request.picture_is_too_large = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None


def clean_picture(file):
    """The picture as a JPEG of our own making: upright, sRGB, at most LONGEST_SIDE pixels, without any metadata.

    Raises ValidationError for what is no JPEG, PNG or WebP, and for what would not fit into memory.
    """
    try:
        with Image.open(file, formats=FORMATS) as image:
            if image.width * image.height > AT_MOST_PIXELS:
                raise ValidationError(_("The picture has more than 50 million pixels. Send a smaller one."))
            return _written_anew(image)
    except ValidationError:
        raise
    except Exception as error:  # Pillow lets through whatever its decoders stumble over
        raise ValidationError(_("This file is no picture we can read. Send a JPEG, PNG or WebP.")) from error


def _written_anew(image):
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    profile = image.info.get("icc_profile")
    image = ImageOps.exif_transpose(image)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if image.mode in {"RGBA", "LA", "P", "PA"}:
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, image)
        profile = None
    image = _in_srgb(image, profile).convert("RGB")
    image.info = {}  # a JPEG's comment would be written again
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, progressive=True, optimize=True)
    return ContentFile(out.getvalue(), name="picture.jpg")


def _in_srgb(image, profile):
    """Phones photograph in wider colours, which would look dull without their profile."""
    if not profile or image.mode != "RGB":
        return image
    try:
        return ImageCms.profileToProfile(image, io.BytesIO(profile), ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return image


# A good picture beside a mistake elsewhere is kept, since a browser does not send it again.


def keep_picture(picture):
    """Keep a clean picture until the form is sent again; returns what the form carries, "" when too many wait."""
    storage = private_storage()
    delete_older_than(KEPT_FOLDER, KEPT_FOR)
    if storage.exists(KEPT_FOLDER) and len(storage.listdir(KEPT_FOLDER)[1]) >= KEPT_AT_MOST:
        return ""
    picture.seek(0)
    name = storage.save(f"{KEPT_FOLDER}/{get_random_string(24)}.jpg", picture)
    return signing.dumps(name, salt=KEPT_SALT)


def kept_picture(token):
    """The picture that `keep_picture` kept under this token, or None. Whoever has the token may send it once."""
    name = _kept_name(token)
    storage = private_storage()
    if not name or not storage.exists(name):
        return None
    with storage.open(name) as file:
        return ContentFile(file.read(), name="picture.jpg")


def drop_kept_picture(token):
    """Delete what is kept under a token."""
    if name := _kept_name(token):
        private_storage().delete(name)


def _kept_name(token):
    try:
        return signing.loads(token, salt=KEPT_SALT, max_age=KEPT_FOR) if token else ""
    except signing.BadSignature:
        return ""
