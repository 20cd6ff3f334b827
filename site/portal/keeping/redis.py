"""A Redis that may be away: nobody waits for it more than once in some seconds.

django-redis already turns a failing Redis into an empty one, but asks it again for every key, and each time
waits for the time-out.
"""

from redis import ConnectionPool, Redis
from redis.client import Pipeline
from redis.exceptions import ConnectionError, TimeoutError

from portal.keeping.breaker import Breaker

PAUSE_S = 5


class BreakerPool(ConnectionPool):
    """The connections of one process to one Redis, with the breaker that all its threads share."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.breaker = Breaker(PAUSE_S)

    def ask(self, question, *args, **options):
        """The answer to `question`, a function that speaks with Redis; ConnectionError at once while it is left alone."""
        if not self.breaker.allows():
            raise ConnectionError("Redis did not answer a moment ago and is left alone.")
        try:
            answer = question(*args, **options)
        except (ConnectionError, TimeoutError):
            self.breaker.failed()
            raise
        self.breaker.answered()
        return answer


class BreakerRedis(Redis):
    """Sends a command only while Redis answers."""

    def execute_command(self, *args, **options):
        return self.connection_pool.ask(super().execute_command, *args, **options)

    def pipeline(self, transaction=True, shard_hint=None):
        return BreakerPipeline(self.connection_pool, self.response_callbacks, transaction, shard_hint)


class BreakerPipeline(Pipeline):
    """Sends several commands at once, only while Redis answers."""

    def execute(self, raise_on_error=True):
        return self.connection_pool.ask(super().execute, raise_on_error)
