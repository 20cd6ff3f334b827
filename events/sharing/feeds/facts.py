"""What partners are told of an event besides its calendar entry; kept with it, so that no feed reads a page."""

from django.conf import settings
from django.core.files.storage import default_storage

from events.models import EventPage
from places.models import Safety

PICTURE_WIDTH = 800
WARNED_OF = {Safety.CAUTION, Safety.CLOSED}
# What stands for a fact that an older version of this site did not keep, until the night's rebuild.
UNKNOWN = {
    "summary": "",
    "where": "",
    "place_url": None,
    "place_is_protected": False,
    "picture": None,
    "price_idr": None,
    "price_note": "",
    "status_note": "",
    "safety": None,
    "is_series": True,
}


def facts(page):
    """Plain facts of an event in the language of `page`, which is the active one."""
    venue = page.local_venue
    return {
        "summary": page.summary,
        "where": str(page.where),
        "place_url": settings.PUBLIC_URL + venue.get_url() if venue else None,
        "place_is_protected": bool(venue and venue.is_protected),
        "picture": picture(page.cover),
        "price_idr": page.price_idr,
        "price_note": page.price_note,
        "status_note": page.status_note,
        "safety": safety(venue),
        "is_series": page.timing not in {EventPage.Timing.SPAN, EventPage.Timing.ANNOUNCED},
    }


def picture(photo):
    """The JPEG of a photo that suits a card, as a dict, or None; its length in bytes is told to feed readers.

    One that is used with permission is for this site only: feeds, embeds and the API do not hand it on.
    """
    files = (photo.picture_sources or {}).get("jpeg") if photo else None
    if not files or photo.licence == photo.Licence.PERMISSION:
        return None
    width, path = min(files, key=lambda file: abs(file[0] - PICTURE_WIDTH))
    return {
        "url": settings.PUBLIC_URL + settings.MEDIA_URL + path,
        "bytes": default_storage.size(path) if default_storage.exists(path) else 0,
        "width": width,
        "height": round(width * photo.height / photo.width),
        "alt": photo.alt,
        "credit": photo.credit,
        "is_illustration": photo.is_illustration,
    }


def safety(venue):
    """What a visitor of a place is warned of, and until when that holds, or None."""
    now = venue.safety_now if venue else None
    if not now or now.state not in WARNED_OF or not now.at_venue:
        return None
    return {"reason": now.at_venue, "until": now.valid_until.isoformat() if now.valid_until else None}
