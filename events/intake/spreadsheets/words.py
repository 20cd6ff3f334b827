"""The words of the table: Indonesian, as its editors write, and the same in every year's files.

They belong to the file and not to the interface; that is why they stand here and not in the catalogues.
Every `…_in_words` has its `…_from_words`, and what goes out comes back the same.
"""

import re
from datetime import time, timedelta

from events.choices import EVENT_REGENCIES, Category
from events.intake.reading.day_names import MONTH_NAMES
from events.intake.spreadsheets.days import (
    AT_MOST_SIGNS,
    DAY_FIRST,
    NotUnderstood,
    date_from_words,
    days_from_words,
    folded,
    month_number,
)
from events.intake.spreadsheets.days import is_guess as days_are_a_guess
from events.intake.spreadsheets.hours import is_guess as hours_are_a_guess
from events.intake.spreadsheets.hours import time_from_words, times_from_words
from events.models import EventPage
from events.time.islamic_calendar import MONTHS as ISLAMIC_MONTHS
from events.time.javanese_calendar import MANGSA, MONTHS, WETONS, YEARS
from events.time.recurrence import BadRule, check_rrule

Timing, Status, Certainty = EventPage.Timing, EventPage.Status, EventPage.Certainty

TIMING = {
    Timing.SPAN: "rentang",
    Timing.SESSIONS: "sesi",
    Timing.CIVIL: "kalender umum",
    Timing.WETON: "weton",
    Timing.JAVANESE: "tanggal Jawa",
    Timing.ISLAMIC: "tanggal Islam",
    Timing.WETON_IN_MONTH: "weton dalam bulan",
    Timing.WETON_IN_MANGSA: "weton dalam mangsa",
    Timing.ANNOUNCED: "diumumkan",
}
STATUS = {
    Status.SCHEDULED: "terjadwal",
    Status.POSTPONED: "ditunda",
    Status.RESCHEDULED: "tanggal berubah",
    Status.FULL: "penuh",
    Status.CANCELLED: "batal",
}
CERTAINTY = {Certainty.ESTIMATED: "perkiraan", Certainty.CONFIRMED: "pasti"}
CATEGORY = {
    Category.RITE: "upacara adat",
    Category.PILGRIMAGE: "ziarah",
    Category.HARVEST: "syukuran panen",
    Category.FESTIVAL: "festival",
    Category.PERFORMANCE: "pentas",
    Category.FOOD: "kuliner",
    Category.SPORT: "olahraga",
    Category.MARKET: "pasar",
    Category.FAIR: "pameran",
    Category.CONTEST: "lomba",
    Category.ANNOUNCEMENT: "pengumuman",
}
REGENCY = {code: str(code).replace("-", " ").title() for code, _label in EVENT_REGENCIES} | {
    "yogyakarta": "Kota Yogyakarta",
    "diy": "DIY",
}
MONTH = dict(enumerate(MONTH_NAMES, 1))
JAVA_MONTH = dict(enumerate(MONTHS, 1))
ISLAMIC_MONTH = dict(enumerate(ISLAMIC_MONTHS, 1))
JAVA_YEAR = {name: name for name in YEARS}
MANGSA_NAME = dict(enumerate(MANGSA, 1))
YES_NO = {True: "ya", False: "tidak"}
# Other ways of writing a word that people use.
ALSO = {
    "ya": {"y", "yes", "true", "1", "x", "v", "✓", "benar", "iya", "gratis", "free"},
    "tidak": {"t", "n", "no", "false", "0", "bukan", "bayar", "berbayar"},
    "sura": {"suro"},
    "muharram": {"muharam"},
    "batal": {"dibatalkan"},
    "tanggal berubah": {"berubah", "dipindah", "pindah"},
    "kalender umum": {"kalender", "masehi"},
    "diumumkan": {"diumumkan setiap tahun"},
    "rentang": {"satu tanggal", "beberapa hari"},
}
DAY_CODES = {"Senin": "MO", "Selasa": "TU", "Rabu": "WE", "Kamis": "TH", "Jumat": "FR", "Sabtu": "SA", "Ahad": "SU"}
POSITIONS = {"pertama": "1", "kedua": "2", "ketiga": "3", "keempat": "4", "kelima": "5", "terakhir": "-1"}
LONGEST_RUN = 60  # days of one session line
OTHER_TOWNS = {"madiun", "magelang"}  # each a town and a regency; only the regency is on our map
REGENCY_ALSO = {"solo": "surakarta", "sala": "surakarta", "jogja": "yogyakarta", "yogya": "yogyakarta",
                "jogjakarta": "yogyakarta", "daerahistimewayogyakarta": "diy", "diyogyakarta": "diy", "gnkidul": "gunungkidul"}  # fmt: skip
UNITS = {"hari": "DAILY", "minggu": "WEEKLY", "bulan": "MONTHLY", "tahun": "YEARLY"}


# One of several words


