"""A table is brought in after its dry run, both by jobs, and never breaks the page."""

import os
import re
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from wagtail.models import GroupPagePermission

from accounts.models import User
from content.files.private_files import private_storage
from events.intake.spreadsheets.columns import HEADINGS
from events.models import EventPage
from events.tasks import forget_uploads
from jobs.models import Job
from tests.events.table import HEAD

pytestmark = pytest.mark.usefixtures("db", "english")


@pytest.fixture
def finished(run_jobs):
    """What the page shows that an answer leads to, once its job is done."""

    def finished(client, answer):
        assert "data-job" in client.get(answer.url).content.decode()
        run_jobs()
        return client.get(answer.url, follow=True)

    return finished


@pytest.fixture
def upload(finished):
    """Send a table in; returns its dry run, or the form where the file is refused at once."""

    def upload(client, table, **fields):
        data = table if isinstance(table, bytes) else table.encode()
        fields["file"] = SimpleUploadedFile("acara.csv", data)
        answer = client.post(reverse("event_spreadsheet:index"), fields)
        return finished(client, answer) if answer.status_code == 302 else answer

    return upload


@pytest.fixture
def bring_in(finished):
    """Say yes to what a dry run showed; returns the report, once there is one."""

    def bring_in(client, shown):
        return finished(client, client.post(reverse("event_spreadsheet:apply"), {"token": token_of(shown)}))

    return bring_in


def token_of(response):
    return re.search(r'name="token" value="([^"]+)"', response.content.decode())[1]


def test_a_file_is_brought_in_after_its_dry_run(admin_client, upload, bring_in):
    response = upload(admin_client, f"{HEAD}\nPasar Malam;Ringkas.;rentang;2027-06-05\nSalah;;rentang;x\n")
    text = unescape(response.content.decode())
    assert "Pasar Malam" in text and "hari pertama" in text
    assert not EventPage.objects.filter(slug="pasar-malam").exists()
    address = response.request["PATH_INFO"]
    assert "Pasar Malam" in admin_client.get(address).content.decode()
    done = bring_in(admin_client, response)
    assert [done.context["counts"][outcome] for outcome in ("created", "problem")] == [1, 1]
    assert EventPage.objects.filter(slug="pasar-malam", alias_of=None).count() == 1
    again = admin_client.post(reverse("event_spreadsheet:apply"), {"token": token_of(response)})
    assert again.url == admin_client.get(address).url == reverse("event_spreadsheet:index")


def test_only_what_was_shown_is_written(admin_client, upload, administrator, page_at, bring_in):
    response = upload(admin_client, "alamat;judul\nceprotan;Judul dari berkas\nlabuhan-ageng-dlepih;Dlepih baru\n")
    event = page_at("id", "ceprotan")
    event.title = "Diubah sementara itu"
    event.save_revision(user=administrator).publish()
    bring_in(admin_client, response)
    event.refresh_from_db()
    assert event.get_latest_revision_as_object().title == "Diubah sementara itu"
    assert page_at("id", "labuhan-ageng-dlepih").get_latest_revision_as_object().title == "Dlepih baru"


def test_a_worker_that_is_stopped_in_the_middle_writes_no_line_twice(admin_client, upload, bring_in, monkeypatch):
    stop = iter([None, SystemExit])

    def stopped_after_two(done, total):
        if error := next(stop, None):
            raise error

    lines = "".join(f"Langkah {number};Ringkas.;rentang;2027-06-05\n" for number in range(3))
    shown = upload(admin_client, f"{HEAD}\n{lines}")
    monkeypatch.setattr("events.intake.spreadsheets.tasks.tell_progress", stopped_after_two)
    done = bring_in(admin_client, shown)
    assert done.context["counts"]["created"] == 3
    assert EventPage.objects.filter(slug__startswith="langkah-", alias_of=None).count() == 3


def test_nobody_else_reads_the_dry_run_or_the_report(admin_client, upload, bring_in):
    bring_in(admin_client, upload(admin_client, f"{HEAD}\nMilik;Ringkas.;rentang;2027-06-05\n"))
    other = Client()
    other.force_login(
        User.objects.create_superuser("kedua", password="kata-sandi-panjang"),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    for job, page in zip(Job.objects.order_by("enqueued_at"), ["planned", "brought_in"], strict=True):
        assert other.get(reverse(f"event_spreadsheet:{page}", args=[job.pk])).status_code == 404


def test_a_kept_file_belongs_to_who_uploaded_it_and_expires(admin_client, upload):
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
    files = list(Path(private_storage().path("imports")).iterdir())
    for hours, kept in [(1, files), (3, [])]:
        for file in files:
            os.utime(file, times=(0, (datetime.now(UTC) - timedelta(hours=hours)).timestamp()))
        forget_uploads.func()
        assert [file for file in files if file.exists()] == kept
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


def test_only_those_who_may_add_events_see_the_table(client, upload, page_at, bring_in):
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
    bring_in(client, response)
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


@settings(max_examples=100, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
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
def test_a_nonsense_file_never_breaks_the_page(admin_client, upload, run_jobs, data):
    response = upload(admin_client, data or b"\n")
    assert response.status_code == 200
    if b'name="token"' in response.content:
        admin_client.post(reverse("event_spreadsheet:apply"), {"token": token_of(response)})
        run_jobs()
        assert Job.objects.latest("enqueued_at").state == "Done"


def test_the_editor_says_whether_day_or_month_stands_first(admin_client, upload, bring_in, finished):
    asked = upload(admin_client, f"{HEAD}\nPasar Kaget;Ringkas.;rentang;5/6/2027\n")
    assert asked.context["asks_order"] and not asked.context["has_work"]
    answer = admin_client.post(reverse("event_spreadsheet:order"), {"token": token_of(asked), "order": "month"})
    chosen = finished(admin_client, answer)
    assert "2027-05-06" in chosen.content.decode()
    bring_in(admin_client, chosen)
    assert str(EventPage.objects.get(slug="pasar-kaget", alias_of=None).starts_on) == "2027-05-06"
