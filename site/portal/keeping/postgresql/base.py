"""Django's PostgreSQL, with an end to waiting for a server that has frozen.

The server's own time-outs help only while it runs: a frozen one would hold a page until the worker is killed.
"""

from django.conf import settings
from django.db.backends.postgresql import base
from psycopg import OperationalError

HEALTH_CHECK_S = 1


class DatabaseWrapper(base.DatabaseWrapper):
    """Waits `DATABASE_PATIENCE_S` for an answer, and a second to see whether a connection from before still lives."""

    patience_s = settings.DATABASE_PATIENCE_S

    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        wait = connection.wait

        def wait_at_most(*args, **kwargs):
            try:
                return wait(*args, **{"timeout": self.patience_s} | kwargs)
            except OperationalError:
                connection.close()  # whatever it says later would be taken for the answer to another question
                raise

        connection.wait = wait_at_most
        return connection

    def is_usable(self):
        self.patience_s = HEALTH_CHECK_S
        try:
            return super().is_usable()
        finally:
            self.patience_s = settings.DATABASE_PATIENCE_S
