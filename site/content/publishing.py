"""When the site last changed, for whoever keeps copies of its pages."""

import os
import time
from datetime import UTC, datetime
from functools import wraps

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

ANSWERS_AT_MOST = 2000
LOOK_AGAIN_SECONDS = 0.2


_last_look = (0.0, "")


def published_at():
    """A token that changes with every publishing, at most LOOK_AGAIN_SECONDS after one in another process."""
    global _last_look
    looked_at, token = _last_look
    if time.monotonic() - looked_at > LOOK_AGAIN_SECONDS:
        token = _read_token()
        _last_look = (time.monotonic(), token)
    return token


def last_published_at():
    """The moment of the last publishing that this process knows of, or None before the first."""
    nanoseconds = max(int(part) for part in published_at().split("-"))
    return datetime.fromtimestamp(nanoseconds / 1e9, UTC) if nanoseconds else None


def _read_token():
    """The token of this machine's stamp file and of the shared cache together."""
    try:
        stamp = settings.PAGE_CACHE_STAMP.stat().st_mtime_ns
    except FileNotFoundError:
        stamp = 0
    return f"{stamp}-{cache.get('published_at', 0)}"


def until_published(function):
    """Keep a function's answers in this process until the next publishing; its arguments are the key.

    Unlike the shared cache it copies nothing: the answers must not be changed by whoever gets them.
    """
    kept, version = {}, None

    @wraps(function)
    def answer(*arguments):
        nonlocal version
        if (now := published_at()) != version or len(kept) > ANSWERS_AT_MOST:
            kept.clear()
            version = now
        if arguments not in kept:
            kept[arguments] = function(*arguments)
        return kept[arguments]

    return answer


def mark_published(**kwargs):
    """Note that something a visitor sees has changed, now and once more when it is committed (signal receiver)."""
    _mark()
    if transaction.get_connection().in_atomic_block:
        transaction.on_commit(_mark)


def _mark():
    global _last_look
    stamp, now = settings.PAGE_CACHE_STAMP, time.time_ns()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.touch()
    os.utime(stamp, ns=(now, now))
    cache.set("published_at", now, None)
    _last_look = (0.0, "")
