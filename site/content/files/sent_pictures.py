"""Pictures that strangers send: taken apart and written anew, without what the camera added."""

import io
from dataclasses import dataclass
from datetime import timedelta

import pillow_heif
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from content.files.private_files import delete_older_than, private_storage

pillow_heif.register_heif_opener()

AT_MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2400
FORMATS = ["JPEG", "PNG", "WEBP", "HEIF"]
ACCEPTED = "image/jpeg,image/png,image/webp,image/heic,image/heif"
QUALITY = 88
KEPT_FOR = timedelta(days=1)


class PictureQuota(FileUploadHandler):
    """Takes at most `number` pictures of one field, each of at most `size` bytes; drops all else while the form is read on.

    `too_large` and `left_over` tell afterwards which names were dropped.
    """

    def __init__(self, request, field, number, size):
        super().__init__(request)
        self.field, self.number, self.size = field, number, size
        self.taken, self.too_large, self.left_over = 0, [], []

    def new_file(self, field_name, file_name, *args, **kwargs):
        super().new_file(field_name, file_name, *args, **kwargs)
        # Dropped with its first bytes: here Django would close the file that was taken before.
        self.is_dropped = field_name != self.field or self.taken == self.number
        if not self.is_dropped:
            self.taken += 1
        elif field_name == self.field:
            self.left_over.append(file_name)

    def receive_data_chunk(self, raw_data, start):
        if self.is_dropped:
            raise SkipFile
        if start + len(raw_data) > self.size:
            self.too_large.append(self.file_name)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None


def clean_picture(file):
    """The picture as a JPEG of our own making: upright, sRGB, at most LONGEST_SIDE pixels, without any metadata.

    Raises ValidationError for what is none of FORMATS, and for what would not fit into memory.
    """
    try:
        with Image.open(file, formats=FORMATS) as image:
            if image.width * image.height > AT_MOST_PIXELS:
                raise Image.DecompressionBombError
            return _written_anew(image)
    except Image.DecompressionBombError as error:
        raise ValidationError(_("The picture has more than 50 million pixels. Send a smaller one.")) from error
    except Exception as error:  # Pillow lets through whatever its decoders stumble over
        raise ValidationError(_("This file is no picture we can read. Send a JPEG, PNG, WebP or HEIC.")) from error


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


@dataclass(frozen=True)
class KeptPictures:
    """Where good pictures wait beside a mistake elsewhere in their form, since a browser does not send them again."""

    folder: str
    at_most: int = 200

    def keep(self, picture):
        """Keep a clean picture until the form is sent again; returns what the form carries, "" when too many wait."""
        storage = private_storage()
        self.forget()
        if storage.exists(self.folder) and len(storage.listdir(self.folder)[1]) >= self.at_most:
            return ""
        picture.seek(0)
        return signing.dumps(storage.save(f"{self.folder}/{get_random_string(24)}.jpg", picture), salt=self.folder)

    def get(self, token):
        """The picture that was kept under this token, or None. Whoever has the token may send it once."""
        name = self._name(token)
        storage = private_storage()
        if not name or not storage.exists(name):
            return None
        with storage.open(name) as file:
            return ContentFile(file.read(), name="picture.jpg")

    def drop(self, token):
        """Delete what is kept under a token."""
        if name := self._name(token):
            private_storage().delete(name)

    def forget(self):
        """Delete what nobody has come back for."""
        delete_older_than(self.folder, KEPT_FOR)

    def _name(self, token):
        try:
            return signing.loads(token, salt=self.folder, max_age=KEPT_FOR) if token else ""
        except signing.BadSignature:
            return ""