def choice_from_words(text, words):
    """The code of a word, or of the code itself. Raises NotUnderstood with the words there are."""
    wanted = folded(text)
    for code, word in words.items():
        if wanted in {folded(word), folded(code)} | ALSO.get(folded(word), set()):
            return code
    raise NotUnderstood(", ".join(dict.fromkeys(words.values())))


def regency_from_words(text):
    """The code of a regency or town, with or without “Kab.” or “Kota”. Raises NotUnderstood with those there are."""
    text = re.sub(r",? (?:jawa tengah|jateng|jawa timur|jatim)$", "", folded(text))
    name = re.sub(r"^(?:kabupaten|kab|kota|kodya|kotamadya)\b\.?|\b(?:regency|city)$", "", folded(text)).strip()
    letters = re.sub(r"[^a-z]", "", name)
    codes = {re.sub(r"[^a-z]", "", str(code)): code for code in REGENCY}
    letters = REGENCY_ALSO.get(letters, letters)
    is_town = re.match(r"kota|kodya", folded(text))
    if letters in codes and not (is_town and letters in OTHER_TOWNS):
        return codes[letters]
    return choice_from_words(text, REGENCY)


# Times


def time_in_words(value):
    return "" if value is None else value.isoformat("seconds" if value.second else "minutes")


# Repeating by the civil calendar


def rule_in_words(rrule):
    """A rule as people say it, e.g. “setiap bulan pada Ahad terakhir”; one that has no words stays as it is."""
    words = _rule_in_words(rrule)
    try:
        return words if words and rule_from_words(words) == rrule else rrule
    except NotUnderstood:
        return rrule


def _rule_in_words(rrule):
    parts = dict(part.split("=", 1) for part in rrule.split(";") if "=" in part)
    unit = {frequency: unit for unit, frequency in UNITS.items()}.get(parts.get("FREQ"))
    if unit is None:
        return ""
    interval = parts.get("INTERVAL", "1")
    words = f"setiap {unit}" if interval == "1" else f"setiap {interval} {unit}"
    if "BYDAY" in parts:
        words += " pada " + ", ".join(_day_in_words(day) for day in parts["BYDAY"].split(","))
    if "BYMONTHDAY" in parts:
        words += f" pada tanggal {parts['BYMONTHDAY']}"
    if "BYMONTH" in parts:
        month = MONTH.get(int(parts["BYMONTH"]) if parts["BYMONTH"].isdecimal() else 0, "?")
        words += f" {month}" if "BYMONTHDAY" in parts else f" di bulan {month}"
    return words


def _day_in_words(day):
    name = {code: name for name, code in DAY_CODES.items()}.get(day[-2:], "?")
    position = {number: word for word, number in POSITIONS.items()}.get(day[:-2], "")
    return f"{name} {position}".strip()


def rule_from_words(text):
    """The RRULE value of a rule in words, or of one written as FREQ=…. Raises NotUnderstood."""
    if not text.strip():
        return ""
    rule = text.strip().upper() if "FREQ=" in text.upper() else _rule_from_words(folded(text))
    try:
        check_rrule(rule)
    except BadRule as error:
        raise NotUnderstood from error
    return rule


def _rule_from_words(text):
    match = re.fullmatch(r"(?:setiap|tiap) (?:(\d{1,3}) )?(hari|minggu|bulan|tahun)(?: pada (.+))?", text, re.ASCII)
    if not match:
        return _rule_of_days(text)
    interval, unit, when = match.groups()
    parts = [f"FREQ={UNITS[unit]}"]
    if interval and interval != "1":
        parts.append(f"INTERVAL={interval}")
    if when and (found := re.fullmatch(r"tanggal (\d{1,2})(?: ([a-z]+))?", when, re.ASCII)):
        if found[2]:
            parts.append(f"BYMONTH={month_number(found[2])}")
        parts.append(f"BYMONTHDAY={int(found[1])}")
    elif when:
        days, _in, month = when.partition(" di bulan ")
        if month:
            parts.append(f"BYMONTH={month_number(month)}")
        parts.append("BYDAY=" + ",".join(_day_from_words(day) for day in re.split(r",\s*| dan ", days)))
    return ";".join(parts)


def _rule_of_days(text):
    """“setiap Sabtu”, “tiap hari Sabtu dan Minggu”, “setiap Ahad pertama”."""
    match = re.fullmatch(r"(?:setiap|tiap) (?:hari )?(.+)", text)
    days = [_day_from_words(day) for day in re.split(r",\s*| dan ", match[1])] if match else []
    if not days or len({len(day) > 2 for day in days}) > 1:
        raise NotUnderstood
    return f"FREQ={'MONTHLY' if len(days[0]) > 2 else 'WEEKLY'};BYDAY={','.join(days)}"


def _day_from_words(text):
    name, _space, position = text.strip().partition(" ")
    names = {folded(day): code for day, code in DAY_CODES.items()} | {"minggu": "SU", "jum'at": "FR"}
    if name not in names or (position and position not in POSITIONS):
        raise NotUnderstood
    return POSITIONS.get(position, "") + names[name]


# Weton


