from django.urls import path
from wagtail import hooks

from events.views import next_dates


@hooks.register("register_admin_urls")
def event_addresses():
    return [path("events/next-dates/", next_dates, name="next_event_dates")]
