"""What every way of running the site shares. No secret stands here."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import django.conf.locale
import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parents[3]
SITE_DIR = BASE_DIR / "site"
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))

DEBUG = False

# Ours from the bottom up: what a publishing changes below has been written before those above are told of it.
INSTALLED_APPS = [
    "jobs",
    "accounts",
    "django_tasks_db",
    "content",
    "facts",
    "places",
    "promotion",
    "events",
    "geopark",
    "tourism",
    "office",
    "desk",
    "trips",
    "portal",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.frontend_cache",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.apps.PeopleConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "leaflet",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "portal.keeping.headers.SecurityHeadersMiddleware",
    "portal.hosts.HostMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.keeping.pages.PublicPageMiddleware",
    "portal.keeping.wagtail_site.SiteMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.languages.LanguageMiddleware",
    "portal.rates.RateLimitMiddleware",
    "portal.keeping.headers.AdminMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.i18n"],
        },
    }
]

# How long a page waits for one answer; the server gives up a little before. Commands are more patient (manage.py).
DATABASE_PATIENCE_S = env.int("DATABASE_PATIENCE_S", default=20)
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait for the writer, and a second writer waits instead of failing.
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-4000;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
else:
    DATABASES["default"]["ENGINE"] = "portal.keeping.postgresql"
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        connect_timeout=2,
        options=f"-c statement_timeout={DATABASE_PATIENCE_S * 750} -c idle_in_transaction_session_timeout=60000",
    )

REDIS_CACHE = {
    "BACKEND": "django_redis.cache.RedisCache",
    "KEY_PREFIX": "wonogiri",
    "OPTIONS": {
        "IGNORE_EXCEPTIONS": True,
        "CONNECTION_POOL_CLASS": "portal.keeping.redis.BreakerPool",
        "REDIS_CLIENT_CLASS": "portal.keeping.redis.BreakerRedis",
        "SOCKET_CONNECT_TIMEOUT": 0.2,
        "SOCKET_TIMEOUT": 0.2,
    },
}
MEMORY_CACHE = {"BACKEND": "portal.keeping.memory.BoundedMemoryCache"}
CACHES = {
    "default": MEMORY_CACHE | {"OPTIONS": {"MAX_ENTRIES": 1000, "MAX_BYTES": 8_000_000}},
    # The footer and the like, some 10 kB each: every process makes its own.
    "template_fragments": MEMORY_CACHE
    | {"LOCATION": "fragments", "OPTIONS": {"MAX_ENTRIES": 200, "MAX_BYTES": 2_000_000}},
}
if CACHE_URL := env("CACHE_URL", default=""):
    CACHES["default"] = REDIS_CACHE | {"LOCATION": CACHE_URL}
# Touched at every publishing, so that all processes of this machine drop their kept pages.
PAGE_CACHE_STAMP = VAR_DIR / "published.stamp"

# A proxy in front that keeps pages: publishing sends it PURGE requests (see docs/operators.md).
if FRONTEND_CACHE_URL := env("FRONTEND_CACHE_URL", default=""):
    WAGTAILFRONTENDCACHE = {
        "proxy": {
            "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
            "LOCATION": FRONTEND_CACHE_URL,
        }
    }

# Accounts

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Guessed passwords: how the limits work together is told in accounts.guessing.
AXES_HANDLER = "accounts.guessing.LoginHandler"
AXES_CLIENT_IP_CALLABLE = "accounts.visitor_address.counted_address"
AXES_LOCKOUT_CALLABLE = "accounts.guessing.login_refused"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True

# Languages. Indonesian is the source of all content.

django.conf.locale.LANG_INFO["jv"] = {
    "bidi": False,
    "code": "jv",
    "name": "Javanese",
    "name_local": "Basa Jawa",
}
LANGUAGE_CODE = "id"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("id", "Bahasa Indonesia"),
    ("en", "English"),
    ("jv", "Basa Jawa"),
]
LOCALE_PATHS = [SITE_DIR / "locale", SITE_DIR / "locale" / "wagtail"]
FORMAT_MODULE_PATH = ["portal.formats"]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True

# Files

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# What was sent in and nobody has looked at yet: served by no address.
PRIVATE_ROOT = VAR_DIR / "private"
STORAGES = {
    "default": {"BACKEND": "content.files.media.MediaStorage"},
    "staticfiles": {"BACKEND": "portal.keeping.static_files.SiteStaticFilesStorage"},
}

# Wagtail

WAGTAIL_SITE_NAME = "Wonogiri"
WAGTAILIMAGES_IMAGE_MODEL = "content.Photo"
WAGTAILIMAGES_IMAGE_FORM_BASE = "content.files.forms.PhotoForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif", "heic"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "odt", "ods", "csv", "txt"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # which asks who may read it
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = WAGTAILDOCS_PASSWORD_REQUIRED_TEMPLATE = "password_required.html"  # noqa: S105 (a template)
WAGTAILEMBEDS_FINDERS = []
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# The admin is offered in these languages; Wagtail knows Indonesian as "id-id".
WAGTAILADMIN_PERMITTED_LANGUAGES = [("id-id", "Bahasa Indonesia"), ("en", "English")]
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 5
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"}}
TAGGIT_CASE_INSENSITIVE = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Where the site is reached. Canonical addresses, feeds and social cards are built from it.
PUBLIC_URL = env("PUBLIC_URL", default="http://127.0.0.1:8000").rstrip("/")
WAGTAILADMIN_BASE_URL = PUBLIC_URL
# Behind the @ of every UID in calendars and in the identities of feeds: never changes, whatever the site's address is.
IDENTITY_DOMAIN = env("IDENTITY_DOMAIN", default="wonogiri.invalid")

# The proxies whose X-Forwarded-For is believed; "unix" for one that speaks through a Unix socket.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])

# So many answers are made for the programs of one address (portal.rates) within so many seconds; 0: without end.
RATE_LIMIT = env.int("RATE_LIMIT", default=600)
RATE_LIMIT_SECONDS = env.int("RATE_LIMIT_SECONDS", default=300)

# Map tiles: off unless an operator names a source (see docs/operators.md).
MAP_TILES_URL = env("MAP_TILES_URL", default="")
MAP_TILES_ATTRIBUTION = env("MAP_TILES_ATTRIBUTION", default="")

# Security. The admin has its own policy, set by AdminMiddleware.

tiles = urlsplit(MAP_TILES_URL)
TILE_SOURCES = [f"{tiles.scheme}://{tiles.netloc.replace('{s}', '*')}"] if tiles.netloc else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *TILE_SOURCES],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

# Work outside the request (docs/mechanisms/jobs.md). Wagtail's own tasks are small: they stay where they are.

TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}
# Every so often, so long after midnight.
JOBS_SCHEDULE = {
    "content.tasks.publish_scheduled": (timedelta(minutes=5), timedelta(0)),
    "content.tasks.make_missing_sizes": (timedelta(days=1), timedelta(hours=2)),
    "events.intake.federation.tasks.pull_calendars": (timedelta(hours=1), timedelta(minutes=40)),
    "events.tasks.forget_uploads": (timedelta(hours=1), timedelta(minutes=50)),
    "places.tasks.note_places": (timedelta(days=1), timedelta(hours=1)),
    "places.tasks.ask_about_notices": (timedelta(days=1), timedelta(hours=7)),
    "office.tasks.tell_organisers": (timedelta(days=1), timedelta(hours=7, minutes=5)),
    "portal.search.tasks.rewrite_search": (timedelta(days=1), timedelta(hours=2, minutes=20)),
    "events.tasks.extend_occurrences": (timedelta(days=1), timedelta(hours=1, minutes=20)),
    "events.tasks.forget_proposals": (timedelta(days=1), timedelta(hours=3)),
    "desk.tasks.tell_desk_daily": (timedelta(days=1), timedelta(hours=7, minutes=30)),
    "desk.tasks.forget_questions": (timedelta(days=1), timedelta(hours=3, minutes=5)),
    "accounts.tasks.forget_attempts": (timedelta(days=1), timedelta(hours=3, minutes=10)),
    "jobs.tasks.forget_finished": (timedelta(days=1), timedelta(hours=3, minutes=30)),
}
JOBS_RETRY_SECONDS = [30, 2 * 60, 10 * 60, 60 * 60, 6 * 60 * 60]
JOBS_LONGEST_SECONDS = 60 * 60
# Longer than a worker may wait for another one's writing (SQLite's time-out above).
JOBS_DEAD_AFTER_SECONDS = 60

# Mail goes out by jobs, then by EMAIL_URL; without it, it is written where the worker's output goes.

EMAIL_BACKEND = "jobs.mail.MailByJobs"
_mail = env.email("EMAIL_URL", default="consolemail://")
MAIL_TRANSPORT = _mail.pop("EMAIL_BACKEND")
vars().update(_mail)
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="webmaster@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"hides_secrets": {"()": "desk.words.HidesSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # What answers 404 or fails is logged with its path.
    "loggers": {"django.request": {"filters": ["hides_secrets"]}},
}

ADMIN_TITLE = _("Wonogiri tourism office")
