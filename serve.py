#!/usr/bin/env python
"""Serve the site and do its jobs: gunicorn, with the arguments given here, and a worker beside it.

Both end with this program, however it ends; and when one of them ends, so does the other.
"""

import ctypes
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
PATIENCE = 10  # seconds for what is being done; a job that is cut off runs again at the next start
SIGNAL_AT_PARENTS_DEATH = 1  # PR_SET_PDEATHSIG of Linux


def end_with_parent():
    ctypes.CDLL(None).prctl(SIGNAL_AT_PARENTS_DEATH, signal.SIGTERM)


def start(*command):
    # In a session of its own, so that Ctrl+C reaches this program only, which then tells each once.
    return subprocess.Popen([sys.executable, *command], cwd=ROOT, preexec_fn=end_with_parent, start_new_session=True)


def main():
    asked = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *told: asked.append(told))
    programs = [start("-m", "gunicorn", *sys.argv[1:]), start("manage.py", "worker")]
    while not asked and all(program.poll() is None for program in programs):
        time.sleep(0.2)
    failed = [" ".join(program.args[1:3]) for program in programs if program.poll() is not None]
    for program in programs:
        program.terminate()
    for program in programs:
        try:
            program.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            program.kill()
    if failed and not asked:
        sys.exit(f"{failed[0]} has ended by itself; the rest was stopped.")


if __name__ == "__main__":
    main()
