from django.core.management.base import BaseCommand, CommandError

from portal.moving.move import NotMoved, manage, move_database


class Command(BaseCommand):
    help = (
        "Move everything from the present database to an empty one, from SQLite to PostgreSQL or back, and compare "
        "every row. The present database is only read. Stop the site first: what is written meanwhile is not moved."
    )

    def add_arguments(self, parser):
        parser.add_argument("target", help="address of the empty database, as in DATABASE_URL")

    def handle(self, target, **options):
        try:
            rows, tables = move_database(target, self.stdout.write)
        except NotMoved as error:
            raise CommandError(f"Nothing was moved; the present database is as it was.\n{error}") from error
        self.stdout.write("Building the search index")
        try:
            manage(target, "update_index")
        except NotMoved as error:
            raise CommandError(f"Everything was moved, but search finds nothing yet.\n{error}") from error
        self.stdout.write(
            f"{rows:,} rows of {tables} tables moved, each table compared. Start the site with DATABASE_URL set to "
            "the new database, look at it, and keep the old one until you have."
        )
