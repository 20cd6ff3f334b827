"""Clone the repository, `make run` on a free port, read every public address in every language, stop.

Prints one line per step and ends with status 1 and a sentence when something is wrong.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import psutil

ROOT = Path(__file__).resolve().parents[1]
STARTS_WITHIN = 15 * 60  # seconds, with a slow package index
STARTS_AGAIN_WITHIN = 30
LANGUAGES = ["id", "en", "jv"]


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def get(url):
    """``(status, text)`` of an address."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.status, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(errors="replace")


def start(folder, port, log):
    """`make run` in `folder`, and the seconds until it answers."""
    began = time.monotonic()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")} | {
        "PORT": str(port)
    }
    process = subprocess.Popen(["make", "run"], cwd=folder, stdout=log, stderr=subprocess.STDOUT, env=environment)
    while time.monotonic() - began < STARTS_WITHIN:
        if process.poll() is not None:
            sys.exit(f"make run ended with {process.returncode}:\n{Path(log.name).read_text()[-3000:]}")
        try:
            if get(f"http://127.0.0.1:{port}/health/ready/")[0] == 200:
                return process, time.monotonic() - began
        except OSError:
            time.sleep(0.3)
    stop(process)
    sys.exit(f"make run did not answer within {STARTS_WITHIN} s:\n{Path(log.name).read_text()[-3000:]}")


def stop(process, how=signal.SIGTERM):
    """Ask the server to end, as an init system does; returns the status of `make run`, and what it left running."""
    everything = psutil.Process(process.pid).children(recursive=True)
    for server in psutil.Process(process.pid).children():
        server.send_signal(how)
    status = process.wait(30)
    _gone, left = psutil.wait_procs(everything, timeout=15)
    for program in left:
        program.kill()
    return status, [str(program) for program in left]


def read_everything(base):
    """Read every address of every sitemap, and the Indonesian ones in the other languages; return the complaints."""
    complaints, paths = [], {}
    for language in LANGUAGES:
        status, text = get(f"{base}/sitemap-{language}.xml")
        if status != 200:
            complaints.append(f"{status} sitemap-{language}.xml")
        paths[language] = [urlsplit(address).path for address in re.findall("<loc>(.*?)</loc>", text)]
        print(f"  {len(paths[language])} pages in the sitemap of {language}")
        for path in paths[language]:
            status, html = get(base + path)
            if status != 200 or f'<html lang="{language}"' not in html:
                complaints.append(f"{status} {path}")
    # Pages that are not translated into Javanese stand under their Indonesian address.
    javanese = {f"/jv/{path.removeprefix('/id/')}" for path in paths["id"]}
    read = {path for path in javanese if get(base + path)[0] == 200} | set(paths["jv"])
    print(f"  {len(read)} addresses in Javanese, untranslated ones included")
    if len(read) < len(paths["id"]):
        complaints.append(f"only {len(read)} of {len(paths['id'])} pages can be read under /jv/")
    for language in LANGUAGES:
        status, html = get(f"{base}/{language}/no-such-page/")
        if status != 404 or f'<html lang="{language}"' not in html:
            complaints.append(f"{status} for a missing page in {language}")
    for path in ("/robots.txt", "/id/places.geojson", "/admin/login/", "/id/search/?q=pantai"):
        if get(base + path)[0] != 200:
            complaints.append(f"no 200 for {path}")
    return complaints


def main():
    with tempfile.TemporaryDirectory(prefix="wonogiri-smoke-") as temporary:
        folder, port = Path(temporary) / "clone", free_port()
        subprocess.run(["git", "clone", "--quiet", f"file://{ROOT}", folder], check=True)
        with (Path(temporary) / "run.log").open("w") as log:
            process, seconds = start(folder, port, log)
            text = Path(log.name).read_text()
            print(f"  first start after {seconds:.0f} s")
            if not re.search(r"user name admin, password \S{16,}", text):
                sys.exit("The first start showed no password.")
            complaints = read_everything(f"http://127.0.0.1:{port}")
            status, left = stop(process)
            if status != 0:
                complaints.append(f"make run ended with status {status}")
            complaints += [f"make run left {program}" for program in left]
        with (Path(temporary) / "again.log").open("w") as log:
            process, seconds = start(folder, port, log)
            print(f"  second start after {seconds:.0f} s")
            if seconds > STARTS_AGAIN_WITHIN:
                complaints.append(f"the second start took {seconds:.0f} s")
            if "password" in Path(log.name).read_text():
                complaints.append("the password was shown again")
            _status, left = stop(process, signal.SIGKILL)
            complaints += [f"a killed make run left {program}" for program in left]
        changed = subprocess.run(
            ["git", "status", "--porcelain"], cwd=folder, capture_output=True, text=True, check=True
        ).stdout
        if changed:
            complaints.append(f"running the site changed its source:\n{changed}")
    if complaints:
        sys.exit("\n".join(complaints))
    print("  every address answers; clean stop")


if __name__ == "__main__":
    main()
