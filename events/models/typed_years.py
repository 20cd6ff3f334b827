"""Years typed into the words of an event that comes again: they are out of date before anybody notices."""

import re
from datetime import date
from functools import cache

from django.utils.dates import MONTHS
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from events.choices import Timing

# Of an event that is held once, the year is part of its name.
ONCE = {Timing.SPAN, Timing.SESSIONS}
WORDS = ["summary", "rule", "date_note", "usual_text"]
YEARS_AHEAD = 10
YEAR = re.compile(r"(?<![\d.,/])(20\d\d)(?![\d/]|[.,]\d| ?(?:m|km|mdpl)\b)")
DAY_AND_MONTH = re.compile(r"(\d{1,2})\.? (\w+),? $")
AROUND = 40


def typed_year_problems(event, today):
    """Pairs (field, sentence): where the words of an event that comes again name a year not over yet.

    The full date of a day that is over ("19 Januari 2026") may stand: it is history.
    """
    if event.timing in ONCE:
        return
    texts = {name: getattr(event, name) for name in WORDS}
    texts["body"] = "\n".join(map(str, event.body.stream_block.get_searchable_content(event.body)))
    for name, text in texts.items():
        if found := years_to_come(text, today):
            yield (
                name,
                _(
                    "“%(text)s” names a year that is not over. The date stands on the page by itself and changes each "
                    "year: take the year out. The full date of a day that is over may stay."
                )
                % {"text": found[0]},
            )


def years_to_come(text, today):
    """What stands around each year from this one on, but for the full dates of days that are over."""
    found = []
    for match in YEAR.finditer(text):
        year = int(match[1])
        if today.year <= year <= today.year + YEARS_AHEAD and not _is_over(text[: match.start()], year, today):
            found.append(text[max(match.start() - AROUND, 0) : match.end()].strip())
    return found


def _is_over(before, year, today):
    named = DAY_AND_MONTH.search(before)
    month = named and _months().get(named[2].lower())
    try:
        return bool(month) and date(year, month, int(named[1])) < today
    except ValueError:
        return False


@cache
def _months():
    """``{name in small letters: number}`` in every language of the site."""
    names = {}
    for language in ("id", "en", "jv"):
        with override(language):
            names |= {gettext(str(name)).lower(): number for number, name in MONTHS.items()}
    return names
