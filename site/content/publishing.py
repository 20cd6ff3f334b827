"""When the site last changed, for whoever keeps copies of its pages."""

import time

from django.conf import settings
from django.core.cache import cache


def published_at():
    """A token that changes with every publishing: of this machine's stamp file and of the shared cache."""
    try:
        stamp = settings.PAGE_CACHE_STAMP.stat().st_mtime_ns
    except FileNotFoundError:
        stamp = 0
    return f"{stamp}-{cache.get('published_at', 0)}"


def mark_published(**kwargs):
    """Note that something a visitor sees has changed. Works as a signal receiver."""
    stamp = settings.PAGE_CACHE_STAMP
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.touch()
    cache.set("published_at", time.time_ns(), None)
