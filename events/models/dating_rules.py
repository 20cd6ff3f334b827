"""From what an event's fields say to the rule that gives its dates."""

from events.choices import Timing
from events.models.islamic_month import IslamicMonth, announced_months
from events.time.recurrence import (
    CivilRule,
    IslamicDateRule,
    JavaneseDateRule,
    WetonInMangsaRule,
    WetonInMonthRule,
    WetonRule,
)


def dating_rule(event):
    """The rule of `events.time.recurrence` that gives an EventPage's dates, or None for dates named one by one."""
    wetons = tuple(event.wetons)
    match event.timing:
        case Timing.CIVIL if event.rrule and event.starts_on:
            return CivilRule(event.rrule, event.starts_on)
        case Timing.WETON if wetons:
            return WetonRule(wetons, event.is_eve)
        case Timing.JAVANESE if event.java_month and event.java_day:
            names = tuple(filter(None, [event.java_year_name, event.java_second_year_name]))
            return JavaneseDateRule(event.java_month, event.java_day, names, event.is_eve)
        case Timing.ISLAMIC if event.islamic_month and event.islamic_day:
            return IslamicDateRule(event.islamic_month, event.islamic_day, announced_months(), event.is_eve)
        case Timing.WETON_IN_MONTH if wetons and event.java_month:
            return WetonInMonthRule(wetons, event.java_month, event.is_eve)
        case Timing.WETON_IN_MANGSA if wetons and event.mangsa:
            return WetonInMangsaRule(wetons, event.mangsa, event.is_eve, event.is_one_of_dates)
    return None


def islamic_month_of(event):
    """The IslamicMonth that the date an EventPage speaks of counts from, not saved while nobody announced it, or None."""
    rule = event.dating_rule if event.timing == Timing.ISLAMIC and event.occurrence else None
    if rule is None:
        return None
    year = rule.year_of(event.occurrence.named_on)
    return IslamicMonth.objects.filter(year=year, month=rule.month).first() or IslamicMonth(year=year, month=rule.month)
