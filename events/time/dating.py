"""From what an editor entered to dates: expansion of one event, and what is wrong with its dates."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.time.dates import WIB
from events.time.islamic_calendar import MARGIN_DAYS
from events.time.javanese_calendar import VALID_TO, weton
from events.time.recurrence import BadRule, CivilRule, IslamicDateRule, WetonInMangsaRule, WetonInMonthRule, nearest

DAY = timedelta(days=1)
MIDNIGHT = time()
LONGEST_DAYS = 366
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
NEXT_DATES = 10
DATES_OF_A_YEAR = 5
CALLED_OFF = {"cancelled", "postponed"}
# How far an announced day may lie from the one that was entered while it was estimated.
ANNOUNCED_WITHIN = 2 * DAY


@dataclass(frozen=True)
class Span:
    """One date as entered, before any change to it: civil days, both included, and times or None.

    `named_on` is the day it is known by where that is not the first: the estimate stays the identity of an Islamic
    date when the announced day is another. `year` is that of the rule where only one of its dates in a year is the
    day, else None. `margin_days` is by how many days an estimate may be off, 0 if unknown.
    """

    first: date
    last: date
    start_time: time | None
    end_time: time | None
    named_on: date | None = None
    margin_days: int = 0
    year: int | None = None

    @property
    def recurrence_id(self):
        day = self.named_on or self.first
        return f"{day:%Y%m%d}" if self.start_time is None else f"{day:%Y%m%d}T{self.start_time:%H%M%S}"

    def is_known_by(self, day):
        """Whether an editor who named a day meant this date."""
        return day in {self.first, self.named_on}

    @property
    def starts_at(self):
        return datetime.combine(self.first, self.start_time or MIDNIGHT, WIB)

    @property
    def ends_at(self):
        """The moment after the end; an end not announced is the end of the last day."""
        if self.end_time is None or self.end_time == MIDNIGHT:
            return datetime.combine(self.last + DAY, MIDNIGHT, WIB)
        return datetime.combine(self.last, self.end_time, WIB)

    def moved(self, to, start_time, end_time):
        first = to or self.first
        return replace(
            self,
            first=first,
            last=first + (self.last - self.first),
            start_time=start_time or self.start_time,
            end_time=end_time or self.end_time,
            margin_days=0 if to else self.margin_days,
        )


@dataclass(frozen=True)
class StandingDate:
    """One date of an event with what became of it: `span` is what its rule gives, `held` when it takes place.

    `one_of` are the first days of which only one is the day, while nobody knows which; else empty.
    """

    span: Span
    held: Span
    status: str
    certainty: str
    confirmed_by: str = ""
    confirmed_on: date | None = None
    note_id: str = ""
    note_en: str = ""
    note_jv: str = ""
    one_of: tuple = ()

    @property
    def recurrence_id(self):
        """What RFC 5545 calls so: the original start, which stays when the date is moved."""
        return self.span.recurrence_id

    @property
    def last_possible(self):
        """The last civil day on which it may take place."""
        return max([self.held.last, *self.one_of])

    @property
    def is_confirmed(self):
        return self.certainty == "confirmed"

    @property
    def moved_from(self):
        """The original first day, or None for a date that stays on it."""
        return self.span.first if self.held.first != self.span.first else None


def spans(event, first, last):
    """The dates of an event as its rule gives them, those that touch the days from `first` to `last`, in order."""
    if event.timing == event.Timing.ANNOUNCED:
        return []
    if event.timing == event.Timing.SPAN:
        found = [_span(event, event.starts_on, event.ends_on or event.starts_on)] if event.starts_on else []
    elif event.timing == event.Timing.SESSIONS:
        found = [Span(s.held_on, s.held_on, s.start_time, s.end_time) for s in event.sessions.all()]
        found.sort(key=lambda span: span.starts_at)
    else:
        rule = event.dating_rule
        begun = event.starts_on and event.starts_on - _leeway(rule)
        starts = max(first - event.days * DAY, begun or first - event.days * DAY)
        ends = min(last, event.repeats_until or last)
        days = rule.between(starts, ends) if rule and starts <= ends else []
        found = [_by_rule(event, rule, day) for day in days]
    return [span for span in found if span.first <= last and span.last >= first]


def _leeway(rule):
    return ANNOUNCED_WITHIN if isinstance(rule, IslamicDateRule) else timedelta()


def _by_rule(event, rule, day):
    span = _span(event, day, day + (event.days - 1) * DAY)
    if event.is_one_of_dates and isinstance(rule, WetonInMonthRule | WetonInMangsaRule):
        return replace(span, year=rule.year_of(day))
    if not isinstance(rule, IslamicDateRule):
        return span
    named_on, is_announced = rule.basis(day)
    return replace(span, named_on=named_on, margin_days=0 if is_announced else MARGIN_DAYS)


def _span(event, first, last):
    # An end at midnight belongs to the day before, on which everybody still is there.
    if event.end_time == MIDNIGHT and last > first:
        last -= DAY
    return Span(first, last, event.start_time, event.end_time)


def next_spans(event, today, number=NEXT_DATES):
    """The next dates of a rule, for an editor to look at before saving; looks as far as the calendar reaches."""
    found, first, years = [], today, 3
    while len(found) < number and first < VALID_TO:
        last = min(first + timedelta(days=366 * years), VALID_TO)
        found += [span for span in spans(event, first, last) if span.first >= first]
        if event.timing in {event.Timing.SPAN, event.Timing.SESSIONS}:
            break
        first = last + DAY
    return found[:number]


def expand(event, first, last, today=None):
    """The StandingDates that touch the days from `first` to `last`, in order.

    A date moved into the days from outside is found when its original date is within a year; one moved out of
    them stays, so that a calendar learns where it went. `today` adds the next date after `last` where none from
    today on lies within: a rite of one year in the windu is announced years ahead.
    """
    changes = {change.original_on: change for change in event.date_changes.all()}
    found = spans(event, first - LONGEST_DAYS * DAY, last + LONGEST_DAYS * DAY)
    dates = _one_a_year([_standing(event, span, _change_of(span, changes)) for span in found], today)
    within = [
        date for date in dates if any(days.first <= last and days.last >= first for days in (date.span, date.held))
    ]
    if today and not any(date.held.first >= today for date in within):
        later = next_spans(event, last + DAY, DATES_OF_A_YEAR if event.is_one_of_dates else 1)
        within += _one_a_year([_standing(event, span, _change_of(span, changes)) for span in later], today)[:1]
    unique = {date.recurrence_id: date for date in within}
    return sorted(unique.values(), key=lambda date: (date.held.starts_at, date.recurrence_id))


def _one_a_year(dates, today):
    """The dates, those of which only one in a year is the day made one; what has a date for itself stays."""
    found = []
    for year, group in groupby(dates, key=lambda date: date.span.year):
        of_year = list(group)
        found += of_year if year is None else [_one_of(of_year, today)]
    return found


def _one_of(dates, today):
    """The date that stands for all of one year: the one confirmed, else the next that is neither over nor called off.

    It is known by the first of them, whichever it will be.
    """
    confirmed = [date for date in dates if date.is_confirmed]
    standing = [date for date in dates if date.status not in CALLED_OFF]
    possible = confirmed[:1] or standing or dates[:1]
    ahead = [date for date in possible if not today or date.held.last >= today]
    chosen = (ahead or possible[-1:])[0]
    return replace(
        chosen,
        span=replace(chosen.span, named_on=dates[0].span.first),
        one_of=tuple(date.held.first for date in possible) if len(possible) > 1 else (),
    )


def _change_of(span, changes):
    return changes.get(span.first) or changes.get(span.named_on)


def _standing(event, span, change):
    date = StandingDate(
        span, span, event.status, event.certainty, confirmed_by=event.confirmed_by, confirmed_on=event.confirmed_on
    )
    if span.margin_days or span.year:
        # Nobody can have confirmed every year of a rule that hangs on a decree to come, or on a choice.
        date = replace(date, certainty=event.Certainty.ESTIMATED, confirmed_by="", confirmed_on=None)
    if change is None:
        return date
    if change.certainty == event.Certainty.CONFIRMED:
        # Whoever confirmed a day meant that day, whatever is announced later.
        span = span.moved(change.original_on, None, None)
    held = span.moved(change.moved_to_on, change.start_time, change.end_time)
    status = change.status if event.status == event.Status.SCHEDULED else event.status
    if status == event.Status.SCHEDULED and held.starts_at != span.starts_at:
        status = event.Status.RESCHEDULED
    return replace(
        date,
        span=span,
        held=held,
        status=status,
        certainty=change.certainty or date.certainty,
        confirmed_by=change.confirmed_by or date.confirmed_by,
        confirmed_on=change.confirmed_on or date.confirmed_on,
        note_id=change.note_id,
        note_en=change.note_en,
        note_jv=change.note_jv,
    )


def date_problems(event):
    """Pairs (field, sentence): why this event's dates may not be published."""
    too_far = [(field, day) for field, day in _days_entered(event) if day and not EARLIEST <= day <= LATEST]
    if too_far:
        for field, _day in too_far:
            yield field, _("This day lies too far away. Give one from 1900 to 2199.")
        return
    timing = event.Timing
    is_rule = event.timing not in {timing.SPAN, timing.SESSIONS, timing.ANNOUNCED}
    if event.timing == timing.SPAN and not event.starts_on:
        yield "starts_on", _("Give the first day, or choose “announced each year”.")
    if event.timing == timing.SPAN and event.starts_on and event.ends_on:
        if event.ends_on < event.starts_on:
            yield "ends_on", _("The event ends before it starts. Check both dates.")
        elif (event.ends_on - event.starts_on).days >= LONGEST_DAYS:
            yield "ends_on", _("An event lasts at most a year. What is always there is a destination: add it there.")
    if is_rule and not 1 <= event.days <= LONGEST_DAYS:
        yield "days", _("Give a number of days from 1 to 366.")
    one_day = event.days == 1 if is_rule else event.ends_on in {None, event.starts_on}
    if one_day and event.start_time and event.end_time and MIDNIGHT < event.end_time <= event.start_time:
        yield (
            "end_time",
            _(
                "The event ends before it starts. For an end after midnight give the next day as the last day, or 2 days."
            ),
        )
    if event.timing == timing.SESSIONS:
        yield from _session_problems(event)
    if is_rule:
        yield from _rule_problems(event)
    yield from _change_problems(event)


