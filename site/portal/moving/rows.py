"""The rows of a table as values that every database understands, and a fingerprint of them all."""

import hashlib
import json
from datetime import UTC, datetime
from decimal import Decimal
from ipaddress import ip_address

from django.apps import apps
from django.db import DatabaseError, connections, models
from django.db.models import F
from django.db.models.functions import Cast

# The search index: each database has its own kind, made anew from the pages.
SEARCH = "wagtailsearch"
# Few enough for the memory although an uploaded calendar is a row, too.
ROWS_AT_ONCE = 100


class UnacceptableRow(Exception):
    """A row that the other database refuses; says which."""


def moved_models():
    """Every model with a table of its own whose rows are moved."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label != SEARCH
    ]


def read_rows(model, alias):
    """Yield the rows of a table as tuples of the model's own fields, by primary key, few at a time in memory.

    JSON stays text, so that nothing is lost that today's code would no longer read.
    """
    columns = [
        Cast(F(field.attname), models.TextField()) if is_json(field) else F(field.attname)
        for field in model._meta.local_concrete_fields
    ]
    yield from model._base_manager.using(alias).order_by("pk").values_list(*columns).iterator(ROWS_AT_ONCE)


def delete_rows(model, alias):
    """Empty a table, whatever refers to it."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")


def write_rows(model, alias, rows):
    """Insert rows as `read_rows` gives them; raises UnacceptableRow."""
    connection, fields = connections[alias], model._meta.local_concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    insert = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"
    with connection.cursor() as cursor:
        for row in rows:
            values = [
                value if is_json(field) else field.get_db_prep_save(value, connection)
                for field, value in zip(fields, row, strict=True)
            ]
            try:
                cursor.execute(insert, values)
            except (DatabaseError, ValueError) as error:
                primary_key = row[fields.index(model._meta.pk)]
                raise UnacceptableRow(f"{model._meta.db_table}, row {primary_key}: {error}") from error


def fingerprint(model, alias):
    """``(number of rows, sum of their SHA-256)``: equal for equal rows, whatever the database and its order."""
    fields, number, total = model._meta.local_concrete_fields, 0, 0
    for row in read_rows(model, alias):
        values = [_comparable(field, value) for field, value in zip(fields, row, strict=True)]
        number += 1
        total += int.from_bytes(hashlib.sha256(json.dumps(values).encode()).digest())
    return number, total % 2**256


def is_json(field):
    """Whether its column holds JSON, a StreamField's included."""
    return field.get_internal_type() == "JSONField"


def _comparable(field, value):
    """A value without what databases may write in two ways: order of keys, time zone, kind of bytes, zeros."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if is_json(field):
        return json.dumps(json.loads(value), sort_keys=True)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Decimal):
        return str(value.normalize())
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    if isinstance(field, models.GenericIPAddressField):
        return str(ip_address(value))
    return str(value)
