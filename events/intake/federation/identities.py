"""The identity of an incoming event as it is stored."""

import hashlib

from events.intake.reading.incoming import UID_LENGTH


def stored_uid(uid):
    """The identity as it is stored: one that is too long by its digest."""
    return uid if len(uid) <= UID_LENGTH else "sha256:" + hashlib.sha256(uid.encode()).hexdigest()
