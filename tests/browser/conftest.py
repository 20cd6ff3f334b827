"""A real browser against a real server: gunicorn over a fresh database with the seed content."""

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.element import FALLBACK, LISTEN, Element
from tests.browser.partner import Partner
from tests.clock import at_fixed_time
from tests.seed_template import site_environment

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Whatever a page asks of the world outside fails at once.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
# The one without windows takes a third of the other's time.
CHROMIUMS = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
NO_CHROMIUM = (
    "No Chromium here. Install one (Debian: apt-get install chromium-headless-shell) to run the browser tests."
)
ADMIN = ("admin", "kata-sandi-untuk-uji-coba")
COLLEAGUE = ("joko", "kata-sandi-untuk-joko")


@dataclass
class RunningSite:
    url: str
    environment: dict

    def manage(self, *arguments, **kwargs):
        """Run a Django command on this site's database, at the moment of the tests."""
        return subprocess.run(at_fixed_time(*arguments), cwd=ROOT, env=self.environment, check=True, **kwargs)


@pytest.fixture(scope="session")
def site(tmp_path_factory, seed_template, static_files):
    """The site as `make run` serves it, on a free port, at the moment of the tests."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    var = tmp_path_factory.mktemp("var")
    shutil.copytree(seed_template.folder, var, dirs_exist_ok=True)
    (var / "static").symlink_to(static_files)
    running = RunningSite(url, site_environment(var, url))
    make_admin = (
        "from accounts.models import User; "
        f"User.objects.create_superuser({ADMIN[0]!r}, 'admin@example.org', {ADMIN[1]!r}); "
        f"User.objects.create_superuser({COLLEAGUE[0]!r}, 'joko@example.org', {COLLEAGUE[1]!r}); "
        # What feeds tell links to pages at this server's address.
        "from django.core.management import call_command; call_command('extend_occurrences')"
    )
    running.manage("shell", "-v0", "-c", make_admin, stdout=subprocess.DEVNULL)
    server = subprocess.Popen(
        at_fixed_time(
            "gunicorn", "--no-control-socket", "--workers", "2", "--timeout", "120",
            "--bind", f"127.0.0.1:{port}", "--pythonpath", ".,site", "portal.wsgi",
        ),
        cwd=ROOT,
        env=running.environment,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    wait_for(f"{url}/health/live/")
    yield running
    server.terminate()
    server.wait(20)


def wait_for(url, seconds=120):
    """Return when `url` answers."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return urllib.request.urlopen(url, timeout=5).read()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


@pytest.fixture(scope="session")
def browser():
    executable = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if not executable:
        if os.environ.get("CI"):
            pytest.fail(NO_CHROMIUM)
        pytest.skip(NO_CHROMIUM)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def partner_server(site):
    partner = Partner(site.url)
    yield partner
    partner.close()


@pytest.fixture
def partner(partner_server):
    """A partner's site with the pages of `hosts/`, without pages and feeds of earlier tests."""
    for what in (partner_server.pages, partner_server.feeds, partner_server.asked):
        what.clear()
    return partner_server


@pytest.fixture
def open_page(browser, site):
    """Open a path in a fresh browser context: ``open_page("/id/", width=360, dark=True)``."""
    contexts = []

    def open(path, width=360, height=800, dark=False, **options):
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(site.url + path)
        return page

    yield open
    for context in contexts:
        context.close()


@pytest.fixture
def element(browser, partner):
    """Open a page with one element that reads `answer`, at `/feed` of the partner unless `attributes` say otherwise."""
    contexts = []

    def open(answer=None, attributes="", children=FALLBACK, clock=False, hangs=None, context=None, **settings):
        page_settings = {name: settings.pop(name) for name in ("head", "policy", "language") if name in settings}
        if answer is not None:
            partner.feeds["/feed"] = answer
        if "src=" not in attributes:
            attributes += ' src="/feed"'
        context = context or browser.new_context(**{"viewport": {"width": 600, "height": 900}, **settings})
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(LISTEN)
        if clock:
            page.clock.install()
        if hangs:
            page.route("**/feed", hangs)
        page.goto(partner.page_with(attributes, children, **page_settings))
        return Element(page, partner)

    yield open
    for context in set(contexts):
        context.close()
