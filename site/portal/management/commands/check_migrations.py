from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddField, CreateModel, RunPython, RunSQL, SeparateDatabaseAndState
from django.db.models import NOT_PROVIDED


class Command(BaseCommand):
    help = "Fail with a list when a migration would stop the site that runs beside it, or cannot be taken back."

    requires_system_checks = []

    def handle(self, **options):
        ours = {
            app.label
            for app in apps.get_app_configs()
            if settings.BASE_DIR in Path(app.path).parents and ".venv" not in app.path
        }
        migrations = [
            migration for key, migration in sorted(MigrationLoader(None).disk_migrations.items()) if key[0] in ours
        ]
        problems = [f"{migration}: {problem}" for migration in migrations for problem in migration_problems(migration)]
        if problems:
            raise CommandError("\n".join([f"{len(problems)} problems in the migrations:", *problems]))
        self.stdout.write(f"{len(migrations)} migrations, each can be taken back.")


def migration_problems(migration):
    """Sentences that say what to change in a migration before it may be released."""
    new = {operation.name_lower for operation in migration.operations if isinstance(operation, CreateModel)}
    for operation in _flat(migration.operations):
        if isinstance(operation, AddField) and operation.model_name_lower not in new and _needs_value(operation.field):
            yield (
                f"{operation.model_name}.{operation.name} is added without a value for the rows that are there. "
                "Give it a default, or null=True."
            )
        if isinstance(operation, RunPython | RunSQL) and not operation.reversible:
            name = getattr(operation, "code", None)
            yield (
                f"{name.__name__ if name else 'its SQL'} cannot be taken back. "
                "Name what undoes it, if need be RunPython.noop or RunSQL.noop."
            )


def _flat(operations):
    for operation in operations:
        if isinstance(operation, SeparateDatabaseAndState):
            yield from _flat(operation.database_operations)
        else:
            yield operation


def _needs_value(field):
    return not (field.null or field.many_to_many or field.has_default() or field.db_default is not NOT_PROVIDED)
