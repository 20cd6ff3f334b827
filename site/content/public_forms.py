"""Forms that anybody may send: what keeps robots out without a cookie, a script or somebody else's riddle.

A form carries a signed token that says when it was handed out: sent too fast, too late or unsigned it is shown
again with everything typed. One token makes one thing, however often it is sent. How often one address may try is
counted in the cache; what it may send in, each form counts in the database, since every process must know it and a
dead cache must not lift it.
"""

import re
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.core import signing
from django.core.cache import cache
from django.db import connection, transaction
from django.shortcuts import render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from accounts.visitor_address import visitor_key

FILLED_IN_SECONDS = 4
FORM_AGE = timedelta(hours=24)
HOUR = timedelta(hours=1)
# A field that nobody sees, so that only programs fill it in.
LEFT_EMPTY = "note"
# Of fields filled in, not only sent: what counts as a mistake to be shown beside the field.
UNPROCESSABLE = 422
TOO_MANY = 429
# Line breaks would become lines of a mail's head; the others turn text round or hide it.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
UNSEEN_BUT_LINES = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


class LineField(forms.CharField):
    """One line of text: whatever breaks a line or cannot be seen becomes a space."""

    def to_python(self, value):
        return " ".join(UNSEEN.sub(" ", super().to_python(value)).split())


class ParagraphsField(forms.CharField):
    """Several lines of text, at most one empty line in between."""

    widget = forms.Textarea

    def to_python(self, value):
        text = super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")
        return re.sub(r"\n\s*\n+", "\n\n", UNSEEN_BUT_LINES.sub(" ", text)).strip()


class TryAgain(Exception):
    """The form is shown again, and sending it once more will do. The message says so; `token` is the one to use."""

    def __init__(self, message, token):
        super().__init__(message)
        self.token = token


class TooMany(Exception):
    """No more for now; the message says what to do."""


REFUSED = (TryAgain, TooMany)


def say_refused(form, token, error):
    """Say in a form why it was REFUSED; returns the token to send it again with, and the status of the answer."""
    form.add_error(None, str(error))
    return (error.token, UNPROCESSABLE) if isinstance(error, TryAgain) else (token, TOO_MANY)


def form_page(request, template, context, status=200):
    """The page of a form; after too many tries it says when to come back."""
    response = render(request, template, context, status=status)
    if status == TOO_MANY:
        response.headers["Retry-After"] = str(int(HOUR.total_seconds()))
    return response


@dataclass(frozen=True)
class PublicForm:
    """One form that anybody may send. `lock` is a number of its own, by which PostgreSQL knows who receives."""

    name: str
    salt: str
    lock: int
    tries_per_hour: int = 40

    def new_token(self):
        return self._signer().sign(get_random_string(22))

    def check_token(self, request, token):
        """The key of the form that was sent. Raises TryAgain when it was not filled in by hand just now."""
        if is_from_elsewhere(request):
            message = _("The form came from another website. Check it and send it once more from here.")
            raise TryAgain(message, self.new_token())
        try:
            key = self._signer().unsign(token, max_age=FORM_AGE)
        except signing.SignatureExpired as error:
            message = _("The form was open for more than a day. Check it and send it once more.")
            raise TryAgain(message, self.new_token()) from error
        except signing.BadSignature as error:
            message = _("The form could not be recognised. Check it and send it once more.")
            raise TryAgain(message, self.new_token()) from error
        if request.POST.get(LEFT_EMPTY):
            raise TryAgain(_("The form was filled in by a program. Check it and send it once more."), token)
        try:
            self._signer().unsign(token, max_age=FILLED_IN_SECONDS)
        except signing.SignatureExpired:
            return key
        raise TryAgain(_("That was very quick. Check what you wrote and send it once more."), token)

    def count_try(self, request):
        """Count one sending of the form, right or wrong. Raises TooMany. A dead cache counts nothing."""
        key = f"{self.name}_tries:{int(time.time() // HOUR.total_seconds())}:{visitor_key(request, self.name)}"
        tries = (cache.get(key) or 0) + 1
        cache.set(key, tries, HOUR.total_seconds())
        if tries > self.tries_per_hour:
            raise TooMany(_("The form was sent too often from your connection. Try again in an hour."))

    @contextmanager
    def one_at_a_time(self):
        """One transaction in which nobody else counts and adds; SQLite has one writer in any case."""
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [self.lock])
            yield

    def _signer(self):
        return signing.TimestampSigner(salt=self.salt)


def is_from_elsewhere(request):
    """Whether another website sent this."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}


def mark_controls(form):
    """Give each control of a form its class for looks."""
    for field in form.fields.values():
        kind = {"Select": "select", "Textarea": "textarea", "RadioSelect": ""}.get(type(field.widget).__name__, "input")
        field.widget.attrs["class"] = kind
