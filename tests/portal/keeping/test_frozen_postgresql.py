"""A PostgreSQL that freezes holds nobody for long, and is used again when it goes on."""

import time

import pytest
from django.conf import settings
from django.db import OperationalError, connection

from tests.portal.keeping.forwarder import Forwarder

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sql,
    pytest.mark.skipif("postgresql" not in settings.DATABASES["default"]["ENGINE"], reason="needs PostgreSQL"),
]
SOON_S = 15


@pytest.fixture
def wire():
    forwarder = Forwarder(
        connection.settings_dict["HOST"] or "localhost", int(connection.settings_dict["PORT"] or 5432)
    )
    yield forwarder
    forwarder.close()


@pytest.fixture
def through_wire(wire):
    """A connection of its own to the test's database, through the wire."""
    other = connection.copy()
    other.settings_dict |= {"HOST": "127.0.0.1", "PORT": wire.port}
    other.inc_thread_sharing()
    yield other
    wire.thaw()
    other.close()


def ask(other):
    with other.cursor() as cursor:
        cursor.execute("SELECT 7")
        return cursor.fetchone()[0]


def test_a_question_to_a_frozen_server_ends_and_the_next_one_is_answered(wire, through_wire):
    assert ask(through_wire) == 7
    through_wire.patience_s = 0.5
    wire.freeze()
    began = time.monotonic()
    with pytest.raises(OperationalError):
        ask(through_wire)
    with pytest.raises(OperationalError):  # no new connection either
        through_wire.close()
        ask(through_wire)
    assert time.monotonic() - began < SOON_S
    wire.thaw()
    through_wire.close()
    assert ask(through_wire) == 7


def test_a_connection_from_before_is_seen_to_be_dead_within_moments(wire, through_wire):
    assert ask(through_wire) == 7
    assert through_wire.is_usable()
    wire.freeze()
    began = time.monotonic()
    assert not through_wire.is_usable()
    assert time.monotonic() - began < SOON_S


def test_the_server_ends_what_lasts_longer_than_a_page_may(through_wire):
    with through_wire.cursor() as cursor:
        for name, expected in (("statement_timeout", "15s"), ("idle_in_transaction_session_timeout", "1min")):
            cursor.execute(f"SHOW {name}")
            assert cursor.fetchone()[0] == expected
