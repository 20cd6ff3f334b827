"""Events as a table: out and back without a change, and in only what the editor was shown."""

import io
import re
from datetime import UTC, date, datetime, time, timedelta
from html import unescape

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from wagtail.models import GroupPagePermission

from accounts.models import Organisation, User
from content.private_files import private_storage
from content.spreadsheets import UnreadableFile, read_rows
from events.choices import EVENT_REGENCIES, Category
from events.intake.spreadsheets import words
from events.intake.spreadsheets.columns import COLUMNS, HEADINGS
from events.intake.spreadsheets.exporting import events_file, events_to_edit, template_file
from events.intake.spreadsheets.importing import Import
from events.intake.spreadsheets.words import NotUnderstood
from events.models import DateChange, EventPage, EventSession

pytestmark = pytest.mark.django_db
HEAD = "judul;ringkasan;jenis tanggal;hari pertama"


def plan(table, user, **options):
    data = table if isinstance(table, bytes) else table.encode()
    return Import(io.BytesIO(data), user, **options)


def one(table, user, **options):
    [line] = plan(table, user, **options).lines
    return line


def bring_in(table, user, **options):
    planned = plan(table, user, **options)
    for line in planned.lines:
        planned.apply(line)
    return planned


def problems(line):
    return [(problem.column, problem.message) for problem in line.problems]


def upload(client, table, name="acara.csv", **fields):
    data = table if isinstance(table, bytes) else table.encode()
    return client.post(reverse("event_spreadsheet:index"), {"file": SimpleUploadedFile(name, data), **fields})


def token_of(response):
    return re.search(r'name="token" value="([^"]+)"', response.content.decode())[1]


# Out and back


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_what_goes_out_comes_back_without_a_change(administrator, extension):
    planned = plan(events_file(extension), administrator)
    assert len(planned.lines) == 32
    assert planned.counts == {"created": 0, "changed": 0, "unchanged": 32, "problem": 0}
    assert planned.unknown == []


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_events_with_sessions_changes_and_every_field_come_back_too(administrator, page_at, extension):
    event = page_at("id", "labuhan-ageng-sembukan")
    event.date_changes = [
        DateChange(original_on=date(2027, 6, 5), status="rescheduled", moved_to_on=date(2027, 6, 4), start_time=time(19)),
        DateChange(
            original_on=date(2028, 5, 24), certainty="confirmed", confirmed_by="Panitia; dan \\ kepala desa",
            confirmed_on=date(2027, 1, 2), note_id="=Karena hujan; besok: “ya”.", note_en="Rain", note_jv="Jawah",
        ),
        DateChange(original_on=date(2029, 5, 13)),
    ]  # fmt: skip
    event.price_note, event.status_note, event.is_free = "+62 812", "'=1+1", False
    event.save_revision().publish()
    gathering = page_at("id", "festival-mie-ayam-bakso")
    gathering.timing = "sessions"
    gathering.sessions = [
        EventSession(held_on=date(2027, 7, 25), start_time=time(19), end_time=time(22, 30)),
        EventSession(held_on=date(2027, 7, 26)),
        EventSession(held_on=date(2027, 7, 27), start_time=time(8)),
    ]
    gathering.save_revision()  # a draft that nobody has published yet
    planned = plan(events_file(extension), administrator)
    assert planned.counts["unchanged"] == 32, [line for line in planned.lines if line.outcome != "unchanged"]
    row = next(row for row in read_rows(io.BytesIO(events_file(extension))) if row.values["alamat"] == gathering.slug)
    assert row.values["sesi"] == "2027-07-25 19:00–22:30\n2027-07-26\n2027-07-27 08:00"
    assert row.values["terbit (hanya dilihat)"] == "draf"


def test_the_template_explains_itself_and_brings_nothing_in(administrator):
    for extension in ("csv", "xlsx"):
        data = template_file(extension)
        assert plan(data, administrator).lines == []
    text = template_file("csv").decode("utf-8-sig")
    assert "jangan mengarang tanggal" in text
    assert "Festival Reog Conto" in text


