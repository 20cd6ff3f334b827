"""What the API promises of each record: the source of the OpenAPI document.

Version 1 only grows: nothing here is renamed, removed or narrowed (tests/portal/api/openapi.json holds us to it).
Codes are described as enumerations and not checked again on the way out: a code that is new to this list must
not take a whole answer away.
"""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, WithJsonSchema

from accounts.models import Organisation
from events.models import Category, EventPage
from geopark.models import GeositePage
from places.districts import Regency
from places.kinds import PlaceGroup, PlaceKind
from places.models import Facility, PlacePage, Safety
from portal.api.schema_parts import (
    Box,
    Day,
    DayOrMoment,
    Degrees,
    InLanguage,
    Licensed,
    Moment,
    Picture,
    Reference,
    RegencyCode,
    Translated,
    Url,
    code,
    told,
)
from portal.models import ArticlePage


class SafetyState(BaseModel):
    """Whether a place is safe to visit now: `unknown` after the last report ran out, never `open`."""

    state: code(Safety.values)
    label: str = Field(description="The state in words.")
    headline: str = Field(
        description="What the danger is, in a few words, to show in place of the label; may be empty."
    )
    reason: str = Field(description="What a visitor should do; empty when the report ran out.")
    valid_until: Moment | None
    issuer: str = Field(description="Who said so.")
    checked_at: Moment | None = Field(description="When somebody last said that a notice holds; null without one.")
    source_url: Url | None = Field(description="Where whoever said so says it.")
    notice: UUID | None = Field(description="The notice whose words these are, as in /feeds/v1/notices.json.")


class PlaceOfEvent(BaseModel):
    """Where an event takes place: a place of ours with a page, or words alone."""

    uid: UUID | None = Field(description="The place below /places/; null for a place in words.")
    name: str
    url: Url | None
    district: str | None
    regency: RegencyCode
    regency_label: str
    latitude: Degrees | None
    longitude: Degrees | None
    is_approximate: bool | None = Field(description="Whether the point may be off; null without a point.")
    is_protected: bool = Field(description="Whether the point is only the centre of `cell`; see the place.")
    cell: Box | None = Field(description="West, south, east, north of where it lies; null where the point is told.")
    safety: SafetyState | None


class DateOfEvent(BaseModel):
    """One date of an event."""

    recurrence_id: str = told(
        "The original start (RFC 5545), `20270605` or `20270605T190000`: it stays when the date is moved."
    )
    start: DayOrMoment = told("A date, or where the time is known a moment with +07:00.")
    end: DayOrMoment | None = told("The same kind as `start`, exclusive; null where no end is announced.")
    all_day: bool = told("Whether no time is announced.")
    time_zone: str = told("Always Asia/Jakarta (WIB).")
    is_eve: bool = told("Whether it is the evening before the Javanese day, which begins at sunset.")
    date_text: str = told("The date in words of the language asked for, e.g. Sabtu malam, 5 Juni 2027.")
    time_text: str = told("The time in words, e.g. 19.00–22.30 WIB; empty when not announced.")
    weton: str = told("The weton of the Javanese day, e.g. Ahad Wage.")
    javanese_date: str = told("The Javanese date, e.g. 1 Sura 1961 Wawu; empty outside 1936 to 2052.")
    status: code(EventPage.Status.values) = told("What became of this date. Show cancelled and postponed ones as such.")
    certainty: code(EventPage.Certainty.values) = told("An estimated date must be shown as an estimate.")
    one_of: list[Day] = told(
        "The days of which only one is the day, while the organisers have not chosen (`start` is the first to come); else empty."
    )
    margin_days: int = told("By how many days an estimate may be off where that is known (Islamic dates); else 0.")
    moved_from: Day | None = told("The day it was moved from.")
    note: str = told("What changed on this date.")
    notice: str = told("What changed and what to beware of, in one text.")
    is_over: bool = told("Whether it had ended when this was answered.")


class Words(BaseModel):
    """What an event is, in the language asked for."""

    uid: UUID = Field(description="The identity of the event: the same in all languages, for ever.")
    url: Url = told("Its page for people. Link to it.")
    title: str = told("Its name.")
    summary: str = told("One or two sentences.")
    category: code(Category.values) = told("What kind of event it is.")
    category_label: str = told("The category in words.")
    place: PlaceOfEvent = told("Where it takes place.")
    organiser: Reference | None = told("Who organises it.")
    is_free: bool | None = told("Whether entrance is free; null when not known.")
    price_idr: int | None = told("Entrance in rupiah; null when not known.")
    price_note: str = told("A remark on prices.")
    ticket_url: Url | None = told("Where tickets are sold or places reserved; null when nobody named it.")
    image: Picture | None = told("Its picture.")
    source: str | None = told("The office that told us of it, where it is not our own; name it too.")
    created_at: Moment = told("When it was first published.")
    changed_at: Moment = told("When anything told of it last changed.")
    sequence: int = told("Rises with every change of time, place or status, as SEQUENCE in its calendar file.")


