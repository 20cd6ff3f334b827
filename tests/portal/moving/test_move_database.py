"""The office outgrows its first database: everything moves to PostgreSQL, and back if need be, and stays the same."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from contextlib import closing
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.db import connection, connections
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, PageViewRestriction, Workflow

from accounts.models import Organisation
from events.models import EventSource, UploadedCalendar
from portal.models import ArticlePage
from portal.moving.move import TARGET, NotMoved, connect, move_database
from portal.moving.rows import fingerprint
from tests.seed_template import site_environment

SERVER = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@localhost:5432/test")
# Each database has its own kind of search index, and keeps its own record of migrations.
NOT_MOVED = ("wagtailsearch_indexentry", "portal_searchindex", "django_migrations")


def server(database="postgres"):
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{database}"))


@pytest.fixture
def postgresql():
    """The address of an empty PostgreSQL database that is dropped afterwards."""
    try:
        control = psycopg.connect(server(), autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"needs PostgreSQL at {SERVER}, or where TEST_DATABASE_URL says")
    name = f"moving_{uuid.uuid4().hex[:8]}"
    with closing(control):
        control.execute(f"CREATE DATABASE {name}")
        control.execute(f"ALTER DATABASE {name} SET synchronous_commit TO off")
        yield server(name)
        control.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def eventful(administrator, page_at):
    """The seed's site after a year of work: what is deleted, drafted, locked, sent in, restricted and uploaded."""
    section, event = page_at("id", "budaya"), page_at("id", "labuhan-ageng-sembukan")
    deleted = section.add_child(instance=ArticlePage(title="Dihapus", slug="dihapus", summary="Sudah tidak ada."))
    deleted.save_revision(user=administrator)
    deleted_pk = deleted.pk
    log(
        instance=deleted,
        action="wagtail.delete",
        user=administrator,
        deleted=True,
        data={"alasan": ["ganda", None, 1.5]},
    )
    deleted.delete()
    draft = page_at("id", "pantai-nampu")
    draft.title = "Nampu — “draf” 𝄞"
    draft.save_revision(user=administrator, approved_go_live_at=timezone.now())
    locked = page_at("id", "gua-sodong")
    locked.locked, locked.locked_by, locked.locked_at = True, administrator, timezone.now()
    locked.save()
    waiting = page_at("id", "batik-wonogiren")
    waiting.save_revision(user=administrator)
    Workflow.objects.first().start(waiting, administrator)
    PageViewRestriction.objects.create(page=section, restriction_type="password", password="rahasia")
    AccessAttempt.objects.create(
        ip_address="2001:DB8::1", attempt_time=timezone.now(), username="siti", failures_since_start=3
    )
    source = EventSource.objects.create(
        name="Kantor lain", url="https://kantor.example/acara.ics", organisation=Organisation.objects.first()
    )
    UploadedCalendar.objects.create(
        source=source, file_name="acara.ics", body=bytes(range(256)), uploaded_at=timezone.now()
    )
    assert event.uid
    return deleted_pk


@pytest.fixture
def forget_target():
    """Afterwards the other tests know one database again."""
    yield
    connections.settings.pop(TARGET, None)
    if hasattr(connections._connections, TARGET):
        connections[TARGET].close()
        del connections[TARGET]


def copy_to(file):
    """Write the test's database, as it is within its transaction, to a file."""
    file.write_bytes(connection.connection.serialize())
    return f"sqlite:///{file}"


def change(file, *statements):
    with closing(sqlite3.connect(file)) as database, database:
        for statement in statements:
            database.execute(statement)


def remove_an_app_from(file):
    """Leave in a database what an app leaves that the site once had."""
    change(
        file,
        "CREATE TABLE kalender_acara (id integer PRIMARY KEY)",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('kalender', '0001_initial', '2026-01-01')",
    )


def move(tmp_path, source, target):
    return subprocess.run(
        [sys.executable, "manage.py", "move_database", target],
        cwd=settings.BASE_DIR,
        env=site_environment(tmp_path, "http://127.0.0.1:8000", source),
        capture_output=True,
        text=True,
    )


