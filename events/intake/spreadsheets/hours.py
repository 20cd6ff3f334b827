"""Times of day as people write them: 19.30 WIB, jam 7 malam, pukul 08.00 s.d. selesai, 8:00 AM."""

import re
from datetime import time

from django.utils.translation import gettext as _

from events.intake.spreadsheets.days import AT_MOST_SIGNS, BETWEEN, NotUnderstood, folded

BEFORE = re.compile(r"(?:(?:mulai|dari|pukul|pkl|pk|jam|at|from|starts?)\b[ .:]*)+")
OPEN_END = {"selesai", "usai", "habis", "rampung", "tuntas", "end", "finish", "finished", "done", "tutup", "slesai"}
CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?: ?[:.,h] ?(?P<minute>\d{1,2})(?:[:.](?P<second>\d{2}))?)?"
    r"(?: ?(?P<period>[ap]\.?m\.?|pagi|subuh|siang|awan|sore|petang|malam|bengi|dini hari))?",
    re.ASCII,
)
DATED = re.compile(r"(\d{4}-\d{2}-\d{2})[ t](\d{2}:\d{2})(?::\d{2})?")


def time_from_words(text):
    """A single time of day. Raises NotUnderstood."""
    start, end = times_from_words(text)
    if end is not None:
        raise NotUnderstood
    return start


def times_from_words(text):
    """``(start, end or None)``; an end such as “selesai” is none. Raises NotUnderstood."""
    if len(text) > AT_MOST_SIGNS:
        raise NotUnderstood
    text = re.sub(r"(?<![a-z])wib\b\.?", "", folded(text)).strip(" ,;.()")
    if re.search(r"\bwita?\b", text):
        raise NotUnderstood(_("Times are WIB here. Write the time in WIB."))
    text = BEFORE.sub("", text, count=1).strip()
    if re.match(r"(?:setengah|stgh|half|seperempat)\b", text):
        raise NotUnderstood(_("Write the time in numbers, e.g. 19:30."))
    if match := re.fullmatch(r"(0[.,]\d+|[.,]\d+)", text):
        return _of_fraction(float(match[1].replace(",", "."))), None
    left, right = text, None
    if match := BETWEEN.search(text):
        left, right = text[: match.start()].strip(), BEFORE.sub("", text[match.end() :].strip(), count=1)
    elif match := re.fullmatch(r"(.+?) (selesai|usai|end)", text):
        left, right = match[1], match[2]
    end = None if right is None or right.strip(" .") in OPEN_END else _clock(right)
    start = _clock(left)
    if end and end["period"] and not start["period"] and start["hour"] <= 12:
        begin, finish = _time(start | {"period": end["period"]}), _time(end)
        if begin < finish:
            return begin, finish
        # “10-1 siang” begins in the morning.
        begin = _time(start)
        if begin < finish:
            return begin, finish
        raise NotUnderstood
    return _time(start), end and _time(end, is_end=True)


def is_guess(text):
    """Whether another hour may be meant by a text that can be read: “jam 8”, read as 08:00, may be that of the evening."""
    if len(text) > AT_MOST_SIGNS or DATED.fullmatch(folded(text)):
        return False
    text = re.sub(r"(?<![a-z])wib\b\.?| (?:selesai|usai|end)$", "", folded(text)).strip(" ,;.()")
    parts = [BEFORE.sub("", part.strip(" .,"), count=1) for part in BETWEEN.split(text, maxsplit=1)]
    return any(_is_open(CLOCK.fullmatch(part)) for part in parts if part and part not in OPEN_END)


def _is_open(clock):
    """Whether a match of CLOCK leaves the half of the day open, or the minutes; no match is a number like 0.5."""
    if clock is None:
        return True
    hour, minute = clock["hour"], clock["minute"]
    is_clear = clock["period"] or int(hour) > 12 or (len(hour) == 2 and minute)
    return not is_clear or len(minute or "00") == 1


def end_from_words(text):
    """The time of an end, None for “selesai”. Raises NotUnderstood."""
    text = re.sub(r"^(?:s\.?/?d\.?|sampai(?: dengan)?|hingga|until|till?|-|–)\s*", "", folded(text))
    if text.strip(" .") in OPEN_END:
        return None
    if re.sub(r"\bwib\b\.?", "", BEFORE.sub("", text, count=1)).strip() in {"24.00", "24:00", "24"}:
        return time()
    return time_from_words(text)


def _of_fraction(part):
    minutes = round(part * 24 * 60)
    return time(*divmod(minutes % (24 * 60), 60))


def _clock(text):
    match = CLOCK.fullmatch(text.strip(" .,"))
    if not match:
        raise NotUnderstood
    minute = match["minute"] or "0"
    if len(minute) == 1 and match["minute"]:
        # A spreadsheet drops the last nought of 19.30; 7.5 may be half past seven, too.
        if minute == "5":
            raise NotUnderstood
        minute += "0"
    return {
        "hour": int(match["hour"]),
        "minute": int(minute),
        "second": int(match["second"] or 0),
        "period": (match["period"] or "").replace(".", ""),
    }


def _time(clock, is_end=False):
    hour, period = clock["hour"], clock["period"]
    if hour == 24 and is_end and not clock["minute"]:
        hour = 0
    elif period:
        hour = _hour_of_day(hour, period)
    try:
        return time(hour, clock["minute"], clock["second"])
    except ValueError as error:
        raise NotUnderstood from error


def _hour_of_day(hour, period):
    """7 malam is 19; what nobody says, and 12 malam, whose day is open, raise NotUnderstood."""
    if period in {"am", "pm"}:
        if not 1 <= hour <= 12:
            if period == "pm" and 12 < hour < 24:
                return hour
            raise NotUnderstood
        return hour % 12 + (12 if period == "pm" else 0)
    spans = {
        "pagi": range(1, 12),
        "subuh": range(3, 7),
        "dini hari": range(6),
        "siang": range(10, 16),
        "awan": range(10, 16),
        "sore": range(14, 20),
        "petang": range(15, 20),
        "malam": range(18, 24),
        "bengi": range(18, 24),
    }[period]
    for meant in (hour, hour + 12):
        if meant in spans:
            return meant
    raise NotUnderstood
