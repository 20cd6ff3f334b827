"""Days as people write them: “Sabtu, 12 Juni 2027”, “12-14 Juni 2027”, “31 Mei s.d. 2 Juni”, 12/6/27.

In 5/6/2027 the file's own evidence says whether the day or the month stands first (`order_of`).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.dates import WEEKDAYS as WEEKDAY_LABELS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.intake.reading.day_names import MONTHS, WEEKDAYS
from events.time.dating import EARLIEST, LATEST
from events.time.javanese_calendar import pasaran, weton

PASARAN = "legi|pahing|paing|pon|wage|kliwon"
WEEKDAY = re.compile(
    rf"(?:hari )?(?P<name>{'|'.join(sorted(map(re.escape, WEEKDAYS), key=len, reverse=True))})\b\.?"
    rf"(?:[ -](?P<pasaran>{PASARAN})\b)?[ ,]*"
)
TWO_WEEKDAYS = re.compile(
    rf"{WEEKDAY.pattern} ?(?:-|–|—|s/d|s\.d\.?|sd|sampai|hingga|dan|&) ?{WEEKDAY.pattern.replace('P<name>', 'P<second>').replace('P<pasaran>', 'P<other>')}"
)
BEFORE = re.compile(r"(?:pada |tanggal\b|tgl\b\.?|mulai )[ :]*")
BETWEEN = re.compile(
    r" ?(?:-|–|—|~|s\.? ?/ ?d\.?|s\.d\.?|\bsd\b\.?|\bsampai(?: dengan)?\b|\bhingga\b|\bto\b|\buntil\b|\btill?\b) ?"
)
AND = re.compile(r" ?(?:\bdan\b|&|\band\b|\+) ?")
NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-])", re.ASCII)
DAY_MONTH = re.compile(r"\b\d{1,2}[ .-]*([a-z]{3,9})\b", re.ASCII)
MONTH_DAY = re.compile(r"\b([a-z]{3,9})\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}", re.ASCII)


AT_MOST_SIGNS = 120  # of one day or time in words; what is longer is a text


class NotUnderstood(ValueError):
    """A cell that cannot be read; the message, where there is one, says to the editor what is to be done."""


def folded(text):
    return " ".join(str(text).casefold().split())


def month_number(name):
    """1–12 of a month's name or its beginning, Indonesian or English. Raises NotUnderstood."""
    numbers = {number for month, number in MONTHS.items() if len(name) >= 3 and month.startswith(name)}
    if len(numbers) != 1:
        raise NotUnderstood
    return numbers.pop()


# Which stands first


@dataclass(frozen=True)
class Order:
    """Whether the month stands first in 5/6/2027; None where that is open, and `why` says it."""

    month_first: bool | None
    why: str = ""
    may_be_chosen: bool = False


DAY_FIRST = Order(False)
MONTH_FIRST = Order(True)


def order_of(cells):
    """The Order that the dates of a file show: `cells` are (line, text) of all its cells for dates."""
    proofs, hints, is_open = {True: {}, False: {}}, set(), None
    pieces = ((line, piece) for line, text in cells for piece in re.split(r"[\n;]", text))
    for line, text in pieces:
        if len(text) > AT_MOST_SIGNS:
            continue
        text = _plain(text)
        hints |= _hints(text)
        for match in NUMERIC.finditer(text):
            first, second = int(match[1]), int(match[3])
            if first == second:
                continue
            month_first = second > 12 if max(first, second) > 12 else _by_weekday(text, match)
            if month_first is None:
                is_open = is_open or match[0]
            else:
                proofs[month_first].setdefault(line, match[0])
    if proofs[True] and proofs[False]:
        told = {
            "lines": ", ".join(str(line) for line in sorted({*proofs[True], *proofs[False]})),
            "one": next(iter(proofs[False].values())),
            "other": next(iter(proofs[True].values())),
        }
        return Order(
            None,
            _(
                "Here the day stands first in one date and the month in another: %(one)s and %(other)s (lines %(lines)s)."
                " Write all dates as in 2027-06-05."
            )
            % told,
        )
    for month_first in (True, False):
        if proofs[month_first]:
            line, text = next(iter(proofs[month_first].items()))
            words = (
                _("The month is read first, because of %(text)s in line %(line)s.")
                if month_first
                else _("The day is read first, because of %(text)s in line %(line)s.")
            )
            return Order(month_first, words % {"text": text, "line": line})
    if len(hints) == 1 or not is_open:
        return Order(hints == {True})
    return Order(
        None,
        _(
            "In %(text)s the day or the month may stand first; nothing in the file shows which."
            " Choose it here, or write dates as in 2027-06-05."
        )
        % {"text": is_open},
        may_be_chosen=True,
    )


