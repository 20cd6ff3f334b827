"""The site as an operator runs it, once for all tests of it."""

import os
import shutil
import subprocess
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests.deploy.deployment import HOST, Deployment, nginx


def make_certificate(folder):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}",
         "-keyout", "privkey.pem", "-out", "fullchain.pem"],
        cwd=folder,
        check=True,
        capture_output=True,
    )  # fmt: skip


@pytest.fixture(scope="session")
def deployment(tmp_path_factory, seed_template, static_files):
    nginx()
    folder = tmp_path_factory.mktemp("deployment")
    var = folder / "var"
    var.mkdir()
    shutil.copytree(seed_template.media, var / "media", copy_function=os.link)
    (var / "static").symlink_to(static_files)
    make_certificate(folder)
    name, url = str(var / "db.sqlite3"), ""
    if seed_template.postgresql:
        name = f"deployment_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
        url = urlunsplit(urlsplit(seed_template.postgresql)._replace(path=f"/{name}"))
    with seed_template.lend(name):
        deployment = Deployment(folder, url)
        deployment.start_site()
        deployment.start_nginx()
        yield deployment
        for name in list(deployment.processes):
            deployment.stop(name)
