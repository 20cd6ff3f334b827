from datetime import timedelta

import pytest

from places.models import Notice
from tests.clock import NOW


@pytest.fixture
def add_notice(db):
    """A published notice that began an hour ago and ends in two days, saved as an officer's form saves it."""

    def add(**values):
        usual = {
            "scope": "kind",
            "kind": "cave",
            "level": "closed",
            "event": "cave-flood",
            "source": "bpbd",
            "starts_at": NOW - timedelta(hours=1),
            "ends_at": NOW + timedelta(days=2),
        }
        return Notice.objects.create(**usual | values)

    return add
