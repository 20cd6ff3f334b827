"""What results of a search show of its words."""

import re

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from portal.search.language import STOP_WORDS, forms, words_of
from portal.search.words import same_meaning

register = template.Library()


@register.filter
def marked(text, words):
    """`text` with each word that was searched for marked, in any of its spellings."""
    wanted = {
        form
        for word in words_of(words or "")
        if word not in STOP_WORDS
        for form in [*forms(word), *same_meaning(word)]
        if len(form) > 2
    }
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
