"""What makes guessing passwords slow for strangers and locks nobody out of their own account.

django-axes records what failed, by name and address. From one address one name has few guesses, and all names
together have some more. Guesses at one name from many addresses only become slow: nobody can shut a colleague out
by typing wrong passwords elsewhere. A browser in which this name has logged in before carries a signed cookie and is
counted by itself, so that not even somebody in the same office, at the same address, can.
"""

import math
from datetime import timedelta

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Sum
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import get_random_string

from accounts.limits import NO_WAIT, Limit, in_words

ADDRESS_FAILURES = 40
# So many guesses at one name are free; each further one makes the next wait twice as long, up to half a minute.
NAME_FREE_FAILURES = 10
NAME_LONGEST_WAIT = timedelta(seconds=30)
KNOWN_BROWSER = Limit("known browser", 8, timedelta(minutes=15))
KNOWN_BROWSER_COOKIE = "known_browser"
KNOWN_BROWSER_AGE = timedelta(days=90)


class LoginHandler(AxesDatabaseHandler):
    """django-axes' records with the limits above."""

    def is_locked(self, request, credentials=None):
        return login_wait(request, get_client_username(request, credentials)) > NO_WAIT

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        browser = request and known_browser(request, get_client_username(request, credentials))
        if browser and not request.axes_locked_out:
            KNOWN_BROWSER.count(browser, request.axes_attempt_time)
        else:
            super().user_login_failed(sender, credentials, request, **kwargs)


def login_wait(request, name):
    """How long this request has to wait before it may try a password for `name`."""
    now = request.axes_attempt_time
    if browser := known_browser(request, name):
        return KNOWN_BROWSER.wait(browser, now)
    failures = AccessAttempt.objects.filter(attempt_time__gt=now - settings.AXES_COOLOFF_TIME)
    here = failures.filter(ip_address=request.axes_ip_address)
    return max(
        _until_forgotten(here.filter(username=name), settings.AXES_FAILURE_LIMIT, now),
        _until_forgotten(here, ADDRESS_FAILURES, now),
        _slow_down(failures.filter(username=name), now),
    )


def _until_forgotten(failures, limit, now):
    """How long until fewer than `limit` of these failures count."""
    number = 0
    for at, more in failures.order_by("-attempt_time").values_list("attempt_time", "failures_since_start"):
        number += more
        if number >= limit:
            return at + settings.AXES_COOLOFF_TIME - now
    return NO_WAIT


def _slow_down(failures, now):
    found = failures.aggregate(number=Sum("failures_since_start"), last=Max("attempt_time"))
    over = (found["number"] or 0) - NAME_FREE_FAILURES
    if over < 0:
        return NO_WAIT
    return max(NO_WAIT, found["last"] + min(timedelta(seconds=2 ** min(over, 10)), NAME_LONGEST_WAIT) - now)


def remember_browser(response, name):
    """Let this browser be known as one in which `name` has logged in."""
    response.set_signed_cookie(
        KNOWN_BROWSER_COOKIE,
        get_random_string(22),
        salt=_cookie_salt(name),
        max_age=KNOWN_BROWSER_AGE,
        path="/admin/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def known_browser(request, name):
    """The number of a browser in which `name` has logged in before, or None."""
    return request.get_signed_cookie(
        KNOWN_BROWSER_COOKIE, default=None, salt=_cookie_salt(name), max_age=KNOWN_BROWSER_AGE
    )


def _cookie_salt(name):
    return f"accounts.known_browser.{name}"


def login_refused(request, response=None, credentials=None):
    """django-axes asks for this answer when a login was refused or was the last that is not."""
    return too_many(request, login_wait(request, get_client_username(request, credentials)))


def too_many(request, wait, template="wagtailadmin/too_many.html"):
    """The answer to one attempt too many: a page in the reader's language that says when the next one is free."""
    seconds = max(1, math.ceil(wait.total_seconds()))
    response = render(request, template, {"time": in_words(seconds)}, status=429)
    response.headers["Retry-After"] = str(seconds)
    add_never_cache_headers(response)
    return response


def forget_failures(now):
    """Delete failures that no longer count; returns how many."""
    return AccessAttempt.objects.filter(attempt_time__lte=now - settings.AXES_COOLOFF_TIME).delete()[0]