def _days_entered(event):
    """Pairs (field, day or None) of every day an editor entered; a row's problem stands where the form shows it."""
    for name in ["starts_on", "ends_on", "repeats_until"]:
        yield name, getattr(event, name)
    for session in event.sessions.all():
        yield "timing", session.held_on
    for change in event.date_changes.all():
        yield "status", change.original_on
        yield "status", change.moved_to_on


def _session_problems(event):
    sessions = list(event.sessions.all())
    if not sessions:
        yield "timing", _("Add at least one session, or choose another kind of date.")
    for session in sessions:
        if session.start_time and session.end_time and MIDNIGHT < session.end_time <= session.start_time:
            yield "timing", _("The session of %(day)s ends before it starts.") % {"day": date_format(session.held_on)}
    identities = [(session.held_on, session.start_time) for session in sessions]
    if len(set(identities)) < len(identities):
        yield "timing", _("Two sessions start at the same time. Remove one of them.")


def _rule_problems(event):
    timing = event.Timing
    missing = {
        timing.CIVIL: [("rrule", _("Choose how it repeats."))],
        timing.WETON: [("wetons", _("Choose at least one weton."))],
        timing.JAVANESE: [
            ("java_month", _("Choose the Javanese month.")),
            ("java_day", _("Give the day of the Javanese month.")),
        ],
        timing.ISLAMIC: [
            ("islamic_month", _("Choose the Islamic month.")),
            ("islamic_day", _("Give the day of the Islamic month.")),
        ],
        timing.WETON_IN_MONTH: [
            ("wetons", _("Choose at least one weton.")),
            ("java_month", _("Choose the Javanese month.")),
        ],
        timing.WETON_IN_MANGSA: [
            ("wetons", _("Choose at least one weton.")),
            ("mangsa", _("Choose the pranata mangsa.")),
        ],
    }[event.timing]
    gaps = [(field, sentence) for field, sentence in missing if not getattr(event, field)]
    yield from gaps
    if not event.starts_on:
        yield "starts_on", _("Give the first date of the rule; the preview lists those that fit.")
        return
    if event.repeats_until and event.repeats_until < event.starts_on:
        yield "repeats_until", _("The rule ends before it starts. Check both dates.")
    if gaps:
        return
    rule = event.dating_rule
    try:
        around = rule.between(event.starts_on - _leeway(rule), event.starts_on + _leeway(rule))
        fits = any(_by_rule(event, rule, day).is_known_by(event.starts_on) for day in around)
        offer = None if fits else nearest(rule, event.starts_on)
    except BadRule:
        yield "rrule", _("This rule cannot be read. Choose again how it repeats.")
        return
    if fits:
        return
    if offer is None:
        yield "starts_on", _("The rule gives no date at all. Check it, or choose “announced each year”.")
    else:
        told = {"day": date_format(event.starts_on, "l j F Y"), "offer": date_format(offer, "l j F Y")}
        if not isinstance(rule, CivilRule):
            told["weton"] = weton(offer + DAY if event.is_eve else offer)
            yield "starts_on", _("The rule gives no date on %(day)s. The nearest is %(offer)s (%(weton)s).") % told
        else:
            yield "starts_on", _("The rule gives no date on %(day)s. The nearest is %(offer)s.") % told


def _change_problems(event):
    seen = set()
    for change in event.date_changes.all():
        day = {"day": date_format(change.original_on)}
        if change.original_on in seen:
            yield "status", _("%(day)s is changed twice. Keep one of the changes.") % day
        seen.add(change.original_on)
        around = spans(event, change.original_on - ANNOUNCED_WITHIN, change.original_on + ANNOUNCED_WITHIN)
        if not any(span.is_known_by(change.original_on) for span in around):
            yield "status", _("%(day)s is changed, but the event has no such date. Remove that change.") % day
