"""The seed content, loaded once for each state of what makes it; every test process gets a copy.

What is kept lies in pytest's cache folder (`pytest --cache-clear` forgets it): a database with its search index, and
the photos with their files. On SQLite the database is a file, on PostgreSQL a database that new ones are made from.
It is loaded by a process of its own, so that tests which need no database go on meanwhile.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[1]
PUBLIC_URL = "http://127.0.0.1:8000"
# What decides how the loaded content looks. A change elsewhere is not noticed: pytest --cache-clear.
MAKERS = [
    "requirements.txt",
    "*/migrations/*.py",
    "site/*/migrations/*.py",
    "site/portal/seed/**/*",
    "*/models.py",
    "*/models/*.py",
    "site/*/models.py",
    "site/*/models/*.py",
    "site/content/files/media.py",
    "site/content/files/metadata.py",
    "site/content/files/photos.py",
    "events/occurrences.py",
    "events/sharing/ical.py",
    "events/time/*.py",
    "tests/clock.py",
    "tests/seed_template.py",
]


def state():
    """A short name of the state of everything that makes the content."""
    digest = hashlib.sha256()
    for file in sorted({file for pattern in MAKERS for file in ROOT.glob(pattern) if file.is_file()}):
        if file.suffix != ".pyc":
            digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:12]


class SeedTemplate:
    """The loaded seed of one kind of database; `database_url` is where PostgreSQL is, or empty for SQLite."""

    def __init__(self, cache, database_url=""):
        self.cache = Path(cache)
        self.postgresql = database_url if database_url.startswith("postgres") else ""
        self.name = f"{'postgresql' if self.postgresql else 'sqlite'}-{state()}"
        self.folder = self.cache / self.name
        # Checkouts beside each other may share a server.
        self.family = f"seed_{hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]}"
        self.database = f"{self.family}_{self.name.split('-')[1]}"

    @property
    def media(self):
        return self.folder / "media"

    def start_making(self):
        """Begin to load the content in a process of its own, if it is missing."""
        if not self.folder.exists():
            environment = os.environ | {"DATABASE_URL": self.postgresql}
            subprocess.Popen([sys.executable, "-m", "tests.seed_template", str(self.cache)], cwd=ROOT, env=environment)

    def make(self):
        """Load the content now, unless it is there or another process is at it: then wait."""
        with self._locked():
            if self.folder.exists():
                return
            self._forget_older()
            making = self.cache / "making"
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir()
            if self.postgresql:
                self._sql(f"CREATE DATABASE {self.database}")
            for command in ("migrate", "load_seed"):
                with (making / "log.txt").open("a+") as log:
                    done = subprocess.run(
                        [sys.executable, "-m", "tests.at_fixed_time", command],
                        cwd=ROOT,
                        env=site_environment(making, PUBLIC_URL, self._url(self.database)),
                        stdout=log,
                        stderr=subprocess.STDOUT,
                    )
                    if done.returncode:
                        log.seek(0)
                        raise RuntimeError(f"The seed could not be loaded ({command}):\n{log.read()[-3000:]}")
                if command == "migrate" and not self.postgresql:
                    shutil.copyfile(making / "db.sqlite3", making / "migrated.sqlite3")
            making.rename(self.folder)

    @contextmanager
    def lend(self, name):
        """Give a PostgreSQL database called `name`, or an SQLite file at path `name`; yields what renews it."""

        def renew():
            with self._locked():
                if self.postgresql:
                    self._sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
                    self._sql(f"CREATE DATABASE {name} TEMPLATE {self.database}")
                else:
                    shutil.copyfile(self.folder / "db.sqlite3", name)

        renew()
        yield renew
        if self.postgresql:
            self._sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _forget_older(self):
        kind = self.name.split("-")[0]
        for folder in self.cache.glob(f"{kind}-*"):
            shutil.rmtree(folder)
        if self.postgresql:
            for (name,) in self._sql("SELECT datname FROM pg_database WHERE datname LIKE %s", f"{self.family}_%"):
                self._sql(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def _locked(self):
        self.cache.mkdir(parents=True, exist_ok=True)
        with (self.cache / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _url(self, database):
        return urlunsplit(urlsplit(self.postgresql)._replace(path=f"/{database}")) if self.postgresql else ""

    def _sql(self, statement, *values):
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            cursor = connection.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []


def site_environment(var, url, database_url=""):
    """The environment of a site of its own: nothing of the machine's database, cache or settings."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "CACHE_URL", "DEBUG"}}
    ours = {"DJANGO_SETTINGS_MODULE": "portal.settings.dev", "VAR_DIR": str(var), "PUBLIC_URL": url}
    return kept | ours | ({"DATABASE_URL": database_url} if database_url else {})


if __name__ == "__main__":
    SeedTemplate(sys.argv[1], os.environ["DATABASE_URL"]).make()
