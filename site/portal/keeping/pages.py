"""The small cache that keeps public pages."""

import hashlib
import re
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from content.publishing import published_at
from portal.keeping.answers import answer, is_public, keep
from portal.languages import page_language

# The only parameters that change a public page. Others (utm_source, fbclid …) do not multiply kept pages.
KNOWN_PARAMETERS = frozenset(
    [
        "accent",
        "after",
        "bbox",
        "cat",
        "client",
        "colour",
        "date",
        "district",
        "facility",
        "fields",
        "filters",
        "format",
        "free",
        "from",
        "geosite",
        "heading",
        "include",
        "kind",
        "lang",
        "limit",
        "maxheight",
        "maxwidth",
        "month",
        "near",
        "not_cat",
        "not_org",
        "org",
        "page",
        "place",
        "q",
        "radius",
        "regency",
        "series",
        "show-image",
        "show-weton",
        "since",
        "sort",
        "status",
        "strict",
        "target",
        "theme",
        "to",
        "type",
        "until",
        "url",
        "when",
        "width",
        "year",
    ]
)
PRIVATE_PREFIXES = ("/admin/", "/media/", "/static/", "/health/", "/go/")


class PublicPageMiddleware:
    """Keeps public pages, compressed once, and answers conditional requests.

    A page is kept under its address, its known parameters, the day in Wonogiri and the moment of the
    last publishing (`content.publishing.published_at`), so publishing and midnight both renew it.
    An answer that sets a cookie or varies by cookie is private and passes untouched.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_preview = getattr(request, "is_dummy", False)
        if is_preview or request.method not in {"GET", "HEAD"} or request.path_info.startswith(PRIVATE_PREFIXES):
            return self.get_response(request)
        drop_unusable_cookies(request)
        key = page_key(request)
        kept = cache.get(key) if key else None
        if kept is None:
            response = self.get_response(request)
            if not is_public(response):
                return response
            kept = keep(response)
            # Where a redirect leads may repeat parameters that its key does not name.
            if key and not (kept["status"] in {301, 302} and request.GET):
                cache.set(key, kept, kept["seconds"])
        return answer(request, kept)


def drop_unusable_cookies(request):
    """Forget cookies of these names that Django never made: it would answer them with a cookie of its own."""
    if not re.fullmatch(r"[A-Za-z0-9]{32}|[A-Za-z0-9]{64}", request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")):
        request.COOKIES.pop(settings.CSRF_COOKIE_NAME, None)
    if not re.fullmatch(r"[a-z0-9]{8,}", request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")):
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)


def page_key(request):
    """Cache key of a public page, or None for a request with parameters too long to keep."""
    parameters = sorted(
        (name, value) for name, values in request.GET.lists() if name in KNOWN_PARAMETERS for value in values
    )
    query = urlencode(parameters)
    if len(query) > 200:
        return None
    parts = (
        request.get_host(),
        request.path_info,
        query,
        page_language(request),
        timezone.localdate().isoformat(),
        published_at(),
    )
    return "page:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()
