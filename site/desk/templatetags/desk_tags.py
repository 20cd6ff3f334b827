"""Where pages lead to the desk, and what others have asked about them."""

from django import template
from django.utils.translation import get_language, ngettext

from content.publishing import until_published
from desk.addresses import form_address
from desk.answering import called
from desk.channels import Channels
from desk.models import Faq

register = template.Library()


@register.simple_tag
def ask_address(about="", kind="", fact_kind=""):
    """The form's address in the active language, see desk.addresses.form_address."""
    return form_address(about=about or "", kind=kind, fact_kind=fact_kind)


register.filter(called)


@register.filter
def working_hours(waited):
    """A time that somebody waited, in words, e.g. "26 working hours"."""
    hours = int(waited.total_seconds() // 3600)
    return ngettext("%(number)d working hour", "%(number)d working hours", hours) % {"number": hours}


@register.simple_tag
def safety_pages(entries):
    """Those of some menu entries that speak of danger."""
    return [entry for entry in entries if entry.topic == "safety"]


@register.simple_tag
def channels_of(centre):
    """How an information centre is reached, as far as somebody has entered it."""
    return Channels.of(centre)


@register.simple_tag
def faqs_of(page):
    """The published questions and answers about a page."""
    return list(Faq.objects.about(page.translation_key)) if page.translation_key in _pages_with_faqs() else []


@until_published
def _pages_with_faqs():
    return frozenset(Faq.objects.filter(is_published=True).values_list("page__translation_key", flat=True))


@register.simple_tag
def faq_data(faqs):
    """The questions and answers as a schema.org FAQPage."""
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "inLanguage": get_language(),
        "mainEntity": [
            {
                "@type": "Question",
                "name": faq.question,
                "acceptedAnswer": {"@type": "Answer", "text": faq.answer},
            }
            for faq in faqs
        ],
    }
