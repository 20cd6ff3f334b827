"""The small cache that keeps public pages; docs/mechanisms/page-cache.md tells the life of one through it."""

import hashlib
import re
from time import time
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from content.publishing import published_at, withdrawn_at
from places.safety.known import turn_if_due
from portal.keeping import outage
from portal.keeping.answers import answer, is_public, keep
from portal.languages import page_language

# The only parameters that change a public page. Others (utm_source, fbclid …) do not multiply kept pages.
KNOWN_PARAMETERS = frozenset(
    [
        "about",
        "accent",
        "after",
        "bbox",
        "cat",
        "client",
        "colour",
        "date",
        "days",
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
        "of",
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
        "topic",
        "type",
        "uid",
        "until",
        "updated_since",
        "url",
        "wheelchair",
        "when",
        "width",
        "year",
    ]
)
PRIVATE_PREFIXES = ("/admin/", "/media/", "/static/", "/health/", "/go/")
# The API says by itself that the database is away: programs wait more patiently than they forgive an old answer.
NEVER_OLD_PREFIXES = ("/api/",)
KEPT_AT_MOST_S = 24 * 3600
OLD_CACHE_CONTROL = "public, max-age=0, s-maxage=10"

# Of what there is no end of (filters, searches, months) the last ones share a shelf of so many places.
SHELF_PLACES = 128
SHELF_LARGEST = 50_000


class PublicPageMiddleware:
    """Keeps public pages, compressed once, and answers conditional requests.

    A page is fresh for some minutes, until midnight in Wonogiri, the next publishing (`content.publishing`) or
    the moment at which a notice of danger begins or ends, whichever comes first. Past that it is shown only while the database is away.
    An answer that sets a cookie or varies by cookie is private and passes untouched.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_preview = getattr(request, "is_dummy", False)
        if is_preview or request.method not in {"GET", "HEAD"} or request.path_info.startswith(PRIVATE_PREFIXES):
            return self.get_response(request)
        drop_unusable_cookies(request)
        turn_if_due()
        key, made_for = page_key(request), {"version": version(), "withdrawn_at": withdrawn_at()}
        kept = find(key) if key else None
        if kept and kept["version"] == made_for["version"] and time() < kept["fresh_until"]:
            return answer(request, kept)
        is_never_old = request.path_info.startswith(NEVER_OLD_PREFIXES)
        if is_never_old or outage.breaker.allows():
            response = self.get_response(request)
        else:
            response = outage.database_away(request)
        if getattr(response, "is_outage", False):
            if kept and kept["withdrawn_at"] == made_for["withdrawn_at"] and not is_never_old:
                response = answer(request, kept)
                response.headers["Cache-Control"] = OLD_CACHE_CONTROL
            return response
        outage.breaker.answered()
        if not is_public(response):
            return response
        kept = keep(response) | made_for
        if key and response.status_code == 200:
            store(key, kept, on_shelf=is_one_of_many(request, response))
        return answer(request, kept, response)


def drop_unusable_cookies(request):
    """Forget cookies of these names that Django never made: it would answer them with a cookie of its own."""
    if not re.fullmatch(r"[A-Za-z0-9]{32}|[A-Za-z0-9]{64}", request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")):
        request.COOKIES.pop(settings.CSRF_COOKIE_NAME, None)
    if not re.fullmatch(r"[a-z0-9]{8,}", request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")):
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)


def version():
    """Changes at midnight in Wonogiri and with every publishing."""
    return f"{timezone.localdate()}:{published_at()}"


def page_key(request):
    """Cache key of a public page, or None for a request with parameters too long to keep."""
    query = known_query(request)
    return key_of(request.path_info, query, page_language(request)) if len(query) <= 200 else None


def known_query(request):
    """The parameters that change a page, in one order."""
    named = request.GET.lists()
    return urlencode(sorted((name, value) for name, values in named if name in KNOWN_PARAMETERS for value in values))


def key_of(path, query, language):
    return "page:" + hashlib.sha256("\n".join((path, query, language)).encode()).hexdigest()


def place_of(key):
    """The place on the shelf where a page of this key may stand."""
    return f"shelf:{int(key[-8:], 16) % SHELF_PLACES}"


def is_one_of_many(request, response):
    """Whether there is no end of addresses of this kind: any with a query, and what a view marks as such."""
    return bool(known_query(request)) or getattr(response, "is_one_of_many", False)


def find(key):
    """What is kept under a key of its own or on the shelf, or None."""
    found = cache.get_many([key, place_of(key)])
    on_shelf = found.get(place_of(key))
    return found.get(key) or (on_shelf["page"] if on_shelf and on_shelf["key"] == key else None)


def store(key, kept, on_shelf):
    kept["fresh_until"] = time() + kept["seconds"]
    if not on_shelf:
        cache.set(key, kept, KEPT_AT_MOST_S)
    elif len(kept["gzip"] or b"") <= SHELF_LARGEST:
        cache.set(place_of(key), {"key": key, "page": kept}, KEPT_AT_MOST_S)


def forget(paths):
    """Drop what is kept of addresses whose page has changed, and all of the shelf, so that no outage brings it back."""
    keys = [key_of(path, "", language) for path in paths for language, _name in settings.LANGUAGES]
    cache.delete_many([*keys, *(f"shelf:{number}" for number in range(SHELF_PLACES))])
