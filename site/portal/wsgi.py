"""The entry for gunicorn: ``gunicorn --pythonpath .,site portal.wsgi``."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")

application = get_wsgi_application()

# What is loaded by now stays for ever. Without this the collector walks all of it again and again, which
# stops every twentieth page for a tenth of a second.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
