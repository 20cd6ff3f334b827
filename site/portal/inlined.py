"""The style and the script that the emergency page carries within itself: one answer is all that a weak signal brings."""

import base64
import hashlib

from csp.decorators import csp_update
from django.conf import settings
from django.utils.safestring import SafeString

FOLDER = settings.BASE_DIR / "templates" / "portal"


def read(name):
    """A file of ours as it goes into a page."""
    return SafeString((FOLDER / name).read_text(encoding="utf-8"))


def named(text):
    """How a content security policy names a text: its hash."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


STYLE, SCRIPT = read("emergency.css"), read("emergency.js")
# A view whose answer may carry these two, and still nothing else that is written into it.
allowed = csp_update({"style-src": [named(STYLE)], "script-src": [named(SCRIPT)]})
