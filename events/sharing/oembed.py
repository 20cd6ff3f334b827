"""oEmbed 1.0: from the address of a page of ours to a frame that shows its events."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from content.querysets import is_hidden
from content.sharing import public_feed
from events.asking.query import LANGUAGES
from events.models import EventIndexPage, EventPage
from events.sharing.embeds.selection import CONTROL, Embed, frame_html
from events.sharing.structured_data import link_preview

CACHE_AGE = 3600
WIDTH, LEAST_WIDTH = 600, 200
LIST_LENGTH = 5
# In pixels at 600 wide: head and foot of a frame, one event in a list, an event that stands alone.
AROUND, ROW, ALONE = 200, 125, 660
HIGHEST = 1000
THUMBNAIL_WIDTH = 800
SCHEMES = {"http", "https"}


class Refused(Exception):
    """No answer, with the HTTP status that says why."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status
        self.message = message


@dataclass(frozen=True)
class Target:
    """What an address of ours shows: its page, the frame for it ("" for a mere link), how high that is at its usual width."""

    page: object
    title: str
    url: str
    frame_url: str
    height: int


@public_feed
def oembed(request):
    """The oEmbed answer for ``?url=`` as ``format=json`` or ``xml``; 404 unknown, 401 private, 501 other format."""
    try:
        form = request.GET.get("format") or "json"
        if form not in {"json", "xml"}:
            raise Refused(501, "The formats are json and xml.")
        target = target_of(request, request.GET.get("url", ""))
        most = most_of(request.GET, "maxwidth"), most_of(request.GET, "maxheight")
    except Refused as refusal:
        problem = {"type": "about:blank", "status": refusal.status, "detail": refusal.message}
        return JsonResponse(problem, status=refusal.status, content_type="application/problem+json")
    language = target.page.locale.language_code
    with override(language):
        values = answer(target, *most)
    headers = {"Content-Language": language}
    if form == "xml":
        return HttpResponse(as_xml(values), content_type="text/xml; charset=utf-8", headers=headers)
    return JsonResponse(values, json_dumps_params={"ensure_ascii": False}, headers=headers)


def most_of(parameters, name):
    """``maxwidth`` or ``maxheight`` as a number, or None; nonsense is passed over."""
    value = parameters.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and int(value[:6]) > 0 else None


def target_of(request, url):
    """The Target of an address. Raises Refused."""
    if not url:
        raise Refused(400, "Say which page: ?url=…")
    try:
        parts = urlsplit(url)
        path = unquote(parts.path)
    except ValueError as error:
        raise Refused(404, "This is not an address.") from error
    if CONTROL.search(path):
        raise Refused(404, "This is not an address.")
    # Nothing is fetched: an address is either one of ours, or unknown.
    if parts.scheme not in SCHEMES or parts.netloc not in {urlsplit(settings.PUBLIC_URL).netloc, request.get_host()}:
        raise Refused(404, "This is not an address of this site.")
    page = page_at(request, path)
    if page.get_view_restrictions().exists():
        raise Refused(401, "This page is not public.")
    language = page.locale.language_code
    parameters = QueryDict(parts.query, mutable=True)
    parameters["lang"] = language
    with override(language):
        if isinstance(page, EventIndexPage):
            return list_target(page, parameters, language)
        if isinstance(page, EventPage):
            return event_target(page, parameters, language)
    return Target(page, page.title, settings.PUBLIC_URL + page.url, "", ALONE)


def page_at(request, path):
    """The public page at a path such as ``/en/events/``, also after it was moved. Raises Refused."""
    language, *components = [part for part in path.split("/") if part] or [""]
    site = Site.find_for_request(request)
    if language in LANGUAGES and site:
        try:
            root = site.root_page.get_translations(inclusive=True).get(locale__language_code=language)
            return root.route(request, components).page.specific
        except (Http404, type(site.root_page).DoesNotExist):
            moved = get_redirect(request, Redirect.normalise_path(path))
            if moved and moved.redirect_page and moved.redirect_page.live and not is_hidden(moved.redirect_page):
                return moved.redirect_page.specific
    raise Refused(404, "There is no such page.")


def list_target(page, parameters, language):
    """A list of events, with the filters of the page and the look that its address asks for."""
    if not parameters.get("limit"):
        parameters["limit"] = str(LIST_LENGTH)
    today = timezone.localdate()
    embed = Embed.from_parameters(parameters, today, language)
    # As on the page: where no days are asked for, a series stands with its next date only.
    if not embed.query.has_span and not embed.query.series:
        parameters["series"] = "next"
        embed = Embed.from_parameters(parameters, today, language)
    height = min(AROUND + ROW * embed.query.limit, HIGHEST)
    return Target(page, embed.title, embed.page_url, embed.frame_url, height)


def event_target(page, parameters, language):
    """One event, on the date that its address names, else on its next one."""
    embed = Embed.from_parameters(parameters, timezone.localdate(), language)
    page.choose_date(parameters.get("date", "")[:15].replace("\x00", ""))
    url = settings.PUBLIC_URL + page.url
    if date := embed.event_parameters(page, parameters).get("date"):
        url += f"?date={date}"
    preview = link_preview(page)
    title = " · ".join(filter(None, [preview["title"], preview["facts"]]))
    return Target(page, title, url, embed.event_frame_url(page, parameters), ALONE)


def answer(target, most_wide, most_high):
    """The oEmbed values of a Target, no larger than asked for."""
    width = min(WIDTH, most_wide or WIDTH)
    height = min(target.height, most_high or target.height)
    values = {
        "version": "1.0",
        "type": "link",
        "title": target.title,
        "author_name": _("Tourism office of Wonogiri"),
        "author_url": f"{settings.PUBLIC_URL}/{target.page.locale.language_code}/",
        "provider_name": settings.WAGTAIL_SITE_NAME,
        "provider_url": settings.PUBLIC_URL + "/",
        "cache_age": CACHE_AGE,
    }
    if target.frame_url:
        frame = frame_html(target.frame_url, target.title, width, height)
        # WordPress shows the link until the frame has told its height, and keeps nothing but these two.
        html = format_html('<blockquote><a href="{}">{}</a></blockquote>{}', target.url, target.title, frame)
        values |= {"type": "rich", "width": width, "height": height, "html": html}
    return values | thumbnail(target.page.cover, width, height)


def thumbnail(photo, most_wide, most_high):
    """``thumbnail_url``, ``_width`` and ``_height`` of the largest JPEG that fits, or {}."""
    files = (photo.picture_sources or {}).get("jpeg") if photo else None
    sizes = [(width, round(width * photo.height / photo.width), path) for width, path in files or []]
    fitting = [size for size in sizes if size[0] <= most_wide and size[1] <= most_high]
    if not fitting:
        return {}
    width, height, path = max(fitting)
    return {
        "thumbnail_url": settings.PUBLIC_URL + settings.MEDIA_URL + path,
        "thumbnail_width": width,
        "thumbnail_height": height,
    }


def as_xml(values):
    """The same values as XML, in bytes."""
    root = ElementTree.Element("oembed")
    for name, value in values.items():
        ElementTree.SubElement(root, name).text = str(value)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
