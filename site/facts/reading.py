"""What the Indonesian words of a fact say, as values: so that every language can say it, and filters can ask for it.

`read` understands a whole value or nothing of it, but for the largest vehicle and the number of steps, which it finds
in a longer sentence. The values: fees ``{"free": True}`` or ``{"prices": [{"amount", "per", "who", "days"}]}`` (rupiah);
hours ``{"always": True}`` or ``{"spells": [{"days", "opens", "closes"}]}`` (days 0 = Monday, empty: every day);
``{"largest": "bus" | "minibus" | "car" | "motorcycle"}``; ``{"minutes": [5, 10]}``; ``{"steps": 102}``;
``{"exists": bool}``; ``{"allowed": bool}`` of swimming; ``{"reach": "yes" | "partly" | "no"}`` of wheelchairs.
"""

import re

from facts.kinds import EXISTENCE, FEES, ROAD_MINUTES, FactKind

WEEKDAYS = ["senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"]
DASH = "[–—-]"
DAYS = [
    (rf"semua hari|setiap hari|tiap hari|senin\s*{DASH}\s*minggu", "every"),
    (
        r"hari minggu dan (?:tanggal merah|hari libur)|minggu dan (?:tanggal merah|hari libur)|minggu/libur",
        "sunday_holiday",
    ),
    (r"akhir pekan dan (?:hari )?libur|akhir pekan/libur", "weekend_holiday"),
    (rf"akhir pekan|sabtu\s*{DASH}\s*minggu", "weekend"),
    (rf"hari biasa|hari kerja|senin\s*{DASH}\s*(?:kamis|jumat)", "weekday"),
    (rf"senin\s*{DASH}\s*sabtu", "monday_saturday"),
    (r"(?:saat |masa |selama )?(?:libur )?lebaran", "lebaran"),
    (r"hari libur|libur|tanggal merah", "holiday"),
    (r"hari minggu|minggu", "sunday"),
]
WHO = [
    (r"dewasa", "adult"),
    (r"anak", "child"),
    (r"asing|wisatawan asing|mancanegara", "foreigner"),
    (r"domestik|nusantara", "domestic"),
    (r"(?:sepeda )?motor", "motorcycle"),
    (r"mobil", "car"),
    (r"minibus", "minibus"),
    (r"bus", "bus"),
]
PER = {"orang": "person", "kendaraan": "vehicle", "motor": "motorcycle", "mobil": "car"}
ANY_DAYS = "|".join(pattern for pattern, _days in DAYS)
ANY_WHO = "|".join(pattern for pattern, _who in WHO)
PRICE = re.compile(
    rf"(?:(?P<who>{ANY_WHO})\s+)?(?:(?P<before>{ANY_DAYS})\s+)?rp\s?(?P<amount>\d[\d.]*)"
    rf"(?:\s*(?:/|per )\s*(?P<per>{'|'.join(PER)}))?(?:\s+(?P<type>dewasa|anak))?"
    rf"(?:\s*\(?(?:(?P<after>{ANY_DAYS})|(?P<vehicle>motor|mobil|minibus|bus))\)?)?"
)
# A comma divides prices only before the next one.
DIVIDES = re.compile(rf"\s*;\s*|,\s+(?=(?:{ANY_WHO})?\s*(?:{ANY_DAYS})?\s*rp)")
FREE = re.compile(
    r"(?:masuk |tiket )?gratis|tidak ada tiket(?: dan tidak ada yang mengelola untuk wisata)?|(?:masuk )?museum gratis"
)
ALWAYS = re.compile(r"(?:taman terbuka, )?bisa dikunjungi kapan saja|24 jam|sepanjang hari")
SPELL = re.compile(
    rf"(?:(?P<from>{'|'.join(WEEKDAYS)})(?:\s*{DASH}\s*(?P<to>{'|'.join(WEEKDAYS)}))?\s+)?"
    rf"(?P<opens>\d\d[.:]\d\d)\s*{DASH}\s*(?P<closes>\d\d[.:]\d\d)"
)
MINUTES = re.compile(rf"(\d{{1,3}})(?:\s*{DASH}\s*(\d{{1,3}}))?(?:\s*menit)?")
STEPS = re.compile(r"(\d[\d.]*) anak tangga")
# The first that is named as getting there; “only”, “not” and “up to the district” are no promise.
VEHICLES = [
    ("bus", r"\bbus(?: besar)? (?:bisa|muat|sampai)|\bbisa bus\b|muat bus|mobil dan bus besar bisa"),
    ("minibus", r"mikrobus bisa|minibus bisa|dijangkau mikrobus|bus kecil"),
    ("car", r"\bmobil (?:bisa|sampai|dapat)|motor dan mobil bisa|bermobil|naik mobil|kendaraan pribadi"),
    ("motorcycle", r"\bmotor (?:bisa|lancar|sampai)|naik motor|bermotor"),
]
NOT_THERE = re.compile(r"(?:tidak|belum) ada|tanpa |rencana", re.IGNORECASE)
NO_SWIMMING = re.compile(
    r"tidak (?:untuk|cocok|disarankan|boleh berenang(?! terlalu))|jangan|berbahaya|larangan|dilarang", re.IGNORECASE
)
SWIMMING = re.compile(r"kolam renang|(?<!tidak )boleh berenang|berendam|mandi", re.IGNORECASE)


