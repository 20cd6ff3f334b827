"""A Redis of one's own, to be frozen and counted."""

import os
import shutil
import signal
import subprocess
import time

import pytest
from django.core.cache import cache
from django_redis import get_redis_connection
from redis import Redis
from redis.exceptions import ConnectionError

NO_REDIS = "No redis-server here. Install one (Debian: apt-get install redis-server) to see Redis fail."


class OwnRedis:
    """A running redis-server that keeps nothing on disk."""

    def __init__(self, socket):
        self.url = f"unix://{socket}?db=0"
        self.process = subprocess.Popen(
            ["redis-server", "--port", "0", "--unixsocket", str(socket), "--save", "", "--appendonly", "no"],
            cwd=socket.parent,
            stdout=subprocess.DEVNULL,
        )
        self.redis = Redis.from_url(self.url)
        deadline = time.monotonic() + 20
        while not self.answers():
            assert time.monotonic() < deadline, "redis-server did not start."
            time.sleep(0.02)

    def answers(self):
        try:
            return self.redis.ping()
        except ConnectionError:
            return False

    def freeze(self):
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def stop(self):
        self.go_on()
        self.process.terminate()
        self.process.wait(10)

    def commands(self):
        """How many commands it has answered so far."""
        return self.redis.info("stats")["total_commands_processed"]

    def keys(self):
        return self.redis.dbsize()


@pytest.fixture
def own_redis(tmp_path, settings):
    """The site's cache for one test."""
    if not shutil.which("redis-server"):
        if os.environ.get("CI"):
            pytest.fail(NO_REDIS)
        pytest.skip(NO_REDIS)
    server = OwnRedis(tmp_path / "redis.sock")
    settings.CACHES = settings.CACHES | {"default": settings.REDIS_CACHE | {"LOCATION": server.url}}
    yield server
    server.stop()


@pytest.fixture
def pool(own_redis):
    """The connections of this process to it, with their breaker."""
    assert cache.get("nothing") is None
    return get_redis_connection().connection_pool
