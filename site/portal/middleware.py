"""What every answer carries, and the small cache that keeps public pages."""

import gzip
import hashlib
import re
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, parse_http_date_safe, quote_etag
from wagtail.models import Site

from content.publishing import published_at, until_published
from portal.languages import address_language, page_language

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
PUBLIC_CACHE_CONTROL = "public, max-age=60, s-maxage={seconds}, stale-while-revalidate=3600, stale-if-error=86400"
KEPT_SECONDS = 300
# A longer answer is kept compressed only.
LARGE = 500_000
KEPT_STATUS = {200, 404}
# Answered without knowing Wagtail's site: even when the database is away, or with the fewest queries.
SITELESS_PREFIXES = ("/api/", "/feeds/", "/health/", "/media/", "/static/")
# What pages of other sites load from here: data, embeds, pictures.
SHARED_PREFIXES = ("/api/", "/embed/", "/feeds/", "/media/", "/oembed/", "/static/embed/")
PRIVATE_PREFIXES = ("/admin/", "/media/", "/static/", "/health/", "/go/")

PERMISSIONS_POLICY = "camera=(), microphone=(), payment=(), usb=(), geolocation=(self)"
ADMIN_CSP = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; frame-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)


class SecurityHeadersMiddleware:
    """Headers of every answer, error pages and files included, that Django has no setting for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_shared = request.path_info.startswith(SHARED_PREFIXES)
        if is_shared:
            # Whatever cookie comes along from another site, nobody looks at it, and none goes back.
            request.META.pop("HTTP_COOKIE", None)
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if is_shared else "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


class AdminMiddleware:
    """The admin speaks Indonesian before anybody has logged in, and has its own content security policy."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith("/admin/"):
            return self.get_response(request)
        with translation.override("id-id"):
            response = self.get_response(request)
        response._csp_exempt = True
        # A preview comes with the policy of a public page, which no frame may show.
        response.headers["Content-Security-Policy"] = ADMIN_CSP
        return response


class LanguageMiddleware:
    """Activates the language of the address; where it names none (files, errors), what the browser asks for.

    Django's LocaleMiddleware also reads a cookie and sends a missing address to one with a language in front:
    neither can be kept by a proxy.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.LANGUAGE_CODE = page_language(request)
        with translation.override(request.LANGUAGE_CODE):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        if not address_language(request):
            patch_vary_headers(response, ["Accept-Language"])
        return response


class SiteMiddleware:
    """Tells Wagtail the one site there is, which it would else ask the database at every request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(SITELESS_PREFIXES):
            request._wagtail_site = the_site()
        return self.get_response(request)


@until_published
def the_site():
    """The default Site with its root page, or None before the seed."""
    return Site.objects.select_related("root_page", "root_page__locale").filter(is_default_site=True).first()


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
            if key:
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


def is_public(response):
    """Whether any proxy may keep this answer."""
    return (
        response.status_code in KEPT_STATUS | {301, 302}
        and not response.streaming
        and not response.cookies
        and "cookie" not in response.headers.get("Vary", "").lower()
        and "private" not in response.headers.get("Cache-Control", "")
        and "no-store" not in response.headers.get("Cache-Control", "")
    )


def keep(response):
    """The parts of a response that are kept: status, headers, body as is and compressed, ETag."""
    body = response.content
    seconds = getattr(response, "kept_seconds", KEPT_SECONDS)
    if response.status_code == 404:
        seconds = min(seconds, 30)
    response.headers.setdefault("Cache-Control", PUBLIC_CACHE_CONTROL.format(seconds=seconds))
    patch_vary_headers(response, ["Accept-Encoding"])
    response.headers.pop("Content-Length", None)
    return {
        "status": response.status_code,
        "headers": list(response.headers.items()),
        "body": body if len(body) < LARGE else None,
        "gzip": gzip.compress(body, 6, mtime=0) if len(body) > 500 else None,
        "etag": hashlib.sha256(body).hexdigest()[:24],
        "changed": parse_http_date_safe(response.headers.get("Last-Modified", "")),
        "seconds": seconds,
    }


def answer(request, kept):
    """A fresh response from kept parts: 304 where the client has it already, gzip where it takes it."""
    takes_gzip = kept["gzip"] and "gzip" in request.headers.get("Accept-Encoding", "")
    etag = quote_etag(kept["etag"] + ("-gz" if takes_gzip else ""))
    if kept["status"] == 200 and is_known(request, etag, kept.get("changed")):
        response = HttpResponseNotModified()
    elif takes_gzip:
        response = HttpResponse(kept["gzip"], status=kept["status"], headers={"Content-Encoding": "gzip"})
    else:
        body = kept["body"] if kept["body"] is not None else gzip.decompress(kept["gzip"])
        response = HttpResponse(body, status=kept["status"])
    for name, value in kept["headers"]:
        if response.status_code != 304 or name not in {"Content-Type", "Content-Language"}:
            response.headers[name] = value
    if kept["status"] == 200:
        response.headers["ETag"] = etag
    if response.status_code != 304:
        response.headers["Content-Length"] = str(len(response.content))
    if request.method == "HEAD":
        response.content = b""  # gunicorn drops it too, with a warning each time
    return response


def is_known(request, etag, changed):
    """Whether the client has this answer already, by its ETag, or by its date where it sends no ETag."""
    if tags := request.headers.get("If-None-Match"):
        return any(etag == tag.removeprefix("W/") or tag == "*" for tag in parse_etags(tags))
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return changed is not None and since is not None and changed <= since
