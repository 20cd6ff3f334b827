"""Reading the files of `data/`: CSV rows, and Markdown with TOML in front."""

import csv
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it import MarkdownIt

SEED = Path(__file__).parent / "data"

_markdown = MarkdownIt("commonmark")
_page_link = re.compile(r'<a href="page:([a-z0-9-]+)">')


class SeedError(Exception):
    """A seed file that cannot be loaded; the message names the file and says what is wrong."""


@dataclass
class Text:
    """One page file: its keys, and its text as HTML with links to pages still by slug."""

    name: str
    keys: dict = field(default_factory=dict)
    html: str = ""

    def __getitem__(self, key):
        return self.keys[key]

    def get(self, key, default=""):
        value = self.keys.get(key, default)
        return value.strip() if isinstance(value, str) else value

    def links_resolved(self, ids):
        """The HTML with ``page:slug`` links as Wagtail keeps them; `ids` maps slug → page id."""

        def resolve(match):
            if match[1] not in ids:
                raise SeedError(f"{self.name}: links to the page “{match[1]}”, which does not exist.")
            return f'<a linktype="page" id="{ids[match[1]]}">'

        return _page_link.sub(resolve, self.html)


def read_rows(name):
    """The rows of a seed CSV as dicts of stripped text."""
    with (SEED / name).open(encoding="utf-8", newline="") as file:
        return [{key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(file)]


def read_text(section, slug, language):
    """The text of one page in one language, or None when there is no such file."""
    path = SEED / "pages" / section / f"{slug}.{language}.md"
    if not path.exists():
        return None
    name = str(path.relative_to(SEED))
    match = re.fullmatch(r"\+\+\+\n(.*?)\n?\+\+\+\n?(.*)", path.read_text(encoding="utf-8"), re.DOTALL)
    if not match:
        raise SeedError(f"{name}: begins without a +++ line.")
    try:
        keys = tomllib.loads(match[1])
    except tomllib.TOMLDecodeError as error:
        raise SeedError(f"{name}: {error}") from error
    return Text(name, keys, _markdown.render(match[2]).replace("\n", "").strip())


def slugs_in(section, first=""):
    """The slugs of a section's Indonesian files: `first`, then the others in alphabetical order."""
    slugs = [path.name.removesuffix(".id.md") for path in (SEED / "pages" / section).glob("*.id.md")]
    return sorted(slugs, key=lambda slug: (slug != first, slug))
