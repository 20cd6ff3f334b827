"""The list of events."""

from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.models import BasePage
from events.asking.lists import sections
from events.asking.query import LIMIT, LIMIT_AT_MOST, REGENCIES, EventQuery
from events.choices import EVENT_REGENCIES, Category
from events.models.event import EventPage
from events.time.dates import month_after

MONTHS_AHEAD = 8


class EventIndexPage(BasePage):
    """What's on: today, this weekend, by month."""

    page_description = _("The list of all events; one per site.")
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["events.EventPage"]
    max_count_per_parent = 1

    content_panels = [*BasePage.content_panels, *BasePage.care_panels]

    class Meta:
        verbose_name = _("list of events")

    def get_context(self, request):
        context = super().get_context(request)
        now = timezone.now()
        today = timezone.localdate(now)
        events = EventPage.objects
        query = EventQuery.from_parameters(request.GET, today, self.locale.language_code)
        # A visitor is told what was not understood, and sees the rest.
        query = replace(query, language=self.locale.language_code, limit=LIMIT, is_lost=False)
        wanted = replace(query, limit=LIMIT_AT_MOST)
        # Where no days are asked for, a series stands with its next date only: a weekly market would bury the rest.
        found = events.find(wanted if query.has_span or query.series else replace(wanted, series="next"), now)
        if not query.has_span:
            context |= sections(found.rows, today)
        listed_in_future = (row for row in found.rows if row.dates.first > today)
        return context | {
            "query": query,
            "found": found,
            "announced": events.announced_for(query) if query.month or not query.has_span else [],
            "today": today,
            "next_event": next(listed_in_future, None) or (events.next_after(query, now) if not found.rows else None),
            "months_ahead": [
                (month, query.at_time(month=f"{month:%Y-%m}"), month == query.month)
                for month in months_from(today, MONTHS_AHEAD)
            ],
            "categories": Category.choices,
            "regencies": [code for code, _name in EVENT_REGENCIES if code in REGENCIES],
        }


def months_from(today, number):
    """The first days of `number` months, beginning with this one."""
    month = today.replace(day=1)
    for _number in range(number):
        yield month
        month = month_after(month)
