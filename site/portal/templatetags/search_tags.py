"""What results of a search show of its words."""

import re

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from portal.search.words import SPELLINGS

register = template.Library()


@register.filter
def marked(text, words):
    """`text` with each word that was searched for marked, in any of its spellings."""
    wanted = {spelling for word in _words(words) for spelling in SPELLINGS.get(word, (word,)) if len(spelling) > 1}
    if not wanted:
        return text
    pattern = "|".join(re.escape(word) for word in sorted(wanted, key=len, reverse=True))
    pieces = re.split(rf"\b({pattern})", str(text), flags=re.IGNORECASE)
    return SafeString(
        "".join(
            format_html("<mark>{}</mark>", piece) if number % 2 else conditional_escape(piece)
            for number, piece in enumerate(pieces)
        )
    )


@register.simple_tag
def other_spellings(words):
    """The spellings that a search finds too, e.g. ``"gua"`` for goa; "" when there is none."""
    found = [spelling for word in _words(words) for spelling in SPELLINGS.get(word, ()) if spelling != word]
    return ", ".join(dict.fromkeys(found))


def _words(text):
    return re.findall(r"\w+", (text or "").lower())
