"""The fields that a source and an event page share: what a source says, what a page says, and when that is the same.

Values are JSON, so that what a source said last can be kept beside the page.
"""

from dataclasses import asdict
from datetime import date, time

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.choices import Category
from events.intake.reading.text import plain
from events.models.event import EventPage
from events.models.single_dates import DateChange, EventSession
from places.models import PlacePage

FIELDS = [
    "title",
    "summary",
    "body",
    "dates",
    "place_text",
    "venue",
    "category",
    "status",
    "certainty",
    "is_free",
    "price_idr",
]
DATE_FIELDS = ["timing", "starts_on", "ends_on", "start_time", "end_time", "days", "is_eve", "rrule", "repeats_until"]
# What only an editor here enters.
RULE_FIELDS = [
    "wetons",
    "java_month",
    "java_day",
    "java_year_name",
    "java_second_year_name",
    "mangsa",
    "islamic_month",
    "islamic_day",
    "is_one_of_dates",
]
PLAIN_TEXTS = {"title", "summary", "body", "place_text"}
UNKNOWN_DATES = {"timing": "announced"}
CATEGORY_WORDS = {
    Category.RITE: ["rite", "ritual", "ritus", "upacara", "adat", "tradisi"],
    Category.PILGRIMAGE: ["pilgrimage", "ziarah"],
    Category.HARVEST: ["harvest", "bersih desa", "merti", "panen", "rasulan"],
    Category.FESTIVAL: ["festival", "karnaval", "carnival", "parade"],
    Category.PERFORMANCE: [
        "performance",
        "pertunjukan",
        "pentas",
        "wayang",
        "konser",
        "concert",
        "music",
        "musik",
        "seni",
    ],
    Category.FOOD: ["food", "kuliner", "culinary"],
    Category.SPORT: ["sport", "olahraga", "lari", "run"],
    Category.MARKET: ["market", "pasar", "bazar", "bazaar"],
    Category.FAIR: ["fair", "pameran", "exhibition", "expo"],
    Category.CONTEST: ["contest", "lomba", "competition"],
    Category.ANNOUNCEMENT: ["announcement", "pengumuman"],
}


def source_values(item, source, venues):
    """{field: value} of an incoming event; `venues` from `venues_by_name`."""
    return {
        "title": item.title,
        "summary": item.summary,
        "body": item.body,
        "dates": dates_value(item.dates),
        "place_text": item.place,
        "venue": _venue(item.place, venues),
        "category": category_of(item.categories, source.category),
        "status": item.status,
        "certainty": item.certainty,
        "is_free": item.is_free,
        "price_idr": item.price_idr,
    }


def category_of(names, otherwise):
    """Our category for the words by which a source sorts its events."""
    for name in names:
        name = name.casefold()
        if name in Category.values:
            return name
        for category, words in CATEGORY_WORDS.items():
            if any(word in name.split() or (" " in word and word in name) for word in words):
                return category.value
    return str(otherwise)


def venues_by_name():
    """{name: id of the only place page of that name} in the source language."""
    found = {}
    for pk, title in PlacePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).values_list("pk", "title"):
        name = title.casefold()
        found[name] = None if name in found else pk
    return found


def _venue(place, venues):
    return venues.get(place.partition(",")[0].strip().casefold())


# Dates as one value: an editor who changed any part of them has them all in hand.


def dates_value(dates):
    """JSON of `Dates`, only what differs from nothing."""
    told = {name: value for name, value in asdict(dates).items() if name not in {"sessions", "changes"}}
    told["sessions"] = [_json(asdict(session)) for session in dates.sessions]
    told["changes"] = [_json(asdict(change)) for change in dates.changes]
    if dates.timing == "sessions":
        told["starts_on"] = None
    return {**_json(told), "timing": dates.timing}


def _json(told):
    """Without what says nothing; days and times as text."""
    found = {name: value.isoformat() if isinstance(value, date | time) else value for name, value in told.items()}
    return {
        name: value
        for name, value in found.items()
        if value not in (None, "", [], False) and (name, value) != ("days", 1)
    }


def page_value(page, name):
    """What a page says, in the form of `source_values`."""
    if name == "dates":
        told = {field: getattr(page, field) for field in DATE_FIELDS}
        told["sessions"] = [
            _json({"held_on": s.held_on, "start_time": s.start_time, "end_time": s.end_time})
            for s in page.sessions.all()
        ]
        told["changes"] = [
            _json(
                {
                    "original_on": c.original_on,
                    "status": c.status,
                    "moved_to_on": c.moved_to_on,
                    "start_time": c.start_time,
                    "end_time": c.end_time,
                    "note": c.note_id,
                }
            )
            for c in page.date_changes.all()
        ]
        if page.timing == "sessions":
            told["starts_on"] = None
        return {**_json(told), "timing": page.timing}
    if name == "body":
        texts = [block.value.source if block.block_type == "text" else f"[{block.block_type}]" for block in page.body]
        return "\n".join(texts)
    if name == "venue":
        return page.venue_id
    return getattr(page, name)


def comparable(name, value, today):
    """Equal for what says the same to a visitor; false in a condition when it says nothing."""
    if name in PLAIN_TEXTS:
        return plain(value)
    if name == "dates":
        return _comparable_dates(value, today)
    if name == "certainty" and value == EventPage.Certainty.ESTIMATED:
        return None
    if name == "status" and value == EventPage.Status.SCHEDULED:
        return None
    return value


