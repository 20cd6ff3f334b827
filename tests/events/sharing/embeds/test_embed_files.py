"""The files that partners load: their size, and what a strict Content-Security-Policy would refuse."""

import gzip
import re
from pathlib import Path

import pytest

EMBED = Path(__file__).resolve().parents[4] / "static/embed"
DARK = re.compile(r"\.we(?::not\(\[data-theme=\"light\"\]\)|\[data-theme=\"dark\"\]) \{([^}]*)\}")


@pytest.mark.parametrize(
    ("name", "most"),
    [("w.js", 10_000), ("notices.js", 3_500), ("resize.js", 1_500), ("frame.js", 1_500), ("embed.css", 2_500)],
)
def test_a_partner_pays_little(name, most):
    assert len(gzip.compress((EMBED / name).read_bytes())) <= most


@pytest.mark.parametrize("name", ["w.js", "notices.js", "resize.js", "frame.js"])
def test_no_script_uses_what_a_strict_policy_refuses(name):
    script = (EMBED / name).read_text()
    for sink in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "DOMParser",
        "srcdoc",
        "import(",
    ):
        assert sink not in script
    assert not re.search(r"<style|createElement\(.style|setAttribute\(.style|document.cookie", script)
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", script.replace("https://…", ""))


def test_the_frame_never_takes_its_height_from_the_window():
    css = re.sub(r"/\*.*?\*/", "", (EMBED / "embed.css").read_text(), flags=re.S)
    assert not re.search(r"\d(?:[dls]?v(?:h|b|max|min))\b|(?:height|block-size):\s*[\d.]+%", css)


def test_dark_by_the_device_and_dark_by_choice_are_the_same():
    by_device, by_choice = (
        sorted(line.strip() for line in block.strip().splitlines())
        for block in DARK.findall((EMBED / "embed.css").read_text())
    )
    assert by_device == by_choice
