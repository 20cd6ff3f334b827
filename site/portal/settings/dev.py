"""One person's own machine: what ``make run`` serves. DEBUG=1 turns on Django's debug pages."""

import secrets

from .base import *
from .base import VAR_DIR, env

DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver", *env.list("ALLOWED_HOSTS", default=[])]

# Made once per machine, kept outside the repository.
_key_file = VAR_DIR / "secret_key"
if not _key_file.exists():
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    _key_file.write_text(secrets.token_urlsafe(64))
    _key_file.chmod(0o600)
SECRET_KEY = _key_file.read_text()
