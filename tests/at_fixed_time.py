"""`python -m tests.at_fixed_time COMMAND…`: a Django command, or `gunicorn …`, at the moment of the tests."""

import os
import sys

from django.core.management import execute_from_command_line
from gunicorn.app.wsgiapp import run

from tests import clock

if __name__ == "__main__":
    sys.path.insert(0, "site")
    command = sys.argv[1]
    clock.fix().move_to(clock.LOADED_AT if command == "load_seed" else clock.NOW)
    if command == "gunicorn":
        sys.argv = sys.argv[1:]
        run()
    else:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
        execute_from_command_line(["manage.py", *sys.argv[1:]])