def everything(file):
    """``{table: sorted rows}`` of an SQLite file; JSON counts by its meaning."""
    with closing(sqlite3.connect(file)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        kept = [name for name in tables if not name.startswith(NOT_MOVED)]
        return {
            name: sorted(
                ([plain(value) for value in row] for row in database.execute(f"SELECT * FROM {name}")), key=repr
            )
            for name in kept
        }


def given_numbers(tables):
    """Take out of `tables` the last number that each table has given to a row, if any."""
    numbers = dict(tables.pop("sqlite_sequence"))
    return {name: number for name, number in numbers.items() if number and not name.startswith(NOT_MOVED)}


def plain(value):
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the tests on SQLite move it to PostgreSQL")
def test_everything_moves_to_postgresql_and_back_and_is_the_same(tmp_path, seed_template, eventful, postgresql):
    before = tmp_path / "before.sqlite3"
    present = copy_to(before)
    remove_an_app_from(before)

    change(before, "UPDATE accounts_organisation SET name = name || char(0) WHERE id = 1")
    refused = move(tmp_path, present, postgresql)
    assert refused.returncode == 1
    assert "Nothing was moved" in refused.stderr
    assert "accounts_organisation, row 1: " in refused.stderr
    assert "Exception ignored" not in refused.stderr
    with psycopg.connect(postgresql) as target:
        assert target.execute("SELECT count(*) FROM accounts_organisation").fetchone() == (0,)
    change(before, f"UPDATE accounts_organisation SET name = '{Organisation.objects.get(pk=1).name}' WHERE id = 1")

    there = move(tmp_path, present, postgresql)
    assert there.returncode == 0, there.stderr
    assert "The table kalender_acara belongs to no part of the site any more: it stays behind." in there.stdout
    with psycopg.connect(postgresql) as target:
        (entries,) = target.execute(
            "SELECT count(*) FROM wagtailcore_pagelogentry WHERE page_id = %s AND deleted", [eventful]
        ).fetchone()
        assert entries == PageLogEntry.objects.filter(page_id=eventful, deleted=True).count() > 0
        assert target.execute("SELECT count(*) FROM wagtailsearch_indexentry").fetchone()[0] > 100
        (following,) = target.execute("SELECT nextval(pg_get_serial_sequence('wagtailcore_page', 'id'))").fetchone()
        assert following > eventful
        target.rollback()

    after = tmp_path / "after.sqlite3"
    after.write_bytes((seed_template.folder / "migrated.sqlite3").read_bytes())
    back = move(tmp_path, postgresql, f"sqlite:///{after}")
    assert back.returncode == 0, back.stderr
    old, new = everything(before), everything(after)
    old_numbers, new_numbers = (given_numbers(tables) for tables in (old, new))
    assert new_numbers == old_numbers | {"wagtailcore_page": following}
    assert new.keys() == old.keys() - {"kalender_acara"}
    for table in new:
        assert new[table] == old[table], table


@pytest.mark.skipif(connection.vendor != "sqlite", reason="needs an SQLite file of the seed")
@pytest.mark.usefixtures("django_db_setup", "forget_target")
def test_a_database_that_holds_a_site_is_never_moved_into(tmp_path, seed_template, django_db_blocker):
    other = shutil.copy(seed_template.folder / "db.sqlite3", tmp_path / "other.sqlite3")
    before = everything(other)
    with django_db_blocker.unblock(), pytest.raises(NotMoved, match="not empty"):
        move_database(f"sqlite:///{other}", print)
    assert everything(other) == before


@pytest.mark.django_db
def test_a_fingerprint_changes_with_every_value_and_not_with_the_order(eventful):
    before = fingerprint(PageLogEntry, "default")
    assert fingerprint(PageLogEntry, "default") == before
    entry = PageLogEntry.objects.get(page_id=eventful, data__has_key="alasan")
    entry.data["alasan"][2] = 1.25
    PageLogEntry.objects.filter(pk=entry.pk).update(data=entry.data)
    assert fingerprint(PageLogEntry, "default") != before
    assert before[0] == PageLogEntry.objects.count()


@pytest.mark.parametrize(
    "url",
    ["postgres://nobody@127.0.0.1:1/none", "sqlite:////no/such/folder/db.sqlite3", "mysql://localhost/site", "x", ""],
)
def test_a_target_that_cannot_be_reached_is_told_in_a_sentence(url, django_db_blocker, forget_target):
    with django_db_blocker.unblock(), pytest.raises(NotMoved, match=r"^The target .*\."):
        connect(url)
