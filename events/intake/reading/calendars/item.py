"""What a VEVENT says besides its dates, in the terms of our pages."""

import re

from django.utils.translation import gettext as _

from events.intake.reading.calendars.values import read_list, read_point, read_text
from events.intake.reading.incoming import PLACE_LENGTH, TITLE_LENGTH, IncomingEvent, point
from events.intake.reading.text import cut, enumerated, plain, summary_and_body, web_address


def incoming(vevent, uid, dates, tell):
    """The IncomingEvent of a VEvent with its Dates (or None); `tell` is called with a sentence on what is lost."""
    component = vevent.component
    texts = (vevent.text(name) for name in ["DESCRIPTION", "X-ALT-DESC"])
    summary, body = summary_and_body(next((text for text in texts if plain(text, 80)), ""), tell)
    if len(enumerated(vevent.text("LOCATION"))) > PLACE_LENGTH:
        tell(_("The place is longer than %(number)s letters and was cut.") % {"number": PLACE_LENGTH})
    if len(plain(vevent.text("SUMMARY"))) > TITLE_LENGTH:
        tell(_("The title is longer than %(number)s letters and was cut.") % {"number": TITLE_LENGTH})
    latitude, longitude = _point(component, tell)
    url = web_address(vevent.text("URL"))
    if vevent.text("URL") and not url:
        value = cut(plain(vevent.text("URL"), 80), 60)
        tell(_("URL “%(value)s” is no address of the web and was left out.") % {"value": value})
    return IncomingEvent(
        uid=uid,
        title=vevent.title,
        summary=summary,
        body=body,
        url=url,
        **({"dates": dates} if dates else {}),
        place=vevent.place,
        latitude=latitude,
        longitude=longitude,
        status=vevent.state or "scheduled",
        certainty="confirmed" if vevent.is_confirmed else "estimated",
        categories=_categories(component),
        image=_image(component, tell),
        organiser=_organiser(component),
        modified=vevent.modified,
        line=vevent.line,
    )


def _point(component, tell):
    told = component.first("GEO")
    if not told:
        return None, None
    latitude, longitude = point(*(read_point(told.value) or (None, None)))
    if latitude is None:
        value = cut(plain(told.value, 80), 40)
        tell(_("GEO “%(value)s” is no point on earth and was left out. Set the place on the map.") % {"value": value})
    return latitude, longitude


def _categories(component):
    found = [plain(name, 80) for told in component.every("CATEGORIES") for name in read_list(told.value)]
    return tuple(dict.fromkeys(name for name in found if name))


def _image(component, tell):
    for told in [*component.every("IMAGE"), *component.every("ATTACH")]:
        address = web_address(read_text(told.value))
        if address and (told.name == "IMAGE" or told.parameters.get("FMTTYPE", "").lower().startswith("image/")):
            return address
        tell(_("Not taken over: %(names)s.") % {"names": told.name})
    return ""


def _organiser(component):
    told = component.first("ORGANIZER")
    if not told:
        return ""
    named = plain(told.parameters.get("CN", ""), 120)
    return named or plain(re.sub(r"^mailto:", "", read_text(told.value), flags=re.IGNORECASE), 120)
