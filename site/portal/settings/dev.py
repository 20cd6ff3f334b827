"""One person's own machine: what ``make run`` serves. DEBUG=1 turns on Django's debug pages."""

from .base import *
from .base import VAR_DIR, env
from .machine_key import machine_key

DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver", *env.list("ALLOWED_HOSTS", default=[])]

SECRET_KEY = machine_key(VAR_DIR / "secret_key")
