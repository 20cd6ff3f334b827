"""The state of a place now: what its own page says and every notice that covers it, made one answer. No query."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from django.utils import timezone

from places.safety import sentences
from places.safety.dangers import SEVERITY, SPECIFICITY, Safety, Scope

# So long a place that nobody has reported on says that a notice of it ended.
REMEMBERED = timedelta(days=30)


class Spot(NamedTuple):
    """What a notice has to know of a place, for those who have no page at hand."""

    translation_key: object
    kind: str
    district_id: int | None


class InForce(NamedTuple):
    notice: object
    starts_at: datetime
    ends_at: datetime | None

    @property
    def state(self):
        return self.notice.level_of.state

    @property
    def weight(self):
        """Most severe first, of these the most specific, of these the latest."""
        notice = self.notice
        return SEVERITY[self.state], SPECIFICITY[Scope(notice.scope)], self.starts_at


@dataclass(frozen=True)
class State:
    """What every output tells of a place. Words are in the active language when they are asked for.

    `told` is the notice whose words count, None where they are the page's own; `others` hold beside it. `ended` is
    the notice that ran out where nothing has been said since; it leaves a place unknown, or as careful as it was.
    """

    state: Safety
    place: object
    told: InForce | None = None
    others: tuple = ()
    ended: object = None
    ended_at: datetime | None = None

    @property
    def notice(self):
        return self.told.notice if self.told else None

    @property
    def is_own(self):
        return self.told is None and not self.is_over

    @property
    def is_over(self):
        """Whether all that is known is that a notice has ended."""
        return self.ended is not None and self.state == Safety.UNKNOWN

    @property
    def headline(self):
        """What the danger is, in a few words; "" where none is told now."""
        if self.told:
            return sentences.headline(self.notice)
        return self.place.safety_headline if self.state in {Safety.CAUTION, Safety.CLOSED} else ""

    @property
    def label(self):
        """The state in a few words: the danger itself, and that a place is closed before why."""
        if self.state == Safety.CLOSED and self.headline:
            return f"{self.state.label}: {self.headline}"
        return self.headline or str(self.state.label)

    @property
    def reason(self):
        """What holds and what a visitor should do."""
        if self.told:
            return f"{sentences.what_holds(self.notice, self.valid_until)} {sentences.advice(self.notice)}"
        return "" if self.is_over else self.place.safety_reason

    @property
    def advice(self):
        return sentences.advice(self.notice) if self.told else self.reason

    @property
    def at_venue(self):
        """What somebody is told who comes for an event here; "" where there is nothing to tell."""
        if self.told:
            return sentences.at_venue(self.notice, self.valid_until)
        return "" if self.is_over else self.place.safety_reason

    def at_venue_on(self, day):
        """The same of an event on a later day, which a notice that ends before does not touch."""
        is_over = self.told and self.valid_until and timezone.localdate(self.valid_until) < day
        return "" if is_over else self.at_venue

    @property
    def valid_until(self):
        """When it ends, of one that ran out when it did; None where no end is known."""
        if self.told:
            return self.told.ends_at
        return self.ended_at if self.is_over else self.place.safety_valid_until

    @property
    def issuer(self):
        if self.told or self.is_over:
            return str((self.notice or self.ended).get_source_display())
        return self.place.safety_issuer

    @property
    def source_url(self):
        return self.notice.source_url if self.told else ""

    @property
    def checked_at(self):
        """When somebody last said that it is so, or None."""
        return self.notice.checked_at if self.told else None

    @property
    def has_run_out(self):
        return self.is_over or (self.state == Safety.UNKNOWN and self.place.safety_state != Safety.UNKNOWN)

    @property
    def is_reported(self):
        """Whether anybody has said anything of it, also when that has run out since."""
        return not self.is_own or self.place.safety_state != Safety.UNKNOWN or bool(self.place.safety_reason)

    @cached_property
    def also(self):
        """Sentences of the other notices that hold."""
        return [sentences.sentence(other.notice, other.ends_at, other.notice.area) for other in self.others]


def in_force_at(spot, notices, now):
    """InForce of the `notices` that cover a spot, what counts most first."""
    found = [
        InForce(notice, *period) for notice in notices if notice.covers(spot) and (period := notice.period_at(now))
    ]
    return sorted(found, key=lambda one: one.weight, reverse=True)


def state_of(place, notices, now):
    """The State of a place (a PlacePage) at `now`, by its own words and `notices`."""
    own = own_state(place, now)
    found = in_force_at(place, notices, now)
    if not found:
        return without_notice(place, own, notices, now)
    first = found[0]
    # Its own page speaks of this very place: as specific as a notice about it, which is newer.
    if (SEVERITY[own], SPECIFICITY[Scope.PLACE]) > first.weight[:2]:
        return State(own, place, others=tuple(found))
    return State(first.state, place, first, tuple(found[1:]))


def own_state(place, now):
    """What its own page says: an expired state is unknown, never open."""
    expired = place.safety_valid_until and place.safety_valid_until <= now
    return Safety.UNKNOWN if expired else Safety(place.safety_state)


def without_notice(place, own, notices, now):
    """The State of a place where no notice holds: after one has ended it is not known, until its page says “open” anew."""
    if own == Safety.CLOSED:
        return State(own, place)
    ends = [(notice.last_end(now), notice) for notice in notices if notice.covers(place)]
    ended_at, ended = max((end for end in ends if end[0]), key=lambda end: end[0], default=(None, None))
    if ended is None:
        return State(own, place)
    is_said_since = own != Safety.UNKNOWN and place.last_published_at and place.last_published_at > ended_at
    is_forgotten = own != Safety.OPEN and now - ended_at > REMEMBERED
    if is_said_since or is_forgotten:
        return State(own, place)
    return State(own if own == Safety.CAUTION else Safety.UNKNOWN, place, ended=ended, ended_at=ended_at)