def wetons_in_words(wetons):
    return ", ".join(wetons)


def wetons_from_words(text):
    """Names of weton separated by commas, in the order of the calendar's list as given."""
    known = {folded(weton): weton for weton in WETONS}
    known |= {name.replace("ahad", "minggu"): weton for name, weton in known.items() if name.startswith("ahad")}
    names = [folded(name) for name in re.split(r"[,;\n]| dan ", text) if name.strip()]
    if any(name not in known for name in names):
        raise NotUnderstood
    return list(dict.fromkeys(known[name] for name in names))


# Sessions: (day, start, end), one a line


def sessions_in_words(sessions):
    lines = []
    for day, start, end in sessions:
        times = time_in_words(start) + (f"–{time_in_words(end)}" if end else "")
        lines.append(f"{day} {times}".strip())
    return "\n".join(lines)


def sessions_from_words(text, order=DAY_FIRST):
    """Sessions written one a line or divided by semicolons, e.g. “12-14 Juni 2027 19.00–21.00”: each of its days."""
    return [session for line in _lines(text) for session in _run(line, order)]


def guessed_sessions(text, order=DAY_FIRST):
    """Of sessions that can be read, the lines of which another day or hour may be meant: ``[(line, in words)]``."""
    guessed = []
    for line in _lines(text):
        *_read, day, hour = _session(folded(line).removesuffix("."), order)
        if days_are_a_guess(day) or (hour and hours_are_a_guess(hour)):
            guessed.append((line.strip(), sessions_in_words(_run(line, order)).replace("\n", ", ")))
    return guessed


def _lines(text):
    return filter(str.strip, re.split(r"[\n;]", text))


def _run(line, order):
    """The sessions of one line: one on each of its days."""
    first, last, start, end, _day, _hour = _session(folded(line).removesuffix("."), order)
    length = (last - first).days if last else 0
    if length > LONGEST_RUN:
        raise NotUnderstood
    return [(first + timedelta(number), start, end) for number in range(length + 1)]


def _session(line, order):
    """``(first day, last day or None, start, end, text of the days, of the times)``, divided where both can be read."""
    if len(line) > AT_MOST_SIGNS:
        raise NotUnderstood
    try:
        return *days_from_words(line, order), None, None, line, ""
    except NotUnderstood as error:
        trouble = error
    for match in re.finditer(r"[ ,:(]+(?=(?:pukul|pkl|pk|jam|mulai)\b|\d{1,2}\b)", line):
        try:
            times = times_from_words(line[match.end() :])
            return *days_from_words(line[: match.start()], order), *times, line[: match.start()], line[match.end() :]
        except NotUnderstood as error:
            trouble = error if str(error) else trouble
    raise trouble


# Changes of single dates: dicts, one a line

CHANGE_FIELDS = {
    "status": "status",
    "pindah ke": "moved_to_on",
    "mulai": "start_time",
    "selesai": "end_time",
    "kepastian": "certainty",
    "menurut": "confirmed_by",
    "dipastikan pada": "confirmed_on",
    "catatan": "note_id",
    "catatan en": "note_en",
    "catatan jv": "note_jv",
}


def changes_in_words(changes):
    """E.g. “2027-06-05: status = tanggal berubah; pindah ke = 2027-06-06; catatan = Karena hujan.”"""
    lines = []
    for change in sorted(changes, key=lambda change: change["original_on"]):
        parts = []
        for name, field in CHANGE_FIELDS.items():
            value = change.get(field)
            if value in (None, "") or (field, value) == ("status", Status.SCHEDULED):
                continue
            parts.append(f"{name} = {_change_in_words(field, value)}")
        lines.append(f"{change['original_on']}: {'; '.join(parts)}".removesuffix(": "))
    return "\n".join(lines)


def _change_in_words(field, value):
    if field == "status":
        return STATUS[value]
    if field == "certainty":
        return CERTAINTY[value]
    if isinstance(value, time):
        return time_in_words(value)
    return " ".join(str(value).replace("\\", "\\\\").replace(";", "\\;").split())


def changes_from_words(text, order=DAY_FIRST):
    """The reverse; a change that only names its date is one with status terjadwal."""
    changes = []
    for line in filter(str.strip, text.split("\n")):
        day, _colon, told = line.partition(":")
        change = {"original_on": date_from_words(day, order), "status": Status.SCHEDULED}
        for part in filter(str.strip, re.findall(r"(?:\\.|[^;])+", told)):
            name, equals, value = part.partition("=")
            field = CHANGE_FIELDS.get(folded(name))
            if not equals or field is None:
                raise NotUnderstood
            change[field] = _change_from_words(field, value.strip(), order)
        changes.append(change)
    return changes


def _change_from_words(field, text, order):
    if field == "status":
        return choice_from_words(text, STATUS)
    if field == "certainty":
        return choice_from_words(text, CERTAINTY)
    if field.endswith("_on"):
        return date_from_words(text, order)
    if field.endswith("_time"):
        return time_from_words(text)
    return re.sub(r"\\(.)", r"\1", text)
