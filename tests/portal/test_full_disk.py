"""A full disk is told at the start, before the database fails on it."""

import shutil
from unittest import mock

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError


def test_nothing_starts_on_a_full_disk_and_a_sentence_says_why():
    free = shutil.disk_usage(settings.VAR_DIR).free
    with (
        mock.patch("portal.checks.NEEDED_BYTES", free * 2),
        pytest.raises(SystemCheckError, match=r"is full(.|\n)*Make room"),
    ):
        call_command("check")
    call_command("check")
