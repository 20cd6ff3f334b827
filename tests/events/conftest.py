"""What tests of events start from."""

import pytest

from accounts.models import Organisation
from content.files.private_files import private_storage
from events.models import EventSource
from tests.fetching.loopback import office


@pytest.fixture
def index(page_at):
    """The Indonesian list of events."""
    return page_at("id", "acara")


@pytest.fixture
def internet(monkeypatch, settings):
    """This machine stands for the internet: the one seam, as in the tests of fetching."""
    settings.DEBUG = True
    monkeypatch.setattr("fetching.addresses.is_public", lambda address: address == "127.0.0.1")
    with office() as served:
        yield served


@pytest.fixture
def diy(db):
    return Organisation.objects.create(slug="diy", name="Dinas Pariwisata DIY", website="https://diy.example")


@pytest.fixture
def source(diy, internet):
    return EventSource.objects.create(
        name="Kalender DIY", url=internet.url("/acara.ics"), organisation=diy, regency="yogyakarta", category="festival"
    )


@pytest.fixture
def no_pictures_kept():
    for name in ("proposals", "proposals/kept"):
        if private_storage().exists(name):
            for file in private_storage().listdir(name)[1]:
                private_storage().delete(f"{name}/{file}")
