"""One kept answer: whether it may be kept, what of it is kept, and how it is given again."""

import gzip
import hashlib
import re

from django.http import HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, parse_http_date_safe, quote_etag

from places.safety.known import seconds_to_turn

# A browser asks each time whether its copy is still true, and mostly hears yes (304); proxies keep theirs.
# No stale-while-revalidate: a browser would show the page of before once more, to the editor first of all.
PUBLIC_CACHE_CONTROL = "public, max-age=0, s-maxage={seconds}, stale-if-error=86400"
# What an answer says of the asker alone.
ASKERS_OWN = "RateLimit"
KEPT_SECONDS = 300
# A notice of danger is everywhere within ten seconds, also through a proxy that nobody can tell of it; asking again
# costs it a 304.
PROXY_SECONDS = 10
NOT_FOUND_KEPT_SECONDS = 30


def is_public(response):
    """Whether any proxy may keep this answer."""
    return (
        response.status_code in {200, 301, 302, 404, 410}
        and not response.streaming
        and not response.cookies
        and "cookie" not in response.headers.get("Vary", "").lower()
        and "private" not in response.headers.get("Cache-Control", "")
        and "no-store" not in response.headers.get("Cache-Control", "")
    )


def keep(response):
    """The parts of a response that are kept: status, headers, ETag, and the body, compressed where that pays."""
    body, is_worth_compressing = response.content, len(response.content) > 500
    seconds = getattr(response, "kept_seconds", KEPT_SECONDS)
    if response.status_code in {404, 410}:
        seconds = min(seconds, NOT_FOUND_KEPT_SECONDS)
    if turn := seconds_to_turn():
        seconds = min(seconds, turn)
    response.headers.setdefault("Cache-Control", PUBLIC_CACHE_CONTROL.format(seconds=min(seconds, PROXY_SECONDS)))
    response.headers["Cache-Control"] = held_to(response.headers["Cache-Control"], turn)
    patch_vary_headers(response, ["Accept-Encoding"])
    response.headers.pop("Content-Length", None)
    return {
        "status": response.status_code,
        "headers": [(name, value) for name, value in response.headers.items() if name != ASKERS_OWN],
        "body": None if is_worth_compressing else body,
        "gzip": gzip.compress(body, 6, mtime=0) if is_worth_compressing else None,
        "etag": hashlib.sha256(body).hexdigest()[:24],
        "changed": parse_http_date_safe(response.headers.get("Last-Modified", "")),
        "seconds": seconds,
    }


def held_to(cache_control, seconds):
    """The header with its ages held to the moment at which a notice of danger begins or ends (None: to none)."""
    if seconds is None:
        return cache_control
    ages = re.compile(r"(max-age|s-maxage|stale-while-revalidate)=(\d+)")
    return ages.sub(lambda age: f"{age[1]}={min(int(age[2]), seconds)}", cache_control)


def answer(request, kept, made=None):
    """A fresh response from kept parts: 304 where the client has it already, gzip where it takes it.

    `made` is the response that they were just taken from: what it says of this asker is passed on.
    """
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
    if made and ASKERS_OWN in made.headers:
        response.headers[ASKERS_OWN] = made.headers[ASKERS_OWN]
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
