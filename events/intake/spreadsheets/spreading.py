"""What one cell says of its neighbours: “12-14 Juni” also gives the last day, “08.00-12.00” also the end."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from content.spreadsheets.cells import Problem
from events.intake.spreadsheets import amounts, days, hours, words
from events.intake.spreadsheets.columns import BY_FIELD, BY_HEADING, DATE, SESSIONS, TEXT
from events.intake.spreadsheets.days import NotUnderstood, folded

FIRST, LAST, START, END, PRICE, IS_FREE = (
    BY_FIELD[name].heading for name in ("starts_on", "ends_on", "start_time", "end_time", "price_idr", "is_free")
)
SESSION = BY_FIELD["sessions"].heading
IN_ONE_LINE = [BY_FIELD[name].heading for name in ("title", "place_text")]
DASHES = {"-", "–", "—"}  # how people write that there is nothing
SERIAL = re.compile(r"[1-9]\d{4}(?:[.,]\d+)?", re.ASCII)


def order_in(rows):
    """The Order of day and month that the dates of these Rows show."""
    return days.order_of(
        (row.line, text)
        for row in rows
        for heading, text in row.values.items()
        if text and (column := BY_HEADING.get(folded(heading))) and column.kind in (DATE, SESSIONS)
    )


def spread(row, known):
    """``({heading: text}, [Problem], [Problem of what was guessed])``: the known columns, each with its own value.

    Headings are in small letters, as in BY_HEADING. A cell that cannot be read stays as it is, for its column to say so.
    """
    cells = {
        folded(heading): "" if text in DASHES and column.kind is not TEXT else text
        for heading, text in row.values.items()
        if (column := BY_HEADING.get(folded(heading)))
    }
    spreading = _Spreading(row, cells, known)
    for heading in IN_ONE_LINE:
        if "\n" in cells.get(heading, ""):
            cells[heading] = " ".join(cells[heading].split())
    for take in (spreading.days, spreading.last_day, spreading.start, spreading.end, spreading.price):
        take()
    flaws = [_as_known(flaw) for flaw in row.flaws]
    flawed = {flaw.column for flaw in flaws}
    notes = [*map(_as_known, row.notes), *(note for note in spreading.guesses() if note.column not in flawed)]
    cells = {heading: text for heading, text in cells.items() if heading in spreading.given or text}
    return cells, flaws + spreading.problems, notes


def _as_known(problem):
    """The same, with the heading as the template has it."""
    column = BY_HEADING.get(folded(problem.column))
    return replace(problem, column=column.heading) if column else problem


class _Spreading:
    def __init__(self, row, cells, known):
        self.row, self.cells, self.order = row, cells, known.order
        self.given = dict(cells)
        self.problems = []
        self.parts = {}  # of a cell that holds a day and a time: the text of each
        for heading in (FIRST, LAST, START, END):
            text = cells.get(heading, "")
            # A day counted from the first day of the file; a price or a time never looks like it.
            if SERIAL.fullmatch(text):
                cells[heading] = _of_serial(float(text.replace(",", ".")), row.first_day)

    def put(self, heading, text, source):
        """Give a neighbour its value; one that says something else is asked about."""
        if not self.cells.get(heading):
            self.cells[heading] = text
        elif self._read(heading) not in (None, text):
            self.problems.append(
                Problem(
                    self.row.line,
                    heading,
                    _("This is not what “%(heading)s” says (%(text)s). Keep one of the two.")
                    % {"heading": source, "text": text},
                )
            )

    def _read(self, heading):
        text = self.cells[heading]
        try:
            if heading == LAST:
                return days.date_from_words(text, self.order).isoformat()
            end = hours.end_from_words(text)
            return f"{end:%H:%M}" if end else ""
        except NotUnderstood:
            return None

    def days(self):
        found = self._moment(FIRST)
        if found is None:
            return
        first, last, start, end = found
        self.cells[FIRST] = first.isoformat()
        if last:
            self.put(LAST, last.isoformat(), FIRST)
        if start:
            self.put(START, f"{start:%H:%M}", FIRST)
        if end:
            self.put(END, f"{end:%H:%M}", FIRST)

    def last_day(self):
        found = self._moment(LAST)
        if found is None or found[1] is not None:
            return
        self.cells[LAST] = found[0].isoformat()
        if found[2]:
            self.put(END, f"{found[2]:%H:%M}", LAST)

    def _moment(self, heading):
        """``(first, last, start, end)`` of a cell for days, None where it cannot be read or is empty."""
        text = self.cells.get(heading, "")
        if not text or len(text) > days.AT_MOST_SIGNS:
            return None
        try:
            return *days.days_from_words(text, self.order), None, None
        except NotUnderstood:
            pass
        for match in re.finditer(r"[ ,t]+(?=(?:pukul|pkl|pk|jam)\b|\d{1,2}[:.]\d{2}\b)", folded(text)):
            day, moment = folded(text)[: match.start()], folded(text)[match.end() :]
            try:
                found = *days.days_from_words(day, self.order), *hours.times_from_words(moment)
            except NotUnderstood:
                continue
            self.parts[heading] = day, moment
            return found
        return None

    def start(self):
        self._without_day(START)
        text = self.cells.get(START, "")
        if not text:
            return
        try:
            start, end = hours.times_from_words(text)
        except NotUnderstood:
            return
        self.cells[START] = start.isoformat("seconds" if start.second else "minutes")
        if end:
            self.put(END, f"{end:%H:%M}", START)

    def end(self):
        self._without_day(END)
        text = self.cells.get(END, "")
        if not text:
            return
        try:
            end = hours.end_from_words(text)
        except NotUnderstood:
            return
        self.cells[END] = "" if end is None else end.isoformat("seconds" if end.second else "minutes")

    def _without_day(self, heading):
        """A time in which a program kept the day, too: the same day is no news, another is asked about."""
        if match := hours.DATED.fullmatch(folded(self.cells.get(heading, ""))):
            day, moment = match.groups()
            days_of_event = {self.cells.get(FIRST, ""), self.cells.get(LAST, "")} - {""}
            if not self.cells.get(FIRST):
                self.cells[FIRST] = day
            elif day not in days_of_event:
                self.problems.append(
                    Problem(
                        self.row.line,
                        heading,
                        _("This cell holds a day too, %(day)s, which is not that of the event. Write the time only.")
                        % {"day": day},
                    )
                )
            self.cells[heading] = moment

    def price(self):
        text = self.cells.get(PRICE, "")
        try:
            is_free = text and amounts.price_from_words(text) == amounts.FREE
        except NotUnderstood:
            return
        if is_free:
            self.cells[PRICE] = ""
            if not self.cells.get(IS_FREE):
                self.cells[IS_FREE] = "ya"
            elif folded(self.cells[IS_FREE]) in {"tidak", "t", "n", "no", "false", "0", "bukan", "bayar", "berbayar"}:
                self.problems.append(
                    Problem(
                        self.row.line,
                        PRICE,
                        _("This is not what “%(heading)s” says (%(text)s). Keep one of the two.")
                        % {"heading": IS_FREE, "text": self.cells[IS_FREE]},
                    )
                )

    def guesses(self):
        """Problems that tell of what may be meant in another way what stood there and what it was taken for."""
        for heading in (FIRST, LAST, START, END, PRICE, SESSION):
            for text, value, why in self._guessed(heading, self.given.get(heading, "")):
                message = _("“%(text)s” was read as %(value)s.") % {"text": text, "value": value}
                yield Problem(self.row.line, heading, f"{message} {why}".strip())

    def _guessed(self, heading, text):
        """``(what stood in a cell, what it was taken for, why)``."""
        value = self.cells.get(heading, "")
        with suppress(NotUnderstood):
            if heading == SESSION:
                for line, read in words.guessed_sessions(text, self.order):
                    yield line, read, self._why(line)
            elif heading == PRICE:
                if amounts.is_guess(text):
                    yield text, str(amounts.price_from_words(text)), ""
            elif text and value != text:
                day, hour = self.parts.get(heading, (text, "") if heading in (FIRST, LAST) else ("", text))
                if (day and (days.is_guess(day) or SERIAL.fullmatch(day))) or (hour and hours.is_guess(hour)):
                    yield text, self._shown(heading), self._why(day)

    def _shown(self, heading):
        """What a cell was taken for, with what it gave to its neighbours."""
        own = [heading]
        if heading == FIRST and heading in self.parts:
            own.append(START)
        if heading == LAST and heading in self.parts:
            own.append(END)
        told = " ".join(filter(None, (self.cells.get(name, "") for name in own)))
        for begin, end in ((FIRST, LAST), (START, END)):
            if own[-1] == begin and not self.given.get(end) and self.cells.get(end):
                told += f"–{self.cells[end]}"
        return told

    def _why(self, text):
        """The file's own evidence for the order of day and month, where a text depends on it."""
        return self.order.why if days.NUMERIC.search(text) and self.order.month_first is not None else ""


def _of_serial(number, first_day):
    moment = datetime.combine(first_day, datetime.min.time()) + timedelta(minutes=round(number * 24 * 60))
    return moment.isoformat(" ", "minutes").removesuffix(" 00:00")
