"""In which language to answer: that of the address; where the address names none, what the browser asks for."""

from django.conf import settings
from django.urls import URLResolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils import translation
from django.utils.cache import patch_vary_headers

from content.languages import our_language

# Below these the language is a parameter, Indonesian when there is none: one address, one answer.
BY_PARAMETER = ("/api/", "/embed/", "/feeds/", "/oembed/")


def wanted_language(request):
    """The first language of Accept-Language that we have, else Indonesian; cookies play no part."""
    ours = dict(settings.LANGUAGES)
    for code, _quality in translation.trans_real.parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code.split("-")[0] in ours:
            return code.split("-")[0]
    return settings.LANGUAGE_CODE


def address_language(request):
    """The language that the address names, or None: its first part, of what partners use the parameter ``lang``."""
    ours = dict(settings.LANGUAGES)
    if request.path_info.startswith(BY_PARAMETER):
        code = our_language(request.GET.get("lang", ""))
        return code if code in ours else settings.LANGUAGE_CODE
    code = request.path_info.split("/")[1]
    return code if code in ours else None


class LanguagePrefix(LocalePrefixPattern):
    """The first part of an address: the language alone, also where a variant is spoken, as "id-id" in the admin."""

    @property
    def language_prefix(self):
        return f"{(translation.get_language() or settings.LANGUAGE_CODE).split('-')[0]}/"


def in_each_language(*patterns):
    """Django's `i18n_patterns`, with our prefix."""
    return [URLResolver(LanguagePrefix(), list(patterns))]


def page_language(request):
    """The language to answer in."""
    return address_language(request) or wanted_language(request)


class LanguageMiddleware:
    """Activates the language of the address; where it names none (files, errors), what the browser asks for.

    Django's LocaleMiddleware also reads a cookie and sends a missing address to one with a language in front:
    neither can be kept by a proxy.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.LANGUAGE_CODE = page_language(request)
        with translation.override(request.LANGUAGE_CODE):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        if not address_language(request):
            patch_vary_headers(response, ["Accept-Language"])
        return response
