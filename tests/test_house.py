"""The house keeps its shape: what a newcomer may rely on without asking."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINES_AT_MOST = 400
LONGER = {
    "static/embed/w.js": "partners' pages load it as one file, and there is no build step",
}


def test_no_source_file_is_longer_than_a_reader_can_hold():
    listed = subprocess.run(
        ["git", "ls-files", "*.py", "*.css", "*.js"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    sources = {name for name in listed.stdout.splitlines() if not name.startswith("tests/") and (ROOT / name).exists()}
    lines = {name: len((ROOT / name).read_text(encoding="utf-8").splitlines()) for name in sources - LONGER.keys()}
    too_long = {name: number for name, number in lines.items() if number > LINES_AT_MOST}
    assert not too_long, f"Split these by subject, {LINES_AT_MOST} lines at most: {too_long}"


def test_site_is_a_folder_and_never_a_package():
    assert not list((ROOT / "site").glob("*.py")), "A package `site` would hide Python's own module of that name."
