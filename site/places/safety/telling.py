"""The notices that hold now as pages and feeds tell them, in the active language."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from content.languages import public_path
from places.models import PlacePage
from places.safety import sentences
from places.safety.known import in_force


@dataclass(frozen=True)
class Told:
    """One notice in force, and the public places it covers as far as they were asked for."""

    one: object
    places: tuple = ()

    @property
    def notice(self):
        return self.one.notice

    @property
    def state(self):
        return self.one.state

    @property
    def headline(self):
        """E.g. “Pantai Nampu: Ditutup: Ombak tinggi”."""
        return str(self.notice)

    @property
    def title(self):
        """E.g. “Pantai Nampu: Ombak tinggi”, where the state is said beside it."""
        return f"{self.notice.area}: {sentences.headline(self.notice)}"

    @property
    def what_holds(self):
        return sentences.what_holds(self.notice, self.one.ends_at)

    @property
    def sentence(self):
        return sentences.sentence(self.notice, self.one.ends_at, self.notice.area)

    @property
    def line(self):
        """E.g. “Pantai Nampu: Ditutup — Ombak tinggi, sampai 3 Des”, for where there is room for a line."""
        return sentences.line(self.notice, self.one.ends_at)

    @property
    def advice(self):
        return sentences.advice(self.notice)

    @property
    def issuer(self):
        return str(self.notice.get_source_display())

    @property
    def path(self):
        """The page of the place it is about, else where all notices stand."""
        found = self.notice.place_path
        return public_path(*found) if found else self.notice.path

    @property
    def url(self):
        return settings.PUBLIC_URL + self.notice.path

    @property
    def changed_at(self):
        return max(self.notice.changed_at, self.one.starts_at)


def told_now(now=None):
    """Told of every notice in force, the most severe first; no query."""
    return [Told(one) for one in in_force(now)]


def told_with_places(now=None):
    """The same, each with its places in the active language; one query."""
    now = now or timezone.now()
    return with_places(in_force(now))


def with_places(found, language=None):
    """Told of InForce notices, each with the public places it covers; one query, none where there are none."""
    if not found:
        return []
    condition = reduce(or_, (one.notice.condition for one in found), Q())
    places = PlacePage.objects.filter(condition).filter(locale__language_code=language or get_language())
    covered = list(places.for_cards().order_by("title"))
    return [Told(one, tuple(place for place in covered if one.notice.covers(place))) for one in found]
