"""The form of a photo in the admin."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.images.forms import BaseImageForm

from content.files.metadata import UnreadablePicture, without_metadata


class PhotoForm(BaseImageForm):
    """Refuses a file that did not arrive whole with a sentence, where Wagtail's own field fails."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            field.to_python = _whole_pictures_only(field.to_python)


def _whole_pictures_only(to_python):
    def checked(data):
        try:
            file = to_python(data)
            return file and without_metadata(file)
        except (UnreadablePicture, OSError) as error:
            raise ValidationError(_("This picture is damaged or did not arrive whole. Send it again.")) from error

    return checked
