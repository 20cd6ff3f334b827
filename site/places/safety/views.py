"""Notices for visitors and for programs: what holds now, on a page of its own and in feeds."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from content.sharing import midnight, public_feed
from places.safety import cap, feeds
from places.safety.known import known, last_turn
from places.safety.state import InForce
from places.safety.telling import told_with_places, with_places

# Whoever asks for these wants to know at once.
CACHE_CONTROL = "public, max-age=10, s-maxage=10, stale-if-error=86400"
CONTENT_TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "json": "application/feed+json",
    "cap.xml": "application/cap+xml; charset=utf-8",
}


@require_safe
def notices(request):
    """Every notice that holds now, with the places it covers."""
    addresses = {code: f"/{code}/notices/" for code, _name in settings.LANGUAGES}
    return render(request, "places/notices.html", {"addresses": addresses, "told": told_with_places()})


@csrf_exempt
@public_feed
def notices_feed(request, extension):
    """What holds now as RSS, JSON Feed or one CAP message."""
    if extension not in CONTENT_TYPES:
        raise Http404
    now = timezone.now()
    told, changed_at = told_with_places(now), last_turn(now) or midnight()
    if extension == "rss":
        body = feeds.rss(sorted(told, key=lambda one: one.changed_at, reverse=True), changed_at)
    elif extension == "json":
        body = feeds.json_feed(told)
    else:
        body = cap.all_in_one(told, changed_at)
    return answer(body, extension, changed_at)


@csrf_exempt
@public_feed
def notice_cap(request, uid):
    """One notice as a CAP message of its own; when it has ended, that it is cancelled."""
    now = timezone.now()
    notice = next((notice for notice in known() if notice.uid == uid), None)
    period, ended_at = (notice.period_at(now), notice.last_end(now)) if notice else (None, None)
    if not period and not ended_at:
        raise Http404
    told = with_places([InForce(notice, *(period or (notice.starts_at, ended_at)))], get_language())[0]
    return answer(cap.one_alone(told, now, None if period else ended_at), "cap.xml", ended_at or notice.changed_at)


def answer(body, extension, changed_at):
    response = HttpResponse(body, content_type=CONTENT_TYPES[extension], headers={"Cache-Control": CACHE_CONTROL})
    response.changed_at = changed_at
    return response
