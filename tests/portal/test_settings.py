"""Production refuses to start half configured; nothing secret stands in the source."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "SECRET_KEY": secrets.token_urlsafe(64),
    "ALLOWED_HOSTS": "wonogiri.example,www.wonogiri.example",
    "PUBLIC_URL": "https://wonogiri.example",
    "IDENTITY_DOMAIN": "wonogiri.example",
}


def start(*arguments, **environment):
    """Run a Django command on the production settings, with exactly this environment."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *(arguments or ("check",))],
        cwd=ROOT,
        env=kept | {"DJANGO_SETTINGS_MODULE": "portal.settings.production"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_when_everything_is_named():
    result = start(**GOOD)
    assert result.returncode == 0, result.stderr


def test_production_has_nothing_that_django_would_warn_of():
    result = start("check", "--deploy", "--fail-level", "WARNING", **GOOD)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "PUBLIC_URL", "IDENTITY_DOMAIN"])
def test_production_refuses_to_start_without(missing):
    result = start(**{name: value for name, value in GOOD.items() if name != missing})
    assert result.returncode != 0
    assert missing in result.stderr


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 80}, "SECRET_KEY"),
        ({"SECRET_KEY": "django-insecure-" + "x1y2z3" * 10}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "wonogiri.example,*"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": ".wonogiri.example"}, "ALLOWED_HOSTS"),
        ({"DEBUG": "1"}, "DEBUG"),
        ({"PUBLIC_URL": "http://wonogiri.example"}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "https://elsewhere.example"}, "PUBLIC_URL"),
        ({"IDENTITY_DOMAIN": "https://wonogiri.example"}, "IDENTITY_DOMAIN"),
        ({"IDENTITY_DOMAIN": "wonogiri.invalid"}, "IDENTITY_DOMAIN"),
    ],
)
def test_production_refuses_to_start_with(changed, named):
    result = start(**(GOOD | changed))
    assert result.returncode != 0
    assert f"ImproperlyConfigured: {named}" in result.stderr


def test_models_and_migrations_agree(db):
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
