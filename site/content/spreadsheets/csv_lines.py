"""The lines of a CSV file, whatever wrote it: its letters, its delimiter, and quotation marks that are not closed."""

import re

from django.utils.translation import gettext as _

from content.spreadsheets.cells import AT_MOST_CELL, AT_MOST_COLUMNS, REPAIRED, Flaw, UnreadableFile, text_of

DELIMITERS = ",;\t|"
QUOTED = re.compile(rf'"((?:[^"]|""){{0,{AT_MOST_CELL}}}+)"')
LINES_FOR_DELIMITER = 20
LINE_END = re.compile(r"\r\n|\r|\n")


def csv_lines(data, is_heading):
    """Yield ``(line, [text or Flaw])``; a cell of several lines counts as one line, as Excel shows it.

    The delimiter is the one by which a line near the top has most headings (`is_heading` of a text), else the most
    frequent of the first line. Raises UnreadableFile.
    """
    text = decoded(data).lstrip("\ufeff")  # a mark that a program put before another's
    line = 1
    if match := re.match(r'\s*"?sep=(.)"?(?:\r\n|\r|\n|$)', text):  # a line for Excel only
        delimiter, text, line = match[1], text[match.end() :], 2
    else:
        delimiter = _delimiter(text, is_heading)
    position = 0
    while position < len(text):
        cells, position = _record(text, position, delimiter)
        yield line, [cell if isinstance(cell, Flaw) else text_of(cell) for cell in cells[:AT_MOST_COLUMNS]]
        line += 1


def split_cell(text, is_heading):
    """The cells of a line that a program put into one cell, or none when it holds no headings."""
    for delimiter in DELIMITERS:
        cells, _end = _record(text, 0, delimiter)
        if sum(is_heading(cell) for cell in cells if isinstance(cell, str)) > 1:
            return delimiter
    return None


def split_line(text, delimiter):
    """The cells of one line of text."""
    cells, _end = _record(text, 0, delimiter)
    return [cell if isinstance(cell, Flaw) else text_of(cell) for cell in cells]


def _delimiter(text, is_heading):
    lines = [line for line in LINE_END.split(text[:20_000]) if line.strip()][:LINES_FOR_DELIMITER]

    def headings(delimiter):
        return max(sum(is_heading(cell.strip(' "')) for cell in line.split(delimiter)) for line in lines)

    if not lines:
        return ","
    outside_quotes = re.sub(r'"[^"]*"', "", lines[0])
    return max(DELIMITERS, key=lambda delimiter: (headings(delimiter), outside_quotes.count(delimiter)))


def _record(text, start, delimiter):
    """``(cells, where the next record begins)``."""
    cells, position = [], start
    while True:
        cell, position, is_last = _field(text, position, delimiter)
        cells.append(cell)
        if is_last:
            return cells, position


def _field(text, position, delimiter):
    """``(text or Flaw, position behind it, whether it ends the record)``."""
    if text.startswith('"', position):
        if match := QUOTED.match(text, position):
            after = text[match.end() : match.end() + 1]
            if after in ("", delimiter, "\r", "\n"):
                value = match[1].replace('""', '"')
                return value, *_behind(text, match.end())
        unclosed = match is None or LINE_END.search(match[0])
    else:
        unclosed = False
    end = LINE_END.search(text, position)
    stop = end.start() if end else len(text)
    found = text.find(delimiter, position, stop)
    stop = found if found >= 0 else stop
    value = text[position:stop]
    if unclosed:
        value = Flaw(
            _("A quotation mark is opened here and not closed: %(text)s. Close it, or delete it.")
            % {"text": value[:60]}
        )
    return value, *_behind(text, stop)


def _behind(text, position):
    if text.startswith("\r\n", position):
        return position + 2, True
    if position >= len(text):
        return position, True
    return position + 1, text[position] in "\r\n"


def decoded(data):
    """The text of a file in UTF-8, UTF-16 or Windows-1252; single damaged letters are repaired and marked REPAIRED."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(_("This is the old Excel format. Save it as .xlsx and try again."))
    for encoding in _encodings(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    if text := _repaired(data):
        return text
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UnreadableFile(_("The file is no table. Give a .csv or .xlsx file.")) from error


def _encodings(data):
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    head = data[:400]
    if head[1::2].count(0) > len(head) // 4:
        return ["utf-16-le"]
    if head[::2].count(0) > len(head) // 4:
        return ["utf-16-be"]
    return ["utf-8-sig"]


def _repaired(data):
    """UTF-8 in which the few bytes that are none are read as Windows-1252; None where they are not few."""
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    damaged = [sign for sign in text if "\udc80" <= sign <= "\udcff"]
    if len(damaged) > sum("\x7f" < sign < "\ud800" or sign > "\udfff" for sign in text):
        return None

    def letter(match):
        return REPAIRED + bytes([ord(match[0]) - 0xDC00]).decode("cp1252", "replace")

    return re.sub("[\udc80-\udcff]", letter, text)
