"""From one database to another: everything or nothing, and compared before it counts."""

import os
import subprocess
import sys
from contextlib import closing

import environ
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from wagtail.models import Page

from portal.moving.numbers import go_on_after, last_number
from portal.moving.rows import (
    SEARCH,
    UnacceptableRow,
    delete_rows,
    fingerprint,
    moved_models,
    read_rows,
    write_rows,
)

SOURCE, TARGET = DEFAULT_DB_ALIAS, "target"
# What `migrate` leaves in a new database: the root and Wagtail's page of welcome.
PAGES_OF_A_NEW_DATABASE = 2
# Tables that no model of ours describes and every database makes for itself.
OWN_TABLES = ("portal_searchindex", "django_migrations", "sqlite_", SEARCH)


class NotMoved(Exception):
    """Why nothing was moved, and what to do."""


def move_database(url, say):
    """Move all rows to the empty database at `url`; returns ``(rows, tables)``. `say` is told what is being done.

    Raises NotMoved; the target then holds no row of ours.
    """
    connect(url)
    check_source()
    check_target()
    if applied(TARGET) != applied(SOURCE):
        say("Making the tables")
        manage(url, "migrate", "--verbosity", "0")
    if applied(TARGET) - applied(SOURCE):
        raise NotMoved("The target's tables are of another version of the site. Make an empty database.")
    for table in left_behind():
        say(f"The table {table} belongs to no part of the site any more: it stays behind.")
    with transaction.atomic(SOURCE), transaction.atomic(TARGET):
        hold_still()
        try:
            return copy(say)
        except (UnacceptableRow, DatabaseError) as error:
            raise NotMoved(
                f"The target does not take this: {error}\nMend it in the present database and start again."
            ) from error


def connect(url):
    """Make the database at `url` known as TARGET."""
    values = environ.Env.db_url_config(url) if url.startswith(("sqlite:", "postgres")) else {}
    if not values:
        raise NotMoved("The target has to be the address of an SQLite or PostgreSQL database, as in DATABASE_URL.")
    connections.settings[TARGET] = connections.configure_settings({DEFAULT_DB_ALIAS: values})[DEFAULT_DB_ALIAS]
    try:
        connections[TARGET].ensure_connection()
    except DatabaseError as error:
        raise NotMoved(f"The target does not answer. {error}") from error


def check_source():
    executor = MigrationExecutor(connections[SOURCE])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotMoved("The present database waits for migrations. Run manage.py migrate first.")


def check_target():
    """Refuse a target that holds anything but the tables and first rows of a new site."""
    if not connections[TARGET].introspection.table_names():
        return
    try:
        is_new = (
            not get_user_model()._base_manager.using(TARGET).exists()
            and Page._base_manager.using(TARGET).count() <= PAGES_OF_A_NEW_DATABASE
        )
    except DatabaseError:
        is_new = False
    if not is_new:
        raise NotMoved("The target is not empty. Make an empty database, or name another one.")


def manage(url, *command):
    """Run a command of the site as it runs at the target: migrations do not say which database they mean."""
    result = subprocess.run(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), *command],
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise NotMoved(f"manage.py {command[0]} failed at the target:\n{result.stderr.strip()}")


def applied(alias):
    return MigrationRecorder(connections[alias]).applied_migrations().keys()


def left_behind():
    """Tables of the present database that are not moved although nobody makes them anew."""
    moved = {model._meta.db_table for model in moved_models()}
    tables = set(connections[SOURCE].introspection.table_names()) - moved
    return sorted(table for table in tables if not table.startswith(OWN_TABLES))


def hold_still():
    """Read one state of the present database from first to last. SQLite does so, and lets nobody write meanwhile."""
    if connections[SOURCE].vendor == "postgresql":
        with connections[SOURCE].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def copy(say):
    """Copy all rows and compare every table; returns ``(rows, tables)``."""
    models = moved_models()
    say("Copying")
    for model in models:
        delete_rows(model, TARGET)
    for model in models:
        with closing(read_rows(model, SOURCE)) as rows:
            write_rows(model, TARGET, rows)
        if (number := last_number(model, SOURCE)) is not None:
            go_on_after(model, TARGET, number)
    connections[TARGET].check_constraints()
    say("Comparing")
    rows = 0
    for model in models:
        there, here = fingerprint(model, TARGET), fingerprint(model, SOURCE)
        if there != here or last_number(model, TARGET) != last_number(model, SOURCE):
            raise NotMoved(f"{model._meta.db_table} is not the same at the target. Nothing was moved.")
        rows += here[0]
    return rows, len(models)
