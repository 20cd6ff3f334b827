"""What a partner's program reads from /api/v1/."""

import json
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from accounts.models import Organisation
from content.publishing import mark_published
from events.models import EventPage, EventRecord, EventSource, FederatedEvent
from places.models import OpeningHours
from portal.api import schemas
from portal.api.operations import LISTS
from tests.portal.api.pages import event_of
from tourism.models import DestinationPage

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

NOON = datetime(2027, 6, 3, 5, tzinfo=UTC)


def uids(records):
    return [record["uid"] for record in records]


# Lists


def test_the_start_names_every_list_and_the_document(ask):
    start = ask("")
    assert set(start) == {"openapi", "facets", *LISTS}
    assert all(start[name].endswith(f"/api/v1/{name}/") for name in LISTS)


@pytest.mark.parametrize("name", LISTS)
def test_pages_of_a_list_give_each_record_once_and_in_one_order(ask, walk, name):
    whole = ask(f"{name}/?limit=100")
    assert whole["next"] is None
    assert walk(f"{name}/?limit=7") == whole["results"]
    keys = [json.dumps([r.get("id"), r.get("uid"), r.get("slug")]) for r in whole["results"]]
    assert len(keys) == len(set(keys)) > 2


def test_every_event_stands_in_the_list_once_with_its_next_date(walk):
    events = walk("events/?limit=10")
    assert sorted(uids(events)) == sorted(map(str, EventRecord.objects.values_list("uid", flat=True)))
    first = {}
    for occurrence in walk("occurrences/?limit=10"):
        first.setdefault(occurrence["uid"], occurrence["recurrence_id"])
    assert {e["uid"]: e["occurrence"]["recurrence_id"] for e in events if e["occurrence"]} == first


def test_an_event_announced_each_year_stands_without_a_date(ask, walk):
    announced = [event for event in walk("events/") if event["timing"] == "announced"]
    assert announced
    for event in announced:
        assert event["occurrence"] is None
        assert event["calendar_url"] is None
        assert event["usual_text"] or event["usual_month"]
    month = next(event["usual_month"] for event in announced if event["usual_month"])
    in_month = uids(walk(f"events/?month=2030-{month:02}"))
    assert {e["uid"] for e in announced if e["usual_month"] == month} <= set(in_month)
    assert not {e["uid"] for e in announced if e["usual_month"] != month} & set(in_month)
    assert not {e["uid"] for e in announced} & set(uids(walk("events/?from=2026-01-01&to=2028-01-01")))
    one = announced[0]
    assert one["uid"] in uids(walk(f"events/?cat={one['category']}&regency={one['place']['regency']}"))
    assert one["uid"] not in uids(walk(f"events/?not_cat={one['category']}"))