class Occurrence(Translated, DateOfEvent, Words):
    """One date, with its event."""

    id: str = Field(description="The event's uid and the recurrence_id, with a slash between.")


class Event(Translated, Words):
    """One event, once."""

    aksara: str = told("The name in Javanese letters; mostly empty.")
    timing: code(EventPage.Timing.values) = told("What kind of date it has.")
    rule: str = told("Its rule in words, e.g. every eve of 1 Sura.")
    date_note: str = told("A remark on the date.")
    usual_month: Annotated[int, Field(ge=1, le=12)] | None = told("The usual month of one announced each year.")
    usual_text: str = told("The same in words.")
    status: code(EventPage.Status.values) = told("The state of the whole event; each date has its own.")
    status_note: str = told("What happened and what a visitor should do.")
    certainty: code(EventPage.Certainty.values) = told("How sure the dates of its rule are; each date has its own.")
    checked_on: Day | None = told("When somebody last compared this with reality.")
    calendar_url: Url | None = told("Its calendar file; null while no date is known.")
    occurrence: DateOfEvent | None = told(
        "The nearest of the dates asked for; null while none is known (`timing` is then `announced`)."
    )


class EventWithDates(Event):
    """One event with all its dates to come."""

    occurrences: list[DateOfEvent] = told("Its dates to come, at most 100; the last one when all are over.")


class OpeningHours(BaseModel):
    """One spell of one day of the week."""

    weekday: Annotated[int, Field(ge=1, le=7)] = Field(description="1 is Monday (ISO 8601).")
    opens: Annotated[str, WithJsonSchema({"type": "string", "pattern": r"^\d\d:\d\d$"})]
    closes: Annotated[str, WithJsonSchema({"type": "string", "pattern": r"^\d\d:\d\d$"})]


class Place(Translated):
    """Something that stands on the map."""

    uid: UUID = Field(description="The identity of the place: the same in all languages, for ever.")
    type: code(["destination", "geosite", "information_centre"]) = told("A geosite tells more below /geosites/.")
    url: Url = told("Its page for people. Link to it.")
    title: str = told("Its name.")
    aksara: str = told("The name in Javanese letters; mostly empty.")
    summary: str = told("One or two sentences.")
    kind: code(PlaceKind.values) = told("What it is.")
    kind_label: str = told("The same in words.")
    group: code(PlaceGroup.values) | None = told("What the parameter `kind` asks for; null for an information centre.")
    address: str = told("Hamlet and village.")
    district: str | None = told("The district (kecamatan).")
    regency: code(Regency.values) | None = told("The regency or town.")
    regency_label: str = told("The same as people write it.")
    latitude: Degrees | None = told("Degrees, WGS 84.")
    longitude: Degrees | None = told("Degrees, WGS 84.")
    is_approximate: bool = told("Whether the point may be off: do not use it for rescue or caving.")
    is_protected: bool = told(
        "A vulnerable place: the point is only the centre of `cell`. Draw the cell, send nobody there."
    )
    cell: Box | None = told("West, south, east, north of the square of about 1 km in which it lies; else null.")
    safety: SafetyState = told("Whether it is safe to visit. Do not copy it: ask again.")
    access: str = told("How to get there.")
    opening_hours: list[OpeningHours] = told("Empty when not recorded.")
    opening_note: str = told("A remark on hours.")
    is_free: bool | None = told("Whether entrance is free; null when not known.")
    price_idr: int | None = told("Entrance for an adult in rupiah; null when not known.")
    price_note: str = told("A remark on prices.")
    facilities: list[code(Facility.values)] = told("What is recorded on the spot; what is missing is not known.")
    wheelchair: code(PlacePage.Wheelchair.values) = told("Empty: not recorded.")
    accessibility: str = told("Steps, slopes, surface.")
    signal: code(PlacePage.Signal.values) = told("Mobile signal; empty: not recorded.")
    hazards: str = told("What to beware of.")
    phone: str = told("Of the place itself.")
    website: str = told("Of the place itself.")
    manager: Reference | None = told("Who manages it.")
    image: Picture | None = told("Its picture.")
    checked_on: Day | None = told("When somebody last compared this with reality.")
    changed_at: Moment | None = told("When its page was last published.")


