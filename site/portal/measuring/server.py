"""A server of our own to measure."""

import os
import socket
import statistics
import subprocess
import sys
import time
from http.client import HTTPConnection

from django.conf import settings


class NotMeasurable(Exception):
    """Something that was to be measured does not answer as it should."""


class Server:
    """gunicorn with one worker on a free port, and the CPU time it has used."""

    def __init__(self, application):
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port = listener.getsockname()[1]
        self.process = subprocess.Popen(  # noqa: S603 (our own server)
            [
                *(sys.executable, "-m", "gunicorn", "--no-control-socket", "--workers", "1", "--log-level", "error"),
                *("--bind", f"127.0.0.1:{self.port}", "--pythonpath", ".,site", application),
            ],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]},
        )

    def __enter__(self):
        for _ in range(200):
            try:
                self.get("/")
            except OSError:
                time.sleep(0.1)
            else:
                return self
        raise NotMeasurable("The server to be measured did not start.")

    def __exit__(self, *exception):
        self.process.terminate()
        self.process.wait(20)

    def get(self, path):
        client = HTTPConnection("127.0.0.1", self.port, timeout=30)
        client.request("GET", path, headers={"Host": f"127.0.0.1:{self.port}", "Accept-Encoding": "gzip"})
        answer = client.getresponse()
        body = answer.read()
        client.close()
        return answer.status, len(body)

    def cpu_seconds(self):
        """User and system time of the server and its worker."""
        import psutil

        tree = [psutil.Process(self.process.pid)]
        tree += tree[0].children(recursive=True)
        return sum(sum(process.cpu_times()[:2]) for process in tree)

    def measure(self, path, rounds):
        """``{median_ms, p99_ms, cpu_ms, bytes}`` of a page, after a few requests to warm up."""
        for _ in range(5):
            status, size = self.get(path)
            if status != 200:
                raise NotMeasurable(f"{path} answers {status}.")
        times, before = [], self.cpu_seconds()
        for _ in range(rounds):
            start = time.perf_counter()
            self.get(path)
            times.append((time.perf_counter() - start) * 1000)
        cpu = (self.cpu_seconds() - before) * 1000 / rounds
        times.sort()
        return {
            "median_ms": round(statistics.median(times), 2),
            "p99_ms": round(times[min(len(times) - 1, int(len(times) * 0.99))], 2),
            "cpu_ms": round(cpu, 3),
            "bytes": size,
        }
