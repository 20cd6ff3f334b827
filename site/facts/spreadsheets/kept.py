"""The uploaded table between its dry run and its import: outside public media, for its owner, for two hours."""

from django.core import signing
from django.core.files.base import ContentFile
from django.utils.crypto import get_random_string

from content.files.private_files import private_storage
from content.spreadsheets.uploads import FOLDER, KEPT_FOR

SALT = "facts.spreadsheets.kept"


class Gone(LookupError):
    """The file is kept no longer, was brought in already, or belongs to somebody else."""


def keep(data, user):
    """Keep the bytes of a file; returns the token by which this person finds it again."""
    name = private_storage().save(f"{FOLDER}/{get_random_string(24)}.facts", ContentFile(data))
    return signing.dumps([name, user.pk], salt=SALT)


def take(token, user):
    """The bytes that a token of this person stands for, once. Raises Gone."""
    try:
        name, owner = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
        if owner != user.pk:
            raise Gone
        with private_storage().open(name) as file:
            data = file.read()
    except (signing.BadSignature, OSError) as error:
        raise Gone from error
    private_storage().delete(name)
    return data
