"""The month's report: every number once, beside the month before, and what the pages do not say yet."""

import io
from datetime import date, datetime, timedelta

import pytest
from openpyxl import load_workbook

from desk.models import Message, Question, Visit
from desk.reporting.charts import bars
from desk.reporting.counts import Row
from desk.reporting.months import Month
from desk.reporting.wanted import wanted
from desk.topics import Topic, topic_of
from facts.kinds import FactKind
from facts.models import Fact
from tests import clock
from tests.desk.asking import PLACE, asked, colleague

PAGE = "/admin/desk/report/"
QUERIES = 24
sql = [pytest.mark.django_db, pytest.mark.sql]
APRIL, MARCH = datetime(2027, 4, 12, 9, tzinfo=clock.WIB), datetime(2027, 3, 31, 23, 59, tzinfo=clock.WIB)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Apakah bus bisa sampai parkiran?", ""),  # as much of the way as of facilities
        ("Naik bus apa dari Solo?", Topic.ROUTE),
        ("Berapa harga tiketnya, dan jam berapa buka?", Topic.PRICE_HOURS),
        ("Can we swim there? Are the waves dangerous?", Topic.SAFETY),
        ("Is there a toilet and a place to park?", Topic.FACILITIES),
        ("Menapa wonten papan kangge nyipeng?", Topic.LODGING),
        ("Bukan itu maksud saya, Surakarta selalu ramai", ""),
        ("", ""),
    ],
)
def test_a_topic_is_guessed_only_where_the_words_are_clear(text, topic):
    assert topic_of(text) == topic


@pytest.mark.parametrize(
    ("text", "month"),
    [("2027-03", "2027-03"), ("2027-05", "2027-04"), ("2027-13", "2027-04"), ("0000-00", "2027-04"), ("", "2027-04")],
)
def test_a_month_is_read_and_never_lies_ahead(text, month):
    assert str(Month.read(text, date(2027, 4, 28))) == month


def test_months_meet_at_midnight_of_the_office():
    december = Month(2027, 12)
    assert december.end.isoformat() == "2028-01-01T00:00:00+07:00" == december.after.start.isoformat()
    assert december.after.before == december


def test_a_bar_is_as_long_as_its_share_of_the_longest():
    height, drawn = bars([Row("Rute", 8, 1), Row("Acara", 2, 9), Row("Makan", 0, 3)])
    assert [(bar.label, bar.width) for bar in drawn] == [("Rute", "100.0%"), ("Acara", "25.0%")]
    assert height == 76
    assert bars([]) == (0, [])


def question(page, at, serial, **changes):
    told = {"received_on": at.date(), "form_key": f"{at:%m%d}{serial}", "language": "en", "contact_kind": "email"}
    return Question(about=page, received_at=at, waits_since=at, serial=serial, **told | {"topic": "route"} | changes)


def visit(page, at, **changes):
    told = {"channel": "walk_in", "topic": "facilities", "language": "", "origin": "solo", "outcome": "answered"}
    return Visit(about=page, at=at, **told | changes)


@pytest.fixture
def two_months(page_at):
    """Three questions and two visits in April, one of each in March; what is abuse or held is not counted."""
    page = page_at("en", "nampu-beach")
    answered, late, *_others = Question.objects.bulk_create(
        [
            question(page, APRIL, 1, state="answered", finished_at=APRIL + timedelta(hours=2)),
            question(page, APRIL, 2, state="answered", topic="facilities", fact_kind="toilet", contact_kind="whatsapp"),
            question(None, APRIL, 3, language="id", topic=""),
            question(page, MARCH, 1, kind="correction", state="closed", finished_at=APRIL),
            question(page, APRIL, 4, is_abuse=True, state="closed"),
            question(page, APRIL, 5, is_suspect=True),
        ]
    )
    for one, hours in [(answered, 2), (answered, 50), (late, 30)]:
        one.say(Message.Kind.DESK, "…", APRIL + timedelta(hours=hours))
    indonesian = page_at("id", "pantai-nampu")
    Visit.objects.bulk_create(
        [
            visit(indonesian, APRIL),
            visit(None, APRIL, channel="telephone", language="jv", origin=""),
            visit(page, MARCH),
        ]
    )
    return indonesian


