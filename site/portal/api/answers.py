"""How the API answers: pages of a list, problem details (RFC 9457), and the headers of `content.sharing`."""

import logging
from functools import wraps
from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponsePermanentRedirect, JsonResponse
from django.urls import resolve
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import HttpError, ValidationError

from content.sharing import POLICY, READ_HEADERS, public_feed
from portal.api.parameters import EVERY_LANGUAGE
from portal.api.schemas import ALWAYS
from portal.api.selections import translations_of
from portal.keeping.outage import TRY_AGAIN_S, breaker, is_outage

logger = logging.getLogger("django.request")


class BadParameters(Exception):
    """Something asked for could not be read; `problems` are Problem(parameter, message)."""

    def __init__(self, problems):
        self.problems = problems


class Removed(Exception):
    """What is asked for stood here once and does not any more."""


class Asked:
    """What a request asks of any list: which fields, in which languages, and how strictly it wants to be read.

    `pages` is the model of what is listed, where its records have translations.
    """

    def __init__(self, request, parameters, model, reader, problems=(), pages=None):
        self.request = request
        self.parameters = parameters
        self.pages = pages
        self.in_every_language = reader.one("lang", parameters["lang"]["schema"]["enum"]) == EVERY_LANGUAGE
        self.fields = reader.fields(list(model.model_fields))
        self.is_strict = reader.is_strict(parameters)
        refused = [problem for problem in [*problems, *reader.problems] if self.is_ours(problem)]
        if refused:
            raise BadParameters(list(dict.fromkeys(refused)))

    def is_ours(self, problem):
        """Whether a problem is one of this operation's: other parameters are passed over."""
        return problem.parameter in self.parameters or self.is_strict

    def told(self, records):
        """Records as they are asked for."""
        if self.pages:
            keys = {record["uid"] for record in records}
            words = translations_of(self.pages, keys) if self.in_every_language else {}
            records = [record | {"translations": words.get(record["uid"])} for record in records]
        return [self.shape(record) for record in records]

    def shape(self, record):
        """The fields asked for, and those that always stand there."""
        if not self.fields:
            return record
        return {name: value for name, value in record.items() if name in self.fields or name in ALWAYS}

    def page(self, response, records, after, **more):
        """The body of one page; `after` is the cursor of what follows, or empty."""
        address = self.address(after) if after else None
        if address:
            response.headers["Link"] = f'<{address}>; rel="next"'
        return self.sent(response, {"results": self.told(records), "next": address} | more)

    def sent(self, response, body):
        if self.is_strict:
            # Pages are kept by known parameters: one with an unknown one must be looked at each time.
            response.headers["Cache-Control"] = "no-store"
        return body

    def address(self, after):
        """This list going on after a cursor, with the parameters we know in one order."""
        known = {name: values for name, values in self.request.GET.lists() if name in self.parameters}
        query = urlencode(sorted((known | {"after": [after]}).items()), doseq=True)
        return f"{settings.PUBLIC_URL}{self.request.path}?{query}"


def cut(found, limit, cursor):
    """The first `limit` of what was found, and the cursor of the last one if there is more."""
    shown = found[:limit]
    return shown, str(cursor(shown[-1])) if len(found) > limit else ""


def problem(status, detail, errors=(), **headers):
    """An answer that says what is wrong."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": str(detail)}
    if errors:
        body["errors"] = [{"parameter": error.parameter, "detail": str(error.message)} for error in errors]
    return JsonResponse(
        body,
        status=status,
        content_type="application/problem+json",
        headers=headers,
        json_dumps_params={"ensure_ascii": False},
    )


def away():
    """The answer while the database gives none."""
    detail = _("The data cannot be read just now. Try again in half a minute.")
    response = problem(503, detail, **READ_HEADERS, **{"Cache-Control": "no-store", "Retry-After": str(TRY_AGAIN_S)})
    response.is_outage = True
    return response


def public(view):
    """Make a view of the API answer every method, and every error, as programs expect it."""
    kept = public_feed(view)

    # Without an account there is nothing to forge a request for.
    @csrf_exempt
    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            headers = READ_HEADERS | {"Content-Security-Policy": POLICY, "Allow": "GET, HEAD, OPTIONS"}
            return problem(405, _("This address is only for reading."), **headers)
        if not breaker.allows():
            return away()
        method = request.method
        if method == "HEAD":
            # The router knows GET alone; the server leaves the body away.
            request.method = "GET"
        try:
            return kept(request, *args, **kwargs)
        finally:
            request.method = method

    return answer


def missing(request):
    """An address below /api/ that there is not; one that lacks only its last slash is sent on."""
    slashed = f"{request.path_info}/"
    if resolve(slashed).func is not missing_view:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{request.path}/{'?' if query else ''}{query}")
    return problem(404, _("There is nothing at this address."))


missing_view = public(missing)


def handle_errors(api):
    """Have the API answer every exception with problem details."""

    @api.exception_handler(BadParameters)
    def refuse(request, error):
        return problem(400, _("Some parameters could not be read."), error.problems)

    @api.exception_handler(Removed)
    def removed(request, error):
        return problem(410, _("It is not on this site any more."))

    @api.exception_handler(Exception)
    def break_down(request, error):
        if is_outage(error):
            return away()
        logger.error("Internal Server Error: %s", request.path, exc_info=error, extra={"request": request})
        detail = _("Something broke on our side. Try again later.")
        return problem(500, detail, **{"Cache-Control": "no-store", "Retry-After": "60"})

    @api.exception_handler(Http404)
    def not_found(request, error):
        return problem(404, _("There is nothing at this address."))

    @api.exception_handler(HttpError)
    def refuse_request(request, error):
        return problem(error.status_code, error)

    @api.exception_handler(ValidationError)
    def unreadable(request, error):
        return problem(400, _("Some parameters could not be read."))