def test_an_example_of_the_template_is_a_valid_event(administrator):
    heading, _explanation, example_line = template_file("csv").decode("utf-8-sig").splitlines()[:3]
    [line] = plan(f"{heading}\n{example_line.replace('# Contoh', '')}", administrator).lines
    assert problems(line) == []
    assert line.outcome == "created"


def test_every_choice_has_a_word():
    for vocabulary, choices in [
        (words.TIMING, EventPage.Timing.values),
        (words.STATUS, EventPage.Status.values),
        (words.CERTAINTY, EventPage.Certainty.values),
        (words.CATEGORY, Category.values),
        (words.REGENCY, [code for code, _label in EVENT_REGENCIES]),
    ]:
        assert set(vocabulary) == set(choices)
        assert len(set(vocabulary.values())) == len(vocabulary)


# Words


@pytest.mark.parametrize(
    ("rule", "in_words"),
    [
        ("FREQ=DAILY", "setiap hari"),
        ("FREQ=WEEKLY;BYDAY=SA", "setiap minggu pada Sabtu"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "setiap 2 minggu pada Senin, Kamis"),
        ("FREQ=MONTHLY;BYDAY=-1SU", "setiap bulan pada Ahad terakhir"),
        ("FREQ=MONTHLY;BYDAY=1SA,3SA", "setiap bulan pada Sabtu pertama, Sabtu ketiga"),
        ("FREQ=MONTHLY;BYMONTHDAY=5", "setiap bulan pada tanggal 5"),
        ("FREQ=YEARLY", "setiap tahun"),
        ("FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=17", "FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=17"),
        ("FREQ=YEARLY;COUNT=5", "FREQ=YEARLY;COUNT=5"),
        ("", ""),
    ],
)
def test_a_rule_is_written_as_people_say_it(rule, in_words):
    assert words.rule_from_words(words.rule_in_words(rule)) == rule
    if not in_words.startswith("FREQ"):
        assert words.rule_in_words(rule) == in_words


def test_rules_are_read_as_people_write_them():
    assert words.rule_from_words("Tiap tahun pada tanggal 17 agustus") == "FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=17"
    assert words.rule_from_words("setiap minggu pada minggu dan rabu") == "FREQ=WEEKLY;BYDAY=SU,WE"
    assert words.rule_from_words("setiap tahun pada ahad kedua di bulan Agustus") == "FREQ=YEARLY;BYMONTH=8;BYDAY=2SU"
    assert words.rule_from_words("freq=weekly;byday=sa") == "FREQ=WEEKLY;BYDAY=SA"
    for nonsense in [
        "kadang-kadang",
        "setiap",
        "setiap hari pada Blah",
        "FREQ=SECONDLY",
        "setiap bulan pada tanggal 5 Blah",
    ]:
        with pytest.raises(NotUnderstood):
            words.rule_from_words(nonsense)


@pytest.mark.parametrize(
    "text", ["2027-06-05", "2027-6-5", "5/6/2027", "05-06-2027", "5.6.2027", "5 Juni 2027", "5 jun 2027"]
)
def test_dates_are_read_with_the_day_first(text):
    assert words.date_from_words(text) == date(2027, 6, 5)


@pytest.mark.parametrize(
    "text",
    ["2027-02-30", "32/1/2027", "5 Foo 2027", "besok", "20270605", "٥/٦/2027", "6/2027", "20270-06-05", "0027-06-05"],
)
def test_what_is_no_date_is_not_guessed(text):
    with pytest.raises(NotUnderstood):
        words.date_from_words(text)


def test_times_are_read_as_indonesians_write_them():
    for text in ["19:00", "19.00", "19", "pukul 19.00 WIB", "19:00:00"]:
        assert words.time_from_words(text) == time(19)
    for text in ["25:00", "7 malam", "19:60", ""]:
        with pytest.raises(NotUnderstood):
            words.time_from_words(text)


