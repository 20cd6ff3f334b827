"""Days and rules are reckoned by whoever needs them, with nothing of Django's set up."""

import subprocess
import sys
from pathlib import Path

TIME = Path(__file__).resolve().parents[3] / "events" / "time"
IMPORT_ALL = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(*sorted(name for name in sys.modules if name.partition(".")[0] in {"django", "wagtail"}))
"""


def test_time_needs_no_database_no_model_and_no_settings():
    modules = [f"events.time.{path.stem}" for path in TIME.glob("[!_]*.py")]
    assert "events.time.dating" in modules
    program = [sys.executable, "-c", IMPORT_ALL, *modules]
    told = subprocess.run(program, cwd=TIME.parents[1], env={}, capture_output=True, text=True, check=True)
    loaded = told.stdout.split()
    assert "django.utils.translation" in loaded
    assert not [name for name in loaded if name.startswith(("django.db", "wagtail"))]
