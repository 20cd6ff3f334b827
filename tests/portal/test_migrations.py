"""What `make lint` says of a migration before it is released."""

import pytest
from django.db import migrations, models

from portal.management.commands.check_migrations import migration_problems


def forwards(apps, schema_editor):
    pass


@pytest.mark.parametrize(
    ("operation", "complaint"),
    [
        (migrations.AddField("Place", "code", models.CharField(max_length=5)), "Place.code is added without a value"),
        (migrations.AddField("Place", "code", models.CharField(max_length=5, default="")), None),
        (migrations.AddField("Place", "code", models.CharField(max_length=5, db_default="")), None),
        (migrations.AddField("Place", "height_m", models.IntegerField(null=True)), None),
        (migrations.AddField("Place", "near", models.ManyToManyField("self")), None),
        (migrations.RunPython(forwards), "forwards cannot be taken back"),
        (migrations.RunPython(forwards, migrations.RunPython.noop), None),
        (migrations.RunSQL("SELECT 1"), "its SQL cannot be taken back"),
        (migrations.SeparateDatabaseAndState([migrations.RunSQL("SELECT 1")]), "its SQL cannot be taken back"),
    ],
)
def test_a_migration_that_would_stop_the_site_or_cannot_be_taken_back_is_refused(operation, complaint):
    migration = migrations.Migration("0002_more", "places")
    migration.operations = [operation]
    problems = list(migration_problems(migration))
    assert [complaint in problem for problem in problems] == ([True] if complaint else [])


def test_a_field_of_a_new_table_needs_no_value():
    migration = migrations.Migration("0001_initial", "places")
    migration.operations = [
        migrations.CreateModel("Place", [("id", models.AutoField(primary_key=True))]),
        migrations.AddField("Place", "code", models.CharField(max_length=5)),
    ]
    assert list(migration_problems(migration)) == []
