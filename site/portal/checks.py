"""What has to be there before anything starts."""

import shutil

from django.conf import settings
from django.core.checks import Error

NEEDED_BYTES = 50 * 1024 * 1024


def room_on_disk(app_configs, **kwargs):
    """A full disk shows itself as an error of the database, in some page, much later."""
    folder = settings.VAR_DIR if settings.VAR_DIR.exists() else settings.VAR_DIR.parent
    free = shutil.disk_usage(folder).free if folder.exists() else NEEDED_BYTES
    if free >= NEEDED_BYTES:
        return []
    return [
        Error(
            f"The disk with {folder} is full: {free // 1024:,} kB are left.",
            hint="Make room there. Database, photos and kept pages need 50 MB at least; delete nothing in it.",
            id="portal.E001",
        )
    ]
