"""How much one address may have made for programs: the API, the feeds, oEmbed, the layer of places.

Counted is what is made anew. What is kept already costs nothing, so this stands behind the page cache: a village of
readers behind one address of its mobile network shares what is kept, and a program that asks in good manners (304)
uses nothing up. The headers are those of draft-ietf-httpapi-ratelimit-headers-11.
"""

import re
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.limits import in_words
from accounts.visitor_address import visitor_key
from content.sharing import READ_HEADERS
from portal.api.answers import problem

COUNTED = re.compile(r"/(api|feeds|oembed)/|/[a-z]{2}/places\.geojson$")
IN_JSON = re.compile(r"/api/|/[a-z]{2}/places\.geojson$")


class RateLimitMiddleware:
    """Answers 429 once `settings.RATE_LIMIT` answers were made for an address within `RATE_LIMIT_SECONDS`; 0: never."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        most, seconds = settings.RATE_LIMIT, settings.RATE_LIMIT_SECONDS
        if not most or request.method not in {"GET", "HEAD"} or not COUNTED.match(request.path_info):
            return self.get_response(request)
        window, gone = divmod(int(time.time()), seconds)
        made = count_one(f"rate:{window}:{visitor_key(request, 'rate')}", seconds)
        if made is None or made <= most:
            response = self.get_response(request)
        else:
            response = too_many(request, seconds - gone)
        response.headers["RateLimit-Policy"] = f'"address";q={most};w={seconds}'
        if made is not None:
            response.headers["RateLimit"] = f'"address";r={max(0, most - made)};t={seconds - gone}'
        return response


def count_one(key, seconds):
    """How many it is now, or None while the cache is away. One question to the cache, at the first of a time two."""
    try:
        return cache.incr(key)
    except ValueError:
        # Whoever comes first at the same moment as another one is not counted: that does no harm.
        cache.add(key, 1, seconds)
        return 1


def too_many(request, wait_s):
    """The answer to one question too many, in the language of the address."""
    sentence = _("Too much was asked for from your connection. Try again in %(time)s.") % {"time": in_words(wait_s)}
    headers = READ_HEADERS | {"Retry-After": str(wait_s), "Cache-Control": "no-store"}
    if IN_JSON.match(request.path_info):
        return problem(429, sentence, **headers)
    return HttpResponse(f"{sentence}\n", status=429, content_type="text/plain; charset=utf-8", headers=headers)
