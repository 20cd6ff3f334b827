"""The numbers that a table has given to its rows: one that was given is never given again, not even after a deletion."""

from django.db import connections
from django.db.models import Max


def last_number(model, alias):
    """The last number a table gave to a row of its own, or None when its rows are not numbered."""
    if not model._meta.auto_field:
        return None
    connection = connections[alias]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
            given = (cursor.fetchone() or [0])[0]
        else:
            cursor.execute("SELECT pg_sequence_last_value(%s::regclass)", [_sequence(model, cursor)])
            given = cursor.fetchone()[0] or 0
    highest = model._base_manager.using(alias).aggregate(highest=Max("pk"))["highest"] or 0
    return max(given, highest)


def go_on_after(model, alias, number):
    """Let a table give `number` + 1 next."""
    connection, table = connections[alias], model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
        else:
            cursor.execute("SELECT setval(%s::regclass, %s, %s)", [_sequence(model, cursor), number or 1, number > 0])


def _sequence(model, cursor):
    field = model._meta.auto_field
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{model._meta.db_table}"', field.column])
    return cursor.fetchone()[0]
