"""Moments at which calendars are easily wrong: every list is right on them too."""

import pytest
import time_machine

from content.publishing import mark_published
from tests.clock import HARD_MOMENTS

pytestmark = pytest.mark.django_db
LISTS = [("id", "acara", "kalender"), ("en", "events", "calendar"), ("jv", "acara", "kalender")]


@pytest.mark.parametrize("moment", HARD_MOMENTS.values(), ids=HARD_MOMENTS)
def test_today_is_today_in_every_list_and_language(uncached_client, moment):
    today = moment.date()
    with time_machine.travel(moment, tick=False):
        mark_published()
        for language, events, calendar in LISTS:
            month = uncached_client.get(f"/{language}/{events}/{calendar}/{today:%Y-%m}/").content.decode()
            assert month.count('aria-current="date"') == 1
            assert f'datetime="{today}"' in month.split('aria-current="date"')[1].split("</td>")[0]
            for path in ("", f"{events}/", f"{events}/?when=today", f"{events}/?when=weekend", f"{events}/?when=month"):
                assert uncached_client.get(f"/{language}/{path}").status_code == 200
        told = uncached_client.get("/feeds/v1/events.json?when=today").json()["items"]
        for item in told:
            event = item["_event"]
            assert event["start"][:10] <= f"{today}" <= (event["end"] or event["start"])[:10]
        # The night before 1 Sura belongs to the day on which it begins.
        names = " ".join(item["title"] for item in told)
        assert ("Mubeng Beteng" in names) == (f"{today}" == "2027-06-05")
