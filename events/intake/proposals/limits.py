"""What keeps robots out without a cookie, a script or somebody else's riddle.

A form carries a signed token that says when it was handed out: sent too fast, too late or unsigned it is shown
again with everything typed. One token makes one proposal, however often it is sent. What one address and what
all together may send in an hour is counted in the database, since every process must know it and a dead cache
must not lift it; how often one address may try is counted in the cache.
"""

import time
from contextlib import contextmanager
from datetime import timedelta

from django.core import signing
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from accounts.visitor_address import visitor_key
from events.models import EventProposal

FILLED_IN_SECONDS = 4
FORM_AGE = timedelta(hours=24)
HOUR = timedelta(hours=1)
SENT_PER_HOUR = 5
SENT_BY_ALL_PER_HOUR = 60
TRIES_PER_HOUR = 40
# A field that nobody sees, so that only programs fill it in.
LEFT_EMPTY = "note"
TOKEN_SALT = "events.proposals.form"  # noqa: S105 - a name, no secret


class TryAgain(Exception):
    """The form is shown again, and sending it once more will do. The message says so; `token` is the one to use."""

    def __init__(self, message, token):
        super().__init__(message)
        self.token = token


class TooMany(Exception):
    """No more for now; the message says what to do."""


def new_token():
    return signing.TimestampSigner(salt=TOKEN_SALT).sign(get_random_string(22))


def check_token(request, token):
    """The key of the form that was sent. Raises TryAgain when it was not filled in by hand just now."""
    signer = signing.TimestampSigner(salt=TOKEN_SALT)
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise TryAgain(_("The form came from another website. Check it and send it once more from here."), new_token())
    try:
        key = signer.unsign(token, max_age=FORM_AGE)
    except signing.SignatureExpired as error:
        raise TryAgain(
            _("The form was open for more than a day. Check it and send it once more."), new_token()
        ) from error
    except signing.BadSignature as error:
        raise TryAgain(_("The form could not be recognised. Check it and send it once more."), new_token()) from error
    if request.POST.get(LEFT_EMPTY):
        raise TryAgain(_("The form was filled in by a program. Check it and send it once more."), token)
    try:
        signer.unsign(token, max_age=FILLED_IN_SECONDS)
    except signing.SignatureExpired:
        return key
    raise TryAgain(_("That was very quick. Check what you wrote and send it once more."), token)


def count_try(request):
    """Count one sending of the form, right or wrong. Raises TooMany. A dead cache counts nothing."""
    key = f"proposal_tries:{int(time.time() // HOUR.total_seconds())}:{visitor_key(request, 'proposal')}"
    tries = (cache.get(key) or 0) + 1
    cache.set(key, tries, HOUR.total_seconds())
    if tries > TRIES_PER_HOUR:
        raise TooMany(_("The form was sent too often from your connection. Try again in an hour."))


def check_numbers(sender, now):
    """Raise TooMany when enough has been sent in the last hour; forget who sent what before."""
    last_hour = EventProposal.objects.filter(received_at__gt=now - HOUR)
    EventProposal.objects.filter(received_at__lte=now - HOUR).exclude(sender="").update(sender="")
    if last_hour.filter(sender=sender).count() >= SENT_PER_HOUR:
        raise TooMany(
            _("You have sent %(number)d proposals in the last hour. Send the next one in an hour.")
            % {"number": SENT_PER_HOUR}
        )
    if last_hour.count() >= SENT_BY_ALL_PER_HOUR:
        raise TooMany(_("Very many proposals are arriving just now. Try again in an hour."))


@contextmanager
def one_at_a_time():
    """One transaction in which nobody else counts and adds; SQLite has one writer in any case."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(7120412)")
        yield


def receive(proposal, request, form_key):
    """Save a proposal within the limits; one that came with this form already is returned instead."""
    now = timezone.now()
    with one_at_a_time():
        known = EventProposal.objects.filter(form_key=form_key).first()
        if known:
            return known
        proposal.sender = visitor_key(request, "proposal")
        proposal.form_key = form_key
        check_numbers(proposal.sender, now)
        proposal.save()
    return proposal
