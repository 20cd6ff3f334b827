"""Whether a text gives away where a protected place is."""

import json
import re

NEAR_DEGREES = 0.002  # some 200 m
DECIMAL = re.compile(r"\d{1,3}[.,]\d{3,}")
MINUTES = re.compile(
    r"(\d{1,3})\s*[°º]\s*(\d{1,2}(?:[.,]\d+)?)\s*['’′]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:[\"”″]|''|’’|′′))?"
)


def tells(value, point):
    """Whether a field's value (text, or the blocks of a body) has both coordinates of ``(lon, lat)``, in any of the usual writings."""
    text = _text_of(value)
    numbers = [_number(found) for found in DECIMAL.findall(text)]
    numbers += [
        int(degrees) + _number(minutes) / 60 + _number(seconds or "0") / 3600
        for degrees, minutes, seconds in MINUTES.findall(text)
    ]
    return all(any(abs(number - abs(degrees)) < NEAR_DEGREES for number in numbers) for degrees in point)


def _text_of(value):
    if isinstance(value, str):
        return value
    return json.dumps(value.get_prep_value(), ensure_ascii=False) if hasattr(value, "get_prep_value") else ""


def _number(text):
    return float(text.replace(",", "."))