def _comparable_dates(value, today):
    """Dates that are over do not count: a feed forgets them, a page keeps them."""
    if value.get("timing") == "announced":
        return None
    changes = sorted(
        (change for change in value.get("changes", []) if _latest(change) >= today.isoformat()),
        key=lambda change: change["original_on"],
    )
    changes = [{"status": "scheduled"} | change for change in changes]
    single = {name: value[name] for name in ["starts_on", "start_time", "end_time"] if name in value}
    if value["timing"] == "span" and "ends_on" not in value and "starts_on" in single:
        single["held_on"] = single.pop("starts_on")
        sessions = [single]
    elif value["timing"] == "sessions":
        sessions = value.get("sessions", [])
    else:
        rule = {name: told for name, told in value.items() if name not in {"sessions", "changes"}}
        return {"rule": rule, "changes": changes}
    coming = [session for session in sessions if session["held_on"] >= today.isoformat()]
    coming.sort(key=lambda session: (session["held_on"], session.get("start_time", "")))
    return {"sessions": coming, "changes": changes, "is_eve": bool(value.get("is_eve"))}


def _latest(change):
    return max(change["original_on"], change.get("moved_to_on", ""))


def set_page_value(page, name, value, today):
    """Write a value of a source onto a page (not saved)."""
    if name == "dates":
        _set_dates(page, value, today)
    elif name == "body":
        page.body = [("text", value)] if value else []
    elif name == "venue":
        page.venue_id = value
    elif name == "certainty":
        page.certainty = value
        is_confirmed = value == EventPage.Certainty.CONFIRMED
        if is_confirmed and not page.confirmed_by and page.organiser:
            page.confirmed_by = page.organiser.name[:120]
    else:
        setattr(page, name, value)


def _set_dates(page, value, today):
    kept_sessions, kept_changes = [], []
    if page.timing == "sessions":
        kept_sessions = [session for session in page.sessions.all() if session.held_on < today]
    if kept_sessions and value["timing"] == "span" and "ends_on" not in value:
        # Of several dates one is left: those that are over stay on the page.
        only = {name: value[name] for name in ["start_time", "end_time"] if name in value}
        shared = {name: value[name] for name in ["is_eve", "changes"] if name in value}
        value = {"timing": "sessions", "sessions": [only | {"held_on": value["starts_on"]}]} | shared
    if value["timing"] != "sessions":
        kept_sessions = []
    if kept_sessions or (page.timing == value["timing"] == "civil" and page.rrule == value.get("rrule")):
        kept_changes = [change for change in page.date_changes.all() if change.original_on < today]
    days = {session.held_on for session in kept_sessions}
    originals = {change.original_on for change in kept_changes}
    empty = EventPage()
    for field in [*DATE_FIELDS, *RULE_FIELDS]:
        setattr(page, field, _read(field, value[field]) if field in value else getattr(empty, field))
    new = [EventSession(**{name: _read(name, told) for name, told in s.items()}) for s in value.get("sessions", [])]
    page.sessions = [*kept_sessions, *(session for session in new if session.held_on not in days)]
    changes = []
    for told in value.get("changes", []):
        told = {name: _read(name, text) for name, text in told.items()}
        note = told.pop("note", "")
        if told["original_on"] not in originals:
            changes.append(DateChange(**told, note_id=note))
    page.date_changes = [*kept_changes, *changes]


def _read(name, value):
    if name.endswith("_time"):
        return time.fromisoformat(value)
    if name.endswith("_on") or name == "repeats_until":
        return date.fromisoformat(value)
    return value


# For editors


def field_label(name):
    """What editors call a field."""
    return _("dates") if name == "dates" else EventPage._meta.get_field(name).verbose_name


def differences(page, record, today):
    """[(label, what the source says)] where a page says something else than its source said last."""
    found = []
    for name in FIELDS:
        if name in record.seen and comparable(name, record.seen[name], today) != comparable(
            name, page_value(page, name), today
        ):
            found.append((field_label(name), told(name, record.seen[name])))
    return found


def told(name, value):
    """A value of a source in words."""
    if name == "dates":
        return _dates_told(value)
    if name == "body":
        return plain(value, 200)
    if name == "venue":
        return PlacePage.objects.filter(pk=value).values_list("title", flat=True).first() or ""
    choices = dict(EventPage._meta.get_field(name).flatchoices)
    return str(choices.get(value, "" if value is None else value))


def _dates_told(value):
    first = [{**value, "held_on": value["starts_on"]}] if "starts_on" in value else []
    moments = value.get("sessions") or first
    parts = []
    for moment in moments[:5]:
        times = "–".join(moment[name][:5] for name in ["start_time", "end_time"] if name in moment)
        parts.append(f"{date_format(_read('held_on', moment['held_on']), 'j F Y')} {times}".strip())
    if len(moments) > 5:
        parts.append("…")
    if "ends_on" in value:
        parts.append("– " + date_format(_read("ends_on", value["ends_on"]), "j F Y"))
    if "rrule" in value:
        parts.append(value["rrule"])
    return ", ".join(parts) or _("no date")
