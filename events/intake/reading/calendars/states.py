"""Cancelled or postponed: as programs say it in STATUS, and as people write it into a title."""

import re

from events.intake.reading.text import plain

MARK = (
    r"(?:(?:acara|kegiatan|event)\s+)?(?:(?P<cancelled>(?:di|ka)?batal(?:kan|aken|ake|ken)?|cancel(?:l?ed|l?ation)?|wurung"
    r"|ditiadakan|tidak jadi)|(?P<postponed>(?:di)?tunda|ditundha|postponed))(?:\s+(?:karena|sebab|akibat|due|because)\b[^\])}:]*)?"
)
STATUS = re.compile(rf"\W*{MARK}\W*", re.IGNORECASE)
BEFORE = re.compile(rf"^(?P<left>\W*){MARK}\b(?P<right>\W*)", re.IGNORECASE)
AFTER = re.compile(rf"(?P<left>\W+){MARK}(?P<right>\W*)$", re.IGNORECASE)
# What sets a mark apart from the title: “Batal: …”, “[BATAL] …”, “… – batal”, but not “Batal Puasa”.
SIGN = re.compile(r"[\[\](){}<>*!:|/~#–—⚠❌🚫]|-\s|\s-|\.\s")


def state_of(status):
    """The state that a STATUS names however it is spelled: ``cancelled``, ``postponed`` or nothing."""
    found = STATUS.fullmatch(plain(status))
    return _state(found) if found else ""


def state_of_title(title):
    """``(title, state)``: a mark like “DIBATALKAN: …” or “… (batal)” is taken off; one that is the whole title stays."""
    if state := state_of(title):
        return title, state
    for pattern in [BEFORE, AFTER]:
        found = pattern.search(title)
        if not found:
            continue
        beside = found["left"] + (found["right"] if pattern is BEFORE else "")
        rest = title[: found.start()] + title[found.end() :]
        if SIGN.search(beside):
            return rest.strip(), _state(found)
        if (found["cancelled"] or found["postponed"]).isupper() and not rest.isupper():
            return (title if rest.strip()[:1].islower() else rest.strip()), _state(found)
    return title, ""


def _state(found):
    return "cancelled" if found["cancelled"] else "postponed"