class TestReport:
    pytestmark = sql

    def test_every_way_to_divide_a_month_gives_its_whole(self, two_months):
        response = colleague("sri").get(PAGE, {"month": "2027-04"})
        context = response.context
        assert [(row.now, row.before) for row in (context["asked"], context["came"])] == [(3, 1), (2, 1)]
        tables = {
            table.key: {row.label: (row.now, row.before) for row in table.rows} for table, *_chart in context["tables"]
        }
        for key in ("topics", "places", "languages", "channels"):
            assert [sum(numbers) for numbers in zip(*tables[key].values(), strict=True)] == [5, 2], key
        assert tables["topics"]["Rute dan angkutan"] == (1, 0)
        assert tables["topics"]["Koreksi dari pengunjung"] == (0, 1)
        assert tables["places"] == {"Pantai Nampu": (3, 2), "Tanpa halaman": (2, 0)}
        assert tables["channels"]["Situs, dijawab lewat surel"] == (2, 1) and tables["channels"]["Telepon"] == (1, 0)
        assert tables["origins"] == {"Solo Raya": (1, 1), "Tidak dicatat": (1, 0)}
        assert [(row.now, row.before) for row in context["weeks"].rows] == [(0, 0), (5, 0), (0, 0), (0, 2)]
        speed = context["speed"]
        assert (speed.middle, speed.prompt, speed.due, speed.share) == (timedelta(hours=16), 1, 3, 33)
        assert (context["unanswered"], context["unanswered_before"]) == (1, 1)
        html = response.content.decode()
        assert '<title id="topics-title">Yang ditanyakan, April 2027</title>' in html
        assert "style=" not in html.split('<div class="desk report">')[1]

    def test_the_excel_file_has_the_same_numbers(self, two_months):
        response = colleague("sri").get(f"{PAGE}xlsx/", {"month": "2027-04"})
        assert response.headers["Content-Disposition"] == 'attachment; filename="meja-informasi-2027-04.xlsx"'
        rows = list(load_workbook(io.BytesIO(response.content)).active.values)
        assert rows[0] == ("Tabel", "Baris", "April 2027", "Maret 2027")
        assert ("Semua", "Pertanyaan", 3, 1) in rows
        assert ("Tentang tempat mana", "Pantai Nampu", 3, 2) in rows
        assert ("Waktu sampai dijawab", "Tengah, dalam menit", 960, None) in rows

    def test_what_is_asked_and_not_written_leads_to_its_fact(self, two_months, admin_client):
        Fact.objects.filter(page=two_months, kind__in=["toilet", "access_vehicle"]).delete()
        place = two_months
        for field in ("access", "signal_note"):
            setattr(place, field, "")
        place.save()
        found = {entry.topic: entry for entry in wanted(Month(2027, 4), clock.TODAY)}
        facilities = found[Topic.FACILITIES]
        assert facilities.number == 2 and facilities.place.pk == place.pk
        assert (facilities.gaps[0].kind, facilities.gaps[0].asked) == (FactKind.TOILET, 1)
        address = facilities.gaps[0].address
        assert f'href="{address.replace("&", "&amp;")}"' in admin_client.get(PAGE).content.decode()
        form = admin_client.get(address).context["form"]
        assert form["page"].value() == place.pk and form["kind"].value() == "toilet"
        told = {"page": place, "kind": "toilet", "value": "Ada", "as_of": "2027", "publisher": "Kunjungan petugas"}
        Fact.objects.create(**told)
        gaps = {entry.topic: entry.gaps for entry in wanted(Month(2027, 4), clock.TODAY)}.get(Topic.FACILITIES, [])
        assert FactKind.TOILET not in [gap.kind for gap in gaps]

    def test_an_old_price_is_asked_for_with_its_year(self, two_months):
        Visit.objects.update(topic="price_hours")
        Fact.objects.filter(page=two_months, kind="entry_fee").delete()
        Fact.objects.create(page=two_months, kind="entry_fee", value="Rp5.000/orang", as_of="2022", publisher="Solopos")
        found = {entry.topic: entry for entry in wanted(Month(2027, 4), clock.TODAY)}
        assert {gap.kind: gap.last and gap.last.year for gap in found[Topic.PRICE_HOURS].gaps}["entry_fee"] == "2022"

    @pytest.mark.parametrize("number", [30, 3000])
    def test_the_report_asks_the_database_as_often_however_many_ask(self, number, page_at, queries):
        page = page_at("id", "pantai-nampu")
        moments = [APRIL + timedelta(minutes=minute) for minute in range(number)]
        Question.objects.bulk_create(question(page, at, serial) for serial, at in enumerate(moments))
        Visit.objects.bulk_create(visit(page, at) for at in moments)
        sri = colleague("sri")
        sri.get(PAGE)
        with queries() as counted:
            html = sri.get(PAGE).content.decode()
        assert len(counted) == QUERIES, str(counted)
        assert f"<b>{number}</b> pertanyaan" in html.replace(".", "")

    def test_only_the_desk_reads_it(self, client):
        assert client.get(PAGE).status_code == 302
        assert client.get(f"{PAGE}xlsx/").status_code == 302


class TestAsking:
    pytestmark = sql

    def test_what_is_not_known_leads_to_the_question_about_just_that(self, client, page_at):
        Fact.objects.filter(page=page_at("id", "pantai-nampu"), kind="toilet").delete()
        address = f"/en/ask/?about={PLACE}&amp;fact_kind=toilet"
        assert f'href="{address}"' in client.get(PLACE).content.decode()
        assert "<b>Nampu Beach</b>: toilet" in client.get(address.replace("&amp;", "&")).content.decode()
        found = asked(fact_kind="toilet", question="Is there one?")
        assert (found.fact_kind, found.topic) == ("toilet", "facilities")
        assert asked(fact_kind="<script>", question="Berapa harga tiketnya?").topic == "price_hours"

    def test_the_desk_says_with_one_tap_what_a_question_is_about(self):
        sri, found = colleague("sri"), asked()
        sri.get(f"/admin/desk/{found.pk}/")
        sri.post(f"/admin/desk/{found.pk}/act/", {"do": "topic:safety", "text": "Sebentar", "seen": ""})
        found.refresh_from_db()
        assert (found.topic, found.draft) == ("safety", "Sebentar")

    def test_forgetting_who_asked_leaves_the_numbers_as_they_were(self, two_months):
        sri = colleague("sri")
        before = [row for table, *_chart in sri.get(PAGE).context["tables"] for row in table.rows]
        for one in Question.objects.all():
            one.forget(clock.NOW)
        assert [row for table, *_chart in sri.get(PAGE).context["tables"] for row in table.rows] == before
        Question.objects.get(topic="facilities").withdraw(clock.NOW)
        assert sri.get(PAGE).context["asked"].now == 2
