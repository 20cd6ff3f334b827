"""The database is away: which errors say so, and what a visitor is told then."""

from django.db import InterfaceError, OperationalError, connection
from django.shortcuts import render
from django.utils import translation

from portal.keeping.breaker import Breaker
from portal.languages import page_language

PAUSE_S = 5
TRY_AGAIN_S = 30

breaker = Breaker(PAUSE_S)


def is_outage(error):
    """Whether this exception says that the database gave no answer; leaves it alone for a while when it is gone."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    if connection.connection is None or getattr(connection.connection, "closed", False):
        breaker.failed()
    return True


def database_away(request):
    """A page that asks the database for nothing, in the visitor's language."""
    with translation.override(page_language(request)):
        response = render(request, "503.html", status=503)
    response.headers["Retry-After"] = str(TRY_AGAIN_S)
    response.headers["Cache-Control"] = "no-store"
    response.is_outage = True
    return response
