"""The seed content, loaded once: every test reads it inside a transaction that is rolled back."""

from unittest import mock

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from content.publishing import mark_published

SMALL_PICTURES = {"PHOTO_WIDTHS": [400], "PHOTO_FORMATS": ["jpeg"]}


def pytest_collection_modifyitems(items):
    """Tests in a browser last: playwright's event loop would keep later tests from the database.

    First those that only need its site, so that one process makes it while the other tests.
    """
    items.sort(key=lambda item: ("browser" in item.fixturenames, "seeded" not in item.fixturenames))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    from portal.seed.loading import SeedLoader

    with django_db_blocker.unblock(), mock.patch.multiple("content.models", **SMALL_PICTURES):
        SeedLoader(say=lambda line: None).load()


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
