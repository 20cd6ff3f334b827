"""Where a JSON document keeps its events: a list, JSON Feed, schema.org's graph, the answers of calendar programs."""

import json
import re

from django.utils.translation import gettext as _

from events.intake.reading.incoming import Unreadable

LISTS = ["items", "events", "@graph", "data", "results", "value", "features", "itemListElement", "event", "records"]
LISTS += ["event_list", "occurrences", "entries", "rows", "agenda", "kegiatan", "acara", "content"]
WRAPPERS = ["_embedded", "response", "result", "payload", "d", "body", *LISTS]
ONWARD = ["next_url", "next", "next_rest_url", "@odata.nextLink", "nextLink"]
MORE = [*ONWARD, "nextPageToken", "next_page", "next_cursor"]
TITLES = ["title", "name", "summary", "subject", "judul", "nama"]
STARTS = ["start", "startDate", "start_date", "starts_at", "dtstart", "tanggal", "mulai", "date", "startTime", "_event"]
EVENT_TYPE = re.compile(r"(?:.*[/:#])?(?:\w*Event|EventSeries|Festival|CourseInstance|Hackathon)", re.IGNORECASE)
DEEPEST = 4


def parse(body):
    """The document with its list of ``items``. Raises Unreadable when it is no JSON, or none that holds events."""
    try:
        document = json.loads(_decoded(body))
    except json.JSONDecodeError as error:
        told = _("This is no JSON that can be read, because of line %(line)s, column %(column)s. Tell whoever made it.")
        raise Unreadable(told % {"line": error.lineno, "column": error.colno}) from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("This is no JSON that can be read. Tell whoever made it.")) from error
    found = _list_in(document, DEEPEST)
    if found is None:
        raise Unreadable(_("This JSON has no list of items. Look for the address that lists the events."))
    items = [item for part in found for item in _opened(part)]
    if not items and found:
        raise Unreadable(_("This JSON describes a page, but no event. Look for the address that lists the events."))
    return {**(document if isinstance(document, dict) else {}), "items": items}


def next_page(document):
    """Where the list goes on, or nothing."""
    links = document.get("links") if isinstance(document.get("links"), dict) else {}
    onward = next((document[name] for name in ONWARD if document.get(name)), links.get("next"))
    return onward if isinstance(onward, str) else ""


def goes_on(document):
    """Whether the document is only the beginning of a list."""
    return any(document.get(name) for name in MORE) or bool(next_page(document))


def _decoded(body):
    return body.decode("utf-16" if body[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")


def _list_in(document, depth):
    if isinstance(document, list):
        return document
    if not isinstance(document, dict) or not depth:
        return None
    for name in LISTS:
        if isinstance(document.get(name), list) and not _is_event(document):
            return document[name]
    if _is_event(document):
        return [document]
    for name in WRAPPERS:
        if (found := _list_in(document.get(name), depth - 1)) is not None:
            return found
    return None


def _is_event(record):
    """Whether an object is itself an event: it has a title and a start."""
    kind = record.get("@type")
    if kind and any(isinstance(name, str) and EVENT_TYPE.fullmatch(name) for name in _names(kind)):
        return True
    return bool(any(record.get(name) for name in TITLES) and any(record.get(name) for name in STARTS))


def _names(kind):
    return kind if isinstance(kind, list) else [kind]


def _opened(part, depth=DEEPEST):
    """The events in a part of a list: the part itself, what it wraps, nothing of what schema.org calls something else."""
    if isinstance(part, list):
        return [item for inner in part for item in _opened(inner, depth - 1)] if depth else []
    if not isinstance(part, dict):
        return [part]
    if isinstance(part.get("@graph"), list) and depth:
        return _opened(part["@graph"], depth - 1)
    kinds = [name for name in _names(part.get("@type")) if isinstance(name, str)]
    if kinds == ["ListItem"] and isinstance(part.get("item"), dict):
        return _opened(part["item"], depth - 1) if depth else []
    if kinds and isinstance(part.get("itemListElement"), list) and depth:
        return _opened(part["itemListElement"], depth - 1)
    if kinds and not any(EVENT_TYPE.fullmatch(name) for name in kinds) and not _is_event(part):
        return []
    if isinstance(part.get("attributes"), dict):  # JSON:API
        return [part["attributes"] | {"id": part.get("id") or part["attributes"].get("id")}]
    if part.get("type") == "Feature" and isinstance(part.get("properties"), dict):
        return [{"geometry": part.get("geometry"), "id": part.get("id")} | part["properties"]]
    return [part]
