"""The calendar of a month: civil and Javanese dates, paged through, and what is on."""

import re
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from events.asking.month import EARLIEST, LATEST, CalendarMonth, OutsideCalendar, weeks_with_events
from events.models import EventPage, Occurrence, OccurrenceDay
from events.occurrences import rebuild
from events.time.dates import WIB, EventDates, JavaneseDay
from portal.measuring.sample_pages import add_pages
from portal.models import ArticlePage

JUNE = CalendarMonth(date(2027, 6, 1))
ADDRESSES = {
    "id": "/id/acara/kalender/2027-06/",
    "en": "/en/events/calendar/2027-06/",
    "jv": "/jv/acara/kalender/2027-06/",
}


@pytest.mark.parametrize("text", ["", "2027", "2027-6", "2027-13", "2027-00", "2027-06-01", "٢٠٢٧-٠٦", "kapan"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(ValueError):
        CalendarMonth.parse(text)


@pytest.mark.parametrize("text", ["1936-02", "2052-09", "0001-01", "9999-12"])
def test_a_month_that_the_reckoning_does_not_reach_is_refused_as_such(text):
    with pytest.raises(OutsideCalendar):
        CalendarMonth.parse(text)


def test_months_lead_to_each_other_from_the_first_to_the_last():
    months = [CalendarMonth(EARLIEST)]
    while following := months[-1].next:
        assert following.previous == months[-1]
        months.append(following)
    assert (str(months[0]), str(months[-1]), len(months)) == ("1936-03", "2052-08", 116 * 12 + 6)
    assert months[0].previous is None
    assert months[-1].first == LATEST


def test_every_month_of_the_calendar_has_whole_weeks_and_each_day_once():
    month = CalendarMonth(EARLIEST)
    while month:
        weeks = weeks_with_events(month, {}, date(2027, 6, 3))
        days = [day for week in weeks for day in week]
        assert all(len(week) == 7 and week[0].is_sunday for week in weeks)
        assert [day.civil.day for day in days if day.is_inside] == list(range(1, month.last.day + 1))
        assert days[0].names_month
        assert all(day.names_month for day in days if day.is_new_month)
        assert 1 <= len(month.javanese_months) <= 3
        month = month.next


def test_a_month_names_its_javanese_months_with_the_year_where_it_ends():
    assert JUNE.javanese_names == ["Besar 1960 Be", "Sura 1961 Wawu"]
    assert JUNE.aksara == "ꦧꦼꦱꦂ ꧇꧑꧙꧖꧐꧇ ꦧꦺ꧈ ꦱꦸꦫ ꧇꧑꧙꧖꧑꧇ ꦮꦮꦸ"
    assert CalendarMonth(date(2027, 8, 1)).javanese_names == ["Sapar", "Mulud 1961 Wawu"]
    assert JUNE.mangsa == [("Sadha", None), ("Kasa", date(2027, 6, 22))]


def entry(pk, is_continuing=False, first=date(2027, 5, 31)):
    row = SimpleNamespace(occurrence=SimpleNamespace(pk=pk), dates=SimpleNamespace(first=first))
    return SimpleNamespace(row=row, is_continuing=is_continuing)


def test_an_event_of_several_days_is_listed_once_and_its_other_days_lead_there():
    events = {
        date(2027, 5, 31): ([entry(1)], 1),
        date(2027, 6, 1): ([entry(1, True)], 1),
        date(2027, 6, 2): ([entry(1, True)], 1),
        date(2027, 6, 3): ([entry(2), entry(1, True)], 2),
        date(2027, 6, 4): ([entry(n) for n in range(3, 8)], 9),
    }
    weeks = weeks_with_events(JUNE, events, date(2027, 6, 3), ("/mei/", "/juli/"))
    days = {day.civil: day for week in weeks for day in week}
    listed = {civil.day: [e.row.occurrence.pk for e in day.listed] for civil, day in days.items() if day.is_listed}
    assert listed == {1: [1], 3: [2], 4: [3, 4, 5, 6, 7]}
    assert [days[date(2027, 6, day)].href for day in (1, 2, 3, 4, 5)] == ["#d1", "#d1", "#d3", "#d4", ""]
    assert days[date(2027, 6, 4)].not_listed == 4
    assert (days[date(2027, 5, 31)].href, days[date(2027, 5, 30)].href) == ("/mei/#d31", "/mei/")
    assert days[date(2027, 7, 1)].href == "/juli/"
    assert days[date(2027, 6, 3)].is_today


def test_the_weekday_of_a_weton_is_javanese_on_javanese_pages_only():
    day = JavaneseDay.of(date(2025, 6, 27))
    with translation.override("jv"):
        assert day.weton_name == "Jemuwah Kliwon"
    with translation.override("en"):
        assert day.weton_name == day.weton == "Jumat Kliwon"


def test_an_evening_before_has_the_javanese_day_of_the_next_civil_date():
    eve = EventDates(date(2027, 6, 5), date(2027, 6, 5), is_eve=True)
    assert eve.aksara == "ꦩꦊꦩ꧀ ꧇꧑꧇ ꦱꦸꦫ ꧇꧑꧙꧖꧑꧇ ꦮꦮꦸ"
    assert EventDates(date(2027, 6, 5), date(2027, 6, 5)).aksara.startswith("ꦱꦼꦠꦸ ꦥꦺꦴꦤ꧀ ꧇꧒꧙꧇ ꦧꦼꦱꦂ")


def cell(html, day):
    """The table cell of a civil date."""
    return next(part for part in re.findall(r"<td.*?</td>", html, re.DOTALL) if f'datetime="{day}"' in part)


def page(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def test_a_day_shows_both_dates_and_its_events(client):
    html = page(client, ADDRESSES["id"])
    assert html.count("<td") == 35
    first_of_sura = cell(html, "2027-06-06")
    assert "is-newmonth" in first_of_sura
    assert re.search(r"Wage\s*</span>1 Sura", first_of_sura)
    eve = cell(html, "2027-06-05")
    assert "Labuhan Ageng" in eve
    assert "is-estimated" in eve
    assert 'href="#d5"' in eve
    assert 'id="d5"' in html
    assert "1 Sura" in html[html.index('id="d5"') :]


def test_today_is_marked_and_this_month_has_no_button_to_itself(client):
    today = timezone.localdate()
    html = page(client, f"/id/acara/kalender/{today:%Y-%m}/")
    assert html.count('aria-current="date"') == 1
    assert 'aria-current="date"' in cell(html, today.isoformat())
    button = f'class="button button--line" href="/id/acara/kalender/{today:%Y-%m}/"'
    assert button not in html
    assert button in page(client, "/id/acara/kalender/2040-01/")


@pytest.mark.parametrize("status", [EventPage.Status.CANCELLED, EventPage.Status.POSTPONED])
def test_a_cancelled_date_stays_in_its_day_and_says_so(client, status):
    Occurrence.objects.filter(first=date(2027, 6, 20)).update(status=status)
    day = cell(page(client, ADDRESSES["en"]), "2027-06-20")
    with translation.override("en"):
        assert f'<span class="visually-hidden">, {status.label}</span>' in day
    assert 'class="is-off"' in day
    assert "is-estimated" not in day


def several_days(first, last):
    """A date of the seeded event Tetaken that lasts several days."""
    key = EventPage.objects.get(slug="tetaken", locale__language_code="id").translation_key
    start = datetime.combine(first, time(8), WIB)
    occurrence = Occurrence.objects.create(
        event_key=key, recurrence_id=f"{first:%Y%m%d}", first=first, last=last, starts_at=start,
        ends_at=datetime.combine(last + timedelta(days=1), time(), WIB), status="scheduled", certainty="confirmed",
        category="rite", regency="pacitan",
    )  # fmt: skip
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        OccurrenceDay.objects.create(
            occurrence=occurrence, day=day, is_continuing=number > 0, sort_at=start, category="rite", regency="pacitan"
        )


def test_an_event_of_several_days_stands_in_each_and_once_in_the_list(client):
    several_days(date(2041, 2, 27), date(2041, 3, 3))
    html = page(client, "/id/acara/kalender/2041-03/")
    assert "is-continuing" in cell(html, "2041-03-01")
    assert "is-continuing" in cell(html, "2041-03-03")
    assert "Tetaken" not in cell(html, "2041-03-04")
    assert 'href="#d1"' in cell(html, "2041-03-03")
    agenda = html[html.index('id="agenda"') :]
    assert agenda.count('class="event__title"') == 1
    # The days of other months lead to where these list it.
    february = page(client, "/id/acara/kalender/2041-02/")
    assert 'href="/id/acara/kalender/2041-03/#d1"' in cell(february, "2041-03-02")
    assert 'id="d1"' in html
    assert 'href="/id/acara/kalender/2041-02/#d27"' in cell(html, "2041-02-28")
    assert 'id="d27"' in february


def test_an_empty_month_says_so(client):
    html = page(client, "/en/events/calendar/1945-08/")
    assert re.search(r"Legi\s*</span>9", cell(html, "1945-08-17"))
    assert "No event with a date is recorded in this month." in html


@pytest.mark.parametrize(("month", "missing"), [("1936-03", "prev"), ("2052-08", "next")])
def test_the_calendar_ends_where_the_reckoning_ends(client, month, missing):
    html = page(client, f"/id/acara/kalender/{month}/")
    assert {"prev", "next"} - set(re.findall(r'<a [^>]*rel="(prev|next)"', html)) == {missing}


def test_days_before_the_reckoning_have_only_their_pasaran(client):
    html = page(client, "/id/acara/kalender/1936-03/")
    assert '<span class="month__pasaran">Pahing</span></span>' in cell(html, "1936-03-23")
    assert re.search(r"Pon\s*</span>1 Sura", cell(html, "1936-03-24"))


@pytest.mark.parametrize("month", ["1936-02", "2052-09", "0001-01"])
def test_outside_the_calendar_a_visitor_is_told_and_helped_on(client, month):
    html = page(client, f"/en/events/calendar/{month}/", status=404)
    assert "March 1936" in html
    assert "August 2052" in html
    assert 'name="year"' in html
    assert 'content="noindex"' in html
    assert "canonical" not in html


@pytest.mark.parametrize(
    "path",
    [
        "/id/acara/kalender/kapan/",
        "/id/acara/kalender/2027-6/",
        "/id/acara/kalender/2027-13/",
        "/id/acara/kalender/2027-06/05/",
        "/en/events/kalender/2027-06/",
        "/id/acara/calendar/2027-06/",
        "/id/budaya/kalender/2027-06/",
        "/id/acara/kalender/?month=13&year=2027",
        "/id/acara/kalender/?month=x",
        "/id/acara/kalender/?month=6&year=-5",
        "/id/acara/kalender/?month=6&year=99999999999999999999999",
    ],
)
def test_nonsense_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_without_a_month_it_leads_to_this_one(client):
    response = client.get("/id/acara/kalender/")
    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"/id/acara/kalender/{timezone.localdate():%Y-%m}/",
    )


def test_the_form_leads_to_any_month_also_when_the_page_is_kept(client):
    for year, month in (("2030", "7"), ("2031", "7"), ("1900", "7")):
        response = client.get("/en/events/calendar/", {"month": month, "year": year})
        assert response.headers["Location"] == f"/en/events/calendar/{year}-07/"


def test_an_article_called_calendar_elsewhere_is_still_found(client, page_at):
    page_at("id", "budaya").add_child(
        instance=ArticlePage(title="Kalender", slug="kalender", summary="Kalender", topic="food")
    )
    assert "<h1>Kalender</h1>" in page(client, "/id/budaya/kalender/")


def links(html, rel):
    found = re.findall(rf'<link rel="{rel}" (?:hreflang|href)[^>]*>', html)
    return {(re.findall(r'hreflang="([^"]*)"', tag) or [""])[0]: re.findall(r'href="([^"]*)"', tag)[0] for tag in found}


@pytest.mark.parametrize("language", ADDRESSES)
def test_a_month_is_the_same_month_in_every_language(client, language):
    html = page(client, ADDRESSES[language])
    absolute = {code: settings.PUBLIC_URL + path for code, path in ADDRESSES.items()}
    assert links(html, "canonical") == {"": absolute[language]}
    assert links(html, "alternate") == absolute | {"x-default": absolute["id"]}
    for code, path in ADDRESSES.items():
        assert f'<a href="{path}" lang="{code}" hreflang="{code}"' in html
    assert '<main id="isi">' in html
    assert 'class="wrap untranslated"' not in html
    assert html.count("<h1") == 1


def test_the_menu_shows_the_section_and_the_trail_the_month(client):
    html = page(client, ADDRESSES["id"])
    assert '<a href="/id/acara/" aria-current="true">' in html
    assert '<span aria-current="page">Juni 2027</span>' in html
    assert '"name":"Juni 2027"' in html


@pytest.mark.parametrize(("language", "is_written"), [("id", False), ("en", False), ("jv", True)])
def test_dates_are_in_aksara_on_javanese_pages_only(client, language, is_written):
    html = page(client, ADDRESSES[language])
    assert ("ꦱꦸꦫ ꧇꧑꧙꧖꧑꧇ ꦮꦮꦸ" in html) is is_written
    assert ("weton__aksara" in html) is is_written


def test_a_javanese_event_page_writes_its_day_in_aksara(client, page_at):
    key = page_at("id", "labuhan-ageng-sembukan").translation_key
    Occurrence.objects.filter(event_key=key).exclude(first=date(2027, 6, 5)).delete()
    written = '<span class="weton__aksara" lang="jv-Java" aria-hidden="true">ꦩꦊꦩ꧀ ꧇꧑꧇ ꦱꦸꦫ ꧇꧑꧙꧖꧑꧇ ꦮꦮꦸ</span>'
    assert written in page(client, "/jv/acara/labuhan-ageng-sembukan/")
    assert written not in page(client, "/id/acara/labuhan-ageng-sembukan/")


def test_event_pages_and_the_list_lead_to_the_calendar(client, page_at):
    key = page_at("id", "labuhan-ageng-sembukan").translation_key
    Occurrence.objects.filter(event_key=key).exclude(first=date(2027, 6, 5)).delete()
    assert f'href="{ADDRESSES["id"]}#d5"' in page(client, "/id/acara/labuhan-ageng-sembukan/")
    events = page(client, "/en/events/")
    assert f'href="/en/events/calendar/{timezone.localdate():%Y-%m}/"' in events
    assert "limit=" not in events


def test_a_crowded_month_costs_two_event_queries_and_stays_readable(uncached_client, page_at):
    parent = page_at("id", "acara")
    pages = add_pages(
        parent,
        EventPage,
        300,
        title=lambda i: f"Pentas {i}",
        summary="Ringkasan",
        starts_on=lambda i: date(2027, 6, 1) + timedelta(days=i % 30),
    )
    rebuild([added.translation_key for added in pages])
    for _ in range(2):
        page(uncached_client, ADDRESSES["id"])
    with CaptureQueriesContext(connection) as captured:
        html = page(uncached_client, ADDRESSES["id"])
    asked = [query["sql"] for query in captured if re.search(r"events_(occurrence|eventpage)", query["sql"])]
    assert len(asked) == 2, asked
    assert len(captured) <= 6
    day = cell(html, "2027-06-10")
    assert day.count("Pentas") == 3
    assert 'href="/id/acara/?from=2027-06-10&amp;until=2027-06-10"' in html
    assert html.count('class="event__title"') <= 5 * 30
    assert "Pentas" in page(uncached_client, "/id/acara/?from=2027-06-10&until=2027-06-10")


def test_a_drafted_event_is_not_in_the_calendar(client, page_at):
    event = page_at("id", "tetaken")
    assert "Tetaken" in cell(page(client, ADDRESSES["id"]), "2027-06-20")
    for other in (event, *event.get_translations()):
        other.unpublish()
    assert "Tetaken" not in cell(page(client, ADDRESSES["id"]), "2027-06-20")


def test_the_sitemap_names_the_next_months_in_every_language(client):
    today = timezone.localdate()
    following = CalendarMonth.of(today).next
    text = page(client, "/sitemap-en.xml")
    assert len(re.findall("<loc>[^<]*/events/calendar/", text)) == 12
    for month in (CalendarMonth.of(today), following):
        for path in (f"/en/events/calendar/{month}/", f"/id/acara/kalender/{month}/"):
            assert settings.PUBLIC_URL + path in text
            assert client.get(urlsplit(path).path).status_code == 200


def test_an_unknown_event_key_leaves_no_hole(client):
    several_days(date(2041, 2, 27), date(2041, 3, 3))
    Occurrence.objects.filter(recurrence_id="20410227").update(event_key=uuid4())
    assert "is-continuing" not in cell(page(client, "/id/acara/kalender/2041-03/"), "2041-03-01")
