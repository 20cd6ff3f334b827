"""What tests of other offices' events start from."""

import logging

import pytest


@pytest.fixture
def quiet():
    """Libraries complain of damaged files at length."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
