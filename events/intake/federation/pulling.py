"""Pulling one source: fetch, read, import, and remember how it went. Each source is an island: none stops another."""

import logging
from http import HTTPStatus

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.intake.federation.importers import import_events
from events.intake.reading import readers
from events.intake.reading.incoming import Problem, Unreadable
from fetching.addresses import FetchRefused
from fetching.fetch import LARGEST, FetchFailed, fetch

log = logging.getLogger(__name__)

PAGES_AT_MOST = 20
ACCEPT = (
    "text/calendar, application/feed+json, application/json, application/atom+xml, "
    "application/rss+xml, application/xml;q=0.9, */*;q=0.5"
)


class PullFailed(Exception):
    """The source could not be read or not be compared with ours. The message is a sentence for an editor."""


def pull(source, user=None, now=None, new_at_most=None):
    """Bring in what a source says now; returns its new report, or None when the source has not changed.

    Raises PullFailed and nothing else, after noting it at the source. A failure never removes or marks anything.
    """
    now = now or timezone.now()
    try:
        return _pulled(source, user, now, new_at_most)
    except (FetchRefused, FetchFailed, Unreadable) as error:
        reason, cause = str(error), error
    except Exception as error:  # a mistake of ours with one source must not keep the others out
        log.exception("The source %s could not be pulled", source.pk)
        cause = error
        reason = _("Something unforeseen stops it; tell whoever looks after this site (%(kind)s).") % {
            "kind": type(error).__name__
        }
    _note_failure(source, reason, now)
    raise PullFailed(reason) from cause


def _pulled(source, user, now, new_at_most):
    reading, answer = _read(source, timezone.localdate(now))
    source.misses, source.last_error = 0, ""
    source.last_pulled_at = source.last_success_at = now
    told = ["misses", "last_error", "last_pulled_at", "last_success_at"]
    report = None
    if reading:
        plan = import_events(source, reading, user, now, new_at_most)
        report = source.last_report = plan.report() | {"at": now.isoformat()}
        is_done = plan.is_clean and answer is not None
        source.etag = answer.etag[:255] if is_done else ""
        source.last_modified = answer.last_modified[:255] if is_done else ""
        told += ["last_report", "etag", "last_modified"]
    source.save(update_fields=told)
    return report


def _note_failure(source, reason, now):
    try:
        with transaction.atomic():
            source.refresh_from_db(fields=["misses"])
            source.misses += 1
            source.last_pulled_at = now
            source.last_error = reason[:500]
            source.save(update_fields=["misses", "last_pulled_at", "last_error"])
    except (DatabaseError, ObjectDoesNotExist):  # whoever pulls is told in any case
        log.exception("The failure of the source %s could not be noted", source.pk)


def _read(source, today):
    """(Reading, answer to remember), (None, None) when nothing has changed; the answer is None for several pages."""
    answer = fetch(source.url, ACCEPT, source.etag, source.last_modified)
    if answer.status == HTTPStatus.NOT_MODIFIED:
        return None, None
    bodies, url = [answer.body], answer.url
    seen = {url}
    while (
        len(bodies) < PAGES_AT_MOST
        and sum(map(len, bodies)) < LARGEST
        and (url := readers.next_page(bodies[-1], url))
        and url not in seen
    ):
        seen.add(url)
        bodies.append(fetch(url, ACCEPT).body)
    reading = readers.read(readers.joined(bodies), answer.content_type, answer.url, today)
    if not reading.found:
        reading.problems.append(Problem("", _("The calendar holds no event at all.")))
    return reading, answer if len(bodies) == 1 else None