def read(kind, words):
    """The value that `words` (Indonesian) tell of a fact of this kind; {} where they are words only."""
    text = " ".join(words.casefold().split()).rstrip(".")
    if kind in FEES:
        return _fee(text)
    if kind in EXISTENCE:
        return {"exists": not NOT_THERE.match(text)}
    reader = READERS.get(kind)
    return reader(text) if reader else {}


def _fee(text):
    if FREE.fullmatch(text):
        return {"free": True}
    prices, who = [], None
    for part in DIVIDES.split(text):
        match = PRICE.fullmatch(part.strip())
        if not match:
            return {}
        who = _named(WHO, match["who"] or match["type"] or match["vehicle"]) or (who if not match["who"] else None)
        prices.append(
            {
                "amount": int(match["amount"].replace(".", "")),
                "per": PER.get(match["per"], ""),
                "who": who or "",
                "days": _named(DAYS, match["before"] or match["after"]) or "",
            }
        )
    return {"prices": prices}


def _hours(text):
    if ALWAYS.fullmatch(text):
        return {"always": True}
    spells = []
    for part in re.split(r"\s*;\s*|\s*,\s+", text):
        match = SPELL.fullmatch(part)
        if not match:
            return {}
        spells.append(
            {
                "days": _days(match["from"], match["to"]),
                "opens": match["opens"].replace(".", ":"),
                "closes": match["closes"].replace(".", ":"),
            }
        )
    return {"spells": spells}


def _days(first, last):
    if not first:
        return []
    start, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
    return list(range(start, end + 1)) if start <= end else [*range(start, 7), *range(end + 1)]


def _vehicle(text):
    return next(({"largest": name} for name, pattern in VEHICLES if re.search(pattern, text)), {})


def _minutes(text):
    match = MINUTES.fullmatch(text)
    return {"minutes": [int(number) for number in match.groups() if number]} if match else {}


def _steps(text):
    match = STEPS.search(text)
    return {"steps": int(match[1].replace(".", ""))} if match else {}


def _swimming(text):
    if NO_SWIMMING.search(text):
        return {"allowed": False}
    return {"allowed": True} if SWIMMING.search(text) else {}


def _wheelchair(text):
    if re.match(r"tidak (?:disarankan|bisa|dapat|terjangkau)", text):
        return {"reach": "no"}
    if text.startswith("sebagian"):
        return {"reach": "partly"}
    return {"reach": "yes"} if re.match(r"bisa|dapat|terjangkau|ada jalur", text) else {}


def _named(choices, text):
    return next((name for pattern, name in choices if text and re.fullmatch(pattern, text)), None)


READERS = {
    FactKind.HOURS: _hours,
    FactKind.ACCESS_VEHICLE: _vehicle,
    FactKind.WALK_MINUTES: _minutes,
    **dict.fromkeys(ROAD_MINUTES, _minutes),
    FactKind.STAIRS: _steps,
    FactKind.SWIMMING: _swimming,
    FactKind.WHEELCHAIR: _wheelchair,
}
