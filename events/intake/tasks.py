"""Trying a file or an address outside the request: a foreign server may be slow, a foreign file long."""

from pathlib import Path, PurePath
from urllib.parse import urlsplit

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.files.private_files import private_storage
from events.intake.trying import try_file
from fetching.addresses import FetchRefused
from fetching.fetch import FetchFailed, fetch
from jobs.declaring import Failure, job

FOLDER = "tries"


@job(gettext_lazy("Try a file or an address"))
def try_out(name, address, user_id, language):
    """Returns what `try_file` makes of the kept file `name`, or of what stands at `address`, for the user who asked."""
    with translation.override(language):
        if address:
            try:
                found = fetch(address)
            except (FetchFailed, FetchRefused) as error:
                raise Failure(str(error)) from error
            return try_file(PurePath(urlsplit(found.url).path).name, found.body, timezone.localdate())
        path = Path(private_storage().path(f"{FOLDER}/{name}"))
        try:
            body = path.read_bytes()
        except OSError as error:
            raise Failure(_("The file is kept no longer. Upload it once more to see how things stand.")) from error
        told = try_file(name, body, timezone.localdate())
        path.unlink(missing_ok=True)
        return told
