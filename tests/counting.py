"""Counting what a piece of code asks the database, over all connections."""

from contextlib import ExitStack

from django.db import connections
from django.db.backends.signals import connection_created


class CountedQueries:
    """Within `with`, collects the SQL of every connection of this process, also of those opened meanwhile."""

    def __init__(self):
        self.sql = []

    def __enter__(self):
        self._stack = ExitStack()
        for connection in connections.all(initialized_only=True):
            self._stack.enter_context(connection.execute_wrapper(self._note))
        connection_created.connect(self._watch)
        return self

    def __exit__(self, *error):
        connection_created.disconnect(self._watch)
        self._stack.close()

    def __len__(self):
        return len(self.sql)

    def __str__(self):
        return "\n".join(self.sql)

    def _watch(self, connection, **kwargs):
        if self._note not in connection.execute_wrappers:
            connection.execute_wrappers.append(self._note)
            self._stack.callback(connection.execute_wrappers.remove, self._note)

    def _note(self, execute, sql, params, many, context):
        self.sql.append(sql)
        return execute(sql, params, many, context)
