"""Files that nobody may reach by an address: what somebody sent in and nobody has looked at yet."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils import timezone


class PrivateStorage(FileSystemStorage):
    """A folder whose files have no address."""

    def url(self, name):
        raise ValueError(f"{name} is private and has no address.")


def private_storage():
    """The folder outside the public media; only the site's own account may read it."""
    return PrivateStorage(location=settings.PRIVATE_ROOT, file_permissions_mode=0o600, directory_permissions_mode=0o700)


def delete_older_than(folder, age: timedelta):
    """Delete the files of one private folder that are older than `age`; returns how many."""
    storage = private_storage()
    if not storage.exists(folder):
        return 0
    oldest, number = timezone.now() - age, 0
    for name in storage.listdir(folder)[1]:
        path = f"{folder}/{name}"
        if _written_at(storage, path) < oldest:
            storage.delete(path)
            number += 1
    return number


def _written_at(storage, path):
    try:
        return storage.get_modified_time(path)
    except FileNotFoundError:  # another process deleted it meanwhile
        return datetime.max.replace(tzinfo=timezone.get_default_timezone())