def test_the_past_can_be_walked_through_to_its_end(walk, index):
    today = timezone.localdate()
    made = [event_of(index, starts_on=today - timedelta(days=days // 2)) for days in range(4, 20)]
    past = walk("occurrences/?when=past&limit=3")
    assert {str(event.uid) for event in made} <= set(uids(past))
    assert len(past) == len({record["id"] for record in past})
    starts = [record["start"][:10] for record in past]
    assert starts == sorted(starts, reverse=True)
    assert all(record["is_over"] for record in past)
    assert set(uids(past)) == set(uids(walk("events/?when=past&limit=4")))


@pytest.mark.parametrize(
    "query",
    [
        "when=weekend",
        "cat=rite&cat=harvest",
        "regency=neighbours",
        "near=-8.21,110.90&radius=30",
        "series=next",
        "free=1",
    ],
)
@pytest.mark.parametrize("language", ["id", "en", "jv"])
def test_dates_are_those_of_the_feed_for_the_same_question(client, walk, query, language):
    feed = client.get(f"/feeds/v1/events.json?{query}&lang={language}&limit=100").json()["items"]
    told = walk(f"occurrences/?{query}&lang={language}")
    shared = ["start", "end", "all_day", "status", "certainty", "is_eve", "date_text", "time_text", "weton", "notice"]
    assert [[r["id"], r["url"], r["title"], *(r[name] for name in shared)] for r in told] == [
        [item["id"], item["url"], item["title"], *(item["_event"][name] for name in shared)] for item in feed
    ]


def test_a_rite_has_its_javanese_day(walk, page_at):
    uid = str(page_at("id", "labuhan-ageng-sembukan").uid)
    rite = next(record for record in walk("occurrences/?until=2028-01-01") if record["uid"] == uid)
    assert rite["is_eve"]
    assert rite["weton"].split()[0] in {"Ahad", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"}
    assert rite["javanese_date"].startswith("1 Sura 19")
    assert rite["certainty"] in {"estimated", "confirmed"}
    assert rite["place"]["safety"]["state"] in {"open", "caution", "closed", "unknown"}


# Places


def test_places_hold_everything_on_the_map_and_geosites_tell_more(walk):
    places, geosites = walk("places/"), walk("geosites/")
    assert {place["type"] for place in places} == {"destination", "geosite", "information_centre"}
    assert {p["uid"] for p in places if p["type"] == "geosite"} == set(uids(geosites))
    assert any(site["formation"] and site["age"] for site in geosites)


@pytest.mark.parametrize(
    ("query", "is_right"),
    [
        ("kind=beach&kind=water", lambda place: place["group"] in {"beach", "water"}),
        ("regency=pacitan", lambda place: place["regency"] == "pacitan"),
        ("district=Paranggupito", lambda place: place["district"] == "Paranggupito"),
        ("facility=parking&facility=toilet", lambda place: {"parking", "toilet"} <= set(place["facilities"])),
        (
            "bbox=110.7,-8.3,111.0,-8.1",
            lambda place: place["longitude"] < 111 and -8.3 < place["latitude"] < -8.1 and place["longitude"] > 110.7,
        ),
        ("place=nampu-beach", lambda place: place["title"] == "Pantai Nampu"),
    ],
)
def test_places_are_narrowed(walk, page_at, query, is_right):
    DestinationPage.objects.filter(slug="pantai-nampu").update(has_parking=True, has_toilet=True)
    every, found = walk("places/"), walk(f"places/?{query}")
    assert 0 < len(found) < len(every)
    assert all(map(is_right, found))
    missed = [place for place in every if place["uid"] not in uids(found)]
    assert not any(is_right(place) for place in missed if place["longitude"] is not None)


def test_places_near_a_point_lie_within_the_radius(walk):
    found = walk("places/?near=-8.21,110.90&radius=10")
    assert found
    assert all(abs(place["latitude"] + 8.21) < 0.0905 for place in found)
    assert len(walk("places/?near=-8.21,110.90&radius=2")) < len(found)


def test_a_place_tells_its_hours_and_a_state_of_safety_that_runs_out(ask, walk, page_at):
    page = page_at("id", "pantai-nampu")
    OpeningHours.objects.create(place=page, weekday=6, opens=time(8), closes=time(16))
    page.safety_state, page.safety_reason, page.safety_issuer = "open", "Aman.", "SAR"
    page.safety_valid_until = NOON + timedelta(hours=1)
    page.save_revision().publish()
    OpeningHours.objects.get_or_create(place=page, weekday=6, opens=time(8), closes=time(16))
    path = f"places/?place={page.translation_key}"
    with time_machine.travel(NOON, tick=False):
        (place,) = walk(path)
        assert place["safety"] == {
            "state": "open",
            "label": "Buka",
            "headline": "",
            "reason": "Aman.",
            "valid_until": "2027-06-03T06:00:00Z",
            "issuer": "SAR",
            "checked_at": None,
            "source_url": None,
            "notice": None,
        }
        assert {"weekday": 7, "opens": "08:00", "closes": "16:00"} in place["opening_hours"]
    cache.clear()  # a kept answer runs out by the clock of the cache, which does not travel
    mark_published()
    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        (place,) = walk(path)
        assert place["safety"]["state"] == "unknown"
        assert place["safety"]["reason"] == ""


def test_the_moment_a_report_ran_out_counts_as_a_change(client, page_at):
    page = page_at("id", "pantai-nampu")
    page.safety_state, page.safety_valid_until = "open", timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    path = f"/api/v1/places/?place={page.translation_key}"
    before = client.get(path).headers["Last-Modified"]
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        cache.clear()
        mark_published()
        answer = client.get(path, headers={"if-modified-since": before})
    assert answer.status_code == 200
    assert answer.headers["Last-Modified"] != before


# Languages, fields, terms


def test_words_come_in_the_language_asked_for_else_in_indonesian_and_say_so(walk, page_at):
    nampu = page_at("id", "pantai-nampu")
    titles = {}
    for language in ("id", "en", "jv"):
        (place,) = walk(f"places/?place={nampu.translation_key}&lang={language}")
        titles[language] = place["title"], place["lang"], place["lang_fallback"], place["url"].split("/")[3]
    assert titles["id"] == ("Pantai Nampu", "id", False, "id")
    assert titles["en"] == ("Nampu Beach", "en", False, "en")
    assert titles["jv"] == ("Pantai Nampu", "id", True, "jv")
    Page.objects.filter(translation_key=nampu.translation_key).exclude(locale__language_code="id").update(live=False)
    cache.clear()
    mark_published()
    (place,) = walk(f"places/?place={nampu.translation_key}&lang=en")
    assert (place["lang"], place["lang_fallback"], place["url"].split("/")[3]) == ("id", True, "id")


def test_an_organisation_has_its_english_name_where_there_is_one(walk):
    office = Organisation.objects.get(slug="dinas-pariwisata-wonogiri")
    told = {record["slug"]: record for record in walk("organisations/?lang=en")}[office.slug]
    assert (told["name"], told["lang"], told["lang_fallback"]) == (office.name_en, "en", False)
    assert told["parent"] == {"slug": "pemkab-wonogiri", "name": "Wonogiri Regency Government"}
    told = {record["slug"]: record for record in walk("organisations/?lang=jv")}[office.slug]
    assert (told["name"], told["lang"], told["lang_fallback"]) == (office.name, "id", True)


@pytest.mark.parametrize("name", LISTS)
def test_every_record_names_its_terms(walk, name):
    for record in walk(f"{name}/"):
        assert record["licence"] == "CC BY 4.0"
        assert record["licence_url"].startswith("https://creativecommons.org/")
        assert record["attribution"] == "Dinas Pariwisata Kabupaten Wonogiri"
        if record.get("image"):
            assert record["image"]["licence"]
            assert record["image"]["credit"]


def test_an_event_of_another_office_names_it(ask, index):
    event = event_of(index)
    office = Organisation.objects.create(slug="dinas-diy", name="Dinas Pariwisata DIY")
    source = EventSource.objects.create(name="DIY", organisation=office)
    FederatedEvent.objects.create(
        source=source, source_uid="1", event=event, title="x", first_seen_at=NOON, seen_at=NOON
    )
    told = ask(f"events/{event.uid}/?lang=en")
    assert told["source"] == "Dinas Pariwisata DIY"
    assert told["attribution"] == "Wonogiri tourism office, from Dinas Pariwisata DIY"


@pytest.mark.parametrize("name", LISTS)
def test_only_the_fields_asked_for_and_the_terms(ask, name):
    field = "website" if name == "organisations" else "changed_at"
    for record in ask(f"{name}/?fields={field},licence&limit=5")["results"]:
        assert {"licence", "attribution"} <= set(record)
        assert set(record) - schemas.ALWAYS == {field}


def test_fields_of_one_event(ask, index):
    event = event_of(index, title="Gelar")
    told = ask(f"events/{event.uid}/?fields=title,occurrences")
    assert set(told) - schemas.ALWAYS == {"title", "occurrences"}
    assert told["occurrences"][0]["start"] == event.starts_on.isoformat()


# Changes


def test_moving_cancelling_and_restoring_a_date_is_told_with_the_same_identity(ask, walk, index):
    event = event_of(index, title="Gelar", start_time=time(19))
    uid = str(event.uid)
    first = ask(f"events/{uid}/")
    assert first["occurrence"]["start"] == f"{event.starts_on}T19:00:00+07:00"
    event.status, event.status_note = "cancelled", "Dibatalkan karena hujan."
    event.save_revision().publish()
    off = ask(f"events/{uid}/")
    assert off["status"] == off["occurrence"]["status"] == "cancelled"
    assert off["occurrence"]["notice"] == "Dibatalkan karena hujan."
    assert off["sequence"] == first["sequence"] + 1
    listed = next(record for record in walk("occurrences/") if record["uid"] == uid)
    assert (listed["status"], listed["sequence"]) == ("cancelled", off["sequence"])
    event.status, event.status_note = "scheduled", ""
    event.starts_on += timedelta(days=7)
    event.save_revision().publish()
    moved = ask(f"events/{uid}/")
    assert moved["uid"] == uid
    assert moved["occurrence"]["start"] == f"{event.starts_on}T19:00:00+07:00"
    assert moved["sequence"] == off["sequence"] + 1


def test_a_removed_event_is_gone_everywhere_but_in_the_changes(ask, walk, index):
    event = event_of(index)
    uid = str(event.uid)
    since = ask("changes/?limit=100")["next_since"]
    assert [record["uid"] for record in walk(f"changes/?since={since}")] == [uid]
    event.unpublish()
    assert uid not in uids(walk("events/"))
    assert uid not in uids(walk("occurrences/"))
    gone = ask(f"events/{uid}/", status=410)
    assert gone["status"] == 410
    (change,) = walk(f"changes/?since={since}")
    assert (change["uid"], change["change"], change["event"]) == (uid, "removed", None)
    assert "title" not in json.dumps(change)
    event.save_revision().publish()
    (change,) = walk(f"changes/?since={since}")
    assert change["change"] in {"created", "changed"}
    assert ask(f"events/{uid}/")["uid"] == uid


def test_changes_since_a_moment_are_told_from_it_on(ask, walk, index):
    event = event_of(index)
    last = ask("changes/?limit=100")
    assert last["results"][-1]["uid"] == str(event.uid)
    assert last["next_since"] == last["results"][-1]["changed_at"]
    (again,) = walk(f"changes/?since={last['next_since']}")
    assert again["uid"] == str(event.uid)
    later = (timezone.now() + timedelta(seconds=1)).isoformat()
    assert ask(f"changes/?since={later.replace('+', '%2B')}")["results"] == []
    # A plus sign that was not encoded arrives as a space.
    assert ask(f"changes/?since={later}")["results"] == []
    event.title = "Nama baru"
    event.save_revision().publish()
    told = walk(f"changes/?since={last['next_since']}")
    assert [(record["uid"], record["sequence"]) for record in told] == [(str(event.uid), 0)]
    assert ask(f"changes/?since={timezone.localdate() + timedelta(days=1)}")["results"] == []
    assert len(walk("changes/?since=2020-01-01")) == EventRecord.objects.count()


def test_changes_of_one_moment_are_each_told_once(walk):
    EventRecord.objects.update(changed_at=NOON)
    told = walk("changes/?limit=4")
    assert sorted(uids(told)) == sorted(map(str, EventRecord.objects.values_list("uid", flat=True)))


# What nobody may see


def test_drafts_and_private_pages_are_never_told(ask, walk, index, page_at):
    draft = EventPage(title="Rahasia besar", summary="x", locale=index.locale, starts_on=date(2027, 6, 5), live=False)
    index.add_child(instance=draft)
    draft.save_revision()
    public = event_of(index, title="Rahasia kecil")
    nampu = page_at("id", "pantai-nampu")
    held = event_of(index, title="Di pantai", venue=nampu.placepage_ptr)
    PageViewRestriction.objects.create(page=public, restriction_type="password", password="rahasia")
    for page in Page.objects.filter(translation_key=nampu.translation_key):
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    cache.clear()
    mark_published()
    for name in LISTS:
        for language in ("id", "en", "jv"):
            records = walk(f"{name}/?lang={language}")
            text = json.dumps(records)
            assert "Rahasia" not in text
            assert nampu.title not in [record.get("title") for record in records]
            assert str(draft.uid) not in text
            assert str(nampu.translation_key) not in text
    assert ask(f"events/{draft.uid}/", status=404)["status"] == 404
    assert ask(f"events/{public.uid}/", status=410)["status"] == 410
    place = ask(f"events/{held.uid}/")["place"]
    assert (place["uid"], place["url"], place["latitude"], place["safety"]) == (None, None, None, None)
