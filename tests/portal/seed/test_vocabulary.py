"""One word for one thing: vocabulary.csv names what is not written, and what is, in each language.

Names of things keep theirs, and so do facts and sources, which quote.
"""

import csv
import re
from pathlib import Path

import pytest

from portal.management.commands.check_catalogues import read_catalogue
from tests.portal.seed.test_seed import SEED

QUOTED = re.compile(r"^(sources|editor_note) = ('''|\"\"\").*?\2$", re.MULTILINE | re.DOTALL)
COLUMNS = re.compile(
    r"(name|summary|alt|age|lithology|hazards|significance|rule_text|date_note|usual_text|reason|headline|"
    r"coordinate_source)_"
)


def vocabulary():
    with (Path(__file__).parent / "vocabulary.csv").open(newline="", encoding="utf-8") as file:
        return [tuple(row.values()) for row in csv.DictReader(file)]


def texts(language):
    """Every ``(place, text)`` that visitors read in a language."""
    for path in (SEED / "pages").rglob(f"*.{language}.md"):
        yield path.name, QUOTED.sub("", path.read_text(encoding="utf-8"))
    for path in SEED.glob("*.csv"):
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                for column, text in row.items():
                    if column.endswith(f"_{language}") and COLUMNS.match(column):
                        yield f"{path.name}: {column}", text or ""
    if language != "en":
        for entry in read_catalogue(language).values():
            yield "django.po", entry.msgstr


@pytest.mark.parametrize("language", ["id", "en", "jv"])
def test_one_thing_has_one_word(language):
    words = [(wrong, right) for code, wrong, right in vocabulary() if code == language]
    found = [
        f"{place}: “{wrong}”, write “{right}”"
        for place, text in texts(language)
        for wrong, right in words
        if re.search(rf"\b{re.escape(wrong)}\b", text)
    ]
    assert found == []


# What was not found out belongs into `editor_note`; a page names in one line of its own what nobody has told.
RESEARCH = {
    "id": r"belum (dicatat|tercatat|diperiksa|kami catat)|periksa di lokasi|catatan kami|sumber kami|titik pada peta (adalah perkiraan|hanya)",
    "en": r"not (been |yet )?(been )?(recorded|verified|checked|on record)|check on site|our record|our sources",
}


@pytest.mark.parametrize("language", sorted(RESEARCH))
def test_a_guest_reads_no_notes_of_research(language):
    found = [
        (place, match[0])
        for place, text in texts(language)
        if place != "django.po"
        for match in re.finditer(RESEARCH[language], text, re.IGNORECASE)
    ]
    assert found == []
