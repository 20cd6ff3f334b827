"""The index that each database keeps of the documents of the search, by itself: Python writes the documents alone."""

from django.db import migrations

TABLE = "portal_searchdocument"
INDEX = "portal_searchindex"
COLUMNS = ("language", "title", "keywords", "summary", "text", "marks")
NAMES = ", ".join(COLUMNS)


def values(row):
    return ", ".join(f"{row}.{column}" for column in COLUMNS)


FORGET = f"INSERT INTO {INDEX}({INDEX}, rowid, {NAMES}) VALUES ('delete', old.page_id, {values('old')});"
KEEP = f"INSERT INTO {INDEX}(rowid, {NAMES}) VALUES (new.page_id, {values('new')});"

SQLITE = [
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5({NAMES}, content='{TABLE}', content_rowid='page_id', "
    "tokenize='unicode61 remove_diacritics 2', prefix='3 4')",
    f"CREATE TRIGGER {INDEX}_added AFTER INSERT ON {TABLE} BEGIN {KEEP} END",
    f"CREATE TRIGGER {INDEX}_deleted AFTER DELETE ON {TABLE} BEGIN {FORGET} END",
    f"CREATE TRIGGER {INDEX}_changed AFTER UPDATE ON {TABLE} BEGIN {FORGET} {KEEP} END",
]
WEIGHED = " || ".join(
    f"setweight(to_tsvector('simple', {column}), '{weight}')"
    for column, weight in (("title", "A"), ("keywords", "B"), ("marks", "B"), ("summary", "C"), ("text", "D"))
)
POSTGRESQL = [
    f"ALTER TABLE {TABLE} ADD COLUMN vector tsvector GENERATED ALWAYS AS ({WEIGHED}) STORED",
    f"CREATE INDEX {INDEX} ON {TABLE} USING gin (vector)",
]
BACK = {
    "sqlite": [
        *(f"DROP TRIGGER {INDEX}_{name}" for name in ("added", "deleted", "changed")),
        f"DROP TABLE {INDEX}",
    ],
    "postgresql": [f"DROP INDEX {INDEX}", f"ALTER TABLE {TABLE} DROP COLUMN vector"],
}


def make(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("portal", "0002_search")]
    operations = [migrations.RunPython(make, drop)]
