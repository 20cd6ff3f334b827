"""The page for partners: what of ours they may show, and how their programs read it."""

from django.conf import settings
from django.http import HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from events.models import Occurrence
from events.sharing.feeds.feed import LICENCE, LICENCE_URL
from events.sharing.subscriptions import Subscription
from places.models import PlacePage
from portal.api.document import INFO, document
from portal.api.operations import api
from portal.api.reference import reference

# The last part of the page's address. It stands here and not in the catalogues: an address must not change.
WORDS = {"id": "mitra", "en": "partners", "jv": "mitra"}
ANY_WORD = "|".join(dict.fromkeys(WORDS.values()))
FEEDS = ["rss", "atom", "json", "geojson", "csv"]


def partners_address(language=None):
    """The page's address in a language, the active one when none is given."""
    language = language or get_language()
    return f"/{language}/{WORDS.get(language, WORDS['id'])}/"


@require_safe
def partners(request, word):
    """What partners may use, each with its address and one action."""
    language = get_language()
    if word != WORDS[language]:
        return HttpResponsePermanentRedirect(partners_address())
    calendar = f"{settings.PUBLIC_URL}/feeds/v1/events.ics?lang={language}"
    context = {
        "addresses": {code: partners_address(code) for code, _name in settings.LANGUAGES},
        "places": PlacePage.objects.for_visitors().filter(locale__language_code=settings.LANGUAGE_CODE).count(),
        "dates": Occurrence.objects.filter(starts_at__gte=timezone.now()).count(),
        "site": settings.PUBLIC_URL,
        "subscription": Subscription(calendar, "Wonogiri"),
        "feeds": [(name, f"/feeds/v1/events.{name}?lang={language}") for name in FEEDS],
        "operations": reference(document(api)),
        "reference": f"{partners_address()}api/",
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
    }
    return render(request, "portal/partners.html", context)


@require_safe
def api_reference(request, word):
    """Every address, parameter and field of the API, from its OpenAPI document."""
    if word != WORDS[get_language()]:
        return HttpResponsePermanentRedirect(f"{partners_address()}api/")
    context = {
        "addresses": {code: f"{partners_address(code)}api/" for code, _name in settings.LANGUAGES},
        "partners": partners_address(),
        "operations": reference(document(api)),
        "about": INFO["description"],
    }
    return render(request, "portal/api_reference.html", context)
