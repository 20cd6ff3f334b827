"""Answers that programs of other sites read: from any origin, in no frame, renewed by the publishing and at midnight."""

from datetime import datetime, time
from functools import wraps

from django.http import HttpResponse, HttpResponseNotAllowed
from django.utils import timezone
from django.utils.http import http_date

from content.publishing import last_published_at

# What is closed stands here too: a proxy asks again soon, and nobody shows what was before once more.
CACHE_CONTROL = "public, max-age=300, s-maxage=10, stale-if-error=86400"
READ_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Last-Modified, RateLimit, RateLimit-Policy, Retry-After, X-Total-Count",
}
PREFLIGHT_HEADERS = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


def public_feed(view):
    """Make a view's answer one that every program may read and keep: see the module.

    A view whose answer changes between publishings sets `changed_at` (aware) on it.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=READ_HEADERS | PREFLIGHT_HEADERS)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "OPTIONS"], headers=READ_HEADERS)
        response = view(request, *args, **kwargs)
        changed_at = max(filter(None, [midnight(), last_published_at(), getattr(response, "changed_at", None)]))
        headers = READ_HEADERS | {
            "Cache-Control": CACHE_CONTROL,
            "Content-Security-Policy": POLICY,
            "Last-Modified": http_date(int(changed_at.timestamp())),
        }
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response

    return answer


def midnight():
    """When today began in Wonogiri."""
    return datetime.combine(timezone.localdate(), time(), timezone.get_default_timezone())
