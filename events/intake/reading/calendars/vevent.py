"""One VEVENT (RFC 5545 section 3.6.1) as it is found in the world: which it is, in which state, and what stays behind."""

import re
from collections import Counter
from datetime import datetime

from django.utils.translation import gettext as _

from events.intake.reading.calendars.names import FOR_APPLICATIONS, ONCE, READ
from events.intake.reading.calendars.states import state_of, state_of_title
from events.intake.reading.calendars.timing import Timing
from events.intake.reading.calendars.values import read_moment, read_text
from events.intake.reading.incoming import PLACE_LENGTH, TITLE_LENGTH
from events.intake.reading.text import cut, enumerated, plain
from events.time.dates import WIB

STATUSES = {"CONFIRMED", "TENTATIVE"}
# Which language is read where a text stands there in several; "" is one that names none.
LANGUAGES = ["id", "in", "ind", "", "jv", "jw", "jav", "ms", "en"]


class VEvent:
    """A Component VEVENT and the CalendarFrame that it stands in."""

    def __init__(self, component, frame):
        self.component = component
        self.line = component.line
        written = plain(self.text("SUMMARY"), TITLE_LENGTH)
        self.title, titled = state_of_title(written)
        self.status = plain(self.text("STATUS"), 80)
        self.state = "cancelled" if frame.is_cancelling else state_of(self.status) or titled
        self.is_confirmed = self.status.upper() == "CONFIRMED"
        self.timing = Timing(component, frame)

    def text(self, name):
        """A text in the language that is best read here, or ""."""
        found = self.component.every(name)
        if not found:
            return ""
        return read_text(min(found, key=_strangeness).value)

    @property
    def is_cancelled(self):
        return self.state == "cancelled"

    @property
    def recurrence_id(self):
        return self.timing.recurrence_id

    @property
    def is_private(self):
        return plain(self.text("CLASS")).upper() in {"PRIVATE", "CONFIDENTIAL"}

    @property
    def holds_from_here_on(self):
        told = self.component.first("RECURRENCE-ID")
        return bool(told) and told.parameters.get("RANGE", "").upper() == "THISANDFUTURE"

    @property
    def version(self):
        """Newer is larger: SEQUENCE, then the time of the last change."""
        return self.sequence, self.modified or datetime.min.replace(tzinfo=WIB)

    @property
    def sequence(self):
        told = self.component.first("SEQUENCE")
        found = re.fullmatch(r"\s*(\d{1,9})\s*", told.value) if told else None
        return int(found[1]) if found else 0

    @property
    def modified(self):
        for name in ["LAST-MODIFIED", "DTSTAMP"]:
            told = self.component.first(name)
            at, zone = (told and read_moment(told.value)) or (None, None)
            if isinstance(at, datetime):
                return at.replace(tzinfo=zone or WIB)
        return None

    def name_what_is_dropped(self, tell):
        """Name what has no place on our pages, and what was repaired or stands there too often."""
        self.timing.moment(self.component.first("RECURRENCE-ID"), tell)
        if self.status and self.status.upper() not in STATUSES and not state_of(self.status):
            tell(_("STATUS “%(value)s” is not understood. Check whether it takes place.") % {"value": self.status})
        dropped = Counter()
        for name, found in self.component.properties.items():
            if name not in READ | FOR_APPLICATIONS:
                dropped[name] += len(found)
            elif name in ONCE and len(said := [told for told in found if told.value.strip()]) > 1:
                self._name_choice(name, said, tell)
            for told in found:
                if told.repaired:
                    tell(
                        _(
                            "Line %(line)s: a letter of “%(word)s” is not in UTF-8 and was taken as Windows-1252. Check it."
                        )
                        % {"line": told.line, "word": cut(plain(told.repaired), 60)}
                    )
        dropped.update(part.name for part in self.component.parts if part.name != "VEVENT")
        if dropped:
            names = ", ".join(f"{name} ×{number}" if number > 1 else name for name, number in sorted(dropped.items()))
            tell(_("Not taken over: %(names)s.") % {"names": names})

    @staticmethod
    def _name_choice(name, said, tell):
        languages = [_language(told) for told in said]
        if len(set(languages)) == len(languages):
            taken = _language(min(said, key=_strangeness)) or "–"
            tell(
                _("%(name)s stands there in several languages; the one in “%(language)s” was taken.")
                % {"name": name, "language": taken}
            )
        else:
            tell(_("%(name)s stands there several times; the first was taken.") % {"name": name})

    def note_beside(self, main, tell):
        """What an override says that the series does not."""
        parts = []
        if self.title and self.title != main.title:
            parts.append(self.title)
        place, usual = self.place, main.place
        if place and place != usual:
            parts.append(place)
        text, usual = plain(self.text("DESCRIPTION")), plain(main.text("DESCRIPTION"))
        if text and text != usual:
            tell(_("The description of a single date was left out."))
        return "; ".join(parts)

    @property
    def place(self):
        return cut(enumerated(self.text("LOCATION")), PLACE_LENGTH)


def _language(told):
    return re.split(r"[-_]", told.parameters.get("LANGUAGE", "").lower())[0]


def _strangeness(told):
    language = _language(told)
    return LANGUAGES.index(language) if language in LANGUAGES else len(LANGUAGES)