DAYS = st.dates(date(1990, 1, 1), date(2199, 12, 31))
notes = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"]) | st.just(" "), max_size=30).map(
    lambda text: " ".join(text.split())
)
changes = st.fixed_dictionaries(
    {"original_on": DAYS, "status": st.sampled_from(EventPage.Status.values)},
    optional={
        "moved_to_on": DAYS,
        "start_time": st.times().map(lambda value: value.replace(microsecond=0)),
        "certainty": st.sampled_from(EventPage.Certainty.values),
        "confirmed_by": notes.filter(bool),
        "note_id": notes.filter(bool),
    },
)


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.lists(changes, max_size=4, unique_by=lambda change: change["original_on"]))
def test_changes_of_dates_come_back_as_they_went(told):
    told.sort(key=lambda change: change["original_on"])
    assert words.changes_from_words(words.changes_in_words(told)) == told


# In: what each line does


def test_a_new_line_becomes_a_draft_in_every_language(administrator):
    line = bring_in(f"{HEAD}\nPasar Kaget Conto;Pasar pagi.;rentang;5 Juni 2027\n", administrator).lines[0]
    assert line.outcome == "created"
    page = EventPage.objects.get(pk=line.page_id)
    assert (page.title, page.slug, page.live, page.starts_on) == (
        "Pasar Kaget Conto",
        "pasar-kaget-conto",
        False,
        date(2027, 6, 5),
    )
    assert page.owner == administrator
    assert {other.locale.language_code for other in page.get_translations()} == {"en", "jv"}
    again = one(f"{HEAD}\nPasar Kaget Conto;Pasar pagi.;rentang;2027-06-05\n", administrator)
    assert again.outcome == "unchanged"


def test_a_rule_and_a_place_are_entered_in_words(administrator, client):
    table = (
        "judul;ringkasan;kategori;jenis tanggal;hari pertama;berulang;jam mulai;tempat;penyelenggara;gratis;harga\n"
        "Senam;Senam pagi.;olahraga;kalender umum;2027-06-06;setiap minggu pada Minggu;6.30;Pantai Nampu;;ya;Rp 10.000\n"
    )
    line = bring_in(table, administrator, publish=True).lines[0]
    assert problems(line) == []
    page = EventPage.objects.get(pk=line.page_id)
    assert (page.rrule, page.start_time, page.venue.slug, page.price_idr) == (
        "FREQ=WEEKLY;BYDAY=SU",
        time(6, 30),
        "pantai-nampu",
        10000,
    )
    assert page.live
    assert "Senam" in client.get(f"{page.url}?date=20270606T063000").content.decode()


def test_old_and_new_are_shown_before_anything_is_written(administrator, page_at):
    event = page_at("id", "ceprotan")
    table = f'kode;judul;ringkasan\n{event.translation_key};Ceprotan Baru;"{event.summary}"\n'
    line = one(table, administrator)
    assert (line.outcome, line.changes) == ("changed", [("judul", event.title, "Ceprotan Baru")])
    assert page_at("id", "ceprotan").title == event.title
    assert not page_at("id", "ceprotan").has_unpublished_changes


def test_a_change_is_a_draft_unless_it_is_to_be_published(administrator, page_at):
    event = page_at("id", "ceprotan")
    table = f"alamat;judul\nceprotan;{event.title};\n".replace(";\n", "\n")
    assert one(table, administrator).outcome == "unchanged"
    bring_in("alamat;judul\nceprotan;Ceprotan Draf\n", administrator)
    event.refresh_from_db()
    assert event.title != "Ceprotan Draf"
    assert event.get_latest_revision_as_object().title == "Ceprotan Draf"
    event.get_latest_revision().publish()
    line = bring_in("alamat;judul\nceprotan;Ceprotan Terbit\n", administrator, publish=True).lines[0]
    assert line.notes == []
    event.refresh_from_db()
    assert (event.title, event.has_unpublished_changes) == ("Ceprotan Terbit", False)


def test_a_column_that_is_missing_is_left_alone_and_an_empty_cell_empties(administrator, page_at):
    event = page_at("id", "ceprotan")
    assert event.rule
    assert one("alamat;kategori\nceprotan;upacara adat\n", administrator).outcome == "unchanged"
    line = one("alamat;aturan\nceprotan;\n", administrator)
    assert line.changes == [("aturan", event.rule, "")]


