"""What partners put into their pages: frames, the files these load, and the page where the lines to paste are made."""

from functools import wraps
from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from content.publishing import last_published_at
from content.sharing import CACHE_CONTROL, READ_HEADERS, midnight
from events.models import EventPage, Occurrence
from events.models.embed_settings import allowed_framers
from events.sharing.embeds.accent import Accent
from events.sharing.embeds.manifest import GROUPS, OPTIONS
from events.sharing.embeds.notices import NoticesToPaste, page_url
from events.sharing.embeds.selection import (
    Embed,
    canonical_events_path,
    embed_asked_for,
    embed_file,
    first_embed_parameters,
    is_asked,
    released_file,
)
from events.sharing.feeds.items import items_of
from places.safety.known import last_turn
from places.safety.telling import told_now
from places.safety.views import CACHE_CONTROL as AT_ONCE

SOURCE = settings.LANGUAGE_CODE
POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors {framers}"
)
NOTHING_ALLOWED = "camera=(), microphone=(), payment=(), usb=(), geolocation=()"
LONG, FOR_EVER = "public, max-age=3600, stale-while-revalidate=86400", "public, max-age=31536000, immutable"
TYPES = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}
WIDTHS = ("320", "480", "768")
WHEN_IN_FRAME = ("", "weekend", "week", "month")


def framed(view):
    """Make a view's answer one that pages of others may show in a frame and any proxy may keep.

    A view whose answer changes between publishings sets `changed_at` (aware) on it.
    """

    @wraps(view)
    @require_safe
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.xframe_options_exempt = True
        changed_at = max(filter(None, [midnight(), last_published_at(), getattr(response, "changed_at", None)]))
        headers = {
            "Cache-Control": CACHE_CONTROL,
            "Content-Security-Policy": POLICY.format(framers=allowed_framers()),
            "Permissions-Policy": NOTHING_ALLOWED,
            "X-Robots-Tag": "noindex, follow",
        }
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if response.status_code == 200:
            response.headers["Last-Modified"] = http_date(int(changed_at.timestamp()))
        else:
            response.headers["Cache-Control"] = "public, max-age=60"
        return response

    return answer


@framed
def events_frame(request):
    """The events that a partner chose; complete without JavaScript, two queries for events at any size."""
    now = timezone.now()
    embed = embed_asked_for(request)
    occurrences, next_after = Occurrence.objects.find(embed.query, now, with_names=True)
    items = items_of(occurrences, embed.language, now)
    context = {
        "items": items,
        "next_page": embed.frame_path(after=next_after) if next_after else "",
        "first_page": embed.frame_path(after="") if embed.query.after else "",
        "canonical": settings.PUBLIC_URL + canonical_events_path(embed.language),
        "oembed_url": embed.oembed_url,
    }
    if embed.shows_filters:
        context |= filter_links(embed)
    response = render(request, "embed/v1/events.html", frame_context(embed) | context)
    response.changed_at = last_end(items)
    return response


def filter_links(embed):
    """What the links above the list offer: ``(label, address, is_chosen)`` of times and of categories."""
    query = embed.query
    times = [
        (label, embed.frame_path(when=when, month="", from_="", to="", after=""), when == query.when)
        for when, label in option_choices("when", embed.language)
        if when in WHEN_IN_FRAME
    ]
    categories = [
        (label, embed.frame_path(cat=value, after=""), query.categories == ((value,) if value else ()))
        for value, label in [("", _("All categories")), *option_choices("cat", embed.language)]
    ]
    labels = dict(option_choices("cat", embed.language))
    chosen = [str(labels[value]) for value in query.categories] or [_("All categories")]
    return {"times": times, "categories": categories, "chosen": ", ".join(chosen)}


def option_choices(name, language):
    return OPTIONS[name].choices_in(language)


@framed
def event_frame(request, uid):
    """One event with its next date, or that of ``?date=``; without a date, when it usually is."""
    now = timezone.now()
    embed = embed_asked_for(request)
    key = uuid_of(uid)
    occurrence = date_of(key, request.GET.get("date", ""), now) if key else None
    items = items_of([occurrence], embed.language, now) if occurrence else []
    context = frame_context(embed) | {"alone": True}
    if items:
        canonical, context["oembed_url"] = items[0].told["url"], items[0].url
        response = render(request, "embed/v1/event.html", context | {"item": items[0], "canonical": canonical})
        response.changed_at = last_end(items)
        return response
    if event := key and not occurrence and event_without_date(key, embed.language):
        address = settings.PUBLIC_URL + event.url
        return render(
            request, "embed/v1/event.html", context | {"event": event, "canonical": address, "oembed_url": address}
        )
    return render(request, "embed/v1/missing.html", context, status=404)


def uuid_of(text):
    try:
        return UUID(text)
    except ValueError:
        return None


