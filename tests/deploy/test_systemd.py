"""The systemd units; what the website's starts is started for test_nginx.py."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deploy.deployment import BIN, DEPLOY, env_file

UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
HARDENED = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ReadWritePaths": "/srv/wonogiri/var",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "CapabilityBoundingSet": "",
    "SystemCallFilter": "@system-service",
    "User": "wonogiri",
    "EnvironmentFile": "/etc/wonogiri.env",
    "Restart": "always",
}


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_restarts_and_may_do_little(unit):
    values = dict(re.findall(r"^(\w+)=(.*)$", unit.read_text(), re.M))
    assert {key: values.get(key) for key in HARDENED} == HARDENED
    assert "MemoryMax" in values


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_systemd_understands_a_unit(unit, tmp_path):
    text = unit.read_text()
    programs = re.findall(r"^Exec\w+=(/srv/\S+)", text, re.M)
    for program in programs:
        assert (BIN / Path(program).name).exists()
        text = text.replace(program, str(BIN / Path(program).name))
    if verify := shutil.which("systemd-analyze"):
        (tmp_path / unit.name).write_text(text)
        said = subprocess.run([verify, "verify", str(tmp_path / unit.name)], capture_output=True, text=True)
        assert (said.returncode, said.stderr) == (0, "")


def test_the_example_environment_lacks_only_the_secret():
    example = env_file((DEPLOY / "wonogiri.env.example").read_text())
    assert [name for name, value in example.items() if not value] == ["SECRET_KEY"]
    assert example["DJANGO_SETTINGS_MODULE"] == "portal.settings.production"


def test_the_worker_of_the_unit_starts_and_ends_in_order(deployment):
    deployment.start_worker()
    assert deployment.stop("worker") == 0, deployment.log("worker")
