"""Views that belong to no page: the first visit, errors, health, files."""

import sys
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.documents.views.serve import serve as serve_document

from content.files.media import PUBLIC_FOLDER
from content.withdrawal import is_withdrawn
from portal.keeping import outage
from portal.languages import page_language, wanted_language
from portal.models import HomePage


@require_safe
def first_visit(request):
    """Send a first visit to the language the browser asks for, Indonesian when it names none of ours."""
    response = HttpResponseRedirect(f"/{wanted_language(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


def not_found(request, exception=None):
    """The 404 page, in the visitor's language; 410 where a page stood that was withdrawn."""
    language = page_language(request)
    gone = is_gone(request.path_info, language)
    words = request.path_info.strip("/").split("/")[-1].replace("-", " ")[:80]
    with translation.override(language):
        return render(request, "404.html", {"words": words, "is_gone": gone}, status=410 if gone else 404)


def is_gone(path, language):
    """Whether a page that visitors could read stood at this address."""
    if not path.startswith(f"/{language}/"):
        return False
    root = HomePage.objects.filter(locale__language_code=language, depth=2).values_list("url_path", flat=True).first()
    return bool(root) and is_withdrawn(root + path.removeprefix(f"/{language}/"))


def server_error(request):
    """The 500 page, or that of an outage, in the visitor's language; it asks the database for nothing."""
    if outage.is_outage(sys.exc_info()[1]):
        return outage.database_away(request)
    with translation.override(page_language(request)):
        return render(request, "500.html", status=500)


@require_safe
@never_cache
def live(request):
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def ready(request):
    """The database answers and has every migration; a dead cache only slows the site down."""
    try:
        executor = MigrationExecutor(connection)
        waiting = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        database = "migrations waiting" if waiting else "ok"
    except DatabaseError:
        database = "no answer"
    cache.set("health", "ok", 10)
    state = {"database": database, "cache": "ok" if cache.get("health") == "ok" else "degraded"}
    return JsonResponse(state, status=200 if database == "ok" else 503)


@require_safe
def robots(request):
    """What search engines may read, and where the sitemap is."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /go/", f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request):
    return HttpResponseRedirect(static("img/favicon.svg"))


@cache_control(private=True, no_cache=True)
def document(request, document_id, document_filename):
    """A document, for who may read its collection: no proxy may keep it for the next who asks."""
    return serve_document(request, document_id, document_filename)


@require_safe
def media(request, path):
    """A picture made of a public photo, which never changes. Behind nginx this view is not reached.

    Whatever else was uploaded has no public address: originals, private photos, documents.
    """
    response = serve(request, path, document_root=Path(settings.MEDIA_ROOT) / PUBLIC_FOLDER)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