def _hints(text):
    """What dates with a month's name show: that their author writes the day first, or the month."""
    found = set()
    for pattern, month_first in [(MONTH_DAY, True), (DAY_MONTH, False)]:
        for match in pattern.finditer(text):
            try:
                month_number(match[1])
            except NotUnderstood:
                continue
            return {month_first}
    if re.search(r"(?<![\d.])\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?![\d.])", text, re.ASCII):
        found.add(False)
    return found


def _by_weekday(text, match):
    """Which order the name of the day before a date proves, None for neither."""
    named = [found for found in WEEKDAY.finditer(text[: match.start()]) if found.end() == match.start()]
    if not named:
        return None
    fitting = []
    for month_first in (False, True):
        try:
            day = _day(_numeric(match[1], match[3], match[4], Order(month_first)))
        except NotUnderstood:
            continue
        if day.weekday() == WEEKDAYS[named[-1]["name"]]:
            fitting.append(month_first)
    return fitting[0] if len(fitting) == 1 else None


# Days


def is_guess(text):
    """Whether a text that can be read leaves open which number is the month, or the century: 5/6/2027, 5 Juni '27."""
    return bool(NUMERIC.search(text) or re.search(r"[a-z][ .,-]*'?\d{2}$", folded(text)))


def date_from_words(text, order=DAY_FIRST):
    """A single day, e.g. 2027-06-05, 5/6/2027 or Sabtu, 5 Juni 2027. Raises NotUnderstood."""
    first, last = days_from_words(text, order)
    if last is not None:
        raise NotUnderstood
    return first


def days_from_words(text, order=DAY_FIRST):
    """``(first, last or None)`` of a day or of days in a row. Raises NotUnderstood."""
    if len(text) > AT_MOST_SIGNS:
        raise NotUnderstood
    text = _plain(text)
    trouble = None
    try:
        return _day(_parts(text, order)), None
    except NotUnderstood as error:
        trouble = error
    for pattern in (BETWEEN, AND):
        for match in pattern.finditer(text):
            try:
                first, last = _pair(text[: match.start()], text[match.end() :], order)
            except NotUnderstood as error:
                trouble = trouble if str(trouble) else error
                continue
            if pattern is AND and last - first != timedelta(1):
                raise NotUnderstood(
                    _("These days do not follow each other. Give them in the column “sesi”, one a line.")
                )
            if last < first:
                raise NotUnderstood(_("The last day lies before the first. Put one of them right."))
            return first, None if last == first else last
    raise trouble


def _plain(text):
    text = folded(text).replace("’", "'").replace("‘", "'").replace("`", "'").replace("´", "'")
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text)
    text = re.sub(r"[ t]00:00(?::00)?(?:\.0+)?z?$", "", text).strip(" ,;.")
    # “12-13 Juni 2027 (Sabtu-Minggu)” and “Sabtu-Minggu, 12-13 Juni 2027”: each name to its day.
    text = re.sub(r"^(.*\d.*?) ?\(([a-z' –-]+)\)$", r"\2, \1", text)
    if (first := WEEKDAY.match(text)) and (second := TWO_WEEKDAYS.match(text)):
        days = re.match(r"(\d.*?)( ?(?:-|–|—|s/d|s\.d\.?|sd|sampai|hingga|dan|&) ?)(\d.*)", text[second.end() :])
        if days:
            text = f"{first['name']} {days[1]}{days[2]}{second['second']} {days[3]}"
    return _as_range(text)


def _as_range(text):
    """“12, 13, 14 Juni 2027” as “12 - 14 Juni 2027” where the days follow each other."""
    if match := re.match(r"(\d{1,2}(?:, ?\d{1,2})+)(?:,? (?:dan|&|and) (\d{1,2}))? (?=[a-z])", text, re.ASCII):
        numbers = [int(number) for number in re.findall(r"\d+", match[0])]
        if numbers == list(range(numbers[0], numbers[-1] + 1)):
            return f"{numbers[0]} - {numbers[-1]} {text[match.end() :]}"
    return text