def test_the_first_bad_line_stops_nothing(administrator):
    table = (
        f"{HEAD};kategori;jam mulai;hari terakhir;lama hari\n"
        ";Tanpa judul.;rentang;2027-06-05;;;;\n"
        "Satu;Ringkas.;rentang;2027-02-30;musik;7 malam;;dua\n"
        "Dua;;rentang;2027-06-05;;;2027-06-01;\n"
        "Tiga;Ringkas.;weton;2027-06-05;;;;\n"
        "Empat;Ringkas.;rentang;;;;;\n"
        f"{'x' * 300};Ringkas.;rentang;2027-06-05;;;;\n"
        "Baik;Ringkas.;rentang;2027-06-05;;;;\n"
        "Baik;Ringkas.;rentang;2027-06-05;;;;;lebih\n"
    )
    planned = bring_in(table, administrator)
    lines = {line.number: line for line in planned.lines}
    assert [line.outcome for line in planned.lines] == ["problem"] * 6 + ["created", "problem"]
    columns = {number: {problem.column for problem in line.problems} for number, line in lines.items()}
    assert "judul" in columns[2]
    assert columns[3] == {"hari pertama", "kategori", "jam mulai", "lama hari"}
    assert "ringkasan" in columns[4] and "hari terakhir" in columns[4]
    assert columns[5] == {"weton"}
    assert columns[6] == {"hari pertama"}
    assert "judul" in columns[7]
    assert columns[8] == set()
    assert len(problems(lines[9])) == 2  # the cell too many, and the same event twice
    for line in planned.lines:
        assert all(problem.line == line.number and problem.message for problem in line.problems)
    assert EventPage.objects.filter(slug="baik", alias_of=None).count() == 1
    assert not EventPage.objects.filter(slug__in=["satu", "dua", "tiga", "empat"]).exists()


def test_a_start_that_does_not_fit_the_rule_is_refused_with_the_nearest(administrator):
    table = "judul;ringkasan;jenis tanggal;weton;hari pertama\nMalam;Ringkas.;weton;Jumat Kliwon;2026-12-05\n"
    [(column, message)] = problems(one(table, administrator))
    assert column == "hari pertama"
    assert "2026" in message


@pytest.mark.parametrize("key", ["bukan-kode", "00000000-0000-0000-0000-000000000000"])
def test_a_key_that_is_unknown_makes_no_new_event(administrator, key):
    line = one(f"kode;judul;ringkasan\n{key};A;B\n", administrator)
    assert [column for column, _message in problems(line)] == ["kode"]


def test_an_unknown_heading_is_told_and_one_without_a_title_refused(administrator):
    planned = plan("judul;ringkasan;Warna\nA;B;merah\n", administrator)
    assert planned.unknown == ["Warna"]
    with pytest.raises(UnreadableFile):
        plan("nama;isi\nA;B\n", administrator)


def test_what_an_editor_changed_after_the_file_was_made_is_said(administrator, page_at):
    file = events_file("csv").decode("utf-8-sig")
    event = page_at("id", "ceprotan")
    old_title, event.title = event.title, "Diubah penyunting"
    event.save_revision(user=administrator).publish()
    planned = plan(file, administrator)
    line = next(line for line in planned.lines if line.outcome == "changed")
    assert line.changes == [("judul", "Diubah penyunting", old_title)]
    assert str(administrator) in line.notes[0]
    assert planned.counts["unchanged"] == 31


def test_somebodys_draft_is_not_published_by_a_table(administrator, page_at):
    event = page_at("id", "ceprotan")
    event.summary = "Draf orang lain"
    event.save_revision()
    line = bring_in("alamat;judul\nceprotan;Judul baru\n", administrator, publish=True).lines[0]
    assert line.notes
    event.refresh_from_db()
    assert event.title != "Judul baru"
    draft = event.get_latest_revision_as_object()
    assert (draft.title, draft.summary) == ("Judul baru", "Draf orang lain")


