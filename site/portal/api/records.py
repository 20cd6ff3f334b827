"""One record of the API as a dict, by the names of `portal.api.schemas`; words are in the active language."""

from datetime import UTC

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.languages import public_path
from events.choices import EVENT_REGENCIES, Category
from events.models import EventPage
from events.sharing.feeds.facts import picture, safety
from events.sharing.feeds.feed import LICENCE, LICENCE_URL
from events.sharing.feeds.items import FeedItem
from events.time.dates import WIB
from places.kinds import PlaceKind
from places.models import Facility
from places.safety.known import last_turn

API = "/api/v1/"
TYPES = {"geositepage": "geosite", "informationcentrepage": "information_centre"}


def event_record(event, venue, occurrence, now):
    """An EventPage of `event_pages` with its venue (PlacePage or None) and the date it speaks of (or None)."""
    return words(event, venue) | {
        "aksara": event.aksara,
        "timing": event.timing,
        "rule": event.rule,
        "date_note": event.date_note,
        "usual_month": event.usual_month,
        "usual_text": event.usual_text,
        "status": event.status,
        "status_note": event.status_note,
        "certainty": event.certainty,
        "checked_on": day(event.checked_on),
        "calendar_url": calendar_url(event),
        "occurrence": date(item(event, venue, occurrence, now)) if occurrence else None,
    }


def occurrence_record(event, venue, occurrence, now):
    dated = item(event, venue, occurrence, now)
    return words(event, venue) | date(dated) | {"id": dated.id, "url": dated.url}


def words(event, venue):
    """What the event is."""
    return {
        "uid": event.translation_key,
        "url": page_url(event),
        "title": event.title,
        "summary": event.summary,
        "category": event.category,
        "category_label": str(event.kind_label),
        "place": place_of_event(event, venue),
        "organiser": reference(event.organiser),
        "is_free": event.is_free,
        "price_idr": event.price_idr,
        "price_note": event.price_note,
        "ticket_url": event.ticket_url or None,
        "image": image(event.cover),
        "source": event.source_name,
        "created_at": moment(event.told_first_at or event.first_published_at),
        "changed_at": moment(event.told_at or event.last_published_at),
        "sequence": event.sequence or 0,
    } | in_language(event, source=event.source_name)


def item(event, venue, occurrence, now):
    """The date as the feeds tell it."""
    told = {
        "url": page_url(event),
        "facts": {
            "status_note": event.status_note,
            "safety": safety(venue),
            "is_series": event.timing not in {EventPage.Timing.SPAN, EventPage.Timing.ANNOUNCED},
        },
    }
    return FeedItem(occurrence, told, event.told_first_at, event.told_at, now)


def date(item):
    occurrence = item.occurrence
    return {
        "recurrence_id": occurrence.recurrence_id,
        "start": item.start,
        "end": item.end,
        "all_day": occurrence.is_all_day,
        "time_zone": WIB.key,
        "is_eve": occurrence.is_eve,
        "date_text": item.date_text,
        "time_text": item.time_text,
        "weton": item.javanese.weton_name,
        "javanese_date": item.javanese_date,
        "status": occurrence.status,
        "certainty": occurrence.certainty,
        "one_of": occurrence.one_of,
        "margin_days": occurrence.margin_days,
        "moved_from": day(occurrence.moved_from),
        "note": occurrence.note,
        "notice": item.notice,
        "is_over": item.is_over,
    }


def calendar_url(event):
    path = f"/feeds/v1/events/{event.translation_key}.ics?lang={get_language()}"
    return settings.PUBLIC_URL + path if event.has_calendar else None


def place_of_event(event, venue):
    longitude, latitude = (venue and venue.point) or (None, None)
    return {
        "uid": venue.translation_key if venue else None,
        "name": event.place_text or (venue.title if venue else regency_label(event.regency)),
        "url": page_url(venue) if venue else None,
        "district": venue.district.name if venue and venue.district else None,
        "regency": event.regency,
        "regency_label": regency_label(event.regency),
        "latitude": latitude,
        "longitude": longitude,
        "is_approximate": venue.is_approximate if longitude is not None else None,
        "is_protected": bool(venue and venue.is_protected),
        "cell": cell_box(venue),
        "safety": safety_state(venue) if venue else None,
    }


def regency_label(regency):
    return str(dict(EVENT_REGENCIES).get(regency, regency))


def facets_record(found):
    """What `selections.facets_of` found, each value with its words."""
    categories = dict(Category.choices)
    return {
        "cat": [facet(value, categories.get(value, value), events) for value, events in found["cat"]],
        "regency": [facet(value, regency_label(value), events) for value, events in found["regency"]],
        "district": [facet(value, value, events) for value, events in found["district"]],
        "org": [facet(slug, name, events) for slug, name, events in found["org"]],
        "month": [facet(f"{month:%Y-%m}", date_format(month, "F Y"), events) for month, events in found["month"]],
    } | licensed()


def facet(value, label, events):
    return {"value": value, "label": str(label), "events": events}