def date_of(key, recurrence_id, now):
    """The Occurrence of an event that was asked for, else the next one, else the last; None without any."""
    dates = Occurrence.objects.filter(event_key=key)
    asked = recurrence_id[:15].replace("\x00", "")
    chosen = dates.select_related("district", "organiser")
    return (asked and chosen.filter(recurrence_id=asked).first()) or next(iter(chosen.to_speak_of(now, 1)), None)


def event_without_date(key, language):
    """A public event whose date is announced each year, in a language or else in Indonesian, or None."""
    pages = EventPage.objects.for_rows().filter(translation_key=key, locale__language_code__in={language, SOURCE})
    return next(iter(sorted(pages, key=lambda page: page.locale.language_code != language)), None)


def last_end(items):
    """When the last of the dates that are over ended, or None: since then the frame says so."""
    return max((item.occurrence.ends_at for item in items if item.is_over), default=None)


@framed
def notices_frame(request):
    """Every notice of danger that holds now, a line each; no query."""
    now, embed = timezone.now(), embed_asked_for(request)
    page, usual = page_url(embed.language), NoticesToPaste(embed).title
    context = {
        "title": usual if embed.heading is None else embed.heading,
        "usual_title": usual,
        "page_url": page,
        "canonical": page,
        "told": told_now(now),
    }
    response = render(request, "embed/v1/notices.html", frame_context(embed) | context)
    response.headers["Cache-Control"] = AT_ONCE
    response.changed_at = last_turn(now)
    return response


def frame_context(embed):
    """What the shell of every frame needs."""
    return {
        "embed": embed,
        "style": embed_file("embed.css").path,
        "script": embed_file("frame.js").path,
        "accent_style": f"/embed/v1/accents/{embed.accent.asked[1:]}.css" if embed.accent else "",
    }


# Files


def shared_file(body, extension, cache_control):
    """A script or style sheet that pages of any origin may load."""
    response = HttpResponse(
        body, content_type=TYPES[extension], headers=READ_HEADERS | {"Cache-Control": cache_control}
    )
    response.is_one_of_many = True  # any colour and any digest has its address
    return response


@require_safe
def file(request, name, extension, digest=""):
    """A file of static/embed: at its plain address the present one, at the address with a digest for ever that one."""
    try:
        present = embed_file(f"{name}.{extension}")
    except FileNotFoundError as error:
        raise Http404 from error
    if digest in {"", present.digest}:
        return shared_file(present.body, extension, FOR_EVER if digest else LONG)
    if former := released_file(present.name, digest):
        return shared_file(former.body, extension, FOR_EVER)
    # A version that we no longer have: rather the present one than a partner's page without events.
    return shared_file(present.body, extension, LONG)


@require_safe
def accent_style(request, digits):
    """The style sheet of an accent colour, made legible on light and on dark ground."""
    return shared_file(Accent.of(digits).stylesheet, "css", FOR_EVER)


# The builder


@csp_update({"frame-src": [SELF]})
@require_safe
def builder(request):
    """Choose events, language and look; see them; copy a line to paste. A GET form: no JavaScript, no cookie."""
    language = request.LANGUAGE_CODE
    parameters = request.GET if is_asked(request.GET) else first_embed_parameters(language)
    embed = Embed.from_parameters(parameters, timezone.localdate(), language)
    width = parameters.get("width", "")
    context = {
        "embed": embed,
        "problems": [(OPTIONS[p.parameter].label, p.message) for p in embed.problems if p.parameter in OPTIONS],
        "groups": [form_group(group, parameters, language) for group in GROUPS],
        "widths": WIDTHS,
        "width": width if width in WIDTHS else WIDTHS[1],
        "file": embed_file("w.js"),
        "addresses": {code: builder_address(code) for code, _name in settings.LANGUAGES},
        "site": settings.PUBLIC_URL,
        "notices": NoticesToPaste(embed),
    }
    return render(request, "events/embed_builder.html", context)


def builder_address(language):
    """Where the builder is in a language."""
    with override(language):
        return reverse("embed_builder")


def form_group(group, parameters, language):
    """A group of options with what is chosen: ``(group, is_open, [(option, value, choices), ...])``."""
    fields = []
    for option in group.in_form:
        chosen = {value[:200] for value in parameters.getlist(option.name)}
        choices = [(value, label, value in chosen) for value, label in option.choices_in(language)]
        # A list without content to choose from is no question.
        if option.choices and not choices:
            continue
        fields.append((option, next(iter(chosen), ""), choices))
    is_open = not group.folded or any(value and value != (option.first or option.usual) for option, value, _c in fields)
    return group, is_open, fields


@require_safe
def builder_without_language(request):
    """The address of the builder that feeds name: leads to the page in the language of ``?lang=``."""
    return HttpResponsePermanentRedirect(builder_address(request.LANGUAGE_CODE))
