"""One moment, one loaded seed: every test reads it inside a transaction that is rolled back."""

import fcntl
import os
import shutil
import subprocess
from datetime import timedelta
from unittest import mock

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import translation
from xdist.scheduler import LoadScopeScheduling

from content.publishing import mark_published
from tests import clock
from tests.counting import CountedQueries
from tests.seed_template import ROOT, SeedTemplate, site_environment

the_clock = clock.fix()

# Tests that share what is costly to make go to the same process.
TOGETHER = ("tests/deploy/", "tests/portal/keeping/test_public_pages.py")
NEEDS_SEED = {"db", "transactional_db", "site", "deployment"}


def pytest_configure(config):
    database = settings.DATABASES["default"]
    url = os.environ["DATABASE_URL"] if "postgresql" in database["ENGINE"] else ""
    config.seed_template = SeedTemplate(config.cache.mkdir("seed"), url)


class Scheduling(LoadScopeScheduling):
    """Each test to whichever process is free, but for those that belong together."""

    def _split_scope(self, nodeid):
        return next(filter(nodeid.startswith, TOGETHER), nodeid)


def pytest_xdist_make_scheduler(config, log):
    return Scheduling(config, log)


def needs_seed(item):
    return bool(NEEDS_SEED & set(item.fixturenames) or item.get_closest_marker("django_db"))


def is_transactional(item):
    marker = item.get_closest_marker("django_db")
    return "transactional_db" in item.fixturenames or bool(marker and marker.kwargs.get("transaction"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Tests without a database first, while the seed is loaded; those in a browser last.

    Playwright's event loop would keep later tests from the database.
    """
    items.sort(key=lambda item: ("browser" in item.fixturenames, needs_seed(item), is_transactional(item)))
    if os.environ.get("PYTEST_XDIST_WORKER", "gw0") == "gw0" and any(needs_seed(item) for item in items):
        config.seed_template.start_making()


@pytest.fixture(scope="session")
def seed_template(request):
    template = request.config.seed_template
    template.make()
    return template


@pytest.fixture(scope="session")
def static_files(tmp_path_factory):
    """The collected static files, made by whichever of the test processes comes first."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    with (shared / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        var = shared / "collected"
        if not var.exists():
            command = clock.at_fixed_time("collectstatic", "--noinput", "--verbosity", "0")
            subprocess.run(command, cwd=ROOT, env=site_environment(var, ""), check=True)
    return var / "static"


@pytest.fixture(scope="session")
def django_db_setup(seed_template, request, django_db_blocker):
    """This process's copy of the loaded seed, in place of pytest-django's empty database."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    shutil.copytree(seed_template.media, settings.MEDIA_ROOT, copy_function=os.link, dirs_exist_ok=True)
    if seed_template.postgresql:
        name = f"test_{seed_template.family}_{worker}"
    else:
        name = str(settings.VAR_DIR / "db.sqlite3")
    with django_db_blocker.unblock(), seed_template.lend(name) as renew:
        request.config.renew_database = renew
        connection.close()
        connection.settings_dict["NAME"] = name
        yield
        connection.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    """A test without a transaction leaves empty tables behind: the next one gets the seed again."""
    result = yield
    if is_transactional(item):
        connection.close()
        item.config.renew_database()
    return result


@pytest.fixture(autouse=True)
def same_moment():
    the_clock.move_to(clock.NOW)


@pytest.fixture(autouse=True)
def no_kept_pages():
    """What one test keeps of its pages, another must not find: they were rolled back."""
    cache.clear()
    mark_published()


@pytest.fixture
def english():
    """Sentences of code that no request has given a language."""
    with translation.override("en"):
        yield


@pytest.fixture
def client(db):
    return Client()


@pytest.fixture
def uncached_client(db):
    """A client whose pages are made anew at each request, by everything but the page cache."""
    with mock.patch("portal.keeping.pages.page_key", return_value=None):
        yield Client()


@pytest.fixture
def queries(db):
    """``with queries() as asked:`` counts the SQL of every connection, those of other threads too."""
    return CountedQueries


@pytest.fixture
def administrator(db):
    from accounts.models import User

    return User.objects.create_superuser("administrator", "admin@example.org", "a-long-password-for-tests")


@pytest.fixture
def admin_client(administrator):
    client = Client()
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def page_at(db):
    """Find a page by language and Indonesian or translated slug: ``page_at("id", "pantai-nampu")``."""
    from wagtail.models import Page

    def find(language, slug):
        return Page.objects.get(locale__language_code=language, slug=slug).specific

    return find


@pytest.fixture
def run_jobs(db):
    """Do every job that is due, as a worker would: ``run_jobs()``."""
    from jobs.worker import Worker, claim

    def run():
        worker = Worker("in the test", interval=0)
        while job := claim(worker.worker_id):
            worker.run_task(job)

    return run


@pytest.fixture
def add_notice(db):
    """A published notice that began an hour ago and ends in two days, saved as an officer's form saves it."""
    from places.models import Notice

    def add(**values):
        usual = {
            "scope": "kind",
            "kind": "cave",
            "level": "closed",
            "event": "cave-flood",
            "source": "bpbd",
            "starts_at": clock.NOW - timedelta(hours=1),
            "ends_at": clock.NOW + timedelta(days=2),
        }
        return Notice.objects.create(**usual | values)

    return add
