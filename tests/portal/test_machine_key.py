"""A machine's secret key is whole or missing, and a start without one says what to do."""

import resource
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.settings.machine_key import machine_key


def test_the_key_is_made_once_and_readable_for_its_own_account_only(tmp_path):
    file = tmp_path / "var" / "secret_key"
    key = machine_key(file)
    assert len(key) > 50
    assert machine_key(file) == key
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secret_key"]


def test_processes_that_start_together_have_the_same_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(machine_key, [tmp_path / "secret_key"] * 8))
    assert len(keys) == 1


@pytest.mark.parametrize("content", ["", "\n"])
def test_an_empty_key_stops_the_start_with_a_sentence(tmp_path, content):
    file = tmp_path / "secret_key"
    file.write_text(content)
    with pytest.raises(ImproperlyConfigured, match=r"is empty.*delete the file"):
        machine_key(file)


def test_a_full_disk_stops_the_start_with_a_sentence_and_leaves_no_half_key(tmp_path):
    """The process may write files of ten bytes at most, so that the system refuses as a full disk does."""
    file = tmp_path / "secret_key"
    result = subprocess.run(
        [sys.executable, "-c", f"from portal.settings.machine_key import machine_key; machine_key({str(file)!r})"],
        env={"PYTHONPATH": ":".join(path for path in sys.path if path)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10)),
        capture_output=True,
        text=True,
    )
    assert result.returncode == 1
    assert "cannot be kept in" in result.stderr
    assert not list(tmp_path.iterdir())
