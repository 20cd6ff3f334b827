"""Small calendars, feeds and tables that importers get wrong, each with its one right reading (cases/README.md)."""

import json
import time as clock
from datetime import date
from pathlib import Path

import pytest

from events.intake.trying import try_file

CASES = Path(__file__).parent / "cases"
READINGS = json.loads((CASES / "readings.json").read_text())
TODAY = date(2027, 1, 4)


def differences(right, found):
    """What of a reading is not as it should be, as sentences for the developer."""
    told = " ".join(problem["message"] for problem in found["problems"])
    if "events" in right:
        yield from _events(right["events"], found.get("events", []), told)
    for number, cells in right.get("lines", {}).items():
        yield from _line(number, cells, found.get("lines", {}).get(int(number)))
    if right.get("whole") and not found.get("whole"):
        yield f"counts as cut off: {told}"


def _events(right, found, told):
    if [event["title"] for event in found] != [event["title"] for event in right]:
        titles = [{event["title"], event.get("title_may_be", event["title"])} for event in right]
        if len(found) != len(right) or any(e["title"] not in may for e, may in zip(found, titles, strict=True)):
            yield f"titles {[event['title'] for event in found]}; told: {told}"
            return
    for expected, event in zip(right, found, strict=True):
        for name, value in expected.items():
            if name.endswith("_may_be") or name == "title":
                continue
            if name == "tell":
                missing = [words for words in value if words not in told]
            elif name == "text_has":
                missing = [words for words in value if words not in event["text"]]
            else:
                missing = event[name] not in [value, expected.get(f"{name}_may_be", value)]
            if missing:
                yield f"{event['title']}: {name} is {event.get(name)!r}, not {value!r}; told: {told}"


def _line(number, right, found):
    if right is None or isinstance(right, str):
        if isinstance(found, dict) or (right is None) != (found is None):
            yield f"line {number} is {found!r}, not {right!r}"
        return
    if not isinstance(found, dict):
        yield f"line {number} is {found!r}, not {right!r}"
        return
    for heading, text in right.items():
        if found.get(heading) != text:
            yield f"line {number}, {heading} is {found.get(heading)!r}, not {text!r}"


@pytest.mark.usefixtures("english", "quiet")
@pytest.mark.parametrize("name", sorted(READINGS))
def test_a_file_that_importers_get_wrong_is_read_as_its_author_meant(name):
    began = clock.process_time()
    found = try_file(name, (CASES / name).read_bytes(), TODAY)
    assert clock.process_time() - began < 2
    assert not list(differences(READINGS[name], found))