def test_a_locked_page_is_left_alone(administrator, page_at):
    other = User.objects.create_user("lain", password="kata-sandi-panjang")
    event = page_at("id", "ceprotan")
    event.locked, event.locked_by = True, other
    event.save()
    assert one("alamat;judul\nceprotan;Baru\n", administrator).outcome == "problem"


def test_an_organisation_is_named_by_code_or_name(administrator):
    organisation = Organisation.objects.first()
    for text in (organisation.slug, organisation.name.upper()):
        assert one(f"{HEAD};penyelenggara\nA;B;rentang;2027-06-05;{text}\n", administrator).problems == []
    assert one(f"{HEAD};penyelenggara\nA;B;rentang;2027-06-05;Tidak Ada\n", administrator).problems


# In the admin


def test_a_file_is_brought_in_after_its_dry_run(admin_client):
    response = upload(admin_client, f"{HEAD}\nPasar Malam;Ringkas.;rentang;2027-06-05\nSalah;;rentang;x\n")
    text = unescape(response.content.decode())
    assert "Pasar Malam" in text and "hari pertama" in text
    assert not EventPage.objects.filter(slug="pasar-malam").exists()
    done = admin_client.post(reverse("event_spreadsheet:apply"), {"token": token_of(response)})
    assert done.status_code == 200
    assert EventPage.objects.filter(slug="pasar-malam", alias_of=None).count() == 1
    assert private_storage().listdir("imports")[1] == []
    again = admin_client.post(reverse("event_spreadsheet:apply"), {"token": token_of(response)})
    assert again.status_code == 302


def test_only_what_was_shown_is_written(admin_client, administrator, page_at):
    response = upload(admin_client, "alamat;judul\nceprotan;Judul dari berkas\nlabuhan-ageng-dlepih;Dlepih baru\n")
    event = page_at("id", "ceprotan")
    event.title = "Diubah sementara itu"
    event.save_revision(user=administrator).publish()
    admin_client.post(reverse("event_spreadsheet:apply"), {"token": token_of(response)})
    event.refresh_from_db()
    assert event.get_latest_revision_as_object().title == "Diubah sementara itu"
    assert page_at("id", "labuhan-ageng-dlepih").get_latest_revision_as_object().title == "Dlepih baru"


def test_a_long_file_goes_on_in_steps(admin_client, monkeypatch):
    monkeypatch.setattr("events.editing.spreadsheet_views.SECONDS_OF_A_STEP", -1)
    lines = "".join(f"Langkah {number};Ringkas.;rentang;2027-06-05\n" for number in range(3))
    token = token_of(upload(admin_client, f"{HEAD}\n{lines}"))
    response = admin_client.post(reverse("event_spreadsheet:apply"), {"token": token})
    assert "data-continue" in response.content.decode()
    monkeypatch.setattr("events.editing.spreadsheet_views.SECONDS_OF_A_STEP", 60)
    response = admin_client.post(reverse("event_spreadsheet:apply"), {"token": token_of(response)})
    assert "data-continue" not in response.content.decode()
    assert EventPage.objects.filter(slug__startswith="langkah-", alias_of=None).count() == 3


def test_a_kept_file_belongs_to_who_uploaded_it_and_expires(admin_client, db):
    token = token_of(upload(admin_client, f"{HEAD}\nMilik;Ringkas.;rentang;2027-06-05\n"))
    other = Client()
    other.force_login(
        User.objects.create_superuser("kedua", password="kata-sandi-panjang"),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    assert other.post(reverse("event_spreadsheet:apply"), {"token": token}).status_code == 302
    assert not EventPage.objects.filter(slug="milik").exists()
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=3), tick=True):
        assert admin_client.post(reverse("event_spreadsheet:apply"), {"token": token}).status_code == 302
    assert not EventPage.objects.filter(slug="milik").exists()
    for nonsense in ("", "x", token + "x", "../../etc"):
        assert admin_client.post(reverse("event_spreadsheet:apply"), {"token": nonsense}).status_code == 302


