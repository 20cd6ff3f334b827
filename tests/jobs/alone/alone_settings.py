"""A site of nothing but jobs: its worker starts in a moment, and its database is the test's own."""

from datetime import timedelta

import environ

env = environ.Env()
SECRET_KEY = "guards nothing"
INSTALLED_APPS = ["jobs", "django_tasks_db"]
DATABASES = {"default": env.db("DATABASE_URL")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
TASKS = {"background": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
JOBS_SCHEDULE = {"alone_tasks.write_three_lines": (timedelta(days=40_000), timedelta(0))}
JOBS_RETRY_SECONDS = [0, 0]
JOBS_LONGEST_SECONDS = 60
JOBS_DEAD_AFTER_SECONDS = 1
