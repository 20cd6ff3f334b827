"""What an event's page, or its row in a list, says of one date of it."""

from django.utils import timezone
from django.utils.functional import cached_property

from events.choices import Certainty, Status, Timing
from events.models.occurrence import Occurrence

DATES_NAMED = 11


class SpeaksOfADate:
    """The part of an EventPage that knows its dates as rows; lists set `occurrence` to the date a row stands for."""

    @cached_property
    def occurrences(self):
        """The dates this page names: those to come, the nearest first, else the last one."""
        return Occurrence.objects.filter(event_key=self.translation_key).to_speak_of(timezone.now(), DATES_NAMED)

    @cached_property
    def occurrence(self):
        """The date this page speaks of: the next one, else the last; None while none is known."""
        return self.occurrences[0] if self.occurrences else None

    def choose_date(self, recurrence_id):
        """Speak of the date with this recurrence_id instead of the next one, if there is such a date."""
        chosen = Occurrence.objects.filter(event_key=self.translation_key, recurrence_id=recurrence_id).first()
        if chosen:
            self.occurrence = chosen

    @property
    def other_occurrences(self):
        """The dates to come besides the one this page speaks of."""
        return [other for other in self.occurrences if other != self.occurrence and not other.is_over]

    @property
    def date_parameter(self):
        """What leads from a list to this very date of a series."""
        if self.timing in {Timing.SPAN, Timing.ANNOUNCED} or not self.occurrence:
            return ""
        return f"?date={self.occurrence.recurrence_id}"

    @property
    def dates(self):
        """What to print about the date, or None while none is known."""
        return self.occurrence.dates if self.occurrence else None

    @property
    def shown_status(self):
        return Status(self.occurrence.status) if self.occurrence else Status(self.status)

    @property
    def shown_certainty(self):
        return Certainty(self.occurrence.certainty if self.occurrence else self.certainty)

    @property
    def is_estimated(self):
        return self.occurrence is not None and self.shown_certainty == Certainty.ESTIMATED

    @property
    def margin_days(self):
        """By how many days the date this page speaks of may be off, where that is known of an estimate; else 0."""
        return self.occurrence.margin_days if self.occurrence else 0

    @property
    def is_off(self):
        """Whether nobody should come on the date given."""
        return self.shown_status in {Status.CANCELLED, Status.POSTPONED}

    @property
    def is_over(self):
        return bool(self.occurrence and self.occurrence.ends_at <= timezone.now())

    @property
    def change_note(self):
        """What happened to this date or to the whole event, and what a visitor should do."""
        return (self.occurrence.note if self.occurrence else "") or self.status_note
