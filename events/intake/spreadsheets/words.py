"""The words of the table: Indonesian, as its editors write, and the same in every year's files.

They belong to the file and not to the interface; that is why they stand here and not in the catalogues.
Every `…_in_words` has its `…_from_words`, and what goes out comes back the same.
"""

import re
from datetime import date, time

from events.choices import EVENT_REGENCIES, Category
from events.models import EventPage
from events.time.dating import EARLIEST, LATEST
from events.time.javanese_calendar import MANGSA, MONTHS, WETONS, YEARS
from events.time.recurrence import BadRule, check_rrule

Timing, Status, Certainty = EventPage.Timing, EventPage.Status, EventPage.Certainty

TIMING = {
    Timing.SPAN: "rentang",
    Timing.SESSIONS: "sesi",
    Timing.CIVIL: "kalender umum",
    Timing.WETON: "weton",
    Timing.JAVANESE: "tanggal Jawa",
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
MONTH_NAMES = ["Januari", "Februari", "Maret", "April", "Mei", "Juni",
               "Juli", "Agustus", "September", "Oktober", "November", "Desember"]  # fmt: skip
MONTH = dict(enumerate(MONTH_NAMES, 1))
JAVA_MONTH = dict(enumerate(MONTHS, 1))
JAVA_YEAR = {name: name for name in YEARS}
MANGSA_NAME = dict(enumerate(MANGSA, 1))
YES_NO = {True: "ya", False: "tidak"}
# Other ways of writing a word that people use.
ALSO = {
    "ya": {"y", "yes", "true", "1", "x", "benar"},
    "tidak": {"t", "n", "no", "false", "0", "bukan"},
    "sura": {"suro"},
    "batal": {"dibatalkan"},
    "tanggal berubah": {"berubah", "dipindah", "pindah"},
    "kalender umum": {"kalender", "masehi"},
    "diumumkan": {"diumumkan setiap tahun"},
    "rentang": {"satu tanggal", "beberapa hari"},
}
ENGLISH_MONTHS = ["january", "february", "march", "april", "may", "june",
                  "july", "august", "september", "october", "november", "december"]  # fmt: skip
DAY_CODES = {"Senin": "MO", "Selasa": "TU", "Rabu": "WE", "Kamis": "TH", "Jumat": "FR", "Sabtu": "SA", "Ahad": "SU"}
POSITIONS = {"pertama": "1", "kedua": "2", "ketiga": "3", "keempat": "4", "kelima": "5", "terakhir": "-1"}
UNITS = {"hari": "DAILY", "minggu": "WEEKLY", "bulan": "MONTHLY", "tahun": "YEARLY"}


class NotUnderstood(ValueError):
    """A cell that cannot be read; the message names what can."""


def folded(text):
    return " ".join(str(text).casefold().split())


# One of several words


def choice_from_words(text, words):
    """The code of a word, or of the code itself. Raises NotUnderstood with the words there are."""
    wanted = folded(text)
    for code, word in words.items():
        if wanted in {folded(word), folded(code)} | ALSO.get(folded(word), set()):
            return code
    raise NotUnderstood(", ".join(dict.fromkeys(words.values())))


# Days and times


def date_from_words(text):
    """A date written 2027-06-05, 5/6/2027, 5-6-2027 or 5 Juni 2027 (the day first, as in Indonesia)."""
    text = folded(text).removesuffix(" 00:00")
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text, re.ASCII):
        year, month, day = map(int, match.groups())
    elif match := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text, re.ASCII):
        day, month, year = map(int, match.groups())
    elif match := re.fullmatch(r"(\d{1,2}) ([a-z]+) (\d{4})", text, re.ASCII):
        day, month, year = int(match[1]), _month_number(match[2]), int(match[3])
    else:
        raise NotUnderstood
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise NotUnderstood from error
    if not EARLIEST <= found <= LATEST:
        raise NotUnderstood
    return found


def _month_number(name):
    for names in (MONTH_NAMES, ENGLISH_MONTHS):
        for number, month in enumerate(names, 1):
            if len(name) >= 3 and month.casefold().startswith(name):
                return number
    raise NotUnderstood


def time_from_words(text):
    """A time written 19:00, 19.00, 19 or with WIB behind."""
    text = folded(text).removesuffix("wib").strip().removeprefix("pukul").strip()
    match = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?(?:[:.](\d{2}))?", text, re.ASCII)
    try:
        return time(*(int(part) for part in match.groups(default="0")))
    except (AttributeError, ValueError) as error:
        raise NotUnderstood from error


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
        raise NotUnderstood
    interval, unit, when = match.groups()
    parts = [f"FREQ={UNITS[unit]}"]
    if interval and interval != "1":
        parts.append(f"INTERVAL={interval}")
    if when and (found := re.fullmatch(r"tanggal (\d{1,2})(?: ([a-z]+))?", when, re.ASCII)):
        if found[2]:
            parts.append(f"BYMONTH={_month_number(found[2])}")
        parts.append(f"BYMONTHDAY={int(found[1])}")
    elif when:
        days, _in, month = when.partition(" di bulan ")
        if month:
            parts.append(f"BYMONTH={_month_number(month)}")
        parts.append("BYDAY=" + ",".join(_day_from_words(day) for day in re.split(r",\s*| dan ", days)))
    return ";".join(parts)


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


def sessions_from_words(text):
    """Sessions written one a line, e.g. “2027-06-05 19:00–22:00”."""
    sessions = []
    for line in filter(str.strip, text.split("\n")):
        match = re.fullmatch(
            r"(?P<day>.+?)(?:[ ,]+(?P<start>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?))?(?:\s*[-–—]\s*(?P<end>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?))?(?: wib)?",
            folded(line),
        )
        if not match:
            raise NotUnderstood
        start, end = (match[name] and time_from_words(match[name]) for name in ("start", "end"))
        sessions.append((date_from_words(match["day"]), start, end))
    return sessions


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


def changes_from_words(text):
    """The reverse; a change that only names its date is one with status terjadwal."""
    changes = []
    for line in filter(str.strip, text.split("\n")):
        day, _colon, told = line.partition(":")
        change = {"original_on": date_from_words(day), "status": Status.SCHEDULED}
        for part in filter(str.strip, re.findall(r"(?:\\.|[^;])+", told)):
            name, equals, value = part.partition("=")
            field = CHANGE_FIELDS.get(folded(name))
            if not equals or field is None:
                raise NotUnderstood
            change[field] = _change_from_words(field, value.strip())
        changes.append(change)
    return changes


def _change_from_words(field, text):
    if field == "status":
        return choice_from_words(text, STATUS)
    if field == "certainty":
        return choice_from_words(text, CERTAINTY)
    if field.endswith("_on"):
        return date_from_words(text)
    if field.endswith("_time"):
        return time_from_words(text)
    return re.sub(r"\\(.)", r"\1", text)
