"""The names under which the site answers."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpResponse

HEALTH_PREFIX = "/health/"


class HostMiddleware:
    """Refuses any other name in one line; else each robot that asks by number would fill the log.

    Whoever watches the site may ask for its health by number.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith(HEALTH_PREFIX):
            request.META["HTTP_HOST"] = urlsplit(settings.PUBLIC_URL).netloc
        try:
            request.get_host()
        except DisallowedHost:
            refusal = HttpResponse(f"This is {settings.PUBLIC_URL}\n", status=400, content_type="text/plain")
            refusal._has_been_logged = True  # else Django notes every one of them
            return refusal
        return self.get_response(request)
