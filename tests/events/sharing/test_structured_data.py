"""What search engines read of an event."""

import json
import re
from datetime import date, time

import pytest

from events.sharing.structured_data import structured_events
from tests.events.published import again
from tests.events.published import publish as publish_event

pytestmark = pytest.mark.django_db

SCHEMA = "https://schema.org"


def publish(index, **values):
    """An event with confirmed dates."""
    return publish_event(index, **{"certainty": "confirmed"} | values)


@pytest.fixture
def index(page_at):
    return page_at("id", "acara")


def events_on(client, path):
    html = client.get(path).content.decode()
    data = [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)]
    return next((one for one in data if isinstance(one, list)), [])


def test_a_single_event_says_what_is_known_and_no_more(client, index, page_at):
    event = publish(index, title="Kirab </script>", starts_on=date(2027, 6, 5), slug="kirab-percobaan")
    (told,) = events_on(client, "/id/acara/kirab-percobaan/")
    assert (told["@type"], told["name"]) == ("Festival", "Kirab </script>")
    assert (told["startDate"], told["endDate"]) == ("2027-06-05", "2027-06-05")
    assert told["eventStatus"] == f"{SCHEMA}/EventScheduled"
    address = told["location"]["address"]
    assert (address["addressRegion"], address["addressLocality"]) == ("Jawa Tengah", "Wonogiri")
    assert told["@id"].startswith(told["url"])
    for unknown in ("offers", "organizer", "isAccessibleForFree", "eventSchedule", "previousStartDate", "image"):
        assert unknown not in told
    again(event, start_time=time(19), is_free=True, category="food", venue=page_at("id", "pantai-sembukan"))
    (told,) = events_on(client, "/id/acara/kirab-percobaan/")
    assert told["@type"] == "FoodEvent"
    assert told["startDate"] == "2027-06-05T19:00:00+07:00"
    assert "endDate" not in told
    assert told["isAccessibleForFree"] is True
    assert told["offers"]["price"] == 0
    assert told["location"]["geo"]["latitude"] < 0
    again(event, is_free=None, price_idr=15000, status="full", end_time=time(0))
    (told,) = events_on(client, "/id/acara/kirab-percobaan/")
    assert (told["offers"]["price"], told["offers"]["priceCurrency"]) == (15000, "IDR")
    assert told["offers"]["availability"] == f"{SCHEMA}/SoldOut"
    assert told["endDate"] == "2027-06-06T00:00:00+07:00"


def test_an_event_without_a_date_is_not_told(client, page_at):
    event = publish(page_at("id", "acara"), timing="announced", starts_on=None, usual_month=11, slug="belum-pasti")
    assert structured_events(event) is None
    assert events_on(client, "/id/acara/belum-pasti/") == []


def test_an_estimated_date_is_not_told_to_search_engines(client, index):
    weekly = {"timing": "civil", "rrule": "FREQ=WEEKLY", "starts_on": date(2027, 6, 5), "certainty": "estimated"}
    event = publish(index, slug="perkiraan", **weekly)
    assert structured_events(event) is None
    assert events_on(client, "/id/acara/perkiraan/") == []
    sure = {"original_on": date(2027, 6, 12), "certainty": "confirmed"}
    (told,) = structured_events(publish(index, changes=[sure], **weekly))
    assert told["startDate"] == "2027-06-12"
    assert "eventSchedule" not in told


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("scheduled", "EventScheduled"),
        ("full", "EventScheduled"),
        ("postponed", "EventPostponed"),
        ("rescheduled", "EventRescheduled"),
        ("cancelled", "EventCancelled"),
    ],
)
def test_the_status_is_told(index, status, told):
    assert structured_events(publish(index, status=status))[0]["eventStatus"] == f"{SCHEMA}/{told}"


def test_each_coming_date_of_a_series_is_an_event_with_the_schedule(client, index):
    event = publish(
        index,
        timing="civil",
        rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU",
        starts_on=date(2027, 6, 5),
        repeats_until=date(2027, 9, 1),
        start_time=time(19),
        changes=[
            {"original_on": date(2027, 6, 6), "status": "cancelled"},
            {"original_on": date(2027, 6, 19), "moved_to_on": date(2027, 6, 21)},
        ],
    )
    told = structured_events(event)
    assert [one["startDate"][:10] for one in told] == [
        "2027-06-05", "2027-06-06", "2027-06-20", "2027-06-21", "2027-07-03", "2027-07-04",
    ]  # fmt: skip
    assert len({one["@id"] for one in told}) == 6
    assert all(one["url"].endswith(f"?date={one['@id'].split('#')[1]}") for one in told)
    assert told[1]["eventStatus"] == f"{SCHEMA}/EventCancelled"
    assert told[3]["eventStatus"] == f"{SCHEMA}/EventRescheduled"
    assert told[3]["previousStartDate"] == "2027-06-19T19:00:00+07:00"
    assert told[0]["eventSchedule"] == [
        {
            "@type": "Schedule",
            "scheduleTimezone": "Asia/Jakarta",
            "startTime": "19:00:00",
            "endDate": "2027-09-01",
            "repeatFrequency": "P2W",
            "startDate": "2027-06-05",
            "byDay": [f"{SCHEMA}/Saturday", f"{SCHEMA}/Sunday"],
            "exceptDate": ["2027-06-06T19:00:00+07:00", "2027-06-19T19:00:00+07:00"],
        }
    ]


@pytest.mark.parametrize(
    ("rule", "schedules"),
    [
        (
            {"timing": "weton", "wetons": ["Jumat Kliwon"], "starts_on": date(2027, 1, 8)},
            [{"repeatFrequency": "P35D", "startDate": "2027-01-08"}],
        ),
        (
            {"timing": "weton", "wetons": ["Selasa Kliwon", "Jumat Kliwon"], "starts_on": date(2027, 1, 8)},
            [
                {"repeatFrequency": "P35D", "startDate": "2027-02-02"},
                {"repeatFrequency": "P35D", "startDate": "2027-01-08"},
            ],
        ),
        (
            {"timing": "civil", "rrule": "FREQ=MONTHLY;BYDAY=SU;BYSETPOS=-1", "starts_on": date(2027, 5, 30)},
            [{"repeatFrequency": "P1M", "startDate": "2027-05-30", "byDay": ["-1SU"]}],
        ),
        (
            {"timing": "civil", "rrule": "FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=17", "starts_on": date(2027, 8, 17)},
            [{"repeatFrequency": "P1Y", "startDate": "2027-08-17", "byMonth": [8], "byMonthDay": [17]}],
        ),
        (
            {"timing": "civil", "rrule": "FREQ=DAILY;COUNT=3", "starts_on": date(2027, 6, 5)},
            [{"repeatFrequency": "P1D", "startDate": "2027-06-05", "repeatCount": 3}],
        ),
        ({"timing": "civil", "rrule": "FREQ=MONTHLY;BYMONTHDAY=-1", "starts_on": date(2027, 6, 30)}, None),
        ({"timing": "javanese", "java_month": 1, "java_day": 1, "starts_on": date(2027, 6, 6)}, None),
    ],
)
def test_a_rule_is_told_only_where_schema_org_has_words_for_it(index, rule, schedules):
    told = structured_events(publish(index, **rule))[0]
    common = {"@type": "Schedule", "scheduleTimezone": "Asia/Jakarta"}
    assert told.get("eventSchedule") == (schedules and [common | schedule for schedule in schedules])