def place_record(place, hours):
    """A PlacePage with its OpeningHours."""
    longitude, latitude = place.point or (None, None)
    group = PlaceKind(place.kind).group
    return {
        "uid": place.translation_key,
        "type": TYPES.get(place.cached_content_type.model, "destination"),
        "url": page_url(place),
        "title": place.title,
        "aksara": place.aksara,
        "summary": place.summary,
        "kind": place.kind,
        "kind_label": str(place.kind_label),
        "group": group and group.value,
        "address": place.address,
        "district": place.district.name if place.district else None,
        "regency": place.regency or None,
        "regency_label": str(place.get_regency_display()),
        "latitude": latitude,
        "longitude": longitude,
        "is_approximate": place.is_approximate,
        "is_protected": place.is_protected,
        "cell": cell_box(place),
        "safety": safety_state(place),
        "access": place.access,
        "opening_hours": [
            {"weekday": row.weekday + 1, "opens": f"{row.opens:%H:%M}", "closes": f"{row.closes:%H:%M}"}
            for row in hours
        ],
        "opening_note": place.opening_note,
        "is_free": place.is_free,
        "price_idr": place.price_idr,
        "price_note": place.price_note,
        "facilities": [facility.value for facility in Facility if getattr(place, facility.field)],
        "wheelchair": place.wheelchair,
        "accessibility": place.accessibility,
        "signal": place.signal,
        "hazards": place.hazards,
        "phone": place.contact_phone,
        "website": place.contact_url,
        "manager": reference(place.manager),
        "image": image(place.cover),
        "checked_on": day(place.checked_on),
        "changed_at": moment(place.last_published_at),
    } | in_language(place)


def cell_box(place):
    """The edges of the cell in which a protected place lies, or None."""
    return list(place.cell.box) if place and place.cell else None


def geosite_record(geosite, hours):
    return place_record(geosite, hours) | {
        "heritage": geosite.heritage_kind,
        "significance": geosite.significance,
        "age": geosite.age,
        "age_from_ma": number(geosite.age_from_ma),
        "age_to_ma": number(geosite.age_to_ma),
        "formation": geosite.formation,
        "lithology": geosite.lithology,
        "process": geosite.process,
        "protection": geosite.protection,
        "custodian": geosite.custodian,
    }


def itinerary_record(itinerary, stops):
    """An ItineraryPage with its stops in order, each with its `place_key`."""
    return page_record(itinerary) | {
        "length_days": itinerary.length_days,
        "start_place": itinerary.start_place,
        "season": itinerary.season,
        "transport": itinerary.transport,
        "stops": [{"day": s.day, "place": s.place_key, "text": s.text, "leg": s.leg} for s in stops],
    }


def article_record(article):
    return page_record(article) | {"topic": article.topic, "topic_label": str(article.kind_label)}


def page_record(page):
    return {
        "uid": page.translation_key,
        "url": page_url(page),
        "title": page.title,
        "summary": page.summary,
        "image": image(page.cover),
        "changed_at": moment(page.last_published_at),
    } | in_language(page)


def safety_state(place):
    """What holds now, by the place's page and every notice: of a report that ran out only that it did."""
    now = place.safety_now
    return {
        "state": now.state.value,
        "label": str(now.state.label),
        "headline": now.headline,
        "reason": "" if now.has_run_out else now.reason,
        "valid_until": moment(now.valid_until),
        "issuer": now.issuer,
        "checked_at": moment(now.checked_at),
        "source_url": now.source_url or None,
        "notice": now.notice and now.notice.uid,
    }


def organisation_record(organisation):
    wanted = get_language()
    language = "en" if wanted == "en" and organisation.name_en else settings.LANGUAGE_CODE
    return {
        "slug": organisation.slug,
        "name": name_of(organisation),
        "kind": organisation.kind,
        "website": organisation.website,
        "parent": reference(organisation.parent),
        "lang": language,
        "lang_fallback": language != wanted,
    } | licensed()


def change_record(of, row, since):
    """What became of an event, place or geosite (`of`); `row` is what `selections.changes_of` found."""
    if row["removed_at"]:
        change = "removed"
    else:
        change = "created" if since is None or row["created_at"] >= since else "changed"
    address = None if row["removed_at"] else f"{settings.PUBLIC_URL}{API}{of}/"
    return {
        "uid": row["uid"],
        "change": change,
        "changed_at": moment(row["changed_at"]),
        "sequence": row.get("sequence", 0),
        "event": address and f"{address}{row['uid']}/" if of == "events" else None,
        "place": address and f"{address}?uid={row['uid']}" if of != "events" else None,
    } | licensed()


def in_language(page, source=""):
    """The language of a page's words, and the terms on which they are given."""
    return {
        "lang": page.words_language,
        "lang_fallback": page.words_language != get_language(),
    } | licensed(source)


def licensed(source=""):
    office = _("Wonogiri tourism office")
    return {
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "attribution": _("%(office)s, from %(source)s") % {"office": office, "source": source} if source else office,
    }


def reference(organisation):
    return {"slug": organisation.slug, "name": name_of(organisation)} if organisation else None


def name_of(organisation):
    """The name in the active language, which only English has of its own."""
    return (get_language() == "en" and organisation.name_en) or organisation.name


def image(photo):
    """The JPEG that suits a card, with its own licence."""
    file = picture(photo)
    if not file:
        return None
    return {name: file[name] for name in ("url", "width", "height", "alt", "credit")} | {"licence": photo.licence}


def page_url(page):
    return settings.PUBLIC_URL + public_path(page.locale.language_code, page.url_path)


def moment(value):
    """ISO 8601 in UTC, to the microsecond where it has one, or None."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value else None


def day(value):
    return value.isoformat() if value else None


def number(value):
    return None if value is None else float(value)


def last_turned(dates, places, now):
    """When the last of these dates ended or the last report of a place ran out, or a notice began or ended, or None: answers differ since then."""
    ends = [date.ends_at for date in dates] + [place.safety_valid_until for place in places] + [last_turn(now)]
    return max((end for end in ends if end and end <= now), default=None)
