"""The public server. Everything secret or local comes from the environment; what is missing stops the start."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from .base import *
from .base import PUBLIC_URL, env

SECRET_KEY = env("SECRET_KEY")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5 or SECRET_KEY.startswith("django-insecure-"):
    raise ImproperlyConfigured(
        "SECRET_KEY is too weak: give at least 50 random characters "
        "(python -c 'import secrets; print(secrets.token_urlsafe(64))')."
    )
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
if not ALLOWED_HOSTS or any("*" in host or host.startswith(".") for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured("ALLOWED_HOSTS must name each host exactly, without wildcards.")
if env.bool("DEBUG", default=False):
    raise ImproperlyConfigured("DEBUG is never on in production: unset it.")
if not PUBLIC_URL.startswith("https://"):
    raise ImproperlyConfigured("PUBLIC_URL must be the site's https:// address.")
if urlsplit(PUBLIC_URL).hostname not in ALLOWED_HOSTS:
    raise ImproperlyConfigured("PUBLIC_URL must be at one of the names in ALLOWED_HOSTS.")
# Every event in every subscribed calendar stands under it: a default would bind them to a name that is nobody's.
IDENTITY_DOMAIN = env("IDENTITY_DOMAIN")
if not re.fullmatch(r"(?!.*\.invalid$)([a-z0-9-]+\.)+[a-z][a-z0-9-]*", IDENTITY_DOMAIN):
    raise ImproperlyConfigured(
        "IDENTITY_DOMAIN must be a domain name of yours that never changes, in small letters and without https://, "
        "e.g. wisata.example.go.id."
    )

# gunicorn listens at this machine only (docs/operators.md): whoever speaks to it from here is nginx.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=["127.0.0.1", "::1", "unix"])
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_AGE = 12 * 3600