def test_files_go_out_under_a_name_with_the_day(admin_client):
    for what, extension in [("events", "xlsx"), ("events", "csv"), ("template", "xlsx"), ("template", "csv")]:
        response = admin_client.get(reverse("event_spreadsheet:download", args=[what, extension]))
        assert response.status_code == 200
        assert f".{extension}" in response.headers["Content-Disposition"]
        assert "no-store" in response.headers["Cache-Control"]
    assert admin_client.get("/admin/events/spreadsheet/events.pdf").status_code == 404
    assert admin_client.get("/admin/events/spreadsheet/users.csv").status_code == 404


def test_only_those_who_may_add_events_see_the_table(client, db, page_at):
    from django.contrib.auth.models import Group, Permission

    group = Group.objects.create(name="OPD")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    writer = User.objects.create_user("opd", password="kata-sandi-panjang")
    writer.groups.add(group)
    client.force_login(writer, backend="django.contrib.auth.backends.ModelBackend")
    addresses = [
        reverse("event_spreadsheet:index"),
        reverse("event_spreadsheet:download", args=["events", "csv"]),
        reverse("event_proposals:index"),
    ]
    assert all(client.get(address).status_code in {302, 403} for address in addresses)
    GroupPagePermission.objects.create(
        group=group, page=page_at("id", "acara"), permission=Permission.objects.get(codename="add_page")
    )
    writer = User.objects.get(pk=writer.pk)
    client.force_login(writer, backend="django.contrib.auth.backends.ModelBackend")
    assert all(client.get(address).status_code == 200 for address in addresses)
    page = client.get(addresses[0]).content.decode()
    assert 'name="publish"' not in page
    response = upload(client, f"{HEAD}\nDari OPD;Ringkas.;rentang;2027-06-05\n", publish="1")
    client.post(reverse("event_spreadsheet:apply"), {"token": token_of(response)})
    assert not EventPage.objects.get(slug="dari-opd", alias_of=None).live
    refused = upload(client, "alamat;judul\nceprotan;Bukan milik saya\n")
    assert 'name="token"' not in refused.content.decode()


headings = st.sampled_from([heading.name for heading in HEADINGS])
cells = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["2027-06-05", "19:00", "rentang", "weton", "Jumat Kliwon", "setiap minggu", "ya", "batal", "1", "-1"]
    ),
    st.sampled_from(
        ["9" * 400, "2027-06-05: status = x", "2027-06-05: ;=;", "FREQ=YEARLY;BYMONTH=0", "9999-12-31", "0001-01-01"]
    ),
)
tables = st.lists(headings, min_size=1, max_size=12, unique=True).flatmap(
    lambda names: st.lists(st.lists(cells, min_size=len(names), max_size=len(names)), max_size=4).map(
        lambda lines: [names, *lines]
    )
)


def as_csv(table):
    return "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in table).encode(
        "utf-8", "replace"
    )


@settings(max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(tables.map(as_csv), st.binary(max_size=200)))
@example(b"PK\x03\x04")
@example(
    as_csv(
        [["judul", "jenis tanggal", "hari pertama", "berulang"], ["A", "kalender umum", "9999-12-31", "setiap hari"]]
    )
)
@example(
    as_csv(
        [
            ["judul", "jenis tanggal", "hari pertama", "bulan Jawa", "tanggal Jawa"],
            ["A", "tanggal Jawa", "0001-01-01", "Sura", "1"],
        ]
    )
)
@example(as_csv([["judul", "jenis tanggal", "hari pertama", "lama hari"], ["A", "weton", "2027-06-05", "999999999"]]))
def test_a_nonsense_file_never_breaks_the_page(admin_client, data):
    response = upload(admin_client, data or b"\n")
    assert response.status_code == 200
    if b'name="token"' in response.content:
        assert admin_client.post(reverse("event_spreadsheet:apply"), {"token": token_of(response)}).status_code == 200


def test_every_column_is_shown_for_every_event():
    events = events_to_edit()
    assert len(events) == 32
    for event in events:
        for column in COLUMNS:
            text = column.kind.to_text(column.value(event))
            assert isinstance(text, str)
