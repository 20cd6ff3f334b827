"""The test suite: an SQLite file and memory cache, or what DATABASE_URL and CACHE_URL name."""

import tempfile
from pathlib import Path

from .base import *
from .base import CACHE_URL, CACHES, DATABASES, STORAGES, env

SECRET_KEY = "only for tests: nothing of value is signed with it, ever"
ALLOWED_HOSTS = ["*"]
VAR_DIR = Path(tempfile.mkdtemp(prefix="wonogiri-test-"))
MEDIA_ROOT = VAR_DIR / "media"
PRIVATE_ROOT = VAR_DIR / "private"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir()
WHITENOISE_USE_FINDERS = True
PAGE_CACHE_STAMP = VAR_DIR / "published.stamp"
if not env("DATABASE_URL", default=""):
    DATABASES["default"]["NAME"] = VAR_DIR / "db.sqlite3"
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
if CACHE_URL and (worker := env("PYTEST_XDIST_WORKER", default="")):
    # Each test process has one of Redis's numbered databases for itself.
    server, number = CACHE_URL.rsplit("/", 1)
    CACHES["default"]["LOCATION"] = f"{server}/{int(number) + int(worker.removeprefix('gw'))}"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
AXES_ENABLED = False
# Tests log in by the first backend, so it must know users.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesBackend", "django.contrib.auth.backends.ModelBackend"]
