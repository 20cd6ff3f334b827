"""The site as an operator runs it: our nginx file in front of our systemd unit's command, in a folder of its own."""

import getpass
import http.client
import os
import re
import shlex
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.clock import at_fixed_time

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
HOST = "wisata.example.go.id"
BIN = Path(sys.executable).parent
MAIN_CONF = """
daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log;
events {{ }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {site}
}}
"""


def unit_value(name, key):
    """What a unit says for a key, e.g. the command of ``ExecStart``."""
    return re.search(rf"^{key}=(.+)$", (DEPLOY / "systemd" / name).read_text(), re.M)[1]


def env_file(text):
    return dict(line.split("=", 1) for line in text.splitlines() if line and not line.startswith("#"))


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Deployment:
    """nginx and gunicorn, each on ports of its own; everything they write lies in `folder`."""

    def __init__(self, folder, database_url):
        self.folder, self.var = folder, folder / "var"
        self.http, self.https, self.site_port = free_port(), free_port(), free_port()
        example = env_file((DEPLOY / "wonogiri.env.example").read_text())
        ours = {"SECRET_KEY": "only-for-this-test-" + os.urandom(32).hex(), "VAR_DIR": str(self.var)}
        path = {"PATH": os.environ["PATH"]}
        self.environment = path | example | ours | ({"DATABASE_URL": database_url} if database_url else {})
        self.processes = {}

    def start_site(self):
        """Run the command of the unit, and return when it tells systemd that it is ready."""
        command = shlex.split(unit_value("wonogiri-web.service", "ExecStart"))
        command[:1] = at_fixed_time(Path(command[0]).name)
        command[command.index("127.0.0.1:8000")] = f"127.0.0.1:{self.site_port}"
        # A machine busy with other tests is slower than a server.
        command.insert(-1, "--timeout=120")
        told = self.folder / "notify"
        told.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
            systemd.bind(str(told))
            systemd.settimeout(120)
            environment = self.environment | {"NOTIFY_SOCKET": str(told)}
            self._start("site", command, environment)
            while b"READY=1" not in systemd.recv(4096):
                pass

    def start_worker(self):
        """Run the command of the worker's unit, and return when it would end in order."""
        command = shlex.split(unit_value("wonogiri-worker.service", "ExecStart"))
        command[:2] = at_fixed_time()
        self._start("worker", command, self.environment)
        status = Path(f"/proc/{self.processes['worker'].pid}/status")
        terminate = 1 << (signal.SIGTERM - 1)
        wait_until(lambda: int(re.search(r"SigCgt:\s*(\w+)", status.read_text())[1], 16) & terminate)

    def start_nginx(self):
        site = (DEPLOY / "nginx" / "wonogiri.conf").read_text()
        site = re.sub(r"^ *listen \[::\].*\n", "", site, flags=re.M)
        for written, here in {
            "listen 80": f"listen 127.0.0.1:{self.http}",
            "listen 443": f"listen 127.0.0.1:{self.https}",
            "127.0.0.1:8000": f"127.0.0.1:{self.site_port}",
            "/srv/wonogiri/var": str(self.var),
            "/srv/wonogiri/site": str(ROOT),
            "/var/cache/nginx": str(self.folder / "cache"),
            f"/etc/letsencrypt/live/{HOST}": str(self.folder),
            "/var/www/html": str(self.folder / "acme"),
        }.items():
            assert written in site
            site = site.replace(written, here)
        user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
        conf = self.folder / "nginx.conf"
        conf.write_text(MAIN_CONF.format(folder=self.folder, site=site, user=user))
        (self.folder / "cache").mkdir()
        self._start("nginx", [nginx(), "-e", f"{self.folder}/nginx-error.log", "-c", str(conf)], self.environment)
        wait_until(lambda: self.processes["nginx"].poll() or self.plain("/").status)
        assert self.processes["nginx"].poll() is None, self.log("nginx")

    def _start(self, name, command, environment):
        with (self.folder / f"{name}.log").open("a") as log:
            self.processes[name] = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)

    def stop(self, name):
        """Stop a process as systemd does; its exit code."""
        process = self.processes.pop(name)
        process.send_signal(signal.SIGTERM)
        return process.wait(60)

    def log(self, name):
        return (self.folder / f"{name}.log").read_text()

    def plain(self, path, host=HOST):
        """Ask nginx without TLS."""
        return ask(http.client.HTTPConnection("127.0.0.1", self.http, timeout=120), path, host)

    def get(self, path, host=HOST, name=HOST, **headers):
        """Ask nginx with TLS; `name` is the server's name in the handshake."""
        return ask(self._secure(name), path, host, **headers)

    def direct(self, path, host, **headers):
        """Ask gunicorn, as somebody on the machine itself."""
        return ask(http.client.HTTPConnection("127.0.0.1", self.site_port, timeout=120), path, host, **headers)

    def post(self, path, body, source, **headers):
        """Send a form to nginx with TLS from another address of this machine."""
        headers = {"Content_Type": "application/x-www-form-urlencoded"} | headers
        return ask(self._secure(HOST, source), path, HOST, "POST", body, **headers)

    def manage(self, *arguments):
        """What a management command says, run as an operator runs it."""
        path = {"PATH": os.environ["PATH"]}
        file = self.folder / "wonogiri.env"
        file.write_text("".join(f"{name}='{value}'\n" for name, value in self.environment.items() if name not in path))
        environment = path | {"WONOGIRI_ENV": str(file)}
        command = [DEPLOY / "manage", *arguments]
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout

    def _secure(self, name, source=""):
        context = ssl.create_default_context(cafile=self.folder / "fullchain.pem")
        connection = http.client.HTTPSConnection("127.0.0.1", self.https, timeout=120)
        connection.sock = context.wrap_socket(
            socket.create_connection(("127.0.0.1", self.https), 120, (source, 0)), server_hostname=name
        )
        return connection


def ask(connection, path, host, method="GET", body=None, **headers):
    """One request with a Host header; the answer has `text` and `header(name)` beside its `status`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body, {"Host": host} | named)
    answer = connection.getresponse()
    answer.text = answer.read().decode(errors="replace")
    connection.close()
    return answer


def wait_until(condition, seconds=120):
    deadline = time.monotonic() + seconds
    while True:
        with suppress(OSError):
            if found := condition():
                return found
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.1)


def nginx():
    found = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
    if not found:
        if os.environ.get("CI"):
            pytest.fail("No nginx here (Debian: apt-get install nginx).")
        pytest.skip("No nginx here. Install one (Debian: apt-get install nginx) to try its configuration.")
    return found