class Geosite(Place):
    """A place where the earth's history can be seen."""

    heritage: code(GeositePage.Heritage.values) = told("What kind of heritage it is.")
    significance: str = told("Level and why.")
    age: str = told("In words, with the disagreement of sources.")
    age_from_ma: float | None = told("Older bound, in million years.")
    age_to_ma: float | None = told("Younger bound, in million years.")
    formation: str = told("The geological formation.")
    lithology: str = told("The rock.")
    process: str = told("How it came to be.")
    protection: str = told("Legal basis.")
    custodian: str = told("Who looks after it.")


class Stop(BaseModel):
    """One place of an itinerary."""

    day: Annotated[int, Field(ge=1)]
    place: UUID = Field(description="The `uid` of the place.")
    text: str = Field(description="What to do there.")
    leg: str = Field(description="How the journey goes on from it.")


class Itinerary(Translated):
    """A journey by day, from place to place."""

    uid: UUID = Field(description="The identity of the itinerary: the same in all languages, for ever.")
    url: Url = told("Its page for people. Link to it.")
    title: str = told("Its name.")
    summary: str = told("One or two sentences.")
    length_days: int | None = told("How many days it takes.")
    start_place: str = told("Where it starts.")
    season: str = told("When it is good.")
    transport: str = told("How one travels.")
    stops: list[Stop] = told("The places, in their order.")
    image: Picture | None = told("Its picture.")
    changed_at: Moment | None = told("When its page was last published.")


class Article(Translated):
    """A text to read, by its heading; the text itself stands on its page."""

    uid: UUID = Field(description="The identity of the article: the same in all languages, for ever.")
    url: Url = told("Its page for people. Link to it.")
    title: str = told("Its heading.")
    summary: str = told("One or two sentences.")
    topic: code(ArticlePage.Topic.values) = told("What it is about.")
    topic_label: str = told("The same in words.")
    image: Picture | None = told("Its picture.")
    changed_at: Moment | None = told("When its page was last published.")


class OrganisationRecord(InLanguage):
    """An agency, partner, community or newsroom."""

    slug: str = Field(description="Its code, which stays; the parameter `org` takes it.")
    name: str = told("Its name.")
    kind: code(Organisation.Kind.values) = told("What it is.")
    website: str = told("Empty when not known.")
    parent: Reference | None = told("What it is part of.")


class Change(Licensed):
    """What became of one event or place."""

    uid: UUID = Field(description="The identity of the event or place.")
    change: code(["created", "changed", "removed"]) = told(
        "`removed`: delete your copy. Else read it again; what was removed may come back."
    )
    changed_at: Moment = told("When.")
    sequence: int = told("As in the calendar file of an event; 0 of a place.")
    event: Url | None = told("Where to read the event; null when removed.")
    place: Url | None = told("Where to read the place; null when removed.")


class Page(BaseModel):
    """One page of a list."""

    next: Url | None = Field(description="The next page, as in the header Link; null on the last one.")


class Counted(Page):
    """One page of a list that says how long it is."""

    total: int = Field(description="How many records the whole list has.")


class Events(Counted):
    results: list[Event]


class Occurrences(Counted):
    results: list[Occurrence]


class Places(Counted):
    results: list[Place]


class Geosites(Counted):
    results: list[Geosite]


class Organisations(Counted):
    results: list[OrganisationRecord]


class Itineraries(Counted):
    results: list[Itinerary]


class Articles(Counted):
    results: list[Article]


class Changes(Page):
    next_since: Moment | None = Field(description="What to ask `since` the next time; null when nothing ever changed.")
    results: list[Change]


class Facet(BaseModel):
    """One value of a parameter and what it would find."""

    value: str = Field(description="What to ask for.")
    label: str = Field(description="The same in words.")
    events: int = Field(description="How many events have a date among those asked for.")


class Facets(Licensed):
    """What there is among the dates asked for, by parameter; the most first, months in order."""

    cat: list[Facet]
    regency: list[Facet]
    district: list[Facet]
    org: list[Facet]
    month: list[Facet]


class Start(BaseModel):
    """Where everything is."""

    openapi: Url
    facets: Url
    events: Url
    occurrences: Url
    places: Url
    geosites: Url
    itineraries: Url
    articles: Url
    organisations: Url
    changes: Url


# What `fields` cannot leave out.
ALWAYS = {"id", "uid", "slug", *InLanguage.model_fields}
