"""Pulling one source: fetch, read, import, and remember how it went."""

from http import HTTPStatus

from django.utils import timezone
from django.utils.translation import gettext as _

from events.intake.federation import readers
from events.intake.federation.importers import import_events
from events.intake.federation.incoming import Problem, Unreadable
from fetching.addresses import FetchRefused
from fetching.fetch import FetchFailed, fetch

PAGES_AT_MOST = 20
ACCEPT = (
    "text/calendar, application/feed+json, application/json, application/atom+xml, "
    "application/rss+xml, application/xml;q=0.9, */*;q=0.5"
)


class PullFailed(Exception):
    """Nothing was imported and nothing changed. The message is a sentence for an editor."""


def pull(source, user=None, now=None, new_at_most=None):
    """Bring in what a source says now; returns its new report, or None when the source has not changed.

    Raises PullFailed, after noting it at the source. A failure never removes or marks anything.
    """
    now = now or timezone.now()
    try:
        reading, answer = _read(source, timezone.localdate(now))
    except (FetchRefused, FetchFailed, Unreadable) as error:
        source.misses += 1
        source.last_pulled_at = now
        source.last_error = str(error)[:500]
        source.save(update_fields=["misses", "last_pulled_at", "last_error"])
        raise PullFailed(str(error)) from error
    source.misses, source.last_error = 0, ""
    source.last_pulled_at = source.last_success_at = now
    report = None
    if reading:
        plan = import_events(source, reading, user, now, new_at_most)
        report = source.last_report = plan.report() | {"at": now.isoformat()}
        is_done = plan.is_clean and answer is not None
        source.etag = answer.etag[:255] if is_done else ""
        source.last_modified = answer.last_modified[:255] if is_done else ""
    source.save()
    return report


def _read(source, today):
    """(Reading, answer to remember), (None, None) when nothing has changed; the answer is None for several pages."""
    answer = fetch(source.url, ACCEPT, source.etag, source.last_modified)
    if answer.status == HTTPStatus.NOT_MODIFIED:
        return None, None
    bodies, url = [answer.body], answer.url
    seen = {url}
    while len(bodies) < PAGES_AT_MOST and (url := readers.next_page(bodies[-1], url)) and url not in seen:
        seen.add(url)
        bodies.append(fetch(url, ACCEPT).body)
    reading = readers.read(readers.joined(bodies), answer.content_type, answer.url, today)
    if not reading.found:
        reading.problems.append(Problem("", _("The calendar holds no event at all.")))
    return reading, answer if len(bodies) == 1 else None
