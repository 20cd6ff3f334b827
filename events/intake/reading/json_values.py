"""Values of foreign JSON, which one site writes as a text and another as an object: never printed as they stand."""

import json
import re
from urllib.parse import urlsplit

from events.intake.reading.incoming import point
from events.intake.reading.text import enumerated, plain, web_address

LANGUAGES = ["id", "in", "ind", "jv", "jw", "ms", "su", "en"]  # the first that is there is taken
LANGUAGE_CODE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?|ind|jav|eng|x-default|default")
NAMES = [
    "name",
    "nama",
    "title",
    "rendered",
    "@value",
    "value",
    "displayName",
    "text",
    "html",
    "plain",
    "label",
    "raw",
    "content",
]
VENUE_NAMES = [*NAMES, "venue", "place", "city_name"]
ORGANISER_NAMES = [*NAMES, "organizer", "organiser", "company", "legalName"]
STREETS = [
    "streetAddress",
    "street",
    "alamat",
    "address",
    "address_1",
    "address1",
    "line1",
    "localized_address_display",
]
TOWNS = ["addressLocality", "locality", "city", "town", "village", "kota", "kabupaten"]
REGIONS = ["addressRegion", "region", "province", "stateprovince", "state"]
LATITUDES, LONGITUDES = ["latitude", "lat", "geo_lat"], ["longitude", "lng", "lon", "long", "geo_lng", "geo_long"]
PLACES_AT_MOST = 20


def first(record, names):
    """The first value of these names that says something, or None."""
    return next((record[name] for name in names if record.get(name) not in (None, "", [], {}, False)), None)


def listed(value):
    """A value as a list: nothing gives none."""
    if value in (None, "", {}):
        return []
    return value if isinstance(value, list) else [value]


def text_of(value, names=NAMES):
    """The text (HTML as it is) of a value: a text, a number, an object with a name, a map or list of languages; or ""."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, list):
        return text_of(_best(value, lambda part: _language(part)), names) if value else ""
    if not isinstance(value, dict):
        return ""
    if _is_by_language(value):
        return text_of(_best(list(value.items()), lambda pair: pair[0])[1], names)
    return next((text for name in names if (text := text_of(value.get(name), names))), "")


def _is_by_language(value):
    are_texts = all(LANGUAGE_CODE.fullmatch(key) and isinstance(text, str | list | dict) for key, text in value.items())
    return are_texts and any(re.split("[-_]", key)[0] in LANGUAGES for key in value)


def _best(values, language):
    def rank(value):
        code = re.split("[-_]", str(language(value) or "").lower())[0]
        return LANGUAGES.index(code) if code in LANGUAGES else len(LANGUAGES)

    return min(values, key=rank)


def _language(part):
    return first(part, ["@language", "language", "lang"]) if isinstance(part, dict) else ""


def is_unread(value):
    """Whether a value holds something, but no text that can be read."""
    return bool(value) and not isinstance(value, bool) and not plain(text_of(value, VENUE_NAMES + ORGANISER_NAMES))


def place_of(value):
    """``(place in words, latitude, longitude)`` of a place: a text, an object of schema.org or another, a list of them.

    Of several the first that is a place on earth counts; one that is only an address of the web gives no place.
    """
    found = [place for part in listed(value)[:PLACES_AT_MOST] if (place := _place(part))[0] or place[1] is not None]
    return found[0] if found else ("", None, None)


def _place(value):
    if isinstance(value, str) and value.lstrip()[:1] in {"{", "["}:
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return "", None, None
        return place_of(value)
    if not isinstance(value, dict):
        text = _in_line(text_of(value))
        return ("", None, None) if web_address(text) else (text, None, None)
    if _is_by_language(value):
        return _place(_best(list(value.items()), lambda pair: pair[0])[1])
    if str(first(value, ["@type", "type"])) == "VirtualLocation":
        return "", None, None
    parts = [_in_line(text_of(value, VENUE_NAMES))]
    address = value.get("address")
    if isinstance(address, str):
        parts += [_in_line(address), *_address(value | {"address": None})]
    else:
        parts += _address(address)
        parts += _address({name: told for name, told in value.items() if name not in {"address", "region"}})
    return (_joined(parts), *_point(value))


def _address(value):
    value = next(iter(value), None) if isinstance(value, list) else value
    if not isinstance(value, dict):
        return [_in_line(text_of(value))]
    street, town = (_in_line(text_of(first(value, names))) for names in [STREETS, TOWNS])
    return [street, town or _in_line(text_of(first(value, REGIONS)))]


def _in_line(text):
    return enumerated(text) if "\n" in text else plain(text)


def _joined(parts):
    """The parts with commas between, without what stands in one before."""
    found = []
    for part in parts:
        found = [other for other in found if not part.casefold().startswith(other.casefold())]
        if part and not any(part.casefold() in other.casefold() for other in found):
            found.append(part)
    return ", ".join(found)


def _point(value):
    for part in [value, value.get("geo"), value.get("coordinates"), value.get("location"), value.get("geometry")]:
        if isinstance(part, dict):
            if isinstance(part.get("coordinates"), list):
                part = part["coordinates"]
            else:
                latitude, longitude = point(first(part, LATITUDES), first(part, LONGITUDES))
        if isinstance(part, list) and len(part) >= 2:  # GeoJSON: longitude first
            latitude, longitude = point(part[1], part[0])
        if isinstance(part, dict | list) and latitude is not None:
            return latitude, longitude
    return None, None


def names_of(value, names=ORGANISER_NAMES):
    """The names in a list of texts or objects, each once."""
    values = listed(value)
    texts = [plain(text_of(part, names), 120) for part in values[:50]]
    return list(dict.fromkeys(text for text in texts if text))


def address_of(value):
    """The web address in a text, an object or a list of them, or ""."""
    for part in listed(value)[:50]:
        if isinstance(part, dict):
            part = first(part, ["url", "contentUrl", "href", "src", "source_url", "@id"])
        if isinstance(part, str) and (address := web_address(part)):
            return address
    return ""


def last_part(value):
    """The last part of a name or address: ``EventCancelled`` of ``https://schema.org/EventCancelled``."""
    text = text_of(value)
    return urlsplit(text).path.rpartition("/")[2] if text.startswith("http") else text.rpartition(":")[2]
