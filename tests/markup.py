"""What is wrong with the markup of a page, and what a screen reader lists of it; without a browser."""

import re
from collections import Counter
from html.parser import HTMLParser

LANDMARKS = {"nav": "navigation", "aside": "complementary", "section": "region", "form": "form"}
# The start of one of these ends an open paragraph.
ENDS_A_PARAGRAPH = {
    "address",
    "article",
    "aside",
    "blockquote",
    "details",
    "div",
    "dl",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Markup(HTMLParser):
    """`faults` of one page as sentences, its `ids`, and its named `landmarks` as ``[(role, name), ...]``."""

    def __init__(self, html):
        super().__init__()
        self.faults, self.ids, self.landmarks = [], [], []
        self._open, self._named, self._texts = [], [], {}
        self.feed(html)
        for role, label, by in self._named:
            name = label or " ".join(" ".join(self._texts.get(each, [])) for each in by.split())
            if name.strip():
                self.landmarks.append((role, " ".join(name.split())))
        self.faults += [f"two elements have the id {one}" for one, times in Counter(self.ids).items() if times > 1]
        self.faults += [f"two landmarks: {one}" for one, times in Counter(self.landmarks).items() if times > 1]

    def handle_starttag(self, tag, attributes):
        tags = [name for name, _id in self._open]
        if tag in ENDS_A_PARAGRAPH and "p" in tags:
            self.faults.append(f"<{tag}> stands in a paragraph at line {self.getpos()[0]}")
        if len(attributes) > len(dict(attributes)):
            self.faults.append(f"an attribute stands twice in {self.get_starttag_text()}")
        for name, value in attributes:
            if not re.fullmatch(r"[a-zA-Z][\w:.-]*", name) or (name == "class" and re.search(r"[^\w\s-]", value)):
                self.faults.append(f"{self.get_starttag_text()} is broken")
        values = dict(attributes)
        if "id" in values:
            self.ids.append(values["id"])
        if tag in LANDMARKS or "role" in values:
            role = values.get("role") or LANDMARKS[tag]
            if role in {*LANDMARKS.values(), "search"}:
                self._named.append((role, values.get("aria-label", ""), values.get("aria-labelledby", "")))
        if tag not in VOID:
            self._open.append((tag, values.get("id")))

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag):
        tags = [name for name, _id in self._open]
        if tag not in tags:
            self.faults.append(f"</{tag}> ends nothing at line {self.getpos()[0]}")
            return
        while self._open.pop()[0] != tag:
            pass

    def handle_data(self, text):
        for _tag, one in self._open:
            if one:
                self._texts.setdefault(one, []).append(text)
