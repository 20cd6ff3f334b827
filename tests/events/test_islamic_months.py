"""An editor enters which day the government announced; what follows it moves, in place."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from events.models import EventRecord, IslamicMonth, Occurrence
from tests.events.published import publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-24 09:00:00+07:00", tick=True):
        yield


def ics(client, event):
    return client.get(f"/feeds/v1/events/{event.translation_key}.ics?lang=id").content.decode()


def test_an_announced_year_moves_the_date_for_everybody_who_had_the_estimate(admin_client, client, page_at):
    event = page_at("id", "labuhan-ageng-sembukan")
    html = client.get(event.url).content.decode()
    assert "± 1 hari" in html
    assert "Pemerintah belum mengumumkan 1 Muharram 1449." in html
    assert "± 1 hari" in client.get(f"{event.get_parent().url}?month=2027-06").content.decode()
    before = EventRecord.objects.get(uid=event.uid)
    calendar = ics(client, event)
    assert f"UID:{event.uid}-20270605@" in calendar
    assert "Labuhan Ageng Pantai Sembukan (perkiraan\\, ± 1 hari)" in calendar.replace("\r\n ", "")
    assert "STATUS:TENTATIVE" in calendar
    told = client.get(f"/feeds/v1/events.json?uid={event.uid}&from=2027-06-01&to=2027-06-30&cat=rite").json()["items"]
    (item,) = [item for item in told if item["_event"]["uid"] == str(event.uid)]
    assert (item["_event"]["margin_days"], item["_event"]["date_text"]) == (1, "Sabtu malam, 5 Juni 2027 (± 1 hari)")
    assert client.get(f"/api/v1/events/{event.uid}/?lang=en").json()["occurrence"]["margin_days"] == 1

    row = {"year": 1449, "month": 1, "first_on": "2027-06-07", "source": "SKB tiga menteri", "source_url": ""}
    assert admin_client.post(reverse("islamic_months:add"), row).status_code == 302

    held = Occurrence.objects.get(event_key=event.uid, recurrence_id="20270605")
    assert (held.first, held.margin_days, held.moved_from) == (date(2027, 6, 6), 0, None)
    assert EventRecord.objects.get(uid=event.uid).sequence == before.sequence + 1
    calendar = ics(client, event)
    assert f"UID:{event.uid}-20270605@" in calendar
    assert "DTSTART;VALUE=DATE:20270606" in calendar
    assert "CANCELLED" not in calendar
    html = client.get(event.url).content.decode()
    assert "Dihitung dari 1 Muharram 1449 menurut pemerintah: 7 Juni 2027." in html
    assert "SKB tiga menteri" in html

    IslamicMonth.objects.get(year=1449).delete()
    assert Occurrence.objects.get(event_key=event.uid, recurrence_id="20270605").first == date(2027, 6, 5)


def test_the_fifteenth_counts_from_the_announced_first(page_at):
    event = page_at("id", "tetaken")
    assert Occurrence.objects.get(event_key=event.uid, recurrence_id="20270620").margin_days == 1
    IslamicMonth.objects.create(year=1449, month=1, first_on=date(2027, 6, 5), source="SKB")
    assert Occurrence.objects.get(event_key=event.uid, recurrence_id="20270620").first == date(2027, 6, 19)


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"first_on": date(2027, 6, 9)}, "first_on", "6 Juni 2027"),
        ({"year": 1448, "first_on": date(2026, 6, 16)}, "__all__", "sudah tercatat"),
        ({"year": 2027}, "year", "1499"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_with_a_sentence(values, field, words):
    IslamicMonth.objects.get_or_create(year=1448, month=1, defaults={"first_on": date(2026, 6, 16), "source": "SKB"})
    row = IslamicMonth(**{"year": 1449, "month": 1, "first_on": date(2027, 6, 7), "source": "SKB"} | values)
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    assert words in " ".join(refusal.value.message_dict[field])


def test_a_rule_that_follows_the_government_takes_its_first_day_from_the_table(page_at):
    index = page_at("id", "acara")
    refused = {"timing": "islamic", "islamic_month": 1, "islamic_day": 1, "starts_on": date(2026, 6, 15)}
    with pytest.raises(ValidationError, match="16 Juni 2026"):
        event = publish(index, **refused)
        event.check_publishable()
