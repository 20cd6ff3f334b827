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


_last_look = (0.0, {})


def published_at():
    """A token that changes with every publishing, at most LOOK_AGAIN_SECONDS after one in another process."""
    return _tokens()["published_at"]


def withdrawn_at():
    """A token that changes whenever something is taken from visitors; no copy from before may be shown again."""
    return _tokens()["withdrawn_at"]


def _tokens():
    global _last_look
    looked_at, tokens = _last_look
    if not tokens or time.monotonic() - looked_at > LOOK_AGAIN_SECONDS:
        tokens = _read_tokens()
        _last_look = (time.monotonic(), tokens)
    return tokens


def last_published_at():
    """The moment of the last publishing that this process knows of, or None before the first."""
    nanoseconds = max(int(part) for part in published_at().split("-"))
    return datetime.fromtimestamp(nanoseconds / 1e9, UTC) if nanoseconds else None


def _read_tokens():
    """Each of this machine's stamp file and of the shared cache together."""
    shared = cache.get_many(["published_at", "withdrawn_at"])
    return {name: f"{_touched_at(_stamp(name))}-{shared.get(name, 0)}" for name in ("published_at", "withdrawn_at")}


def _stamp(name):
    """The file that says to all processes of this machine when it last happened."""
    stamp = settings.PAGE_CACHE_STAMP
    return stamp if name == "published_at" else stamp.with_name("withdrawn.stamp")


def _touched_at(stamp):
    try:
        return stamp.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


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
    _mark_now_and_on_commit("published_at")


def mark_withdrawn(**kwargs):
    """Note that something is no longer for visitors, now and once more when it is committed (signal receiver)."""
    _mark_now_and_on_commit("withdrawn_at")


def _mark_now_and_on_commit(name):
    _mark(name)
    if transaction.get_connection().in_atomic_block:
        transaction.on_commit(lambda: _mark(name))


def _mark(name):
    global _last_look
    stamp, now = _stamp(name), time.time_ns()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.touch()
    os.utime(stamp, ns=(now, now))
    cache.set(name, now, None)
    _last_look = (0.0, {})
