"""`python -m tests.at_fixed_time COMMAND…`: a Django command, or `gunicorn …`, at the moment of the tests."""

import sys

from tests import clock

clock.fix()

if __name__ == "__main__":
    if sys.argv[1] == "gunicorn":
        from gunicorn.app.wsgiapp import run

        sys.argv = sys.argv[1:]
        run()
    else:
        import os

        from django.core.management import execute_from_command_line

        sys.path.insert(0, "site")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
        execute_from_command_line(["manage.py", *sys.argv[1:]])
