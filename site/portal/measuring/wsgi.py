"""What `manage.py bench` serves: the site without its page cache, and an empty Django view to compare with."""

import os

from django.http import HttpResponse
from django.urls import path

STARTPROJECT_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def site(environ, start_response):
    """The whole site; every page is made anew, compressed and given its ETag."""
    global _site
    if _site is None:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
        from portal.wsgi import application  # isort: skip  (it sets Django up for the next import)
        from portal.keeping import pages

        pages.page_key = lambda request: None
        _site = application
    return _site(environ, start_response)


def empty(environ, start_response):
    """An empty view in a project as `django-admin startproject` makes it: its middleware, no database, no template."""
    global _empty
    if _empty is None:
        import django
        from django.conf import settings
        from django.core.handlers.wsgi import WSGIHandler

        settings.configure(
            SECRET_KEY="for measuring only",  # noqa: S106
            ALLOWED_HOSTS=["127.0.0.1"],
            ROOT_URLCONF=__name__,
            MIDDLEWARE=STARTPROJECT_MIDDLEWARE,
            INSTALLED_APPS=[
                "django.contrib.auth",
                "django.contrib.contenttypes",
                "django.contrib.messages",
                "django.contrib.sessions",
            ],
        )
        django.setup(set_prefix=False)
        _empty = WSGIHandler()
    return _empty(environ, start_response)


_site = _empty = None
urlpatterns = [path("", lambda request: HttpResponse("hello"))]