def _pair(left, right, order):
    """Both days of “12 – 14 Juni 2027”: what the first does not say, the second does, or the other way about."""
    end = _parts(right, order, is_partial=True)
    begin = _parts(left, order, is_partial=True)
    if end[0] is None:
        if begin[0] is None:
            raise NotUnderstood
        end = (begin[0], *end[1:])
    if end[1] is None:
        end = (end[0], begin[1], *end[2:])
    year, month, day, *named = begin
    month = month or end[1]
    if year is None:
        year = end[0] - 1 if month and end[1] and month > end[1] else end[0]
    return _day((year, month, day, *named)), _day(end)


def _parts(text, order, is_partial=False):
    """``(year, month, day, weekday, its name as written)``; year and month may be None where `is_partial`."""
    text = BEFORE.sub("", text.strip(" ,;."), count=1)
    weekday = None
    if match := WEEKDAY.match(text):
        weekday, text = match, text[match.end() :]
    text = BEFORE.sub("", text, count=1).strip(" ,;.()")
    named = (weekday and WEEKDAYS[weekday["name"]], weekday and weekday["pasaran"])
    if match := re.fullmatch(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", text, re.ASCII):
        return int(match[1]), int(match[3]), int(match[4]), *named
    if match := re.fullmatch(r"(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})", text, re.ASCII):
        this_order = order if match[2] != "." else Order(int(match[3]) > 12)
        if (
            order.month_first is None
            and weekday
            and (by := _by_weekday(f"{weekday[0]}{text}", _numeric_in(f"{weekday[0]}{text}"))) is not None
        ):
            this_order = Order(by)
        return *_numeric(match[1], match[3], match[4], this_order), *named
    if match := re.fullmatch(r"(\d{1,2})[ .-]*([a-z]+)[ .,-]*(?:(\d{4})|'?(\d{2}))?", text, re.ASCII):
        year = int(match[3]) if match[3] else 2000 + int(match[4]) if match[4] else None
        if year or is_partial:
            return year, month_number(match[2]), int(match[1]), *named
    if match := re.fullmatch(r"([a-z]+)\.?[ -]*(\d{1,2})(?:,? *(\d{4}))?", text, re.ASCII):
        year = int(match[3]) if match[3] else None
        if year or is_partial:
            return year, month_number(match[1]), int(match[2]), *named
    if is_partial:
        if match := re.fullmatch(r"(\d{1,2})(?:,? (\d{4}))?", text, re.ASCII):
            return match[2] and int(match[2]), None, int(match[1]), *named
        if match := re.fullmatch(r"(\d{1,2})[/](\d{1,2})", text, re.ASCII):
            return None, *_numeric(match[1], match[2], "2000", order)[1:], *named
    if re.fullmatch(r"\d{1,2}[ .-]*[a-z]{3,}|\d{1,2}/\d{1,2}", text, re.ASCII):
        raise NotUnderstood(_("The year is missing. Write it as in 5 Juni 2027."))
    raise NotUnderstood


def _numeric_in(text):
    return NUMERIC.search(text.replace(".", "/")) or re.search(r"$", text)


def _numeric(first, second, year, order):
    """``(year, month, day)`` of 5/6/27."""
    first, second, year = int(first), int(second), int(year) + (2000 if len(year) == 2 else 0)
    if order.month_first is None and first != second:
        raise NotUnderstood(order.why)
    return (year, first, second) if order.month_first else (year, second, first)


def _day(parts):
    year, month, day, *named = parts
    if not year or not month:
        raise NotUnderstood
    if 1 <= month <= 12 and 1 <= year <= 9999 and day > (days := monthrange(year, month)[1]) and day <= 31:
        raise NotUnderstood(_("This month has %(days)d days. Put the date right.") % {"days": days})
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise NotUnderstood from error
    if not EARLIEST <= found <= LATEST:
        raise NotUnderstood
    if named and named[0] is not None and named[0] != found.weekday():
        raise NotUnderstood(
            _("%(date)s is a %(right)s, not a %(named)s. Put the day or the date right.")
            % {
                "date": date_format(found, "j F Y"),
                "right": WEEKDAY_LABELS[found.weekday()],
                "named": WEEKDAY_LABELS[named[0]],
            }
        )
    if named and named[1] and named[1].replace("paing", "pahing") != pasaran(found).casefold():
        raise NotUnderstood(
            _("%(date)s is %(right)s, not %(named)s. Put the day or the date right.")
            % {"date": date_format(found, "j F Y"), "right": weton(found), "named": named[1].capitalize()}
        )
    return found
