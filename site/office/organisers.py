"""Who organises an event where a notice of danger holds is told of it: the event itself is never called off by it."""

from collections import defaultdict
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.users.models import UserProfile

from accounts.models import User
from events.models import EventPage, Occurrence
from events.sharing.feeds.items import date_text
from jobs import mail
from office.models import ToldOrganiser
from places.safety import sentences

# Nearer ones are told at once, later ones when they come so near.
AHEAD = timedelta(days=60)
DATES_AT_MOST = 3


def tell():
    """One mail to each person of an organisation, of all its events that are newly warned of; each is told once.

    Where an organisation has nobody with an address, or an event no organiser, the author of the notice is told.
    """
    with transaction.atomic():
        letters = defaultdict(list)
        for warned in _newly_warned():
            ToldOrganiser.objects.create(
                notice=warned["notice"], level=warned["notice"].level, event_key=warned["event"].translation_key
            )
            for person in _people_of(warned):
                letters[person].append(warned)
        for person, told in letters.items():
            _write_to(person, told)


def _newly_warned():
    """Of each event and notice nobody was told of: ``{"event", "notice", "ends_at", "dates"}``; three queries."""
    now = timezone.now()
    coming = Occurrence.objects.filter(ends_at__gt=now, starts_at__lt=now + AHEAD, venue_key__isnull=False)
    dates = defaultdict(list)
    for occurrence in coming.order_by("starts_at"):
        if warning := occurrence.warning:
            dates[warning, occurrence.event_key].append(occurrence.dates)
    told = set(ToldOrganiser.objects.values_list("notice", "level", "event_key"))
    events = EventPage.objects.for_visitors().filter(
        locale__language_code=settings.LANGUAGE_CODE, translation_key__in={key for _warning, key in dates}
    )
    events = {event.translation_key: event for event in events.select_related("organiser")}
    return [
        {"event": events[key], "notice": warning.notice, "ends_at": warning.ends_at, "dates": found}
        for (warning, key), found in dates.items()
        if key in events and (warning.notice.pk, warning.notice.level, key) not in told
    ]


def _people_of(warned):
    """Who is written to: people of the organiser, else the author of the notice, else nobody."""
    reachable = User.objects.filter(is_active=True).exclude(email="")
    organiser = warned["event"].organiser
    people = list(reachable.filter(organisation=organiser)) if organiser else []
    return people or list(reachable.filter(pk=warned["notice"].author_id))


def _write_to(person, told):
    language = UserProfile.get_for_user(person).get_preferred_language()
    with override(language):
        events = [_in_words(warned, person) for warned in told]
    mail.send("event_warned", [person.email], language, {"events": events})


def _in_words(warned, person):
    event = warned["event"]
    is_own = event.organiser is not None and event.organiser_id == person.organisation_id
    return {
        "title": event.title,
        "dates": "; ".join(map(date_text, warned["dates"][:DATES_AT_MOST])),
        "sentence": sentences.at_venue(warned["notice"], warned["ends_at"]),
        "organiser": "" if is_own else str(event.organiser or ""),
        "is_own": is_own,
        "address": settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_pages:edit", args=[event.pk]),
    }
