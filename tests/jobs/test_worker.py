"""Real workers, in processes of their own, on a database of their own."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.sql

ROOT = Path(__file__).resolve().parents[2]
ALONE = Path(__file__).parent / "alone"
PATIENCE = 30  # seconds; only reached when something is wrong


def until(condition, what):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"waited {PATIENCE} s for {what}"
        time.sleep(0.02)


class Alone:
    """A site of nothing but jobs."""

    def __init__(self, folder, database_url):
        self.folder = folder
        self.processes = []
        self.environment = {
            **os.environ,
            "PYTHONPATH": f"{ROOT / 'site'}:{ALONE}",
            "DJANGO_SETTINGS_MODULE": "alone_settings",
            "DATABASE_URL": database_url,
            "ALONE_FOLDER": str(folder),
        }

    def run(self, *arguments):
        """A program of this site that is let run."""
        process = subprocess.Popen(
            [sys.executable, *arguments], env=self.environment, cwd=self.folder, stdout=subprocess.PIPE, text=True
        )
        self.processes.append(process)
        return process

    def worker(self):
        return self.run("-m", "django", "worker", "--interval", "0.02")

    def text(self, name):
        path = self.folder / name
        return path.read_text() if path.exists() else ""


@pytest.fixture
def alone(tmp_path, own_database_url):
    site = Alone(tmp_path, own_database_url)
    assert site.run("-m", "django", "migrate", "--verbosity", "0").wait(PATIENCE) == 0
    yield site
    for process in site.processes:
        process.kill()
        process.communicate()


@pytest.fixture
def own_database_url(tmp_path):
    """An empty database beside the one that the other tests use, of the same kind."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield f"sqlite:///{tmp_path / 'jobs.sqlite3'}"
        return
    import psycopg

    name = f"jobs_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield f"{url.rsplit('/', 1)[0]}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_job_whose_worker_is_killed_runs_again_and_does_nothing_twice(alone):
    killed = alone.worker()
    until(lambda: "line 1" in alone.text("lines"), "the first half of the job")
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    alone.worker()
    until(lambda: alone.text("begun").count("\n") == 2, "the job to begin again")
    (alone.folder / "go-on").touch()
    until((alone.folder / "finished").exists, "the end of the job")
    assert alone.text("lines") == "line 0\nline 1\nline 2\n"


def test_a_worker_that_is_told_to_stop_finishes_its_job_first(alone):
    worker = alone.worker()
    until(lambda: "line 1" in alone.text("lines"), "the first half of the job")
    worker.send_signal(signal.SIGTERM)
    (alone.folder / "go-on").touch()
    assert worker.wait(PATIENCE) == 0
    assert (alone.folder / "finished").exists()


def test_a_worker_that_is_told_to_stop_twice_leaves_the_job_to_the_next(alone):
    worker = alone.worker()
    until(lambda: "line 1" in alone.text("lines"), "the first half of the job")
    while worker.poll() is None:
        worker.send_signal(signal.SIGTERM)
        time.sleep(0.05)
    assert not (alone.folder / "finished").exists()
    (alone.folder / "go-on").touch()
    alone.worker()
    until((alone.folder / "finished").exists, "the end of the job")


def test_two_workers_hand_a_scheduled_task_over_once_in_each_period(alone):
    racers = [alone.run(str(ALONE / "race.py"), name) for name in ("one", "two")]
    won = [int(racer.communicate(timeout=PATIENCE)[0]) for racer in racers]
    assert sum(won) == 60
