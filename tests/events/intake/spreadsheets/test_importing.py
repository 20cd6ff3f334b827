"""What each line of a table does."""

from datetime import date, time

import pytest
from django.db import DatabaseError

from accounts.models import Organisation, User
from content.spreadsheets.cells import UnreadableFile
from events.intake.spreadsheets import importing
from events.intake.spreadsheets.exporting import events_file
from events.models import EventPage
from tests.events.table import HEAD, bring_in, one, plan, problems

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


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
        "Satu;Ringkas.;rentang;2027-02-30;musik;malam;;dua\n"
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
    assert planned.counts["unchanged"] == 38


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


def test_one_title_on_several_days_is_several_events_the_same_at_every_reading(administrator):
    table = f"{HEAD}\nPasar Kaget;A.;rentang;12 Juni 2027\nPasar Kaget;A.;rentang;19 Juni 2027\n"
    assert [line.outcome for line in bring_in(table, administrator).lines] == ["created", "created"]
    assert [line.outcome for line in plan(table, administrator).lines] == ["unchanged", "unchanged"]
    assert EventPage.objects.filter(slug="pasar-kaget-2027-06-19", alias_of=None).exists()


def test_a_dash_says_that_there_is_nothing(administrator):
    table = f"{HEAD};jam mulai;harga;gratis;status;hari terakhir\nA;B;rentang;2027-06-05;-;–;-;—;-\n"
    line = one(table, administrator)
    assert (line.outcome, problems(line)) == ("created", [])


def test_two_shows_of_a_day_are_two_events_whatever_their_order(administrator):
    head, first, second = (
        f"{HEAD};jam mulai\n",
        "Wayang;A.;rentang;2027-06-12;10.00\n",
        "Wayang;A.;rentang;2027-06-12;19.00\n",
    )
    assert bring_in(head + first, administrator).lines[0].outcome == "created"
    lines = bring_in(head + second + first, administrator).lines
    assert [line.outcome for line in lines] == ["created", "unchanged"]
    shows = EventPage.objects.filter(title="Wayang", alias_of=None)
    assert {(show.slug, show.start_time) for show in shows} == {("wayang", time(10)), ("wayang-2027-06-12", time(19))}
    twice = plan(head + second + second, administrator).lines[1]
    assert len(problems(twice)) == 1


@pytest.mark.usefixtures("quiet", "english")
def test_a_line_that_cannot_be_written_says_so_in_our_words_and_stops_no_other(administrator, monkeypatch):
    table = f"{HEAD}\nPasar Pahing;A.;rentang;2027-06-05\nPasar Pon;A.;rentang;2027-06-05\n"
    late = plan(table, administrator)
    bring_in(table, administrator)  # somebody else was faster
    late.apply(late.lines[0])
    [(column, message)] = problems(late.lines[0])
    assert column == "alamat" and "pasar-pahing" in message and "{" not in message

    def refuse(page, _user, add_draft=importing.add_draft):
        if page.title == "Pasar Wage":
            raise DatabaseError("UNIQUE constraint failed: wagtailcore_page.path")
        return add_draft(page, _user)

    monkeypatch.setattr(importing, "add_draft", refuse)
    lines = bring_in(table.replace("Pahing", "Wage").replace("Pon", "Kliwon"), administrator).lines
    [(column, message)] = problems(lines[0])
    assert (lines[0].outcome, column, lines[1].outcome) == ("problem", "", "created")
    assert "tell whoever looks after this site" in message and "UNIQUE" not in message
