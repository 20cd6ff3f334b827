"""The secret key of one machine: made at its first start, kept outside the repository."""

import os
import secrets
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.exceptions import ImproperlyConfigured


def machine_key(file):
    """The key in this file, which is made when it is missing.

    Raises ImproperlyConfigured with what to do when it cannot be read or written.
    """
    file = Path(file)
    try:
        if not file.exists():
            _make(file)
        key = file.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The secret key cannot be kept in {file}: {error.strerror}. Free some space there, and see to it that "
            "this account may write there."
        ) from error
    if not key:
        raise ImproperlyConfigured(
            f"{file} is empty: the disk was full when it was written. Free some space, delete the file and start "
            "again; a new key is made, and everybody logs in once more."
        )
    return key


def _make(file):
    """Write a key beside and give it the name when it is whole; the first of several processes wins."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=file.parent, prefix=f"{file.name}.") as beside:
        beside.write(secrets.token_urlsafe(64))
        beside.flush()
        os.fsync(beside.fileno())
        try:
            os.link(beside.name, file)
        except FileExistsError:
            return
