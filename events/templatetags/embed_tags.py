"""How a page of ours is taken along: into a calendar program, into another site."""

from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.models import EventPage
from events.sharing.embeds.selection import Embed
from events.sharing.subscriptions import Subscription

register = template.Library()


@register.filter
def here(address):
    """An absolute address of ours as a path: a frame loads and links what is at the host it came from itself."""
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")


@register.simple_tag
def subscription_to(query):
    """The Subscription to all dates of an EventQuery."""
    # A file is not cut to a page of a list, and a calendar program repeats a series itself.
    parameters = query.parameters(after="", limit="", series="", client="")
    return Subscription(f"{settings.PUBLIC_URL}/feeds/v1/events.ics{parameters}", _("Events in Wonogiri"))


@register.simple_tag
def subscription_of(event):
    """The Subscription to one event, in the language of its page."""
    address = reverse("event_ics", args=[event.uid])
    return Subscription(f"{settings.PUBLIC_URL}{address}?lang={event.locale.language_code}", event.title)


@register.simple_tag(takes_context=True)
def oembed_address(context):
    """The address of the list or event that is shown, with its filters or date and the look that a partner wrote into it."""
    page, asked = context["page"], context["request"].GET.copy()
    language = asked["lang"] = get_language()
    embed = Embed.from_parameters(asked, timezone.localdate(), language)
    return embed.event_page_url(page, asked) if isinstance(page, EventPage) else embed.oembed_url
